# SPDX-License-Identifier: EUPL-1.2
"""Standing places at the desk: what one means is said first, then it is given, left out, ended."""

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.makers import (
    in_days,
    make_account,
    make_activity,
    make_eva,
    make_karin,
    make_municipality,
    make_occasion,
    make_offer,
    make_organisation,
    make_person,
    make_series,
    make_signup,
    make_venue,
)
from traffpunkt.activities.models import Hosting, Signup, Standing
from traffpunkt.activities.standings import prospect, prospect_words, standing_like
from traffpunkt.activities.tests.desk import page, text
from traffpunkt.journal.models import GUEST, Entry

pytestmark = pytest.mark.django_db


def weekly(dates=3, seats=None, activity=None):
    """A series with some dates ahead, a week apart."""
    series = make_series(seats=seats, activity=activity)
    rows = [
        make_occasion(
            activity=series.activity, series=series, seats=seats, starts=in_days(7 * week),
            slot=timezone.localdate(in_days(7 * week)),
        )
        for week in range(1, dates + 1)
    ]  # fmt: skip
    return series, rows


def signed_up(occasion, name="Astrid", **given):
    return occasion.sign_up(make_person(name), occasion.offers.get(), by=GUEST, **given)


class TestGiving:
    def test_the_page_says_what_it_means_and_one_press_gives_it(self, desk):
        _series, (first, second, third, fourth) = weekly(4, seats=1)
        signed_up(second, "Bertil")
        fourth.offers.update(has_queue=False)
        signed_up(fourth, "Bertil")
        row = signed_up(first)
        assert page("staff_standing", row.pk) in text(desk.get(page("staff_occasion", first.pk)))

        seen = text(desk.get(page("staff_standing", row.pk)))

        assert "Varje tisdag klockan" in seen
        assert "På 1 kommande tillfälle finns plats." in seen
        assert "På 1 är det fullt. Där blir det kö." in seen
        assert "På 1 går det inte att få plats." in seen
        assert "Till 1 är personen redan anmäld." in seen
        assert not Standing.objects.exists()

        answer = desk.post(page("staff_standing", row.pk), follow=True)

        assert "Astrid har nu en fast plats." in text(answer)
        states = dict(row.person.signups.values_list("occasion", "state"))
        assert states == {first.pk: "expected", second.pk: "waiting", third.pk: "expected"}

    def test_given_twice_is_given_once(self, desk):
        _series, (first, *_others) = weekly()
        row = signed_up(first, headcount=2)

        for _press in range(2):
            desk.post(page("staff_standing", row.pk))

        standing = Standing.objects.get()
        assert (standing.way, standing.venue, standing.headcount) == ("on_site", None, 2)
        assert row.person.signups.count() == 3
        assert [entry.verb for entry in Entry.objects.about(standing)] == ["granted-standing"]
        seen = text(desk.get(page("staff_standing", row.pk)))
        assert "har redan en fast plats" in seen
        assert "Ja, ge" not in seen
        listed = text(desk.get(page("staff_occasion", first.pk)))
        assert "Ge fast plats" not in listed

    def test_a_date_that_comes_but_once_has_none_to_give(self, desk):
        row = make_signup()

        assert "Ge fast plats" not in text(desk.get(page("staff_occasion", row.occasion_id)))
        assert desk.get(page("staff_standing", row.pk)).status_code == 404
        assert desk.post(page("staff_standing", row.pk)).status_code == 404

    def test_a_watch_party_is_kept_at_its_own_place(self, desk):
        _series, (first,) = weekly(1)
        there = make_venue()
        make_offer(first, "watch_party", venue=make_venue())
        offer = make_offer(first, "watch_party", venue=there)
        row = first.sign_up(make_person("Astrid"), offer, by=GUEST)

        desk.post(page("staff_standing", row.pk))

        assert Standing.objects.get().venue == there

    def test_before_any_date_is_planned_it_says_so(self):
        assert prospect_words(prospect(Standing(series=make_series(), person=make_person()))) == [
            "Inga datum är planerade än. Platsen gäller när de kommer."
        ]

    def test_what_it_would_come_to_costs_the_same_however_many_dates(
        self, desk, django_assert_num_queries
    ):
        counts = []
        for dates in (1, 3):
            _series, (first, *_others) = weekly(dates)
            row = signed_up(first)
            with django_assert_num_queries(20, exact=False) as seen:
                desk.get(page("staff_standing", row.pk))
            counts.append(len(seen))
        assert counts[0] == counts[1]


DATES = st.tuples(
    st.sampled_from(["open", "cancelled", "hers", "no way", "no queue"]),
    st.none() | st.integers(0, 3),
    st.lists(st.integers(1, 2), max_size=2),
)


class TestWhatItWouldComeTo(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(dates=st.lists(DATES, min_size=1, max_size=4), heads=st.integers(1, 3))
    def test_it_is_what_the_giving_then_does(self, dates, heads):
        series, rows = weekly(len(dates))
        astrid = make_person("Astrid")
        for row, (kind, seats, others) in zip(rows, dates, strict=True):
            self.prepare(row, kind, seats, others, astrid)
        wish = Standing(series=series, person=astrid, way="on_site", headcount=heads)
        found = prospect(wish)
        before = set(astrid.signups.values_list("pk", flat=True))

        series.grant_standing(astrid, "on_site", headcount=heads, by=GUEST)

        new = astrid.signups.exclude(pk__in=before)
        assert found["seated"] == new.expected().count()
        assert found["queued"] == new.queue().count()
        assert found["answered"] == len(before)
        cancelled = sum(kind == "cancelled" for kind, _seats, _others in dates)
        assert found.total() == len(dates) - cancelled

    def prepare(self, occasion, kind, seats, others, astrid):
        offer = occasion.offers.get()
        offer.set_capacity(seats, by=GUEST)
        for n, count in enumerate(others):
            person = make_person(f"P{n}")
            occasion.sign_up(person, offer, by=GUEST, headcount=count, over=True)
        if kind == "hers":
            occasion.sign_up(astrid, offer, by=GUEST, over=True)
        if kind == "no way":
            occasion.offers.update(way="online")
        if kind == "no queue":
            occasion.offers.update(has_queue=False)
        if kind == "cancelled":
            occasion.cancel("Sjukdom", by=GUEST)


class TestEnding:
    def test_the_activity_shows_who_has_one_and_ending_it_ends_the_coming_signups(self, desk):
        series, (first, *_others) = weekly(3, seats=1)
        standing = series.grant_standing(make_person("Astrid"), "on_site", by=GUEST)
        waiting = signed_up(first, "Bertil")
        listed = text(desk.get(page("staff_activity", series.activity_id)))
        assert "Fasta platser" in listed
        assert "<bdi>Astrid</bdi>, kom hit, sedan" in listed

        asked = text(desk.get(page("staff_standing_end", standing.pk)))
        assert "3 kommande anmälningar avbokas." in asked
        assert "Varje tisdag" in asked
        assert Signup.objects.standing_now().count() == 4

        for _press in range(2):
            answer = desk.post(page("staff_standing_end", standing.pk), follow=True)

        assert "Den fasta platsen för Astrid är slut." in text(answer)
        assert "Fasta platser" not in text(answer)
        waiting.refresh_from_db()
        assert waiting.is_expected
        verbs = [entry.verb for entry in Entry.objects.about(standing)]
        assert verbs == ["granted-standing", "ended-standing"]
        assert "redan slut" in text(desk.get(page("staff_standing_end", standing.pk)))

    def test_it_can_be_given_again(self, desk):
        series, (first, *_others) = weekly()
        series.grant_standing(make_person("Astrid"), "on_site", by=GUEST).end(by=GUEST)
        row = signed_up(first)

        desk.post(page("staff_standing", row.pk))

        assert Standing.objects.lasting().count() == 1
        assert row.person.signups.standing_now().count() == 3

    def test_what_a_change_of_the_series_ends_some_day_can_be_ended_now(self, desk):
        series, _dates = weekly()
        standing = series.grant_standing(make_person("Astrid"), "on_site", by=GUEST)
        Standing.objects.update(until=in_days(30).date())

        desk.post(page("staff_standing_end", standing.pk))

        standing.refresh_from_db()
        assert standing.until == timezone.localdate()
        assert not Signup.objects.standing_now().exists()

    def test_a_group_is_said_and_hidden_names_are_for_the_coordinator_only(self, desk, signed_in):
        series, _dates = weekly()
        astrid = make_person("Astrid")
        astrid.hidden = True
        astrid.save()
        standing = series.grant_standing(astrid, "on_site", headcount=2, by=GUEST)
        host = make_account("Henrik", "host")
        Hosting.objects.create(activity=series.activity, account=host, since=in_days(-1).date())
        his = signed_in(host)

        assert "<bdi>Astrid</bdi>, kom hit, 2 personer" in text(
            desk.get(page("staff_activity", series.activity_id))
        )
        for address in (
            page("staff_activity", series.activity_id),
            page("staff_standing_end", standing.pk),
        ):
            seen = text(his.get(address))
            assert "Namnet visas inte" in seen
            assert "Astrid" not in seen

    def test_the_activity_costs_the_same_however_many_there_are(
        self, desk, django_assert_num_queries
    ):
        counts = []
        for people in (1, 3):
            series = make_series()
            for n in range(people):
                series.grant_standing(make_person(f"P{n}"), "on_site", by=GUEST)
            with django_assert_num_queries(20, exact=False) as seen:
                desk.get(page("staff_activity", series.activity_id))
            counts.append(len(seen))
        assert counts[0] == counts[1]


class TestNotToday:
    def test_one_press_and_one_to_undo_it(self, desk):
        series, (first, *_others) = weekly()
        series.grant_standing(make_person("Astrid"), "on_site", by=GUEST)
        row = first.signups.get()
        assert "Inte den här gången" in text(desk.get(page("staff_occasion", first.pk)))

        for _press in range(2):
            answer = desk.post(page("staff_absence", row.pk), follow=True)

        assert "Astrid kommer inte den här gången." in text(answer)
        row.refresh_from_db()
        assert row.is_withdrawn
        assert [entry.verb for entry in Entry.objects.about(row)] == ["signed-up", "not-today"]
        assert Standing.objects.lasting().count() == 1
        assert row.person.signups.standing_now().count() == 2

        desk.post(page("staff_comeback", row.pk))
        row.refresh_from_db()
        assert row.is_expected

    def test_on_the_day_it_is_called_today(self, desk):
        row = make_signup(make_occasion(starts=in_days(0, 23, 0)), source="standing")

        with time_machine.travel(in_days(0, 12), tick=False):
            assert "Inte i dag" in text(desk.get(page("staff_occasion", row.occasion_id)))

    def test_what_has_been_is_not_left(self, desk):
        row = make_signup(make_occasion(starts=in_days(-1)), source="standing")

        answer = desk.post(page("staff_absence", row.pk), follow=True)

        assert "har redan varit" in text(answer)
        row.refresh_from_db()
        assert row.is_expected


def test_the_list_costs_the_same_however_many_have_a_standing_place(
    desk, django_assert_num_queries
):
    counts = []
    for people in (1, 3):
        series, (first,) = weekly(1)
        for n in range(people):
            series.grant_standing(make_person(f"P{n}"), "on_site", by=GUEST)
            signed_up(first, f"Q{n}")
        with django_assert_num_queries(20, exact=False) as seen:
            listed = text(desk.get(page("staff_occasion", first.pk)))
        assert listed.count("Inte den här gången") == listed.count("Ge fast plats") == people
        counts.append(len(seen))
    assert counts[0] == counts[1]


class TestWhoMay:
    @pytest.fixture
    def town(self):
        series, (first, *_others) = weekly(activity=make_activity(partner=make_organisation()))
        row = signed_up(first)
        standing = series.grant_standing(make_person("Bertil"), "on_site", by=GUEST)
        return series.activity, row, standing

    def addresses(self, row, standing):
        yield page("staff_headcount", row.pk)
        yield page("staff_absence", row.pk)
        yield page("staff_standing", row.pk)
        yield page("staff_standing_end", standing.pk)

    def test_not_strangers_nor_those_of_other_activities_or_municipalities(self, town, signed_in):
        activity, row, standing = town
        elsewhere = make_municipality()
        strangers = [
            make_eva(),
            make_account("Henrik", "host"),
            make_account("Petra", "partner"),
            make_karin(municipality=elsewhere),
        ]
        for account in strangers:
            for address in self.addresses(row, standing):
                for slug in (activity.municipality.slug, elsewhere.slug):
                    answer = signed_in(account).post(f"/{slug}{address}", {"headcount": "2"})
                    assert answer.status_code == 404, (account, address)
        assert Standing.objects.lasting().get() == standing
        assert not Signup.objects.filter(state="withdrawn").exists()

    def test_not_guests(self, town, client):
        for address in self.addresses(*town[1:]):
            assert "/logga-in/" in client.post(address)["Location"]

    def test_the_host_the_partner_and_the_coordinator(self, town, signed_in):
        activity, row, standing = town
        host = make_account("Henrik", "host")
        Hosting.objects.create(activity=activity, account=host, since=in_days(-1).date())
        partner = make_account("Petra", "partner", organisation=activity.partner)
        for account in (host, partner, make_karin()):
            for address in self.addresses(row, standing):
                answer = signed_in(account).post(address, {"headcount": "2"})
                assert answer.status_code in {302, 422}, (account, address)


def test_a_standing_place_keeps_what_the_signup_is():
    series, (first, *_others) = weekly(1)
    row = signed_up(first, headcount=3)

    wish = standing_like(row, series)

    assert (wish.person, wish.way, wish.venue, wish.headcount) == (row.person, "on_site", None, 3)
