# SPDX-License-Identifier: EUPL-1.2
"""The desk changes one date, cancels it with a reason, and takes it up again."""

import datetime

import pytest
from django.urls import reverse
from django.utils import formats, timezone

from tests.makers import in_days, make_link, make_occasion, make_series, make_venue
from traffpunkt.activities.models import Occasion, Offer
from traffpunkt.journal.models import SYSTEM
from traffpunkt.outbox.models import Message
from traffpunkt.ui.words import day

pytestmark = pytest.mark.django_db


@pytest.fixture
def occasion(karin, astrid):
    made = make_occasion(seats=3)
    made.sign_up(astrid, made.offers.get(), by=SYSTEM)
    return made


def page_of(occasion, noun):
    return reverse(f"activities:staff_{noun}", args=[occasion.pk])


def told(kind):
    return Message.objects.filter(kind=kind).count()


def as_it_is(occasion, **given):
    starts, ends = timezone.localtime(occasion.starts), timezone.localtime(occasion.ends)
    facts = {
        "day": formats.date_format(starts.date(), "j F Y"),
        "start": f"{starts:%H.%M}",
        "end": f"{ends:%H.%M}",
        "venue": occasion.venue_id,
        "note": "",
        "ways": ["on_site"],
        "on_site-seats": "3",
        "booking": "optional",
    }
    return facts | given


def spring_night() -> datetime.date:
    """The Sunday of next year on which clocks are put forward: the last one in March."""
    last = datetime.date(timezone.localdate().year + 1, 3, 31)
    return last - datetime.timedelta(days=last.isoweekday() % 7)


def test_cancelling_costs_one_field_and_says_how_many_get_to_know(desk, occasion):
    page = desk.get(page_of(occasion, "cancellation")).content.decode()
    assert "1 person är anmäld och får besked." in page

    answer = desk.post(page_of(occasion, "cancellation"), {"reason": "Ledaren är sjuk"})

    occasion.refresh_from_db()
    assert answer["Location"] == page_of(occasion, "occasion")
    assert occasion.is_cancelled
    assert told("cancelled") == 1


@pytest.mark.parametrize("noun", ["cancellation", "occasion_change"])
def test_a_date_that_nobody_has_signed_up_for_says_so(desk, noun):
    assert "Ingen är anmäld." in desk.get(page_of(make_occasion(), noun)).content.decode()


def test_cancelling_twice_tells_once(desk, occasion):
    for _press in range(2):
        desk.post(page_of(occasion, "cancellation"), {"reason": "Ledaren är sjuk"})

    assert told("cancelled") == 1


@pytest.mark.parametrize("reason", ["", "Ring 19121212-1212", "x" * 201])
def test_a_reason_is_needed_and_takes_no_personnummer(desk, occasion, reason):
    answer = desk.post(page_of(occasion, "cancellation"), {"reason": reason})

    occasion.refresh_from_db()
    assert answer.status_code == 422
    assert not occasion.is_cancelled
    assert reason in answer.content.decode()


@pytest.mark.parametrize("noun", ["cancellation", "reinstatement", "occasion_change"])
def test_what_has_been_is_not_changed_and_says_so(desk, occasion, noun):
    if noun == "reinstatement":
        occasion.cancel("Sjukdom", by=SYSTEM)
    Occasion.objects.update(starts=in_days(-1), ends=in_days(-1, 15))
    occasion.refresh_from_db()

    data = as_it_is(occasion, reason="Ledaren är sjuk")
    answer = desk.post(page_of(occasion, noun), data)

    assert answer.status_code == 422
    assert "har redan varit" in answer.content.decode()


def test_a_cancelled_date_is_taken_up_again(desk, occasion):
    occasion.cancel("Sjukdom", by=SYSTEM)
    assert "Ta upp tillfället igen" in desk.get(page_of(occasion, "reinstatement")).content.decode()

    desk.post(page_of(occasion, "reinstatement"))

    occasion.refresh_from_db()
    assert not occasion.is_cancelled
    assert told("reinstated") == 1
    assert "inte inställt" in desk.get(page_of(occasion, "reinstatement")).content.decode()


def test_a_form_sent_as_it_stands_moves_nobody(desk, occasion):
    answer = desk.post(page_of(occasion, "occasion_change"), as_it_is(occasion))

    assert answer.status_code == 302
    assert told("moved") == 0


def test_another_hour_place_and_note(desk, occasion):
    elsewhere = make_venue()
    data = as_it_is(
        occasion,
        start="14",
        end="15.30",
        venue=elsewhere.pk,
        note="Ta med inneskor",
        **{"on_site-seats": "5"},
    )

    desk.post(page_of(occasion, "occasion_change"), data)

    occasion.refresh_from_db()
    assert f"{timezone.localtime(occasion.starts):%H.%M}" == "14.00"
    assert (occasion.venue, occasion.note, occasion.hand_changed) == (
        elsewhere,
        "Ta med inneskor",
        True,
    )
    assert occasion.offers.get().capacity == 5
    assert told("moved") == 1


def test_a_place_that_has_closed_stays_until_somebody_changes_it(desk, occasion):
    occasion.venue.closed_for_good = timezone.localdate()
    occasion.venue.save()
    party = make_venue(closed_for_good=timezone.localdate())
    Offer.objects.create(occasion=occasion, way="watch_party", venue=party)

    page = desk.get(page_of(occasion, "occasion_change"))
    assert f'value="{occasion.venue_id}"' in page.content.decode()
    data = as_it_is(occasion, ways=["on_site", "watch_party"], party_venues=[party.pk])
    desk.post(page_of(occasion, "occasion_change"), data)

    occasion.refresh_from_db()
    assert occasion.venue is not None
    assert told("moved") == 0
    assert occasion.offers.get(way="watch_party").venue == party


def test_a_way_in_use_stays_and_that_is_said(desk, occasion):
    data = as_it_is(occasion, ways=["phone"], dial_in="026-17 00 03")

    answer = desk.post(page_of(occasion, "occasion_change"), data, follow=True)

    assert "finns kvar för dem som redan är anmälda" in answer.content.decode()
    assert set(occasion.offers.values_list("way", flat=True)) == {"on_site", "phone"}


def test_the_form_shows_the_ways_there_are(desk):
    occasion = make_occasion(ways=[])
    link = make_link(audience="everyone", municipality=occasion.municipality)
    Offer.objects.create(
        occasion=occasion, way="online", link=link, easy_instructions="Tryck här", capacity=9
    )
    Offer.objects.create(occasion=occasion, way="watch_party", venue=occasion.venue)

    form = desk.get(page_of(occasion, "occasion_change")).context["sheet"].ways

    assert form["ways"].value() == ["online", "watch_party"]
    assert form["address"].value() == link.address
    assert form["open_link"].value() is True
    assert form.enrolments["online"]["easy_words"].value() == "Tryck här"
    assert form["party_venues"].value() == [occasion.venue_id]


@pytest.mark.parametrize(
    ("start", "end", "missing"),
    [("02.30", "03.00", "02.30"), ("01.30", "02.15", "02.15"), ("02.10", "02.50", "02.50")],
)
def test_an_hour_that_the_spring_night_has_not_is_refused_in_words(
    desk, occasion, start, end, missing
):
    facts = as_it_is(occasion, day=str(spring_night()), start=start, end=end)

    answer = desk.post(page_of(occasion, "occasion_change"), facts)

    assert answer.status_code == 422
    assert f"Klockan {missing} finns inte" in answer.content.decode()
    assert day(spring_night()) in answer.content.decode()
    assert f'value="{start}"' in answer.content.decode()


def test_an_hour_beside_the_spring_change_is_kept(desk, occasion):
    facts = as_it_is(occasion, day=str(spring_night()), start="01.30", end="03.00")

    assert desk.post(page_of(occasion, "occasion_change"), facts).status_code == 302

    occasion.refresh_from_db()
    assert occasion.ends - occasion.starts == datetime.timedelta(minutes=30)


def test_a_date_of_a_series_leads_to_changing_the_following_too(desk):
    series = make_series()
    occasion = series.unroll()[0]

    page = desk.get(page_of(occasion, "occasion_change")).content.decode()

    assert f"?fran={occasion.slot:%Y-%m-%d}" in page


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("day", "blaj", "Skriv dagen till exempel så här"),
        ("end", "9", "Sluttiden är före starttiden."),
        ("day", "1 mars 2020", "Den nya tiden har redan varit."),
        ("note", "Ring 19121212-1212", "Vi sparar aldrig personnummer"),
        ("on_site-seats", "0", "Det är för litet."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(desk, occasion, field, value, words):
    answer = desk.post(
        page_of(occasion, "occasion_change"), as_it_is(occasion, **{"on_site-words": "Ring på", field: value})
    )  # fmt: skip

    occasion.refresh_from_db()
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Ring på" in answer.content.decode()
    assert not occasion.hand_changed
