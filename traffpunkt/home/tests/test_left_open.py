# SPDX-License-Identifier: EUPL-1.2
"""Two coordinators change the same setting: the later one is asked and loses nothing."""

import datetime

import pytest

from tests.makers import make_organisation, make_topic, make_venue, the_municipality
from tests.pages import CHECKS, Page
from traffpunkt.activities.tests.test_races import at_once
from traffpunkt.activities.tests.untouched import fields_of
from traffpunkt.home.tests.settings_rooms import at, browser, today
from traffpunkt.journal.models import SYSTEM
from traffpunkt.places.models import Municipality

pytestmark = pytest.mark.django_db

ASKED = "Det här har ändrats sedan du öppnade sidan"


@pytest.fixture
def desk(karin):
    return browser(karin)


def opened(desk, path):
    return fields_of(desk.get(at(path)).content.decode())


def asked(answer):
    """The page that asks, and what a browser would send of it."""
    html = answer.content.decode()
    page = Page(html)
    assert answer.status_code == 422
    assert ASKED in html
    assert [words for check in CHECKS for words in check(page)] == []
    return html, fields_of(html)


def test_the_municipality(desk):
    mine = opened(desk, "kommunen/")
    the_municipality().change({"help_phone": "026-17 80 00", "seat_held_days": 5}, by=SYSTEM)

    html, again = asked(desk.post(at("kommunen/"), mine | {"seat_held_days": "3"}))
    assert "Hjälptelefon – Nu står det: 026-17 80 00.</a>" in html
    assert "Nu står det: 5. Ditt svar är kvar, och gäller när du sparar." in html
    assert desk.post(at("kommunen/"), again).status_code == 302

    here = the_municipality()
    assert (here.help_phone, here.seat_held_days) == ("026-17 80 00", 3)


def test_the_same_number_written_otherwise_is_no_news(desk):
    mine = opened(desk, "kommunen/")
    the_municipality().change({"help_phone": "026-17 80 00"}, by=SYSTEM)

    answer = desk.post(at("kommunen/"), mine | {"help_phone": "026178000"})

    assert answer.status_code == 302


def test_a_venue_with_its_hours_and_what_is_known_of_it(desk):
    venue = make_venue()
    path = f"platser/{venue.pk}/"
    mine = opened(desk, path)
    nine, four = datetime.time(9), datetime.time(16)
    venue.change({"lift": "yes"}, {0: [(nine, four)]}, by=SYSTEM)

    html, again = asked(desk.post(at(path), mine | {"way_there": "Gå in från parken."}))
    assert "Måndag – Nu står det: 09.00–16.00." in html
    assert "Nu står det: ja." in html
    assert desk.post(at(path), again).status_code == 302

    venue.refresh_from_db()
    assert (venue.lift, venue.hours) == ("yes", {0: [(nine, four)]})
    assert venue.way_there == "Gå in från parken."


def test_an_agreement_a_topic_and_the_statement(desk):
    here = the_municipality()
    agreement = here.agreements.create(organisation=make_organisation(), starts=today())
    topic = make_topic()
    for path, field, change in (
        (f"avtal/{agreement.pk}/", "reference", lambda: agreement.change({"reference": "Dnr 7"}, by=SYSTEM)),
        (f"amnen/{topic.pk}/", "name", lambda: topic.rename("Dnr 7", by=SYSTEM)),
        ("tillganglighet/", "service", lambda: here.state({"service": "Dnr 7"}, by=SYSTEM)),
    ):  # fmt: skip
        mine = opened(desk, path)
        change()

        html, again = asked(desk.post(at(path), mine | {field: "Dnr 8"}))

        assert "Nu står det: Dnr 7. Ditt svar är kvar" in html
        assert again[field] == ["Dnr 8"]


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_the_same_moment_do_not_both_win(karin):
    desks = [browser(karin) for _colleague in range(3)]
    mine = opened(desks[0], "kommunen/")
    path = at("kommunen/")

    answers = at_once(
        *[
            lambda desk=desk, days=days: desk.post(path, mine | {"seat_held_days": days})
            for days, desk in zip(("3", "4", "5"), desks, strict=True)
        ]
    )

    assert sorted(answer.status_code for answer in answers) == [302, 422, 422]
    assert Municipality.objects.get().seat_held_days in {3, 4, 5}
