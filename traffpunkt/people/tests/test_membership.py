# SPDX-License-Identifier: EUPL-1.2
import datetime

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.utils import timezone

from tests.makers import (
    local,
    make_account,
    make_municipality,
    make_organisation,
    make_venue,
    the_municipality,
)
from traffpunkt.people.desk import Desk, workroom
from traffpunkt.people.models import Account, Membership, Role

pytestmark = pytest.mark.django_db

LAST_DAY = datetime.date(2027, 1, 31)


@workroom
def room(request):
    return HttpResponse(f"{request.desk.name} {request.desk.actor}")


def knock(rf, account):
    request = rf.get("/arbete/?dag=2")
    request.user = account
    request.municipality = the_municipality()
    request.session = SessionStore()
    return room(request)


def test_access_lasts_through_the_last_day_and_ends_at_local_midnight(rf):
    karin = make_account(until=LAST_DAY, since=datetime.date(2026, 1, 1))

    with time_machine.travel(local(2027, 1, 31, 23, 59), tick=False):
        assert knock(rf, karin).status_code == 200
    with time_machine.travel(local(2027, 2, 1, 0, 0), tick=False), pytest.raises(Http404):
        knock(rf, karin)


def test_access_begins_on_its_first_day_in_summer_time_too(rf):
    first = datetime.date(2027, 7, 1)
    karin = make_account(since=first)

    with time_machine.travel(local(2027, 6, 30, 23, 59), tick=False), pytest.raises(Http404):
        knock(rf, karin)
    with time_machine.travel(local(2027, 7, 1, 0, 1), tick=False):
        assert knock(rf, karin).status_code == 200


def test_whoever_is_not_signed_in_is_led_to_the_door_and_back(rf):
    request = rf.get("/arbete/?dag=2")
    request.user = None

    assert room(request)["Location"] == "/logga-in/?next=/arbete/%3Fdag%3D2"


def test_a_stranger_finds_nothing(rf, eva):
    with pytest.raises(Http404):
        knock(rf, eva)


def test_pages_behind_the_door_are_kept_by_no_browser(rf, karin):
    answer = knock(rf, karin)

    assert answer["Cache-Control"] == "no-store"
    assert answer.content.decode() == f"Karin account:{karin.pk}"


def test_a_membership_of_one_municipality_opens_no_other(karin):
    assert Desk(karin, the_municipality()).memberships
    assert not Desk(karin, make_municipality()).memberships


def test_a_coordinator_decides_over_all_unless_she_is_bound_to_a_venue():
    venue = make_venue()
    everywhere = Desk(make_account("Karin", "coordinator"), the_municipality())
    bound = Desk(make_account("Maj", "coordinator", venue=venue), the_municipality())

    assert everywhere.is_coordinator
    assert everywhere.venue_ids == []
    assert not bound.is_coordinator
    assert bound.venue_ids == [venue.pk]


def test_a_partner_speaks_for_her_organisation_only():
    choir = make_organisation(name="Kören")
    desk = Desk(make_account("Petra", "partner", organisation=choir), the_municipality())

    assert desk.organisation_ids == [choir.pk]
    assert desk.has_role(Role.PARTNER)
    assert not desk.has_role(Role.COORDINATOR, Role.HOST)
    assert not desk.is_coordinator


def test_a_coordinators_organisation_does_not_make_her_its_partner():
    desk = Desk(
        make_account("Karin", "coordinator", organisation=make_organisation()), the_municipality()
    )

    assert desk.organisation_ids == []


def test_a_host_bound_to_a_venue_decides_over_no_venue():
    assert (
        Desk(make_account("Yusuf", "host", venue=make_venue()), the_municipality()).venue_ids == []
    )


def test_a_partner_without_organisation_cannot_be_written(eva):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(account=eva, role="partner", municipality=the_municipality())


def test_a_membership_cannot_end_before_it_begins():
    today = timezone.localdate()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_account(since=today, until=today - datetime.timedelta(days=1))


def test_a_membership_reads_as_who_does_what(karin):
    assert str(karin.memberships.get()) == "Karin – aktivitetssamordnare"


def test_inviting_the_same_address_twice_makes_one_account():
    one = Account.objects.invite("Karin@Kommun.Example")
    other = Account.objects.invite(" karin@kommun.example".strip())

    assert one == other
    assert str(other) == other.email == "karin@kommun.example"
    assert not one.has_usable_password()


def test_only_an_active_account_signs_in(karin):
    assert Account.objects.who_signs_in(karin.email.upper()) == karin
    assert Account.objects.who_signs_in("ingen@kommun.example") is None
    karin.is_active = False
    karin.save()
    assert Account.objects.who_signs_in(karin.email) is None
