# SPDX-License-Identifier: EUPL-1.2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from traffpunkt.activities.search import analyser, synonyms
from traffpunkt.activities.search.closeness import Close, slips, slips_allowed, surely


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
    assert analyser.fold("CAFÉ Ångström Über A\u0308pple") == "cafe ångström uber äpple"


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
        assert analyser.plain(term.plain) == term.plain


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


@pytest.mark.parametrize(
    ("typed", "kept", "close"),
    [("läsa", "läsa", Close.SAME), ("lasa", "läsa", Close.SAME), ("läs", "las", Close.GUESS),
     ("gympa", "sittgympa", Close.ENDS), ("foto", "fotograf", Close.BEGINS), ("yoga", "boule", 0)],
)  # fmt: skip
def test_how_close_a_word_is(typed, kept, close):
    kept_term = analyser.term(kept)
    assert surely(analyser.term(typed), kept_term.word, kept_term.plain, last=False) == close


def test_three_letters_begin_a_word_only_when_they_are_last():
    typed = analyser.term("kör")
    assert surely(typed, "körsång", "korsang", last=True) == Close.BEGINS
    assert surely(typed, "körsång", "korsang", last=False) == 0


def test_synonyms_go_both_ways_and_do_not_name_the_word_itself():
    groups = synonyms.everybodys()
    gympa, gymnastik = analyser.term("gympa").plain, analyser.term("gymnastik").plain
    assert synonyms.alike(groups, gympa) == {gymnastik}
    assert synonyms.alike(groups, gymnastik) == {gympa}
