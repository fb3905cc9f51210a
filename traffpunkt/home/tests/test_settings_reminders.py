# SPDX-License-Identifier: EUPL-1.2
"""Inställningar: the reminder for all activities, and the night in which nobody is disturbed."""

import datetime

import pytest

from tests.makers import the_municipality
from traffpunkt.activities.tests.desk import text
from traffpunkt.activities.tests.untouched import fields_of
from traffpunkt.home.tests.settings_rooms import at, browser, next_door, verbs
from traffpunkt.journal.models import SYSTEM

pytestmark = pytest.mark.django_db

DAY_BEFORE = {"wish": "on", "measure": "days", "amount": "1", "clock": "kl 9", "latest_minutes": "60",
              "ways": ["on_site"], "quiet_from": "21", "quiet_until": "7.30"}  # fmt: skip


@pytest.fixture
def desk(karin):
    return browser(karin)


def save(desk, **changed):
    return desk.post(at("paminnelser/"), DAY_BEFORE | changed, follow=True)


def test_nobody_is_reminded_until_somebody_says_so(desk):
    assert "Ingen får någon påminnelse än." in text(desk.get(at("")))
    assert fields_of(desk.get(at("paminnelser/")).content.decode())["wish"] == ["off"]


def test_a_rule_and_the_night_are_saved_once(desk):
    neighbour = next_door()
    for _press in range(2):
        answer = save(desk)

    assert "Påminnelserna är sparade." in text(answer)
    assert "Dagen före klockan 09.00, om aktiviteten inte har en egen." in text(desk.get(at("")))
    here = the_municipality()
    assert (here.quiet_from, here.quiet_until) == (datetime.time(21), datetime.time(7, 30))
    assert here.reminder_rules.get().ways == ["on_site"]
    assert verbs("activities.reminderrule") == ["added"]
    assert verbs("places.municipality") == ["changed"]
    assert not neighbour.reminder_rules.exists()


def test_a_night_that_leaves_hardly_any_day_is_refused(desk):
    answer = save(desk, quiet_from="15", quiet_until="8")

    assert answer.status_code == 422
    assert "Natten får vara högst 16 timmar." in text(answer)
    assert not the_municipality().reminder_rules.exists()


def test_a_night_without_an_hour_is_asked_for(desk):
    assert "Skriv klockslaget till exempel så här: 13.00." in text(save(desk, quiet_from=""))


def test_who_was_overtaken_is_asked(desk):
    mine = fields_of(desk.get(at("paminnelser/")).content.decode())
    the_municipality().change({"quiet_from": datetime.time(19)}, by=SYSTEM)

    answer = desk.post(at("paminnelser/"), mine | {"wish": "on"})

    assert answer.status_code == 422
    assert "Nu står det: 19.00." in text(answer)


def test_a_night_has_a_beginning_and_an_end(desk):
    answer = save(desk, quiet_from="8", quiet_until="8")

    assert answer.status_code == 422
    assert "Natten måste ha en början och ett slut." in text(answer)
