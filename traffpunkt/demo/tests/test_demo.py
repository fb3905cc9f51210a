# SPDX-License-Identifier: EUPL-1.2
import datetime
import io
import itertools

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import TestCase
from django.utils import timezone

from tests.makers import local, make_municipality, make_occasion, make_person
from traffpunkt.activities.models import Activity, Occasion, Offer, Signup
from traffpunkt.demo.crowd import sign_up
from traffpunkt.demo.gavle import GAVLE
from traffpunkt.demo.making import make_town
from traffpunkt.demo.orebro import OREBRO
from traffpunkt.people.desk import Desk
from traffpunkt.people.models import Membership, Person
from traffpunkt.people.rights import Right
from traffpunkt.places.civic_numbers import holds_civic_number
from traffpunkt.places.models import Municipality
from traffpunkt.places.statement import Statement

WEDNESDAY = local(2026, 11, 25, 13, 45)


class DemoTowns(TestCase):
    """Both towns, made once on a Wednesday afternoon in November."""

    clock = time_machine.travel(WEDNESDAY, tick=False)
    gavle: Municipality
    orebro: Municipality

    @classmethod
    def setUpTestData(cls) -> None:
        with time_machine.travel(WEDNESDAY, tick=False):
            cls.gavle, cls.orebro = make_town(GAVLE), make_town(OREBRO)

    def setUp(self) -> None:
        self.clock.start()
        self.addCleanup(self.clock.stop)

    def test_the_demo_reaches_eight_weeks_back_and_twelve_ahead(self):
        today = timezone.localdate()
        starts = [timezone.localdate(row.starts) for row in self.gavle.occasions.all()]

        assert min(starts) <= today - datetime.timedelta(weeks=7)
        assert max(starts) >= today + datetime.timedelta(weeks=12)

    def test_no_way_has_more_people_than_seats(self):
        for offer in Offer.objects.with_counts():
            assert offer.capacity is None or offer.taken <= offer.capacity

    def test_every_page_of_the_demo_has_something_true_to_show(self):
        occasions, today = self.gavle.occasions, timezone.localdate()

        assert occasions.filter(state=Occasion.State.CANCELLED).exists()
        assert occasions.filter(state=Occasion.State.MOVED).exists()
        assert self.gavle.activities.filter(state=Activity.State.PROPOSED).exists()
        assert self.gavle.activities.published().on_demand().count() == 3
        assert self.gavle.persons.filter(hidden=True).exists()
        assert Signup.objects.filter(source="standing").exists()
        assert {row.kind for row in self.gavle.screens.waiting()} == {"wall", "kiosk"}
        assert self.gavle.messages.to_call().exists()
        assert [row for row in occasions.between(today, today) if row.is_under_way]
        for town in (self.gavle, self.orebro):
            assert town.agreements.exists()
            assert town.fault_reports.exists()
            assert town.synonyms.exists()
            assert Statement.of(town).assessed
            assert len(town.languages) > 1

    def test_each_who_works_in_the_demo_has_something_to_do(self):
        for membership in Membership.objects.select_related("account", "municipality", "venue"):
            desk = Desk(membership.account, membership.municipality)
            here, activities = membership.municipality, Activity.objects.of_desk(desk)
            at_the_door = [here.occasions.at(door) for door in filter(None, [membership.venue])]
            dates = [here.occasions.about(activities), *at_the_door]
            has_dates = any(found.upcoming().exists() for found in dates)
            assert has_dates or desk.may(Right.OWN_MEMBERS, Right.FIGURES)
            assert has_dates or not desk.may(Right.PLAN, Right.TICK)

    def test_orebros_cafe_keeps_the_rhythm_of_the_agreement(self):
        """O1: weekly at the city library, every other week at three träffpunkter."""
        cafe = self.orebro.activities.get(title="IT-café med unga guider")
        dates: dict[str, list[datetime.date]] = {}
        for row in cafe.occasions.upcoming().select_related("venue"):
            assert row.venue
            dates.setdefault(row.venue.slug, []).append(timezone.localdate(row.starts))

        gaps = {
            slug: {(later - earlier).days for earlier, later in itertools.pairwise(days)}
            for slug, days in dates.items()
        }
        assert len(dates) == 4
        assert min(gaps.pop("stadsbiblioteket")) == 7
        assert {min(found) for found in gaps.values()} == {14}
        assert self.orebro.agreements.get().organisation.name == "Föreningen Nya Broar"

    def test_nobody_in_the_demo_has_a_civic_number(self):
        assert not any(holds_civic_number(f"{p.name} {p.phone}") for p in Person.objects.all())


def empty(town):
    """A town with nothing in it, where the rows are not what is tested."""
    return make_municipality(name=town.name, slug=town.slug)


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr("traffpunkt.demo.management.commands.demo.make_town", empty)


@pytest.mark.django_db
def test_the_command_fills_an_empty_installation_and_only_that(quick, settings):
    settings.DEMO = False
    said = io.StringIO()
    call_command("demo", stdout=said)
    assert "Gävle" in said.getvalue()
    assert "Örebro" in said.getvalue()

    call_command("demo", "--if-empty", stdout=said)
    with pytest.raises(CommandError, match="redan en kommun"):
        call_command("demo")
    with pytest.raises(CommandError, match="ingen demo"):
        call_command("demo", "--afresh")
    assert Municipality.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_demo_can_be_made_afresh(quick, settings):
    settings.DEMO = True
    make_municipality(name="Gammal")

    call_command("demo", "--afresh", stdout=io.StringIO())

    assert {row.name for row in Municipality.objects.all()} == {"Gävle", "Örebro"}


@pytest.mark.django_db
def test_where_the_demo_finds_neither_seat_nor_queue_the_visitor_goes_home():
    offer = make_occasion().offers.get()
    offer.capacity, offer.has_queue = 0, False
    offer.save()

    sign_up(offer.occasion, make_person(), offer)

    assert not Signup.objects.exists()
