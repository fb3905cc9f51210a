# SPDX-License-Identifier: EUPL-1.2
"""Retention: each kind of row on its last day and the day after, and whom it leaves."""

import datetime

import pytest
import time_machine

from tests.makers import (
    make_astrid,
    make_letter,
    make_municipality,
    make_occasion,
    make_page,
    make_signup,
    the_municipality,
)
from traffpunkt.activities.erasing import GONE
from traffpunkt.activities.models import Attendance, Signup, Standing
from traffpunkt.home.retention import BY_KEY, RULES, Line, erase_due
from traffpunkt.home.tests.retention_rows import (
    A_DAY,
    CASES,
    DATE,
    DAY,
    decide,
    line_of,
    signed_up,
    stood,
    was_written_to,
    worked,
)
from traffpunkt.journal.models import SYSTEM, Entry
from traffpunkt.outbox.models import Message, Pile, SmsTry
from traffpunkt.people.models import Account, ContactWay, Person, PersonalPage
from traffpunkt.places.models import Erasure

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.VAR = tmp_path
    settings.EMAIL_FILE_PATH = tmp_path / "mail"


def test_each_rule_that_can_be_carried_out_has_its_case():
    assert set(CASES) == {rule.key for rule in RULES if not rule.with_all}


@pytest.mark.parametrize("key", CASES)
def test_the_last_day_is_kept_and_the_next_is_not(key):
    make, last_day = CASES[key]
    with time_machine.travel(DAY, tick=False):
        the_municipality()
        make()

    with time_machine.travel(last_day, tick=False):
        assert line_of(key).due == 0
    with time_machine.travel(last_day + A_DAY, tick=False):
        line = line_of(key)
        assert line.due == 1
        assert line.erase(lambda: True) == 1
        assert line.due == 0
    kept = Erasure.objects.get(rule=key)
    assert (kept.count, kept.decision) == (1, "KS 2026/14, 2 januari 2026")
    assert Entry.objects.filter(verb="erased", number=kept.pk).count() == 1


@pytest.mark.parametrize("key", CASES)
def test_nothing_goes_until_somebody_has_decided(key):
    make, last_day = CASES[key]
    with time_machine.travel(DAY, tick=False):
        the_municipality()
        make()
    with time_machine.travel(last_day + A_DAY, tick=False):
        assert erase_due() == 0
        decide(is_on=False)
        assert erase_due() == 0
    assert not Erasure.objects.exists()


@pytest.mark.parametrize("key", CASES)
def test_a_longer_time_of_its_own_is_followed_and_a_neighbour_is_left_alone(key):
    make, last_day = CASES[key]
    with time_machine.travel(DAY, tick=False):
        the_municipality()
        make()
        neighbour = make_municipality()
    with time_machine.travel(last_day + A_DAY, tick=False):
        assert line_of(key, amounts={key: BY_KEY[key].amount + 1}).due == 0
        assert Line(BY_KEY[key], decide(neighbour)).due == 0


def test_a_name_goes_from_a_signup_and_the_rest_of_it_stays():
    with time_machine.travel(DAY, tick=False):
        signed_up()
        signup = Signup.objects.get()
        make_page(signup.person)
        Signup.objects.update(by_relative="Sven", headcount=2)
        secret, code = signup.secret, signup.code
    with time_machine.travel(DAY + 31 * A_DAY, tick=False):
        decide()
        erase_due()

    signup = Signup.objects.select_related("person").get()
    assert (signup.person.name, signup.page, signup.by_relative) == (GONE, None, "")
    assert (signup.headcount, signup.state, signup.code) == (2, "expected", code)
    assert signup.secret != secret
    assert Attendance.objects.get().person == signup.person
    assert list(Person.objects.values_list("name", flat=True)) == [GONE]
    assert not ContactWay.objects.exists()
    assert not PersonalPage.objects.exists()


def test_who_comes_again_keeps_her_name_for_what_is_still_to_come():
    with time_machine.travel(DAY, tick=False):
        signed_up()
        astrid = Person.objects.get()
        coming = make_signup(make_occasion(starts=DAY + 20 * A_DAY), person=astrid)
    with time_machine.travel(DAY + 31 * A_DAY, tick=False):
        decide()
        erase_due()

    coming.refresh_from_db()
    astrid.refresh_from_db()
    assert coming.person == astrid
    assert astrid.phone == "+46701740605"
    assert astrid.used == DAY + datetime.timedelta(hours=2)
    assert [row.name for row in Person.objects.kept()] == ["Astrid"]


def test_a_standing_place_that_goes_on_holds_its_person_and_their_last_day_counts_as_use():
    with time_machine.travel(DAY, tick=False):
        stood()
        Standing.objects.update(until=None)
    with time_machine.travel(DAY + 900 * A_DAY, tick=False):
        decide()
        erase_due()
        assert Person.objects.get().name == "Astrid"
        Standing.objects.update(until=DATE + 899 * A_DAY)
    with time_machine.travel(DAY + 900 * A_DAY + 30 * A_DAY, tick=False):
        erase_due()
        assert not Standing.objects.exists()
        assert not Person.objects.exists()


def test_who_is_to_be_rung_stays_until_somebody_has_told_her():
    with time_machine.travel(DAY, tick=False):
        letter = make_letter(make_astrid(), state=Message.State.TO_CALL, channel="call")
    with time_machine.travel(DAY + 40 * A_DAY, tick=False):
        decide()
        erase_due()
        letter.refresh_from_db()
        assert (str(letter.person), letter.body) == ("Astrid", "Hej Astrid!\n\nDet blir en ny tid.")
    with time_machine.travel(DAY + 91 * A_DAY, tick=False):
        erase_due()
        letter.refresh_from_db()
        assert (letter.person, letter.body, letter.address, letter.state) == (
            None, "", "", "too_late",
        )  # fmt: skip
    with time_machine.travel(DAY + 366 * A_DAY, tick=False):
        erase_due()
        assert not Person.objects.exists()


def test_what_was_sent_is_still_counted_as_sent():
    with time_machine.travel(DAY, tick=False):
        was_written_to()
    with time_machine.travel(DAY + 91 * A_DAY, tick=False):
        decide()
        erase_due()

    row = Message.objects.get()
    assert (row.state, row.channel, row.person, row.subject, row.settled) == (
        "sent",
        "sms",
        None,
        "",
        None,
    )
    assert not SmsTry.objects.exists()


def test_an_account_with_an_assignment_elsewhere_stays():
    with time_machine.travel(DAY, tick=False):
        worked()
        make_municipality().memberships.create(
            account=Account.objects.get(), name="Yusuf", role="host"
        )
        pile = Account.objects.invite("karin@kommun.example")
        the_municipality().memberships.create(
            account=pile, name="Karin", role="host", since=DATE, until=DATE
        )
        Pile.objects.create(municipality=the_municipality(), by=pile, made=DAY + 364 * A_DAY)
    with time_machine.travel(DAY + 366 * A_DAY, tick=False):
        decide()
        erase_due()

    assert set(Account.objects.values_list("email", flat=True)) == {
        "yusuf@kommun.example", "karin@kommun.example",
    }  # fmt: skip
    assert not the_municipality().memberships.exists()


def test_a_person_is_met_anew_after_she_has_been_forgotten():
    with time_machine.travel(DAY, tick=False):
        signed_up()
    with time_machine.travel(DAY + 31 * A_DAY, tick=False):
        decide()
        erase_due()
        make_signup(make_occasion(), person=make_astrid())

    assert [row.name for row in Person.objects.kept()] == ["Astrid"]


def test_a_page_that_was_renewed_is_kept_for_as_long_as_the_new_one_stands():
    """Else the new address would count as the first, and a number would lead into it."""
    with time_machine.travel(DAY, tick=False):
        first = make_astrid().open_page(by=SYSTEM)
        first.renew(by=SYSTEM)
    with time_machine.travel(DAY + 400 * A_DAY, tick=False):
        gone = line_of("page").rows

        assert first not in gone
