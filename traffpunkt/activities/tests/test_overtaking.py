# SPDX-License-Identifier: EUPL-1.2
"""What was pressed without a network and arrives late: the last press holds."""

import datetime

import pytest
from django.http import HttpResponse
from django.utils import timezone

from tests.makers import in_days, make_karin, make_occasion, make_signup
from traffpunkt.activities.tests.desk import page, text
from traffpunkt.people.browsers import remember

pytestmark = pytest.mark.django_db
SCRIPT = {"headers": {"accept": "application/json"}}
MINUTE = 60_000


@pytest.fixture
def signup():
    return make_signup(make_occasion(starts=in_days(0, 0, 1)))


def ago(minutes):
    return timezone.now() - datetime.timedelta(minutes=minutes)


def tick(desk, signup, outcome, minutes=0):
    fields = {"outcome": outcome, "age": str(minutes * MINUTE)}
    return desk.post(page("staff_attendance", signup.pk), fields, **SCRIPT)


def count(desk, signup, heads, minutes=0, **more):
    offer = signup.offer
    fields = {f"{offer.pk}-seniors": str(heads), "age": str(minutes * MINUTE)} | more
    return desk.post(page("staff_tally", signup.occasion_id, offer.pk), fields, **SCRIPT)


def test_a_late_tick_is_kept_at_the_moment_it_was_pressed(desk, signup):
    answer = tick(desk, signup, "present", minutes=40)

    assert answer.json() == {"words": "", "outcome": "present"}
    attendance = signup.person.attendances.get()
    assert abs(attendance.at - ago(40)) < datetime.timedelta(seconds=20)


@pytest.mark.parametrize("name", ["staff_attendance", "staff_tally"])
def test_of_a_row_that_is_gone_the_script_hears_words_and_lets_go(desk, signup, name):
    gone = [signup.pk + 999] if name == "staff_attendance" else [signup.occasion_id, 999]

    answer = desk.post(page(name, *gone), {"outcome": "present"}, **SCRIPT)

    assert answer.status_code == 404
    assert "gick inte att spara" in answer.json()["words"]
    assert desk.post(page(name, *gone)).headers["Content-Type"].startswith("text/html")


def test_the_same_tick_twice_is_one(desk, signup):
    tick(desk, signup, "present", minutes=2)
    tick(desk, signup, "present", minutes=2)

    assert signup.person.attendances.get().outcome == "present"


def test_ones_own_presses_hold_in_the_order_they_arrive(desk, signup):
    tick(desk, signup, "present", minutes=1)
    tick(desk, signup, "excused", minutes=3)

    assert signup.person.attendances.get().outcome == "excused"


def test_what_a_colleague_ticked_later_holds_and_is_said(desk, signup):
    signup.tick("excused", by=make_karin().actor, at=ago(5))

    answer = tick(desk, signup, "present", minutes=10)

    assert answer.json()["outcome"] == "excused"
    assert "Astrid: en kollega har ändrat efter dig." in answer.json()["words"]
    assert signup.person.attendances.get().outcome == "excused"


def test_a_tick_that_a_colleague_took_away_later_does_not_come_back(desk, signup):
    colleague = make_karin().actor
    signup.tick("present", by=colleague, at=ago(30))
    signup.tick("", by=colleague)

    answer = tick(desk, signup, "present", minutes=10)

    assert answer.json()["outcome"] == ""
    assert not signup.person.attendances.exists()


def test_what_a_colleague_ticked_before_gives_way(desk, signup):
    signup.tick("no_show", by=make_karin().actor, at=ago(30))

    assert tick(desk, signup, "present", minutes=10).json()["words"] == ""
    assert signup.person.attendances.get().outcome == "present"


def test_a_page_without_a_script_says_it_too(desk, signup):
    signup.tick("excused", by=make_karin().actor, at=timezone.now() + datetime.timedelta(minutes=1))

    answer = desk.post(page("staff_attendance", signup.pk), {"outcome": "present"}, follow=True)

    assert "en kollega har ändrat efter dig" in text(answer)


def test_a_tick_that_is_none_is_said_to_the_script(desk, signup):
    assert "Tryck igen." in tick(desk, signup, "sick").json()["words"]
    assert not signup.person.attendances.exists()


@pytest.mark.parametrize("age", ["", "x", "-5", "9" * 40])
def test_an_age_that_cannot_be_refuses_nothing(desk, signup, age):
    desk.post(page("staff_attendance", signup.pk), {"outcome": "present", "age": age}, **SCRIPT)

    assert signup.person.attendances.get().at > timezone.now() - datetime.timedelta(days=31)


def test_a_late_count_replaces_and_is_never_added(desk, signup):
    count(desk, signup, 12, minutes=40)
    answer = count(desk, signup, 12, minutes=40)

    tally = signup.occasion.tallies.get()
    assert tally.seniors == 12
    assert answer.json()["words"] == "Räkningen är sparad."
    assert "12 personer, varav 0 för första gången." in answer.json()["counted"]


def test_a_count_that_somebody_made_later_holds_and_is_said(desk, signup):
    signup.offer.count_heads(14, 2, by=make_karin().actor, at=ago(5))

    answer = count(desk, signup, 12, minutes=10)

    assert answer.json()["words"] == "Någon har räknat efter dig. Den räkningen gäller."
    assert "14 personer, varav 2" in answer.json()["counted"]
    assert signup.occasion.tallies.get().seniors == 14


def test_a_page_without_a_script_says_that_a_count_was_overtaken(desk, signup):
    signup.offer.count_heads(
        14, by=make_karin().actor, at=timezone.now() + datetime.timedelta(minutes=1)
    )
    fields = {f"{signup.offer.pk}-seniors": "12"}
    address = page("staff_tally", signup.occasion_id, signup.offer.pk)

    assert "Den räkningen gäller." in text(desk.post(address, fields, follow=True))


def test_a_count_that_cannot_be_is_said_to_the_script(desk, signup):
    answer = count(desk, signup, 3, **{f"{signup.offer.pk}-first_timers": "4"})

    assert answer.status_code == 422
    expected = "Räkningen är inte sparad. Det kan inte vara fler än de som kom."
    assert answer.json() == {"words": expected}


@pytest.mark.parametrize(("accept", "is_kept"), [("text/html", True), ("application/json", False)])
def test_of_one_who_is_signed_out_the_server_keeps_a_form_and_no_press(
    client, signup, accept, is_kept
):
    answer = HttpResponse()
    remember(answer, make_karin())
    client.cookies.update(answer.cookies)
    fields = {"outcome": "present", "csrfmiddlewaretoken": "x"}

    heard = client.post(page("staff_attendance", signup.pk), fields, headers={"accept": accept})

    assert heard.status_code == 302
    assert ("kept" in client.session) is is_kept
    assert not signup.person.attendances.exists()


def test_the_script_is_asked_for_anew_each_time(client, signup):
    answer = client.get(page("away"))

    assert answer["Content-Type"] == "text/javascript"
    assert answer["Cache-Control"] == "no-cache"


def test_a_date_to_come_keeps_no_copy(desk):
    today, later = (make_occasion(starts=in_days(days, 0, 1)) for days in (0, 9))

    assert "copying.js" in text(desk.get(page("staff_occasion", today.pk)))
    assert "copying.js" not in text(desk.get(page("staff_occasion", later.pk)))
