# SPDX-License-Identifier: EUPL-1.2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests import makers
from traffpunkt.activities.models import Activity, SearchGram, SearchHit, SearchWord
from traffpunkt.activities.search import index
from traffpunkt.activities.search.queries import MOST_SHOWN, Answer, search
from traffpunkt.activities.tests.searching import make_found, titles
from traffpunkt.journal.models import SYSTEM


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("facebok", "Facebook utan krångel"),
        ("gympa", "Seniorgymnastik"),
        ("gympa", "Sittgympa"),
        ("läsplata", "Kom igång med läsplattan"),
        ("lasplatta", "Kom igång med läsplattan"),
        ("ipad", "Kom igång med läsplattan"),
        ("LÄSPLATTOR", "Kom igång med läsplattan"),
        ("hjälp med mobilen", "Mobilhjälp"),
        ("bank id", "Trygg med BankID"),
        ("mobil hjälp", "Mobilhjälp"),
        ("telefonhjälp", "Hjälp med mobilen"),
        ("böcker", "Bokcirkel med en bok i månaden"),
        ("kors", "Körsång"),
        ("balansgympa", "Gympa för alla"),
    ],
)
def test_search_forgives_spelling_and_knows_the_forms(typed, title):
    make_found(title)
    make_found("Boule")

    assert titles(typed) == [title]


@pytest.mark.django_db
def test_what_a_misspelt_word_was_taken_for_is_told():
    make_found("Läsplattor")
    make_found("Schack")

    assert search(makers.the_municipality(), "shack").meant == "schack"
    assert search(makers.the_municipality(), "schack").meant == ""
    assert search(makers.the_municipality(), "läsplattor shack").meant == ("läsplattor schack")


@pytest.mark.django_db
def test_the_name_comes_before_the_soonest_and_the_soonest_before_the_rest():
    soon, late = {"starts": makers.in_days(1)}, {"starts": makers.in_days(9)}
    over = {"starts": makers.in_days(-9)}
    make_found("Bakat är bakat", text="Fika till.", dates=[over])
    make_found("Samtal", text="Vi tar en fika.", dates=[late])
    make_found("Bingo", text="Med fika.", dates=[soon])
    make_found("Fika", dates=[late])

    assert titles("fika") == ["Fika", "Bingo", "Samtal", "Bakat är bakat"]


@pytest.mark.django_db
def test_each_hit_says_where_the_words_stood():
    topic = makers.make_topic(name="Handarbete")
    venue = makers.make_venue(name="Träffpunkt Lindängen")
    make_found("Virka", text="Med garn.", topics=[topic], dates=[{"venue": venue}])

    def why(words):
        return search(makers.the_municipality(), words).found[0].why

    assert why("virka") == "i namnet"
    assert why("handarbete") == "i ämnet"
    assert why("lindängen") == "på platsen eller dagen"
    assert why("garn") == "i texten"


@pytest.mark.django_db
def test_a_partner_a_kind_and_a_weekday_are_words_too():
    starts = makers.in_days(2)
    partner = makers.make_organisation(name="Pensionärerna i Norrby")
    make_found("Vals", partner=partner, kind="course", dates=[{"starts": starts}])
    make_found("Tango", dates=[{"starts": makers.in_days(3)}])

    assert titles(index.weekday(starts)) == ["Vals"]
    assert titles("pensionärer") == ["Vals"]
    assert titles("kurs") == ["Vals"]


@pytest.mark.django_db
def test_a_date_is_found_where_it_is_moved_and_not_while_it_is_cancelled():
    where = makers.make_venue(name="Ängen")
    activity = make_found("Boule", dates=[{"starts": makers.local(2030, 3, 5, 13), "venue": where}])
    occasion = activity.occasions.get()
    lake = makers.make_venue(name="Sjöstugan")

    occasion.move(*(makers.local(2030, 3, 6, hour) for hour in (13, 15)), lake, by=SYSTEM)
    assert titles("boule sjöstugan") == titles("boule onsdag") == ["Boule"]
    assert titles("tisdag") == []

    occasion.cancel("Sjukdom", by=SYSTEM)
    assert titles("onsdag") == []

    occasion.reinstate(by=SYSTEM)
    assert titles("onsdag") == ["Boule"]

    occasion.change(
        {"starts": makers.local(2030, 3, 7, 13), "ends": makers.local(2030, 3, 7, 15)}, by=SYSTEM
    )
    assert titles("torsdag") == ["Boule"]
    assert titles("onsdag") == []


@pytest.mark.django_db
def test_a_place_where_one_watches_together_is_a_word_too():
    activity = make_found("Föreläsning")
    there = makers.make_venue(name="Sjöstugan")
    makers.make_offer(activity.occasions.get(), "watch_party", venue=there)

    index.refresh(activity)

    assert titles("sjöstugan") == ["Föreläsning"]


@pytest.mark.django_db
def test_all_the_words_must_be_there_when_some_activity_has_them_all():
    make_found("Dans", text="På torget.")
    make_found("Dans", text="I salen.")

    assert len(titles("dans")) == 2
    assert len(titles("dans torget")) == 1


@pytest.mark.django_db
def test_when_none_has_all_the_words_those_with_most_of_them_in_the_name_are_shown():
    make_found("Engelska för resan")
    make_found("Gitarr", text="Vi övar på resande fot.")
    make_found("Vals", text="Övar tillsammans.")

    assert titles("engelska gitarr vals") == ["Engelska för resan", "Gitarr", "Vals"]
    assert titles("öva engelska") == ["Engelska för resan"]
    assert titles("engelska xyzzyq") == ["Engelska för resan"]


@pytest.mark.django_db
def test_another_municipalitys_activities_are_never_found():
    here, there = makers.make_municipality(), makers.make_municipality()
    make_found("Sittgympa", municipality=there)

    for words in ("sittgympa", "gympa", "sitgympa"):
        assert search(here, words) == Answer()
        assert titles(words, there) == ["Sittgympa"]


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["idea", "draft", "proposed", "archived"])
def test_what_is_not_published_is_never_found(state):
    activity = make_found("Sittgympa")

    activity.state = state
    activity.save()
    assert titles("sittgympa") == [], "not even before the index has heard"

    index.refresh(activity)
    assert not SearchHit.objects.exists()
    assert not SearchWord.objects.exists()
    assert not SearchGram.objects.exists()


@pytest.mark.django_db
def test_the_next_date_is_one_that_takes_place_else_the_cancelled_one():
    cancelled = {"state": "cancelled", "starts": makers.in_days(1)}
    make_found("Boule", dates=[cancelled, {"starts": makers.in_days(8)}])
    make_found("Bridge", dates=[cancelled])
    make_found("Bingo", dates=[])
    make_found("Biofilm", kind="on_demand", dates=[])

    def next_one(words):
        return search(makers.the_municipality(), words).found[0].card

    assert next_one("boule").starts == makers.in_days(8)
    assert next_one("bridge").is_cancelled
    assert next_one("bingo") is None
    assert next_one("biofilm") is None


@pytest.mark.django_db
def test_what_can_be_seen_at_any_hour_comes_before_what_is_cancelled():
    make_found("Vals på onsdag", dates=[{"state": "cancelled"}])
    make_found("Vals på film", kind="on_demand", dates=[])

    assert titles("vals") == ["Vals på film", "Vals på onsdag"]


@pytest.mark.django_db
def test_places_are_found_by_name_while_they_are_open():
    open_one = makers.make_venue(name="Träffpunkt Lindängen")
    makers.make_venue(name="Lindängens skola", closed_for_good=makers.in_days(-1).date())
    makers.make_venue(name="Lindängen", municipality=makers.make_municipality())

    def venues(words):
        return search(makers.the_municipality(), words).venues

    assert venues("lindängen") == venues("Lindangen") == venues("lindänggen") == [open_one]
    assert venues("dans på lindängen") == []
    assert venues("ab") == []


@pytest.mark.django_db
def test_the_municipalitys_own_synonyms_are_known_at_once():
    make_found("Boule")
    assert titles("klot") == []

    makers.the_municipality().synonyms.create(words="boule, klot, petanque")

    assert titles("klot") == titles("petanque") == ["Boule"]


@pytest.mark.django_db
def test_nothing_asked_is_nothing_found():
    make_found("Sittgympa")

    for words in ("", "   ", "och på i", "%", "\x00", "???"):
        assert search(makers.the_municipality(), words) == Answer()


@pytest.mark.django_db
def test_a_whole_letter_in_the_field_is_answered_by_its_first_words():
    make_found("Sittgympa")

    assert titles("sittgympa " * 1_000) == ["Sittgympa"]
    assert titles("x" * 10_000) == []


@pytest.mark.django_db
def test_never_more_are_shown_than_one_can_look_through():
    for _one in range(MOST_SHOWN + 3):
        make_found("Vals")

    assert len(titles("vals")) == MOST_SHOWN


class AnyWords(TestCase):
    """Whatever is typed, search answers; the signs of query languages mean nothing to it."""

    def setUp(self):
        make_found("Sittgympa", text="Vi sitter på stolar och tränar.")

    @settings(max_examples=40, deadline=None)
    @given(st.text(max_size=60))
    def test_any_text_is_answered(self, words):
        search(makers.the_municipality(), words)

    @settings(max_examples=40, deadline=None)
    @given(st.text("\"'*():^-+&|!%_\\<>{}[]~@;,/?=# \t\n", max_size=12))
    def test_signs_around_a_word_change_nothing(self, signs):
        assert set(titles(f"{signs} sittgympa {signs}")) == {"Sittgympa"}


@pytest.mark.django_db
def test_refreshing_again_changes_nothing_and_a_new_name_replaces_the_old():
    activity = make_found("Sittgympa")
    before = set(SearchHit.objects.values_list("pk", flat=True))

    index.refresh(activity)
    assert set(SearchHit.objects.values_list("pk", flat=True)) == before

    activity.title = "Boule"
    activity.save()
    index.refresh(activity)
    assert titles("sittgympa") == []
    assert titles("boule") == ["Boule"]


@pytest.mark.django_db
def test_a_word_that_another_activity_has_is_kept():
    first, second = make_found("Vals"), make_found("Vals")
    first.state = Activity.State.ARCHIVED
    first.save()

    index.refresh(first)

    assert [found.pk for found in search(first.municipality, "vals").found] == [second.pk]


@pytest.mark.django_db
def test_reindexing_reads_the_whole_programme_of_one_municipality(monkeypatch):
    monkeypatch.setattr(index, "HANDFUL", 2)
    for title in ("Vals", "Tango", "Foxtrot"):
        makers.make_activity(title=title)
    makers.make_activity(title="Utkast", state="draft")
    other = makers.make_activity(title="Polska", municipality=makers.make_municipality())

    assert index.reindex(makers.the_municipality()) == 3

    assert [titles(words) for words in ("vals", "tango", "foxtrot")] == [
        ["Vals"], ["Tango"], ["Foxtrot"]
    ]  # fmt: skip
    assert titles("polska", other.municipality) == []


@pytest.mark.django_db
def test_a_search_asks_as_many_questions_for_one_answer_as_for_three(
    django_assert_num_queries,
):
    municipality = makers.the_municipality() if makers.make_venue() else None
    make_found("Vals")
    with django_assert_num_queries(7):
        assert len(titles("vals", municipality)) == 1
    make_found("Vals")
    make_found("Vals")
    with django_assert_num_queries(7):
        assert len(titles("vals", municipality)) == 3


def test_the_rows_say_what_they_are():
    assert str(SearchWord(word="vals")) == "vals"
    assert str(SearchGram(gram="val")) == "val"
    assert str(SearchHit(word_id=1, activity_id=2)) == "1 2"
