# SPDX-License-Identifier: EUPL-1.2
"""Who is told when the desk ends a standing place or changes how many come."""

import pytest

from tests.makers import in_days, make_account, make_occasion, make_person, make_series
from traffpunkt.activities.models import Hosting
from traffpunkt.activities.tests.desk import page, text
from traffpunkt.journal.models import GUEST
from traffpunkt.outbox.models import Message
from traffpunkt.ui.words import day

pytestmark = pytest.mark.django_db


def standing_of(dates=2, **facts):
    """A standing place on some dates ahead, a week apart."""
    series = make_series()
    for week in range(1, dates + 1):
        make_occasion(activity=series.activity, series=series, starts=in_days(7 * week))
    return series.grant_standing(make_person("Astrid", **facts), "on_site", by=GUEST)


def test_a_standing_place_is_confirmed_once_in_writing():
    standing = standing_of(email="astrid@exempel.example")
    standing.series.grant_standing(standing.person, "on_site", by=GUEST)

    message = Message.objects.get()
    assert message.subject == f"Du har en fast plats: {standing.series.activity.title}"
    assert f"När: {standing.series.in_words}" in message.body
    assert "Antal personer" not in message.body


def test_a_couples_standing_place_says_how_many():
    series = make_series()
    pair = make_person("Astrid", email="astrid@exempel.example")

    series.grant_standing(pair, "on_site", headcount=2, by=GUEST)

    assert "Antal personer: 2" in Message.objects.get().body


def test_nobody_is_rung_about_the_standing_place_that_she_asked_for():
    standing_of(phone="+46317000001")

    assert not Message.objects.exists()


def test_who_can_be_written_to_gets_one_letter_for_all_dates(desk):
    standing = standing_of(email="astrid@exempel.example")
    address = page("staff_standing_end", standing.pk)
    assert "får ett skriftligt besked" in text(desk.get(address))

    for _press in range(2):
        desk.post(address)

    message = Message.objects.get(kind="standing-over")
    assert message.channel == "email"
    assert message.subject == f"Din fasta plats är slut: {standing.series.activity.title}"
    assert f"Du är avbokad från och med {day(in_days(7))}." in message.body
    assert standing.series.municipality.help_phone in message.body
    assert "http" not in message.body


def test_a_standing_place_without_dates_is_told_of_too():
    standing = standing_of(dates=0, email="astrid@exempel.example")

    standing.end(by=GUEST)

    assert "avbokad" not in Message.objects.get(kind="standing-over").body


def test_who_is_only_reached_by_telephone_stands_on_the_call_list_also_of_the_host(desk, signed_in):
    standing = standing_of(phone="+4626170005")
    desk.post(page("staff_standing_end", standing.pk))
    host = make_account("Henrik", "host")
    activity = standing.series.activity
    Hosting.objects.create(activity=activity, account=host, since=in_days(-1).date())

    for browser in (desk, signed_in(host)):
        assert "Din fasta plats är slut" in text(browser.get(page("calls")))

    desk.post(page("call", Message.objects.get().pk), {"outcome": "told"})
    assert not Message.objects.to_call().exists()


def test_nobody_rings_about_what_has_been_said_already(desk):
    standing = standing_of(phone="+4626170005")
    address = page("staff_standing_end", standing.pk)
    assert "Avsluta, jag har redan sagt det" in text(desk.get(address))

    desk.post(address, {"sagt": "ja"})

    standing.refresh_from_db()
    assert standing.has_ended
    assert not Message.objects.exists()


def test_how_many_come_is_confirmed_in_writing_and_only_the_latest_is_sent(desk):
    occasion = make_occasion(seats=9)
    astrid = make_person("Astrid", email="astrid@exempel.example")
    row = occasion.sign_up(astrid, occasion.offers.get(), by=GUEST)

    for heads in ("3", "3", "1"):
        desk.post(page("staff_headcount", row.pk), {"headcount": heads})

    told = Message.objects.of_kinds("headcount").order_by("pk")
    assert [message.state for message in told] == ["too_late", "queued"]
    assert "Den gäller nu 3 personer." in told[0].body
    assert "Den gäller nu 1 person." in told[1].body


def test_nobody_rings_about_how_many_come(desk):
    occasion = make_occasion(seats=9)
    bertil = make_person("Bertil", phone="+4626170005")
    row = occasion.sign_up(bertil, occasion.offers.get(), by=GUEST)

    desk.post(page("staff_headcount", row.pk), {"headcount": "3"})

    assert not Message.objects.exists()
