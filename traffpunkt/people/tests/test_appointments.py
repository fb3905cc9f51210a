# SPDX-License-Identifier: EUPL-1.2
"""Assignments: given, prolonged and ended, and never so that nobody is left in charge."""

import datetime

import pytest
from django.utils import timezone

from tests.makers import make_account, make_municipality, make_organisation, the_municipality
from traffpunkt.journal.models import SYSTEM, Entry
from traffpunkt.people.actions import appoint
from traffpunkt.people.models import Role
from traffpunkt.people.models.membership import Membership, StillNeeded

pytestmark = pytest.mark.django_db


def days(number):
    return timezone.localdate() + datetime.timedelta(days=number)


def verbs(membership):
    return list(Entry.objects.about(membership).values_list("verb", flat=True))


def assignment(account):
    return account.memberships.get()


def test_an_assignment_is_given_once_and_may_grow_longer():
    account, here = make_account("Vera", None), the_municipality()
    choir = make_organisation()

    first, again = (
        appoint(account, Role.PARTNER, here, organisation=choir, until=until, by=SYSTEM)
        for until in (days(3), days(9))
    )

    assert first == again
    assert assignment(account).until == days(9)
    assert verbs(first) == ["appointed", "prolonged"]


def test_what_the_groups_gave_is_given_by_hand_once_somebody_gives_it_too():
    account, here = make_account("Vera", "host", by_groups=True), the_municipality()
    karin = make_account()

    given = [appoint(account, Role.HOST, here, by=karin.actor) for _time in range(2)]

    row = assignment(account)
    assert given == [row, row]
    assert not row.by_groups
    assert verbs(row) == ["appointed"]


def test_another_role_and_another_municipality_are_assignments_of_their_own():
    account, here = make_account("Vera", None), the_municipality()

    given = {
        appoint(account, Role.HOST, here, by=SYSTEM),
        appoint(account, Role.COORDINATOR, here, by=SYSTEM),
        appoint(account, Role.HOST, make_municipality(), by=SYSTEM),
    }

    assert len(given) == 3
    assert Membership.objects.within(here).people() == 1


@pytest.mark.parametrize(
    ("held", "wanted", "kept"),
    [(9, 3, 9), (9, 9, 9), (3, 9, 9), (3, None, None), (None, 9, None), (None, None, None)],
)
def test_an_assignment_never_becomes_shorter_when_it_is_given_again(held, wanted, kept):
    day = {number: None if number is None else days(number) for number in (held, wanted, kept)}
    row = assignment(make_account("Hanna", "host", until=day[held]))

    row.prolong(day[wanted], by=SYSTEM)

    row.refresh_from_db()
    assert row.until == day[kept]
    assert verbs(row) == (["prolonged"] if kept != held else [])


def test_an_assignment_ends_today_and_only_once():
    row = assignment(make_account("Hanna", "host", since=days(-9)))

    row.end(by=SYSTEM)
    row.end(by=SYSTEM)

    row.refresh_from_db()
    assert (row.since, row.until, row.ends_today) == (days(-9), days(0), True)
    assert verbs(row) == ["ended"]


def test_one_that_has_not_begun_never_does():
    row = assignment(make_account("Hanna", "host", since=days(5)))
    assert row.is_to_come

    row.end(by=SYSTEM)

    assert not Membership.objects.current(days(5)).filter(pk=row.pk).exists()
    assert (row.since, row.until) == (days(-1), days(-1))


def test_nobody_ends_her_own_assignment_as_coordinator_by_mistake():
    karin = make_account("Karin")
    make_account("Vera")

    with pytest.raises(StillNeeded) as refusal:
        assignment(karin).end(by=karin.actor)

    assert refusal.value.words.startswith("Det här är ditt eget uppdrag.")
    assert assignment(karin).until is None


def test_the_last_coordinator_stays_until_there_is_another():
    karin = make_account("Karin")
    make_account("Vera", until=days(0))

    with pytest.raises(StillNeeded, match="minst en samordnare"):
        assignment(karin).end(by=SYSTEM)

    vera = make_account("Viveka")
    assignment(karin).end(by=vera.actor)
    assert assignment(karin).ends_today


def test_a_coordinator_of_the_neighbour_is_no_coordinator_here():
    karin = make_account("Karin")
    appoint(make_account("Vera", None), Role.COORDINATOR, make_municipality(), by=SYSTEM)

    with pytest.raises(StillNeeded):
        assignment(karin).end(by=SYSTEM)


def test_an_assignment_says_what_it_is_and_for_whom():
    choir = make_organisation(name="Kören")
    row = assignment(make_account("Pia", "partner", organisation=choir))

    assert row.in_words == "samverkanspartner, Kören"
    assert list(Membership.objects.lasting()) == [row]
