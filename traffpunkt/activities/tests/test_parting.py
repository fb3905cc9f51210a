# SPDX-License-Identifier: EUPL-1.2
"""What happens between a merge and its undoing: what is still hers goes back, what stays is said."""

import datetime

import pytest
from django.utils import timezone

from tests.makers import make_astrid, make_letter, make_page, make_person, make_signup
from traffpunkt.activities.merging import merge
from traffpunkt.activities.parting import part
from traffpunkt.activities.persons import correct
from traffpunkt.journal.models import SYSTEM
from traffpunkt.people.finding import find
from traffpunkt.people.models import ContactWay, Person
from traffpunkt.people.models.person import Reached
from traffpunkt.people.register import rebuild

pytestmark = pytest.mark.django_db


@pytest.fixture
def astrid(db):
    return make_astrid()


@pytest.fixture
def again(astrid):
    """The same Astrid, as somebody else wrote her down."""
    person = make_person("Astrid Berg", email="astrid@exempel.example")
    person.street, person.postcode, person.town = "Ängsgatan 1", "803 20", "Ängsby"
    person.needs = "Hör bäst på höger öra"
    person.save()
    return person


def found(here, words):
    return find(here.persons.kept(), here, words).persons


def test_one_changed_fact_keeps_no_other_from_going_back(astrid, again):
    merged = merge(astrid, again, by=SYSTEM)
    now = timezone.now()
    Person.objects.filter(pk=astrid.pk).update(needs="Rullator", used=now, met=now)

    assert part(merged, by=SYSTEM) == ["”bra att veta”"]

    astrid.refresh_from_db()
    assert (astrid.needs, astrid.post, astrid.used) == ("Rullator", "", now)


def test_where_she_lives_stays_or_goes_back_as_a_whole(astrid, again):
    merged = merge(astrid, again, by=SYSTEM)
    Person.objects.filter(pk=astrid.pk).update(street="Vägen 2")

    assert part(merged, by=SYSTEM) == ["”adress”"]

    astrid.refresh_from_db()
    assert (astrid.needs, astrid.post) == ("", "Vägen 2, 803 20 Ängsby")


def test_who_is_gone_since_is_not_missed(astrid, again):
    third = make_person("Astrid B", phone="+46701740699")
    merge(again, third, by=SYSTEM)
    merged = merge(astrid, again, by=SYSTEM)
    Person.objects.filter(pk=third.pk).delete()

    assert part(merged, by=SYSTEM) == []


def test_how_the_other_is_reached_goes_back_also_after_a_correction(astrid, again):
    phone = astrid.phone
    merged = merge(astrid, again, by=SYSTEM)
    ways = [Reached("email", again.email), Reached("phone", phone)]
    correct(astrid, {}, ways, by=SYSTEM)

    part(merged, by=SYSTEM)

    rows = ContactWay.objects.values_list("person", "value")
    assert set(rows) == {(astrid.pk, phone), (again.pk, "astrid@exempel.example")}


def test_what_is_not_yet_sent_goes_to_where_each_of_them_is_reached(astrid, again):
    Person.objects.filter(pk=again.pk).update(wish="letter")
    letter = make_letter(again)
    merged = merge(astrid, again, by=SYSTEM)
    facts = {"street": "Vägen 2", "postcode": "803 21", "town": "Ängsby"}
    astrid.refresh_from_db()
    correct(astrid, facts, [way.reached for way in astrid.contact_ways.all()], by=SYSTEM)
    letter.refresh_from_db()
    assert letter.address == "Vägen 2, 803 21 Ängsby"
    hers = make_letter(astrid, address=again.post)

    part(merged, by=SYSTEM)

    letter.refresh_from_db()
    hers.refresh_from_db()
    assert letter.address == "Ängsgatan 1, 803 20 Ängsby"
    assert hers.address != again.post


def test_who_searches_the_name_of_the_other_finds_the_kept_one_until_the_undoing(astrid):
    here, gunborg = astrid.municipality, make_person("Gunborg", phone="+46701740699")
    merged = merge(astrid, gunborg, by=SYSTEM)

    assert found(here, "gunborg") == found(here, "gunbrog") == [astrid]
    rebuild(here)
    assert found(here, "gunborg") == found(here, "gunbrog") == [astrid]
    part(merged, by=SYSTEM)
    assert found(here, "gunborg") == [gunborg]


def test_what_she_has_got_since_stays_and_is_said(astrid, again):
    before = timezone.now() - datetime.timedelta(days=1)
    make_signup(person=astrid, made=before)
    merged = merge(astrid, again, by=SYSTEM)
    new = make_signup(person=astrid)
    make_page(astrid)

    assert part(merged, by=SYSTEM) == ["1 anmälan"]

    new.refresh_from_db()
    assert new.person == astrid
