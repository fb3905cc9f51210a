# SPDX-License-Identifier: EUPL-1.2
"""Several dates in one go: shown first, all or none, each told once, nobody overtaken."""

import pytest

from tests.makers import (
    in_days,
    local,
    make_activity,
    make_astrid,
    make_bertil,
    make_occasion,
    make_signup,
    make_venue,
)
from traffpunkt.activities.models import Occasion
from traffpunkt.activities.refusals import Refusal
from traffpunkt.activities.several import Wanted, change_all
from traffpunkt.activities.tests.desk import page, text
from traffpunkt.journal.models import SYSTEM
from traffpunkt.outbox.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(tuesday):
    """Stickcafé on three Tuesdays at Ängen."""
    activity, venue = make_activity(title="Stickcafé"), make_venue(name="Träffpunkt Ängen")
    return [
        make_occasion(activity=activity, venue=venue, starts=local(2026, 12, day, 13))
        for day in (1, 8, 15)
    ]


def tick(*dates):
    return [f"{date.pk}-{date.sequence}" for date in dates]


def press(desk, dates, wish, do="gor", **more):
    address = page("staff_dates", dates[0].activity_id)
    ticks = more.pop("ticks", None) or tick(*dates)
    return desk.post(address, {"dates": ticks, "wish": wish, "gor": do, **more})


def states(dates):
    return [Occasion.objects.get(pk=date.pk).state for date in dates]


def told(kind):
    return list(Message.objects.filter(kind=kind).order_by("pk").values_list("person", "about"))


def test_what_would_happen_is_shown_first_and_nothing_is_done(desk, three):
    astrid, bertil = make_astrid(), make_bertil()
    for person, date in ((astrid, three[0]), (astrid, three[1]), (bertil, three[0])):
        make_signup(date, person=person)

    answer = press(desk, three[:2], "stall-in", "visa", reason="Ledaren är sjuk.")

    words = text(answer)
    assert answer.status_code == 200
    assert words.count(": ställs in</li>") == 2
    assert "2 personer är anmälda och får besked om varje datum." in words
    assert "Ändra datumen" in words
    assert states(three) == ["planned"] * 3
    assert not told("cancelled")


def test_the_ticked_are_cancelled_and_each_is_told_once_of_each(desk, three):
    astrid = make_astrid()
    for date in three:
        make_signup(date, person=astrid)

    answer = press(desk, three[:2], "stall-in", reason="Ledaren är sjuk.")

    assert answer.status_code == 302
    assert states(three) == ["cancelled", "cancelled", "planned"]
    assert len(told("cancelled")) == 2
    again = press(desk, three[:2], "stall-in", reason="Ledaren är sjuk.")
    assert again.status_code == 422
    assert len(told("cancelled")) == 2


def test_they_move_to_another_place_at_their_own_hours(desk, three):
    there = make_venue(name="Biblioteket")

    shown = text(press(desk, three[1:], "plats", "visa", venue=there.pk))
    press(desk, three[1:], "plats", venue=there.pk)

    assert "Tisdag 8 december klockan" in shown
    assert "Biblioteket</li>" in shown
    moved = Occasion.objects.filter(venue=there).order_by("starts")
    assert [(row.pk, row.starts) for row in moved] == [(row.pk, row.starts) for row in three[1:]]
    assert states(three) == ["planned", "moved", "moved"]


def test_they_move_to_another_hour_of_the_wall_clock_on_their_own_days(desk, tuesday):
    activity = make_activity()
    before, after = (
        make_occasion(activity=activity, starts=local(2027, 3, day, 13)) for day in (27, 28)
    )

    press(desk, [before, after], "tid", start="10", end="11.30")

    rows = Occasion.objects.order_by("starts")
    assert [row.starts for row in rows] == [local(2027, 3, 27, 10), local(2027, 3, 28, 10)]
    assert [row.ends for row in rows] == [local(2027, 3, 27, 11, 30), local(2027, 3, 28, 11, 30)]


def test_what_stays_as_it_was_says_so_and_tells_nobody(desk, three):
    make_signup(three[0], person=make_astrid())

    shown = text(press(desk, three[:1], "tid", "visa", start="13", end="15"))
    press(desk, three[:1], "tid", start="13", end="15")

    assert "blir som förut" in shown
    assert "Ingen är anmäld." in shown
    assert states(three[:1]) == ["planned"]


def test_dates_without_a_place_say_so(desk, three):
    Occasion.objects.update(venue=None)

    assert "bara hemifrån" in text(press(desk, three[:1], "tid", "visa", start="10", end="11"))


@pytest.mark.parametrize(
    ("wish", "sent", "words"),
    [
        ("stall-in", {}, "Skriv varför, så att de som är anmälda får veta det."),
        ("plats", {}, "Välj den nya platsen."),
        ("tid", {"start": "13"}, "Skriv när det slutar, till exempel 15.00."),
        ("tid", {"start": "13", "end": "12"}, "Sluttiden är före starttiden."),
    ],
)
def test_what_is_missing_is_said_and_the_ticks_stay(desk, three, wish, sent, words):
    answer = press(desk, three[:2], wish, **sent)

    assert answer.status_code == 422
    assert words in text(answer)
    assert answer.content.decode().count("checked") == 3


def test_an_hour_that_a_spring_night_has_not_is_refused(desk, tuesday):
    night = make_occasion(starts=local(2027, 3, 28, 13))

    answer = press(desk, [night], "tid", start="02.30", end="04")

    assert "finns inte" in text(answer)


def test_nobody_ticked_and_nothing_wished_is_said(desk, three):
    answer = desk.post(page("staff_dates", three[0].activity_id), {"gor": "gor"})

    assert answer.status_code == 422
    assert states(three) == ["planned"] * 3


def test_who_is_overtaken_by_a_colleague_is_asked_before_anything_is_done(desk, three):
    opened = tick(*three[:2])
    three[0].move(local(2026, 12, 2, 9), local(2026, 12, 2, 10), three[0].venue, by=SYSTEM)

    answer = press(desk, three[:2], "stall-in", reason="Sjuk.", ticks=opened)

    assert answer.status_code == 422
    assert "Någon annan har nyss ändrat ett datum. Nu är det: Onsdag 2 december" in text(answer)
    assert states(three) == ["moved", "planned", "planned"]
    now = [Occasion.objects.get(pk=row.pk) for row in three[:2]]
    assert press(desk, now, "stall-in", reason="Sjuk.").status_code == 302


def test_where_one_says_no_none_is_changed(karin, signed_in, three, time_machine):
    time_machine.move_to(local(2026, 12, 8, 12, 0), tick=False)
    answer = press(signed_in(karin), three[1:], "tid", start="09", end="10")

    assert answer.status_code == 422
    assert "Tisdag 8 december: Den nya tiden har redan varit." in text(answer)
    assert "Inget är ändrat." in text(answer)
    assert states(three) == ["planned"] * 3


def test_all_or_none_holds_for_the_verb_too(three):
    three[2].cancel("Sjuk.", by=SYSTEM)

    with pytest.raises(Refusal, match="Tisdag 15 december"):
        change_all(three, Wanted(venue=make_venue(), moves_venue=True), by=SYSTEM)

    assert states(three) == ["planned", "planned", "cancelled"]


def test_without_dates_there_is_nothing_to_tick_and_with_them_a_link(desk, three):
    empty = make_activity()

    assert "Inga datum kommer." in text(desk.get(page("staff_dates", empty.pk)))
    assert "Ändra flera datum" in text(desk.get(page("staff_activity", three[0].activity_id)))
    assert "Ändra flera datum" not in text(desk.get(page("staff_activity", empty.pk)))


def test_the_page_asks_as_much_for_three_as_for_one(desk, three, django_assert_num_queries):
    make_occasion(activity=(one := make_activity()), starts=in_days(3))
    desk.get(page("staff_dates", one.pk))
    with django_assert_num_queries(COUNTED):
        desk.get(page("staff_dates", one.pk))
    with django_assert_num_queries(COUNTED):
        desk.get(page("staff_dates", three[0].activity_id))


COUNTED = 9
