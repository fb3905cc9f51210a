# SPDX-License-Identifier: EUPL-1.2
"""The lists of today for who only receives people: one venue's door, or one activity."""

import datetime

import pytest
from django.urls import reverse

from tests.makers import (
    local,
    make_account,
    make_activity,
    make_occasion,
    make_offer,
    make_person,
    make_signup,
    make_venue,
)
from traffpunkt.activities.models import Hosting, Signup
from traffpunkt.activities.tests.desk import caller, page, text
from traffpunkt.journal.models import Entry
from traffpunkt.people.models import Membership, Role

pytestmark = pytest.mark.django_db

NOON = local(2026, 11, 25, 12)


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def door():
    return make_venue(name="Ängen")


@pytest.fixture
def today(door):
    """A date of today at the door, with Astrid on the list."""
    occasion = make_occasion(venue=door, starts=local(2026, 11, 25, 13), seats=2)
    astrid = make_person("Astrid", phone="+46701740605")
    astrid.needs = "hörslinga"
    astrid.save()
    make_signup(occasion, person=astrid)
    return occasion


@pytest.fixture
def rut(signed_in, door):
    return signed_in(make_account("Rut", "reception", venue=door))


def presence_for(activity, until=None):
    account = make_account("Nils", "presence")
    Hosting.objects.create(
        activity=activity, account=account, role=Role.PRESENCE, since=NOON.date(), until=until
    )
    return account


@pytest.fixture
def nils(signed_in, today):
    return signed_in(presence_for(today.activity))


def tick(client, occasion, outcome="present"):
    row = occasion.signups.get()
    return client.post(page("staff_attendance", row.pk), {"outcome": outcome}, follow=True)


def test_the_reception_sees_names_of_today_and_no_numbers(rut, today):
    assert page("staff_occasion", today.pk) in text(rut.get(reverse("home:today")))

    seen = text(rut.get(page("staff_occasion", today.pk)))

    assert "Astrid" in seen
    assert "070-174" not in seen
    assert "hörslinga" not in seen
    assert "/personer/" not in seen
    assert Entry.objects.filter(verb="read", noun="activities.occasion.names").count() == 1


def test_who_waits_is_told_from_who_has_a_seat(rut, today):
    make_signup(today, "Bertil", state=Signup.State.WAITING)

    seen = text(rut.get(page("staff_occasion", today.pk)))

    assert seen.index("Astrid") < seen.index("I kö, i tur och ordning") < seen.index("Bertil")


def test_the_reception_ticks_and_counts(rut, today):
    seen = tick(rut, today)
    assert seen.status_code == 200
    assert today.attendances.get().outcome == "present"

    offer = today.offers.get()
    counted = {f"{offer.pk}-seniors": "9", f"{offer.pk}-first_timers": ""}
    rut.post(page("staff_tally", today.pk, offer.pk), counted)
    assert today.tallies.get().seniors == 9
    counted[f"{offer.pk}-seniors"] = "många"
    wrong = rut.post(page("staff_tally", today.pk, offer.pk), counted)
    assert wrong.status_code == 422
    assert "många" in text(wrong)


def test_who_comes_unannounced_is_written_up_by_first_name(rut, today):
    form = text(rut.get(page("staff_signup", today.pk)))
    assert "Skriv upp någon som kommer" in text(rut.get(page("staff_occasion", today.pk)))
    assert "Telefon eller e-post" not in form
    assert "Vem ringer?" not in form

    rut.post(page("staff_signup", today.pk), caller(today, "Bertil"))

    bertil = today.signups.get(person__name="Bertil").person
    assert not bertil.contact_ways.exists()


def test_a_full_room_is_asked_about_as_on_the_hosts_list(rut, today):
    make_signup(today, "Cecilia")

    asked = rut.post(page("staff_signup", today.pk), caller(today, "Bertil"))
    assert asked.status_code == 422
    assert "Släpp in ändå" in text(asked)
    rut.post(page("staff_signup", today.pk), caller(today, "Bertil", svar="over"))

    assert today.signups.get(person__name="Bertil").is_expected


def test_only_ways_that_lead_in_by_her_door_are_hers(signed_in, today):
    library = make_venue(name="Biblioteket")
    together = make_offer(today, "watch_party", venue=library, capacity=8)
    make_signup(today, "Bertil", offer=together)
    client = signed_in(make_account("Rut", "reception", venue=library))

    seen = text(client.get(page("staff_occasion", today.pk)))

    assert "Bertil" in seen
    assert "Astrid" not in seen
    here = today.offers.get(way="on_site")
    astrid = today.signups.get(person__name="Astrid")
    tally = {f"{here.pk}-seniors": "9"}
    assert client.post(page("staff_tally", today.pk, here.pk), tally).status_code == 404
    assert client.post(page("staff_attendance", astrid.pk)).status_code == 404
    there = client.post(page("staff_signup", today.pk), caller(today, "Eva", "", "on_site"))
    assert there.status_code == 422


@pytest.mark.parametrize("day", [24, 26])
def test_other_days_are_shut(signed_in, today, time_machine, day):
    row = today.signups.get()
    time_machine.move_to(local(2026, 11, day, 12), tick=False)
    rut = signed_in(make_account("Rut", "reception", venue=today.venue))

    assert rut.get(page("staff_occasion", today.pk)).status_code == 404
    assert rut.get(page("staff_signup", today.pk)).status_code == 404
    assert rut.post(page("staff_attendance", row.pk), {"outcome": "present"}).status_code == 404
    assert "Inget att pricka av i dag." in text(rut.get(reverse("home:today")))


def test_another_venue_a_draft_and_a_cancelled_date_are_shut(rut, today):
    here = {"starts": local(2026, 11, 25, 13)}
    elsewhere = make_occasion(venue=make_venue(name="Biblioteket"), **here)
    cancelled = make_occasion(venue=today.venue, state="cancelled", **here)
    draft = make_occasion(activity=make_activity(state="draft"), venue=today.venue, **here)

    for date in (elsewhere, cancelled, draft):
        assert rut.get(page("staff_occasion", date.pk)).status_code == 404


def test_a_name_that_is_never_shown_is_not_shown_at_the_door(rut, today):
    today.signups.get().person.__class__.objects.update(hidden=True)

    seen = text(rut.get(page("staff_occasion", today.pk)))

    assert "Astrid" not in seen
    assert "Namnet visas inte" in seen


def test_presence_is_ticked_for_one_activity_and_nothing_else(nils, today):
    other = make_occasion(venue=today.venue, starts=local(2026, 11, 25, 15))

    assert "Astrid" in text(nils.get(page("staff_occasion", today.pk)))
    assert "Skriv upp någon" not in text(nils.get(page("staff_occasion", today.pk)))
    tick(nils, today, "excused")

    assert today.attendances.get().outcome == "excused"
    assert nils.get(page("staff_occasion", other.pk)).status_code == 404
    assert nils.get(page("staff_signup", today.pk)).status_code == 404
    assert nils.post(page("staff_signup", today.pk), caller(today)).status_code == 404


@pytest.mark.parametrize("of_one_activity", [True, False])
def test_access_ends_the_day_that_the_assignment_ends(
    signed_in, today, time_machine, of_one_activity
):
    last = NOON.date() - datetime.timedelta(days=1)
    time_machine.move_to(NOON - datetime.timedelta(days=1), tick=False)
    if of_one_activity:
        account = presence_for(today.activity)
        Hosting.objects.update(since=last, until=last)
    else:
        account = make_account("Rut", "reception", venue=today.venue, until=last)
    yesterday = make_occasion(
        activity=today.activity, venue=today.venue, starts=local(2026, 11, 24, 13)
    )
    assert signed_in(account).get(page("staff_occasion", yesterday.pk)).status_code == 200

    time_machine.move_to(local(2026, 11, 25, 0, 1), tick=False)

    assert signed_in(account).get(page("staff_occasion", today.pk)).status_code == 404


def test_who_holds_presence_no_longer_ticks_nothing_though_the_activity_still_names_her(
    signed_in, today
):
    account = presence_for(today.activity)
    Membership.objects.update(until=NOON.date() - datetime.timedelta(days=1))

    assert signed_in(account).get(page("staff_occasion", today.pk)).status_code == 404


def test_a_host_who_sits_in_the_reception_has_both(signed_in, today):
    account = make_account("Yusuf", "host")
    account.memberships.create(
        name="Yusuf", role=Role.RECEPTION, municipality=today.municipality, venue=today.venue
    )
    own = make_occasion(starts=local(2026, 11, 25, 15))
    Hosting.objects.create(activity=own.activity, account=account, since=NOON.date())
    make_signup(own, person=make_person("Bertil", phone="+46701740606"))
    client = signed_in(account)

    assert "Att pricka av i dag" in text(client.get(reverse("home:today")))
    assert "070-174 06 06" in text(client.get(page("staff_occasion", own.pk)))
    assert "070-174" not in text(client.get(page("staff_occasion", today.pk)))


def test_it_costs_the_same_however_many_dates_there_are(rut, today, django_assert_num_queries):
    counts = []
    for _more in range(2):
        with django_assert_num_queries(20, exact=False) as seen:
            rut.get(reverse("home:today"))
        counts.append(len(seen))
        for hour in (15, 17):
            make_occasion(venue=today.venue, starts=local(2026, 11, 25, hour))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("role", ["guide", "volunteer"])
def test_a_guide_sees_where_she_is_and_no_names(signed_in, today, role):
    account = make_account("Greta", role)
    Hosting.objects.create(activity=today.activity, account=account, role=role, since=NOON.date())
    client = signed_in(account)

    seen = text(client.get(reverse("home:today")))

    assert today.activity.title in seen
    assert "13.00–15.00" in seen
    assert "Astrid" not in seen
    assert client.get(page("staff_occasion", today.pk)).status_code == 404


def test_a_guide_with_nothing_today_is_told_so_and_whom_to_ring(signed_in):
    seen = text(signed_in(make_account("Greta", "guide")).get(reverse("home:today")))

    assert "Du har inget i dag eller i morgon." in seen
    assert "Ring " in seen


def test_a_host_who_is_a_volunteer_elsewhere_reads_of_both(signed_in, today):
    account = make_account("Vera", "host")
    account.memberships.create(name="Vera", role="volunteer", municipality=today.municipality)
    Hosting.objects.create(
        activity=today.activity, account=account, role="volunteer", since=NOON.date()
    )
    client = signed_in(account)

    assert "Där du är med" in text(client.get(reverse("home:today")))
    assert client.get(page("staff_occasion", today.pk)).status_code == 404


def test_who_receives_elsewhere_writes_up_nobody_where_she_only_ticks(signed_in, today):
    account = presence_for(today.activity)
    library = make_venue(name="Biblioteket")
    account.memberships.create(
        name="Nils", role=Role.RECEPTION, municipality=today.municipality, venue=library
    )
    client = signed_in(account)

    assert "Skriv upp någon" not in text(client.get(page("staff_occasion", today.pk)))
    assert client.post(page("staff_signup", today.pk), caller(today)).status_code == 404
