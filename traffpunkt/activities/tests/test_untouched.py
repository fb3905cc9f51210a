# SPDX-License-Identifier: EUPL-1.2
"""What nobody touched in a form stays as it was, in each way and at each place by itself."""

import datetime
import itertools

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.makers import (
    in_days,
    make_link,
    make_municipality,
    make_occasion,
    make_offer,
    make_series,
    make_venue,
)
from tests.pages import Page, as_sent
from traffpunkt.activities.forms.ways import WaysForm
from traffpunkt.activities.models import Booking, Occasion, Offer, OfferPlan, Series, Way
from traffpunkt.activities.models.rescheduling import key_of
from traffpunkt.activities.tests.planning import said
from traffpunkt.activities.tests.untouched import (
    date_sent,
    offered,
    planned,
    series_sent,
)
from traffpunkt.channels.models import Link
from traffpunkt.journal.models import SYSTEM

WORDS = "Rad ett.\nRad två.\n"


def every_way(venues):
    """Terms of all ways, no two alike."""
    stream = make_link(provider="youtube", audience="everyone", dial_in="", dial_code="")
    meeting = make_link()
    return [
        {"way": "on_site", "booking": "none", "instructions": WORDS},
        {"way": "online", "booking": "none", "link": stream, "capacity": 70},
        {"way": "phone", "booking": "required", "link": meeting, "has_queue": False},
        {"way": "watch_party", "booking": "required", "venue": venues[0], "capacity": 20},
        {"way": "watch_party", "venue": venues[1], "capacity": 15, "easy_instructions": WORDS},
    ]


@pytest.fixture
def places(db):
    return [make_venue(name=name) for name in ("Träffpunkt Nordost", "Träffpunkt Sätra")]


@pytest.fixture
def occasion(places):
    made = make_occasion(ways=[])
    for terms in every_way(places):
        make_offer(made, **terms)
    return made


@pytest.fixture
def series(places):
    made = make_series(skip_holidays=False)
    made.plans.all().delete()
    for number, terms in enumerate(every_way(places)):
        made.plans.create(**terms, opens_days=number + 20, closes_minutes=number * 60)
    made.until = made.first + datetime.timedelta(weeks=5)
    made.save()
    made.unroll()
    return made


class TestADate:
    def test_sent_untouched_it_is_as_it_was(self, desk, occasion):
        before = offered()

        assert date_sent(desk, occasion).status_code == 302

        assert offered() == before
        assert Link.objects.count() == 2

    @pytest.mark.parametrize(
        ("starts", "lasts"),
        [
            (in_days(1), {"hours": 2}),
            (
                in_days(1) + datetime.timedelta(seconds=5, microseconds=7),
                {"hours": 2, "seconds": 3},
            ),
            # The hour that an autumn night has twice, the second time; and one that ends tomorrow.
            (datetime.datetime(2035, 10, 28, 1, 30, tzinfo=datetime.UTC), {"minutes": 20}),
            (in_days(1, 13), {"days": 1, "hours": 2}),
        ],
    )
    def test_sent_untouched_it_is_no_date_that_was_changed_by_hand(self, desk, starts, lasts):
        occasion = make_occasion(starts=starts, ends=starts + datetime.timedelta(**lasts))
        before = Occasion.objects.filter(pk=occasion.pk).values().get()

        assert date_sent(desk, occasion).status_code == 302

        assert Occasion.objects.filter(pk=occasion.pk).values().get() == before
        assert not occasion.moves.exists()

    def test_one_touched_field_marks_it_and_no_other_time_moves(self, desk):
        starts = in_days(1) + datetime.timedelta(seconds=5)
        occasion = make_occasion(starts=starts)

        date_sent(desk, occasion, end="15.30")

        occasion.refresh_from_db()
        assert (occasion.starts, occasion.ends) == (starts, in_days(1, 15, 30))
        assert occasion.hand_changed

    def test_times_stay_to_the_second_however_they_came_to_be(self, desk, occasion):
        hall, home, phone, *_parties = occasion.offers.order_by("pk")
        odd = datetime.timedelta(hours=9, minutes=12, seconds=5)
        Offer.objects.filter(pk=hall.pk).update(opens=occasion.starts - 9 * odd)
        Offer.objects.filter(pk=home.pk).update(closes=occasion.starts - odd)
        Offer.objects.filter(pk=phone.pk).update(closes=timezone.now())
        before = offered()

        assert date_sent(desk, occasion).status_code == 302

        assert offered() == before

    def test_a_moved_date_takes_its_times_with_it(self, desk, occasion):
        Offer.objects.filter(way="on_site").update(
            opens=timezone.now() - datetime.timedelta(hours=1),
            closes=timezone.now() - datetime.timedelta(minutes=1),
        )
        later = timezone.localdate(occasion.starts) + datetime.timedelta(days=20)

        date_sent(desk, occasion, day=said(later))

        hall = occasion.offers.get(way="on_site")
        assert hall.opens > timezone.now()
        assert hall.closes > timezone.now()

    def test_each_place_has_its_own_seats(self, desk, occasion, places):
        nordost, satra = places

        date_sent(desk, occasion, **{f"plats{satra.pk}-seats": "18"})

        parties = occasion.offers.filter(way="watch_party").order_by("pk")
        assert list(parties.values_list("venue", "capacity")) == [(nordost.pk, 20), (satra.pk, 18)]

    def test_each_place_opens_and_closes_and_queues_by_itself(self, desk, occasion, places):
        satra = f"plats{places[1].pk}"
        changes = {
            f"{satra}-closes": "2 timmar",
            f"{satra}-no_queue": "on",
            f"{satra}-booking": "none",
        }

        date_sent(desk, occasion, **changes)

        first, other = occasion.offers.filter(way="watch_party").order_by("pk")
        assert (first.closes, first.has_queue, first.booking) == (None, True, "required")
        assert other.closes == occasion.starts - datetime.timedelta(hours=2)
        assert (other.has_queue, other.booking) == (False, "none")

    def test_a_place_is_added_and_another_taken_away_with_a_tick_each(self, desk, occasion, places):
        brynas = make_venue(name="Träffpunkt Brynäs")
        keys = [str(brynas.pk), str(places[1].pk)]

        date_sent(desk, occasion, party_venues=keys, **{f"plats{brynas.pk}-seats": "9"})

        parties = occasion.offers.filter(way="watch_party").order_by("pk")
        assert list(parties.values_list("venue", "capacity")) == [
            (places[1].pk, 15),
            (brynas.pk, 9),
        ]

    def test_more_is_asked_of_a_new_place_before_anything_is_saved(self, desk, occasion, places):
        brynas = make_venue(name="Träffpunkt Brynäs")
        keys = [str(venue.pk) for venue in (brynas, *places)]
        before = offered()

        answer = date_sent(desk, occasion, "platser", party_venues=keys, day="snart")

        page = answer.content.decode()
        assert answer.status_code == 200
        assert "Mer om anmälan: se tillsammans på Träffpunkt Brynäs" in page
        assert 'value="snart"' in page
        assert "behöver ändras" not in page
        assert offered() == before

    def test_seats_that_cannot_be_read_are_told_with_their_place(self, desk, occasion, places):
        answer = date_sent(desk, occasion, **{f"plats{places[0].pk}-seats": "många"})

        assert answer.status_code == 422
        assert "Hur många får plats på Träffpunkt Nordost? – Skriv bara en" in " ".join(
            answer.content.decode().split()
        )

    def test_a_place_that_is_chosen_for_nothing_is_told(self, desk, occasion):
        keys = [str(make_venue().pk)]

        answer = date_sent(desk, occasion, ways=["on_site"], party_venues=keys)

        assert answer.status_code == 422
        assert "Du har valt en plats." in answer.content.decode()

    def test_places_go_with_the_way(self, desk, occasion):
        date_sent(desk, occasion, ways=["on_site"])

        assert occasion.offers.get().way == "on_site"


class TestBooking:
    def test_the_first_question_leaves_alone_who_has_an_answer_of_its_own(self, desk, occasion):
        page = date_sent(desk, occasion, "platser").content.decode()
        assert "Mer om anmälan: ring in (ja)" in page
        assert "Gäller inte: ring in, se tillsammans på Träffpunkt Nordost och se" in page

        date_sent(desk, occasion, booking="optional")

        answers = occasion.offers.order_by("pk").values_list("way", "booking")
        assert list(answers) == [
            ("on_site", "optional"),
            ("online", "optional"),
            ("phone", "required"),
            ("watch_party", "required"),
            ("watch_party", "optional"),
        ]

    def test_an_answer_of_its_own_is_given_and_taken_back(self, desk, occasion):
        date_sent(desk, occasion, **{"online-booking": "required"})
        assert occasion.offers.get(way="online").booking == "required"

        date_sent(desk, occasion, booking="optional", **{"online-booking": ""})
        assert occasion.offers.get(way="online").booking == "optional"

    @pytest.mark.parametrize("way", ["online", "phone"])
    def test_only_where_nobody_signs_up_must_all_see_the_link(self, desk, way):
        occasion = make_occasion(ways=[])
        make_offer(occasion, "on_site", booking="none")
        for other in ("online", "phone"):
            make_offer(occasion, other, booking="required", link=make_link())
        assert date_sent(desk, occasion).status_code == 302

        answer = date_sent(desk, occasion, **{f"{way}-booking": "none"})
        assert answer.status_code == 422
        assert "måste alla få se länken" in answer.content.decode()

        given = {f"{way}-booking": "none", "open_link": "on"}
        assert date_sent(desk, occasion, **given).status_code == 302
        links = Link.objects.filter(pk__in=occasion.offers.values("link"))
        assert set(links.values_list("audience", flat=True)) == {"everyone"}


class TestLinks:
    def test_what_is_new_in_the_link_reaches_both_ways_and_the_rest_stays(self, desk, occasion):
        stream, meeting = Link.objects.order_by("pk")

        date_sent(desk, occasion, spare_address="https://reserv.example/")

        home, phone = (occasion.offers.get(way=way).link for way in ("online", "phone"))
        assert (home.address, home.audience, home.provider) == (
            stream.address, "everyone", "youtube"
        )  # fmt: skip
        assert (phone.dial_in, phone.audience) == (meeting.dial_in, "signed_up")
        assert home.spare_address == phone.spare_address == "https://reserv.example/"

    def test_a_way_that_is_added_shares_the_link(self, desk):
        occasion = make_occasion()
        make_offer(occasion, "online", link=make_link(dial_in="", dial_code=""))

        date_sent(desk, occasion, ways=["online", "phone"], dial_in="026-17 00 03")

        home, phone = occasion.offers.order_by("pk")
        assert home.link == phone.link == Link.objects.get(dial_in="+4626170003")

    def test_a_link_of_another_service_is_known_as_such(self, desk, occasion):
        date_sent(desk, occasion, address="https://teams.live.com/b")

        assert occasion.offers.get(way="online").link.provider == "teams"


class TestASeries:
    @pytest.mark.parametrize("turn", [None, 0, 2])
    def test_sent_untouched_all_dates_and_plans_are_as_they_were(self, desk, series, turn):
        dates = list(series.occasions.order_by("starts"))
        since = "" if turn is None else dates[turn].slot.isoformat()
        before, plans = offered(), planned()

        assert series_sent(desk, series, since).status_code == 302

        assert (offered(), planned()) == (before, plans)
        assert list(Occasion.objects.order_by("starts")) == dates
        assert Series.objects.count() == (1 if turn is None else 2)
        assert Link.objects.count() == 2

    def test_a_date_keeps_what_became_of_it_since(self, desk, series, astrid):
        first, second, third = series.occasions.order_by("starts")[:3]
        first.offers.get(way="online").end_queue(by=SYSTEM)
        second.sign_up(astrid, second.offers.get(way="phone"), by=SYSTEM, over=True)
        third.change({}, offers=[{"way": "on_site", "capacity": 3}], by=SYSTEM)
        series_sent(desk, series, ways=["on_site", "online", "watch_party"])
        before = offered()
        assert second.offers.get(way="phone").closed_because()

        series_sent(desk, series)

        assert offered() == before

    def test_what_is_new_reaches_all_dates_and_nothing_else_does(self, desk, series):
        first = series.occasions.earliest("starts")
        first.offers.get(way="online").end_queue(by=SYSTEM)
        before = offered()

        series_sent(desk, series, **{"online-seats": "71"})

        changed = [
            {name for name in old if old[name] != new[name]}
            for old, new in zip(before, offered(), strict=True)
        ]
        assert list(filter(None, changed)) == [{"capacity"}] * series.occasions.count()


BOOKINGS = st.sampled_from(Booking.values)
LINES = st.text("aåé ,.\n<&\"'", max_size=40)
TERMS = st.fixed_dictionaries(
    {
        "booking": BOOKINGS,
        "capacity": st.none() | st.integers(1, 2000),
        "has_queue": st.booleans(),
        "instructions": LINES,
        "easy_instructions": LINES,
        "opens_days": st.none() | st.integers(0, 365),
        "closes_minutes": st.integers(0, 365 * 24 * 60),
    }
)
LINKS = st.builds(
    Link,
    provider=st.sampled_from(Link.Provider.values),
    address=st.sampled_from(["https://teams.example/a", "https://sandning.example/b?c=d&e"]),
    dial_in=st.sampled_from(["+46846500400", "+4626170003"]),
    dial_code=st.sampled_from(["", "123 456#"]),
    spare_address=st.sampled_from(["", "https://reserv.example/"]),
    audience=st.sampled_from(Link.Audience.values),
)
PLACE = st.integers(0, 2)
KINDS = st.one_of(
    st.tuples(st.sampled_from([Way.ON_SITE, Way.ONLINE, Way.PHONE]), st.none()),
    st.tuples(st.just(Way.WATCH_PARTY), PLACE),
)


class TestAnyPlans(TestCase):
    """Plans as a form shows them, and plans as the form gives them back."""

    def setUp(self):
        self.municipality = make_municipality()
        self.venues = [make_venue(municipality=self.municipality) for _number in range(3)]

    @settings(max_examples=60, deadline=None)
    @given(st.dictionaries(KINDS, TERMS, min_size=1), st.lists(LINKS, min_size=1, max_size=2))
    def test_plans_shown_and_sent_are_the_same_plans(self, terms, links):
        before = list(self.made(terms, itertools.cycle(links)))
        form = WaysForm(None, municipality=self.municipality, offered=before)

        sent = self.sent(form)
        again = WaysForm(sent, municipality=self.municipality, offered=before)

        assert again.is_valid(), again.errors
        assert all(part.is_valid() for part in again.parts)
        found = {key_of(OfferPlan(**facts)): facts for facts in again.plans}
        assert found == {key_of(plan): self.said(plan) for plan in before}
        assert self.sent(again) == sent

    def made(self, terms, links):
        for (way, place), facts in terms.items():
            venue = None if place is None else self.venues[place]
            link = next(links) if way in {Way.ONLINE, Way.PHONE} else None
            if link and facts["booking"] == Booking.NONE:
                link.audience = Link.Audience.EVERYONE
            yield OfferPlan(way=way, venue=venue, link=link, **facts)

    def sent(self, form):
        html = render_to_string("activities/_staff_ways.html", {"ways": form})
        sent = QueryDict(mutable=True)
        for name, values in as_sent(Page(html).root).items():
            sent.setlist(name, values)
        return sent

    def said(self, plan):
        times = {"opens_days": plan.opens_days, "closes_minutes": plan.closes_minutes}
        return plan.terms | times
