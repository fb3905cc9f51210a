# SPDX-License-Identifier: EUPL-1.2
"""The form of a new activity: one form for all of it, and nothing typed is lost."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.makers import (
    in_days,
    local,
    make_activity,
    make_occasion,
    make_series,
    make_venue,
)
from traffpunkt.activities.models import Activity, Occasion, Series
from traffpunkt.activities.tests.planning import new, next_monday, said, typed
from traffpunkt.channels.models import Link
from traffpunkt.places.models import ClosedDay

pytestmark = pytest.mark.django_db


CIVIC_NUMBER = "19121212-1212"
MANY_DAYS = "\n".join(f"{day}/{month}" for month in (1, 3, 5) for day in range(1, 29))


@pytest.fixture
def venue(karin):
    return make_venue(name="Träffpunkt Ängen")


def test_a_fortnightly_hybrid_activity_is_published_in_one_form(desk, venue):
    answer = new(desk, typed(venue))

    activity = Activity.objects.get()
    assert answer.status_code == 302
    assert activity.is_published
    series = activity.series.get()
    assert (series.every, series.weekdays, series.minutes) == (2, [0], 120)
    assert {offer.way for offer in activity.occasions.earliest("pk").offers.all()} == {
        "on_site",
        "online",
    }
    link = Link.objects.get()
    assert (link.provider, link.audience) == ("teams", "signed_up")


def test_no_more_than_eight_fields_are_needed(desk, venue):
    needed = ["title", "kind", "r0-venues", "r0-rhythm", "r0-first", "r0-start", "ways", "address"]
    given = typed(venue)
    given = {name: given[name] for name in [*needed, "gor"]} | {
        "booking": "optional",
        "filming": "none",
    }

    assert new(desk, given).status_code == 302
    assert len(needed) <= 8


def test_the_dates_are_shown_first_and_nothing_is_saved(desk, venue):
    answer = new(desk, typed(venue, gor="visa"))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Varannan vecka på måndag klockan 13.00–15.00" in page
    assert "Digital fika" in page
    assert not Activity.objects.exists()


@pytest.mark.parametrize("rhythm", ["en", "v1"])
def test_an_activity_that_begins_in_the_missing_hour_is_refused_in_words(
    desk, venue, time_machine, rhythm
):
    time_machine.move_to(local(2026, 11, 25, 9), tick=False)
    told = {"r0-rhythm": rhythm, "r0-first": "28 mars 2027", "r0-start": "02.30"}
    others = {"r0-first": "21 mars 2027", "r0-added": "28 mars 2027"}

    for facts in (typed(venue, **told), typed(venue, **told | others)):
        answer = new(desk, facts)
        assert answer.status_code == 422
        assert "Klockan 02.30 finns inte söndag 28 mars" in answer.content.decode()
    assert not Activity.objects.exists()


def test_the_preview_says_which_dates_a_change_of_clocks_moves(desk, venue, time_machine):
    time_machine.move_to(local(2026, 11, 25, 9), tick=False)
    told = {"r0-rhythm": "v1", "r0-first": "14 mars 2027", "gor": "visa"}
    told["r0-skip_holidays"] = ""  # That Sunday is Easter.

    page = new(desk, typed(venue, **told, **{"r0-start": "02.30"})).content.decode()
    usual = new(desk, typed(venue, **told)).content.decode()

    assert "Varje söndag klockan 02.30–04.30" in page
    assert "söndag 28 mars klockan 03.30–05.30" in page
    assert "Klockan ställs om." not in usual


def test_enter_in_a_field_only_shows_the_dates(desk, venue):
    assert new(desk, typed(venue, gor=None)).status_code == 200
    assert not Activity.objects.exists()


def test_the_preview_says_what_is_skipped_and_what_it_clashes_with(desk, venue):
    monday = next_monday()
    ClosedDay.objects.create(
        municipality=venue.municipality, first=monday, last=monday, reason="inventering"
    )
    other = make_occasion(
        activity=make_activity(title="Gympa"), venue=venue, starts=in_days((monday - timezone.localdate()).days + 7)
    )  # fmt: skip

    page = new(desk, typed(venue, gor="visa", **{"r0-rhythm": "v1"})).content.decode()
    assert "inventering" in page
    assert f"är ”{other.activity.title}” på Träffpunkt Ängen" in page


def test_a_draft_may_be_kept(desk, venue):
    new(desk, typed(venue, gor="utkast"))

    assert Activity.objects.get().state == "draft"


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ("publish", "Aktiviteten är publicerad. Nu syns den i programmet."),
        ("propose", "Förslaget är skickat. Samordnaren ser det nu."),
        ("utkast", "Utkastet är sparat. Det syns inte i programmet."),
    ],
)
def test_the_page_says_that_it_is_done(desk, venue, wish, words):
    page = desk.post(reverse("activities:staff_activity_new"), typed(venue, gor=wish), follow=True)

    assert words in page.content.decode()


def test_two_presses_make_one_activity(desk, venue):
    page = desk.get(reverse("activities:staff_activity_new"))
    token = page.context["sheet"].token

    answers = [new(desk, typed(venue, tryck=token)) for _press in range(2)]

    assert Activity.objects.count() == Series.objects.count() == 1
    assert answers[0]["Location"] == answers[1]["Location"]


def test_the_rhythm_of_the_it_cafe_is_planned_in_one_go(desk):
    library = make_venue(name="Stadsbiblioteket", kind="library")
    points = [make_venue(name=f"Träffpunkt {name}") for name in ("Norr", "Söder", "Väster")]
    monday = next_monday()

    new(
        desk,
        typed(
            library,
            title="IT-kafé",
            kind="help",
            rytmer="2",
            **{
                "r0-rhythm": "v1",
                "r1-venues": [point.pk for point in points],
                "r1-turns": "ja",
                "r1-rhythm": "v2",
                "r1-first": said(monday + datetime.timedelta(days=3)),
                "r1-start": "10.00",
                "r1-end": "12.00",
            },
        ),
    )

    series = {str(row.venue): row for row in Series.objects.select_related("venue")}
    assert {name: row.every for name, row in series.items()} == {
        "Stadsbiblioteket": 1, "Träffpunkt Norr": 2, "Träffpunkt Söder": 2, "Träffpunkt Väster": 2
    }  # fmt: skip
    thursday = monday + datetime.timedelta(days=3)
    assert series["Träffpunkt Norr"].first == series["Träffpunkt Väster"].first == thursday
    assert series["Träffpunkt Söder"].first == thursday + datetime.timedelta(days=7)
    assert {row.weekdays[0] for name, row in series.items() if name != "Stadsbiblioteket"} == {3}


def test_venues_that_take_turns_each_week_go_round(desk):
    points = [make_venue() for _number in range(3)]

    new(
        desk,
        typed(None, **{"r0-venues": [p.pk for p in points], "r0-turns": "ja", "r0-rhythm": "v1"}),
    )

    weeks = [(row.first - next_monday()).days // 7 for row in Series.objects.order_by("pk")]
    assert weeks == [0, 1, 2]
    assert set(Series.objects.values_list("every", flat=True)) == {3}


def test_monthly_turns_are_whole_months_apart(desk):
    points = [make_venue() for _number in range(2)]

    new(
        desk,
        typed(None, **{"r0-venues": [p.pk for p in points], "r0-turns": "ja", "r0-rhythm": "m1"}),
    )

    first, other = Series.objects.order_by("pk")
    assert (other.first.month - first.first.month) % 12 == 1
    assert first.week_of_month == other.week_of_month


def test_venues_may_share_their_weeks(desk):
    points = [make_venue() for _number in range(2)]

    new(desk, typed(None, **{"r0-venues": [p.pk for p in points]}))

    assert {row.first for row in Series.objects.all()} == {next_monday()}


def test_one_more_rhythm_may_be_added_and_nothing_typed_is_lost(desk, venue):
    answer = new(desk, typed(venue, gor="rytm", title=""))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="r1-first"' in page
    assert f'value="{said(next_monday())}"' in page
    assert "behöver ändras" not in page


def test_more_is_asked_of_places_that_are_chosen_and_nothing_typed_is_lost(desk, venue):
    party = make_venue(name="Träffpunkt Brynäs")

    for title in ("Digital fika", ""):
        data = typed(venue, gor="platser", title=title, party_venues=[party.pk])
        answer = new(desk, data | {f"plats{party.pk}-seats": "9"})

        page = answer.content.decode()
        assert answer.status_code == 200
        assert "Mer om anmälan: se tillsammans på Träffpunkt Brynäs" in page
        assert "behöver ändras" not in page
        assert 'value="9"' in page
    assert not Activity.objects.exists()


def test_a_place_without_seats_or_more_has_no_limit_and_the_usual_answer(desk, venue):
    party = make_venue()

    new(desk, typed(venue, ways=["watch_party"], party_venues=[party.pk], booking="required"))

    offer = Occasion.objects.earliest("pk").offers.get()
    assert (offer.venue, offer.capacity, offer.booking) == (party, None, "required")
    assert (offer.has_queue, offer.opens, offer.closes) == (True, None, None)


@pytest.mark.parametrize("count", ["", "abc", "-3", "²", "999999"])
def test_a_forged_number_of_rhythms_is_no_trouble(desk, venue, count):
    assert new(desk, typed(venue, rytmer=count, gor="visa")).status_code in {200, 422}


def test_there_is_an_end_to_rhythms(desk, venue):
    page = new(desk, typed(venue, rytmer="6", gor="rytm"))

    assert not page.context["sheet"].may_grow
    assert page.context["sheet"].count == 6


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "Skriv något här."),
        ("r0-first", "snart", "Skriv dagen till exempel så här"),
        ("r0-start", "tjugofem", "Skriv klockslaget till exempel så här"),
        ("r0-end", "9.00", "Sluttiden är före starttiden."),
        ("r0-added", MANY_DAYS, "Skriv högst 60 datum."),
        ("r0-until", "1 januari 2020", "Den sista dagen är före den första."),
        ("r0-added", "4 mars\nblaj", "Det här gick inte att läsa: blaj"),
        ("address", "", "Klistra in länken"),
        ("address", "http://osäker.example", "Länken ska börja med https"),
        ("on_site-seats", "många", "Skriv bara en siffra"),
        ("ways", [], "Välj minst ett av svaren."),
        ("ways", ["phone"], "Skriv numret som man ringer"),
        ("ways", ["watch_party"], "Välj platsen där man ser tillsammans."),
        ("dial_in", "abc", "Skriv numret som man ringer"),
        ("r0-venues", ["99999"], "Välj bland svaren i listan."),
    ],
)
def test_what_cannot_be_understood_is_said_and_what_was_typed_stays(
    desk, venue, field, value, words
):
    answer = new(desk, typed(venue, text="Vi fikar ihop.", **{field: value}))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Vi fikar ihop." in page
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    "field",
    ["title", "text", "easy_text", "bring", "cost", "r0-added", "on_site-words", "online-words",
     "online-easy_words", "dial_code"],
)  # fmt: skip
def test_no_text_takes_a_personnummer(desk, venue, field):
    answer = new(desk, typed(venue, **{field: f"Ring {CIVIC_NUMBER}"}))

    assert answer.status_code == 422
    assert "Vi sparar aldrig personnummer" in answer.content.decode()


def test_an_activity_without_any_date_ahead_is_not_published_and_not_half_saved(desk, venue):
    answer = new(desk, typed(venue, **{"r0-rhythm": "en", "r0-first": "1 mars 2020"}))

    assert answer.status_code == 422
    assert "Det saknas minst ett datum som kommer" in answer.content.decode()
    assert not Activity.objects.exists()
    assert not Link.objects.exists()


def test_a_plan_without_dates_says_so_before_it_is_saved(desk, venue):
    page = new(desk, typed(venue, gor="visa", **{"r0-rhythm": "en", "r0-first": "1 mars 2020"}))

    assert "Inga datum kommer med." in page.content.decode()


def test_a_film_needs_a_link_and_no_dates(desk):
    film = {
        "title": "Så byter du lösenord",
        "kind": "on_demand",
        "filming": "none",
        "gor": "publish",
    }

    refused = new(desk, film)
    made = new(desk, film | {"film": "youtu.be/aaaaaaaaaaa"})

    assert "en länk till filmen" in refused.content.decode()
    assert made.status_code == 302
    link = Link.objects.get(activities__isnull=False)
    assert (link.provider, link.audience) == ("youtube", "everyone")


@pytest.mark.parametrize("field", ["topics", "r0-venues", "party_venues"])
@pytest.mark.parametrize("key", ["--5", "-", "9" * 5000, "-" + "9" * 40, "٣x"])
def test_a_key_that_no_row_can_have_is_no_choice(desk, venue, field, key):
    page = new(desk, typed(venue, ways=["on_site", "watch_party"], **{field: [key]}))

    assert page.status_code == 422
    assert "Välj bland svaren i listan." in page.content.decode()


def test_watch_parties_phone_and_words_of_their_own(desk, venue):
    elsewhere = make_venue()

    new(
        desk,
        typed(
            venue,
            ways=["on_site", "online", "phone", "watch_party"],
            party_venues=[elsewhere.pk],
            dial_in="026-17 00 03",
            open_link="on",
            **{
                "on_site-seats": "12",
                "online-seats": "40",
                "on_site-words": "Ring på",
                "online-words": "Tryck på Delta",
                "online-easy_words": "Tryck här",
                f"plats{elsewhere.pk}-seats": "9",
            },
        ),
    )

    offers = {offer.way: offer for offer in Occasion.objects.earliest("pk").offers.all()}
    assert offers["on_site"].capacity == 12
    assert offers["online"].capacity == 40
    assert offers["online"].easy_instructions == "Tryck här"
    assert Link.objects.get().dial_in == "+4626170003"
    assert offers["phone"].link == offers["online"].link
    assert (offers["watch_party"].venue, offers["watch_party"].capacity) == (elsewhere, 9)
    assert Link.objects.get().audience == "everyone"


def test_many_clashes_are_counted_and_a_plan_needs_no_place(desk, venue):
    make_series(venue=venue, weekdays=[next_monday().weekday()], skip_holidays=False).unroll()

    crowded = new(desk, typed(venue, gor="visa", **{"r0-rhythm": "v1"})).context["preview"]
    free = new(desk, typed(None, gor="visa", ways=["online"])).context["preview"]

    assert len(crowded.warnings) == 6
    assert "gånger till" in crowded.warnings[-1]
    assert free.warnings == []
    assert "Plats" not in free.sentences[0]
