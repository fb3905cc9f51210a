# SPDX-License-Identifier: EUPL-1.2
"""When sign-up to a way opens and closes, its queue, the doors: planned in the form, and kept."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.makers import in_days, make_occasion, make_series, make_venue
from traffpunkt.activities.forms.enrolment import LengthField
from traffpunkt.activities.models import Occasion, Offer, Series
from traffpunkt.activities.tests.planning import new, typed
from traffpunkt.activities.tests.test_dates import as_it_is, page_of
from traffpunkt.activities.tests.test_series_form import change

HOUR = datetime.timedelta(hours=1)


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("", None),
        ("0", None),
        ("2", 120),
        ("30 min", 30),
        ("2 timmar", 120),
        ("1 timme och 30 minuter", 90),
        ("1 Dag, 2 tim", 1560),
        ("2 veckor", 20160),
        ("3d", 4320),
    ],
)
def test_a_length_of_time_is_understood_as_people_write_it(words, minutes):
    assert LengthField(required=False).clean(words) == minutes


@pytest.mark.parametrize(
    "words", ["snart", "två timmar", "-3", "2 år", "1e9", "9999 veckor", "1,5"]
)
def test_what_is_no_length_of_time_is_answered_with_an_example(words):
    with pytest.raises(ValidationError, match=r"till exempel 2 timmar|högst ett år"):
        LengthField(required=False).clean(words)


@given(st.integers(1, 365 * 24 * 60))
def test_a_length_of_time_reads_as_it_is_written(minutes):
    field = LengthField(required=False)

    assert field.clean(field.prepare_value(minutes)) == minutes


@pytest.mark.django_db
class TestPlanning:
    def test_each_way_opens_closes_and_queues_in_its_own_way(self, desk):
        more = {
            "on_site-opens": "14",
            "on_site-closes": "1 dag",
            "on_site-no_queue": "on",
            "online-closes": "30 minuter",
            "r0-doors": "30",
        }

        assert new(desk, typed(make_venue(), **more)).status_code == 302

        occasion = Occasion.objects.earliest("starts")
        hall, home = (occasion.offers.get(way=way) for way in ("on_site", "online"))
        opens = timezone.localtime(hall.opens)
        assert (timezone.localdate(occasion.starts) - opens.date()).days == 14
        assert opens.time() == datetime.time.min
        assert hall.closes == occasion.starts - 24 * HOUR
        assert not hall.has_queue
        assert (home.opens, home.closes) == (None, occasion.starts - HOUR / 2)
        assert home.has_queue
        assert occasion.doors_minutes == Series.objects.get().doors_minutes == 30

    def test_left_alone_it_is_open_from_the_beginning_to_the_end(self, desk):
        new(desk, typed(make_venue()))

        occasion = Occasion.objects.earliest("starts")
        assert set(occasion.offers.values_list("opens", "closes", "has_queue")) == {
            (None, None, True)
        }
        assert occasion.doors_minutes == 15

    @pytest.mark.parametrize(
        ("field", "value", "words"),
        [
            ("on_site-opens", "många", "Skriv bara en siffra"),
            ("on_site-opens", "9999", "Det är för mycket."),
            ("online-closes", "strax", "till exempel 2 timmar eller 1 dag."),
            ("r0-doors", "-5", "Det är för litet."),
            ("phone-seats", "0", "Det är för litet."),
        ],
    )
    def test_what_is_wrong_is_shown_unfolded_with_what_was_typed(self, desk, field, value, words):
        answer = new(desk, typed(make_venue(), **{field: value}))

        page = " ".join(answer.content.decode().split())
        assert answer.status_code == 422
        assert words in page
        assert f'value="{value}"' in page
        assert '<details class="narrow" open>' in page

    def test_the_page_folds_it_by_way(self, desk):
        page = desk.get(reverse("activities:staff_activity_new")).content.decode()

        for way in ("kom hit", "var med hemifrån", "ring in"):
            assert f"<summary>Mer om anmälan: {way}</summary>" in page
        assert '<details class="narrow" open>' not in page

    def test_without_sign_up_everybody_must_see_the_link(self, desk):
        refused = new(desk, typed(make_venue(), booking="none"))
        made = new(desk, typed(make_venue(), booking="none", open_link="on"))

        assert "måste alla få se länken" in refused.content.decode()
        assert made.status_code == 302

    def test_a_series_sent_as_it_stands_keeps_all_of_it(self, desk):
        series = make_series(seats=7, skip_holidays=False, doors_minutes=20)
        terms = {"opens_days": 9, "closes_minutes": 90, "has_queue": False}
        series.plans.update(**terms)

        assert change(desk, series, gor="spara").status_code == 302

        series.refresh_from_db()
        assert series.plans.values(*terms).get() == terms
        assert series.doors_minutes == 20


@pytest.mark.django_db
class TestOneDate:
    def test_a_date_sent_as_it_stands_opens_and_closes_as_it_did(self, desk):
        series = make_series(seats=3, skip_holidays=False)
        series.plans.update(opens_days=14, closes_minutes=120)
        occasion = series.unroll()[0]
        before = occasion.offers.values("opens", "closes").get()

        page = desk.get(page_of(occasion, "occasion_change")).context["sheet"]
        form = page.ways.enrolments["on_site"]
        shown = {form.add_prefix(name): form[name].value() for name in ("opens", "closes")}
        assert shown == {"on_site-opens": 14, "on_site-closes": "2 timmar"}
        data = as_it_is(occasion, doors="20", **shown)
        assert desk.post(page_of(occasion, "occasion_change"), data).status_code == 302

        assert occasion.offers.values("opens", "closes").get() == before
        assert Occasion.objects.get(pk=occasion.pk).doors_minutes == 20

    def test_a_way_that_was_closed_is_not_opened_by_saving_again(self, desk):
        occasion = make_occasion(seats=3, starts=in_days(0, 0), ends=in_days(1, 0))
        Offer.objects.update(closes=timezone.now())

        form = desk.get(page_of(occasion, "occasion_change")).context["sheet"].ways.enrolments

        assert form["on_site"]["closes"].value() == "1 minut"
