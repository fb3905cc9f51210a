# SPDX-License-Identifier: EUPL-1.2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from traffpunkt.activities.search import analyser, synonyms
from traffpunkt.activities.search.closeness import (
    Close,
    apart,
    slips_allowed,
    surely,
)
from traffpunkt.ui import spelling
from traffpunkt.ui.spelling import slips


def words_of(text: str) -> list[str]:
    return [term.word for term in analyser.terms(text)]


@pytest.mark.parametrize(
    "forms",
    [
        "dator datorn datorer datorerna",
        "läsplatta läsplattan läsplattor läsplattorna",
        "träna tränar träning träningen",
        "stickning sticka stickar",
        "målning måla målar målningar",
        "bok böcker böckerna",
        "ljudbok ljudböcker",
        "fot fötter fötterna",
        "kurs kurser kursen",
        "promenad promenader promenera",
        "plats platsen platser",
        "bussresa bussresor",
        "dikt dikter",
    ],
)
def test_all_forms_of_a_word_are_one(forms):
    assert len({analyser.term(form).word for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "pair", ["tidning tid", "kurs kur", "plats platta", "roman rom", "hus hund"]
)
def test_other_words_stay_other(pair):
    one, other = pair.split()
    assert analyser.term(one).word != analyser.term(other).word


def test_letters_fold_but_our_own_three_stay():
    assert spelling.fold("CAFÉ Ångström Über A\u0308pple") == "cafe ångström uber äpple"


def test_words_that_say_nothing_are_not_kept():
    assert words_of("Vad finns det för fika på onsdag?") == ["fik", "onsdag"]


def test_a_hyphened_word_is_its_parts_and_the_whole():
    assert [term.shown for term in analyser.terms("IT-café")] == ["it", "cafe", "itcafe"]


def test_a_very_long_word_is_cut():
    assert len(analyser.term("a" * 500).shown) == analyser.LONGEST_WORD


@given(st.text(max_size=300))
def test_any_text_gives_plain_terms(text):
    for term in analyser.terms(text):
        assert term.word
        assert len(term.word) <= analyser.LONGEST_WORD
        assert spelling.plain(term.plain) == term.plain


@given(st.text("abcåäö", min_size=1, max_size=12), st.text("abcåäö", min_size=1, max_size=12))
def test_slips_are_the_same_from_both_sides(one, other):
    assert slips(one, other, 3) == slips(other, one, 3)
    assert (slips(one, other, 3) == 0) == (one == other)


@pytest.mark.parametrize(
    ("typed", "right", "apart"),
    [("facebok", "facebook", 1), ("schak", "schack", 1), ("bluff", "bluff", 0), ("yoag", "yoga", 1),
     ("abcdef", "uvwxyz", 3), ("ab", "abcdef", 3), ("abcdefgh", "habcdefg", 2)],
)  # fmt: skip
def test_slips_of_the_finger_are_counted(typed, right, apart):
    assert slips(typed, right, 2) == apart


def test_longer_words_may_hold_more_slips():
    assert [slips_allowed("a" * length) for length in (3, 4, 7, 8, 20)] == [0, 1, 1, 2, 2]
    assert slips_allowed("1177") == 0


@pytest.mark.parametrize(
    ("typed", "kept", "close"),
    [("läsa", "läsa", Close.SAME), ("lasa", "läsa", Close.SAME), ("läs", "las", 0),
     ("gympa", "sittgympa", Close.ENDS), ("foto", "fotograf", Close.BEGINS), ("yoga", "boule", 0)],
)  # fmt: skip
def test_how_close_a_word_is(typed, kept, close):
    assert surely(analyser.term(typed), analyser.term(kept), last=False) == close


def test_where_no_dots_are_read_in_a_word_is_itself_letter_by_letter():
    bank, bench, boats = (analyser.term(word) for word in ("bank", "bänken", "bankbåten"))
    assert surely(bank, bench, last=True) == Close.SAME
    assert surely(bank, bench, last=True, dots=False) == 0
    assert surely(bank, boats, last=True, dots=False) == Close.BEGINS


def test_three_letters_begin_a_word_only_when_they_are_last():
    typed = analyser.term("kör")
    assert surely(typed, analyser.term("körsång"), last=True) == Close.BEGINS
    assert surely(typed, analyser.term("körsång"), last=False) == 0


@pytest.mark.parametrize(
    ("typed", "right", "far"),
    [
        ("facebok", "facebook", (1, False)),
        ("läspplatta", "läsplatta", (1, False)),
        ("lesplattor", "läsplattan", (1, False)),
        ("sykla", "cykla", (1, True)),
        ("datr", "sätra", None),
        ("kort", "kör", None),
        ("ipd", "ipad", None),
        ("1178", "1177", None),
        ("gympa", "boule", None),
    ],
)
def test_how_far_a_misspelt_word_is_from_the_right_one(typed, right, far):
    assert apart(analyser.term(typed), analyser.term(right)) == far


@pytest.mark.parametrize(
    ("typed", "right", "far"),
    [
        ("ipad", "ipad", (0, False)),
        ("ipd", "ipad", (1, False)),
        ("datr", "dator", (1, False)),
        ("zomo", "zoom", (1, False)),
        ("mbilen", "mobil", (1, False)),
        ("fikka", "fika", (1, False)),
        ("skåp", "skype", None),
        ("innte", "insta", None),
        ("rooman", "zoom", None),
        ("bakning", "bank", None),
        ("1178", "1177", None),
        ("ros", "rost", None),
        ("ab", "abba", None),
    ],
)
def test_of_a_short_word_in_doubt_letters_are_missing_or_swapped_not_wrong(typed, right, far):
    assert apart(analyser.term(typed), analyser.term(right), in_doubt=True) == far


def words(terms) -> set[str]:
    return {term.shown for term in terms}


def test_synonyms_go_both_ways_and_do_not_name_the_word_itself():
    known = synonyms.everybodys()
    assert words(known.alike(analyser.term("gympa"))) == {"gymnastik"}
    assert words(known.alike(analyser.term("gymnastik"))) == {"gympa"}
    assert words(known.alike(analyser.term("bord"))) == set()


def test_who_seeks_a_service_is_led_to_help_but_who_seeks_help_not_to_the_service():
    known = synonyms.everybodys()
    assert {"it-café", "dator"} <= words(known.led_to(analyser.term("swish")))
    assert words(known.led_to(analyser.term("fejan"))) == words(
        known.led_to(analyser.term("facebook"))
    )
    assert known.led_to(analyser.term("dator")) == known.led_to(analyser.term("dans")) == set()


def test_a_known_word_stands_for_itself_and_without_its_dots_for_no_other():
    known = synonyms.everybodys().with_own(["bänk, sittplats"])
    assert words(known.read(analyser.term("bank"))) == {"bank"}
    assert words(known.read(analyser.term("bänk"))) == {"bänk"}
    assert words(known.read(analyser.term("kor"))) == {"kör"}
    assert known.knows(analyser.term("bank"))
    assert not known.knows(analyser.term("kor"))


def test_what_is_spelt_by_ear_is_taken_for_the_right_name():
    near = synonyms.everybodys().nearly(analyser.term("fejsbok"))
    assert [(far, term.shown) for far, term in near] == [((0, False), "facebook")]
