# SPDX-License-Identifier: EUPL-1.2
"""Two rows of the register are one person: nothing is lost, and it can be undone."""

import datetime

import pytest
from django.db import models
from django.utils import timezone

from tests.makers import (
    make_astrid,
    make_letter,
    make_municipality,
    make_occasion,
    make_offer,
    make_page,
    make_person,
    make_series,
    make_signup,
)
from traffpunkt.activities import merging
from traffpunkt.activities.erasing import let_persons_go
from traffpunkt.activities.extracts import Extract
from traffpunkt.activities.merging import as_they_stand, merge
from traffpunkt.activities.models import Attendance, Signup, Standing
from traffpunkt.activities.parting import part
from traffpunkt.activities.refusals import Refusal
from traffpunkt.journal.models import GUEST, SYSTEM, Entry
from traffpunkt.outbox.models import Message
from traffpunkt.people.actions import meet
from traffpunkt.people.finding import find
from traffpunkt.people.models import Card, Merge, Person, PersonKey
from traffpunkt.people.register import rebuild

pytestmark = pytest.mark.django_db


@pytest.fixture
def astrid(db):
    return make_astrid()


@pytest.fixture
def again(astrid):
    """The same Astrid, as somebody else wrote her down."""
    return make_person("Astrid Berg", email="astrid@exempel.example")


def keys():
    return set(PersonKey.objects.values_list("person", "key"))


def states(*signups):
    return [Signup.objects.get(pk=signup.pk).state for signup in signups]


def test_all_that_points_at_the_other_points_at_the_kept_one(astrid, again):
    signup = make_signup(person=again)
    page = make_page(again)
    letter = make_letter(again)
    standing = make_series().grant_standing(again, "on_site", by=SYSTEM)
    tick = Attendance.objects.create(
        occasion=make_occasion(), person=again, way="on_site", outcome="present", by="x"
    )

    merge(astrid, again, by=SYSTEM)

    for row in (signup, page, letter, standing, tick):
        row.refresh_from_db()
        assert row.person_id == astrid.pk, row


def test_each_table_where_a_person_stands_once_is_settled_first():
    """Whoever adds another rule of one row for each person settles its conflicts in the merge."""
    once = {
        model
        for model, name in merging.pointing()
        for rule in model._meta.constraints
        if isinstance(rule, models.UniqueConstraint) and name in rule.fields
    }

    assert {model.__name__ for model in once} == {
        "Signup", "Standing", "Attendance", "ContactWay", "GroupMember"
    }  # fmt: skip


def test_what_is_not_said_of_the_kept_one_is_filled_in(astrid, again):
    Person.objects.filter(pk=again.pk).update(
        needs="Hör bäst på höger öra", wish="letter", language="fi", hidden=True, street="Vägen 2",
        no_phone=True,
    )  # fmt: skip

    merge(astrid, again, by=SYSTEM)

    astrid.refresh_from_db()
    said = (astrid.name, astrid.needs, astrid.wish, astrid.language, astrid.street)
    assert said == ("Astrid", "Hör bäst på höger öra", "letter", "fi", "Vägen 2")
    assert (astrid.hidden, astrid.no_phone) == (True, False)
    old, new = astrid.contact_ways.all()
    assert (old.since, new.value) == (None, "astrid@exempel.example")
    assert new.since is not None


def test_what_is_said_of_the_kept_one_wins(astrid, again):
    Person.objects.filter(pk=astrid.pk).update(
        needs="Rullator", wish="call", language="fi", street="A"
    )
    Person.objects.filter(pk=again.pk).update(needs="Käpp", wish="sms", language="ar", street="B")

    merge(astrid, again, by=SYSTEM)

    astrid.refresh_from_db()
    assert (astrid.needs, astrid.wish, astrid.language, astrid.street) == (
        "Rullator", "call", "fi", "A"
    )  # fmt: skip


def test_a_way_that_both_have_is_there_once(astrid):
    again = make_person("Astrid Berg", phone=astrid.phone)

    merge(astrid, again, by=SYSTEM)

    assert astrid.contact_ways.count() == 1


def test_she_is_met_and_found_as_the_kept_one(astrid, again):
    merge(astrid, again, by=SYSTEM)
    here = astrid.municipality

    assert meet(here, "Astrid Berg", by=GUEST, email="astrid@exempel.example") == (astrid, False)
    assert find(here.persons.kept(), here, "astrid").persons == [astrid]
    before = keys()
    rebuild(here)
    assert keys() == before
    assert not any(person == again.pk for person, _key in before)


def test_a_seat_outweighs_the_queue_and_the_next_one_gets_what_is_freed(astrid, again):
    occasion = make_occasion(seats=2)
    offer = occasion.offers.get()
    hers = occasion.sign_up(astrid, offer, by=GUEST)
    second = occasion.sign_up(again, offer, by=GUEST)
    waiting = occasion.sign_up(make_person("Bertil"), offer, by=GUEST)

    merge(astrid, again, by=SYSTEM)

    assert states(hers, second, waiting) == ["expected", "withdrawn", "expected"]


def test_the_larger_party_stays_and_the_first_asking_counts(astrid, again):
    occasion = make_occasion()
    now = timezone.now()
    early = now - datetime.timedelta(days=2)
    page = make_page(astrid)
    hers = make_signup(occasion, person=astrid, queued=early, page=page)
    party = make_signup(occasion, person=again, headcount=3, queued=now)

    merge(astrid, again, by=SYSTEM)

    assert states(hers, party) == ["withdrawn", "expected"]
    party.refresh_from_db()
    assert (party.queued, party.page) == (early, page)


def test_a_seat_here_and_a_place_in_the_queue_there_are_both_kept(astrid, again):
    occasion = make_occasion()
    online = make_offer(occasion, "online")
    seat = make_signup(occasion, person=astrid)
    place = make_signup(occasion, person=again, offer=online, state="waiting")

    merge(astrid, again, by=SYSTEM)

    assert states(seat, place) == ["expected", "waiting"]


def test_a_firm_seat_outweighs_a_larger_party_that_somebody_rings_about(astrid, again):
    occasion = make_occasion()
    firm = make_signup(occasion, person=astrid)
    until = timezone.now() + datetime.timedelta(hours=3)
    held = make_signup(occasion, person=again, headcount=2, held_until=until)

    merge(astrid, again, by=SYSTEM)

    assert states(firm, held) == ["expected", "withdrawn"]


def test_two_seats_in_two_ways_become_one(astrid, again):
    occasion = make_occasion()
    late = timezone.now()
    seat = make_signup(occasion, person=astrid, queued=late - datetime.timedelta(days=1))
    home = make_signup(occasion, person=again, offer=make_offer(occasion, "online"), queued=late)

    merge(astrid, again, by=SYSTEM)

    assert states(seat, home) == ["expected", "withdrawn"]


def test_of_two_standing_places_in_one_series_the_lesser_ended_yesterday(astrid, again):
    series = make_series()
    hers = series.grant_standing(astrid, "on_site", by=SYSTEM)
    wide = series.grant_standing(again, "on_site", None, 2, by=SYSTEM)

    merge(astrid, again, by=SYSTEM)

    hers.refresh_from_db()
    assert hers.until == timezone.localdate() - datetime.timedelta(days=1)
    assert Standing.objects.lasting().of(astrid).get() == wide


def test_of_two_ticks_the_one_who_came_stays_and_undoing_brings_both_back(astrid, again):
    occasion = make_occasion()
    facts = {"occasion": occasion, "way": "on_site", "by": "x"}
    Attendance.objects.create(person=astrid, outcome="no_show", **facts)
    came = Attendance.objects.create(person=again, outcome="present", **facts)
    before = as_they_stand(astrid, again)

    merged = merge(astrid, again, by=SYSTEM)

    assert list(occasion.attendances.values_list("pk", "person")) == [(came.pk, astrid.pk)]
    assert part(merged, by=SYSTEM) == []
    assert as_they_stand(astrid, again) == before


@pytest.mark.parametrize("swap", [False, True])
def test_who_comes_second_hears_that_it_is_done(astrid, again, swap):
    merge(astrid, again, by=SYSTEM)
    pair = (again, astrid) if swap else (astrid, again)

    with pytest.raises(Refusal) as no:
        merge(*pair, by=SYSTEM)

    assert "redan ihopslagna" in no.value.words


def test_nobody_is_merged_with_a_neighbour_with_herself_or_with_who_is_gone(astrid):
    neighbour = make_person("Astrid", municipality=make_municipality())
    blank = make_person("Namnet är borttaget")
    Person.objects.filter(pk=blank.pk).update(erased=timezone.now())
    gone = make_person("Yusuf")
    Person.objects.filter(pk=gone.pk).delete()

    for other in (neighbour, blank, gone, astrid):
        with pytest.raises(Refusal):
            merge(astrid, other, by=SYSTEM)

    assert not Merge.objects.exists()


def test_undoing_gives_back_each_row_as_it_was(astrid, again):
    occasion = make_occasion(seats=5)
    offer = occasion.offers.get()
    for person in (astrid, again):
        occasion.sign_up(person, offer, by=GUEST)
    series = make_series()
    for person in (astrid, again):
        series.grant_standing(person, "on_site", by=SYSTEM)
    make_page(again)
    make_letter(again, channel="email", state="queued", address=again.email)
    rebuild(astrid.municipality)
    before, sought = as_they_stand(astrid, again), keys()

    merged = merge(astrid, again, by=SYSTEM)

    assert as_they_stand(astrid, again) != before
    assert part(merged, by=SYSTEM) == []
    assert as_they_stand(astrid, again) == before
    assert keys() == sought
    verbs = Entry.objects.filter(noun="people.person", verb__in=["merged", "unmerged"])
    assert verbs.count() == 4


def test_the_card_of_the_other_stops_until_the_merge_is_undone(astrid, again):
    hers, others = (person.issue_card(by=SYSTEM).card for person in (astrid, again))
    before = as_they_stand(astrid, again)

    merged = merge(astrid, again, by=SYSTEM)

    assert list(Card.objects.in_force()) == [hers]
    assert str(merged) == f"{astrid.pk} {again.pk}"
    others.refresh_from_db()
    assert others.revoked_by == str(SYSTEM)
    assert Entry.objects.filter(verb="blocked").count() == 1
    assert part(merged, by=SYSTEM) == []
    assert as_they_stand(astrid, again) == before


def test_what_has_changed_since_stays_and_is_said(astrid, again):
    signup = make_signup(person=again)
    merged = merge(astrid, again, by=SYSTEM)
    Signup.objects.filter(pk=signup.pk).update(person=make_person("Yusuf"))

    assert part(merged, by=SYSTEM) == ["1 anmälan"]
    again.refresh_from_db()
    assert again.merged_into is None


def test_what_is_gone_since_is_not_missed(astrid, again):
    signup = make_signup(person=again)
    merged = merge(astrid, again, by=SYSTEM)
    signup.delete()

    assert part(merged, by=SYSTEM) == []


def test_a_seat_that_somebody_else_has_got_since_is_not_sold_twice(astrid, again):
    occasion = make_occasion(seats=2)
    offer = occasion.offers.get()
    for person in (astrid, again):
        occasion.sign_up(person, offer, by=GUEST)
    merged = merge(astrid, again, by=SYSTEM)
    occasion.sign_up(make_person("Bertil"), offer, by=GUEST)

    assert part(merged, by=SYSTEM) == ["1 anmälan"]

    assert again.signups.get().state == "withdrawn"
    assert occasion.signups.heads() == 2


def test_who_has_signed_up_anew_does_not_stand_twice(astrid, again):
    occasion = make_occasion()
    make_signup(occasion, person=astrid)
    make_signup(occasion, person=again, headcount=2)
    merged = merge(astrid, again, by=SYSTEM)
    Signup.objects.expected().update(state="withdrawn")
    make_signup(occasion, person=astrid)

    assert part(merged, by=SYSTEM) == ["2 anmälningar"]


def test_a_standing_place_given_anew_stands_in_the_way(astrid, again):
    series = make_series()
    series.grant_standing(astrid, "on_site", by=SYSTEM)
    series.grant_standing(again, "on_site", None, 2, by=SYSTEM)
    merged = merge(astrid, again, by=SYSTEM)
    Standing.objects.lasting().of(astrid).update(until=timezone.localdate())
    Standing.objects.create(series=series, person=astrid, way="on_site")

    assert "2 fasta platser" in part(merged, by=SYSTEM)


def test_undoing_is_done_once_and_within_thirty_days(astrid, again):
    merged = merge(astrid, again, by=SYSTEM)
    Merge.objects.update(at=timezone.now() - datetime.timedelta(days=31))

    with pytest.raises(Refusal):
        part(merged, by=SYSTEM)

    assert not Merge.objects.undoable().exists()
    assert (Merge.objects.forget(), Merge.objects.forget()) == (1, 0)
    assert Merge.objects.standing().get().touched == []


def test_three_become_one_and_are_taken_apart_in_turn(astrid, again):
    third = make_person("Astrid B", phone="+46701740699")
    first = merge(again, third, by=SYSTEM)
    second = merge(astrid, again, by=SYSTEM)
    third.refresh_from_db()
    assert third.merged_into == astrid

    with pytest.raises(Refusal) as no:
        part(first, by=SYSTEM)
    assert "Ångra det först" in no.value.words

    part(second, by=SYSTEM)
    assert part(first, by=SYSTEM) == []


def test_who_is_erased_takes_along_the_rows_that_she_was(astrid, again):
    letter = make_letter(again, state="sent")
    merge(astrid, again, by=SYSTEM)
    Message.objects.filter(pk=letter.pk).update(person=again)

    let_persons_go([astrid])

    assert not Person.objects.exists()
    assert not Merge.objects.exists()
    assert Message.objects.get().person is None


def test_the_extract_tells_of_the_rows_that_she_was(astrid, again):
    merge(astrid, again, by=SYSTEM)

    kept = Extract(astrid).as_json()["kept"]

    assert [row["name"] for row in kept["people.person"]] == ["Astrid", "Astrid Berg"]
    assert len(kept["people.contactway"]) == 3
    assert len(kept["people.merge"]) == 1
