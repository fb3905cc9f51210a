# SPDX-License-Identifier: EUPL-1.2
"""The desk says when an activity's people are reminded: as for all, in its own way, or not."""

import datetime

import pytest

from tests.makers import make_activity
from traffpunkt.activities.models import Activity, ReminderRule
from traffpunkt.activities.tests.desk import page, text
from traffpunkt.activities.tests.reminded import make_rule
from traffpunkt.activities.tests.untouched import fields_of
from traffpunkt.journal.models import SYSTEM, Entry

pytestmark = pytest.mark.django_db

TWO_HOURS = {"wish": "on", "measure": "hours", "amount": "2", "clock": "", "latest_minutes": "30",
             "ways": ["on_site", "online"], "rings": "on"}  # fmt: skip


@pytest.fixture
def activity(karin):
    return make_activity(title="Visor")


def save(desk, activity, **changed):
    return desk.post(page("staff_reminder", activity.pk), TWO_HOURS | changed, follow=True)


def test_an_activity_without_a_rule_follows_the_one_for_all(desk, activity):
    assert "Ingen påminnelse." in text(desk.get(page("staff_activity", activity.pk)))
    make_rule(amount=2)

    assert "2 dagar före klockan 10.00." in text(desk.get(page("staff_activity", activity.pk)))
    form = text(desk.get(page("staff_reminder", activity.pk)))
    assert "Som för andra aktiviteter: 2 dagar före klockan 10.00" in form
    assert fields_of(form)["wish"] == ["all"]


def test_an_activity_gets_a_rule_of_its_own_once_and_gives_it_back(desk, activity):
    make_rule()
    for _press in range(2):
        answer = save(desk, activity)

    assert "Påminnelsen är sparad." in text(answer)
    assert "2 timmar före." in text(answer)
    rule = ReminderRule.objects.get(activity=activity)
    assert (rule.lead.hours, rule.latest_minutes, rule.rings) == (2, 30, True)
    assert (rule.ways, rule.clock) == (["on_site", "online"], datetime.time(10))

    for _press in range(2):
        answer = save(desk, activity, wish="all")
    assert "Dagen före klockan 10.00." in text(answer)
    assert [row.verb for row in Entry.objects.about(rule)] == ["added", "removed"]


def test_an_activity_is_left_without_a_reminder(desk, activity):
    make_rule()
    save(desk, activity)
    save(desk, activity, wish="off")

    assert "Ingen påminnelse." in text(desk.get(page("staff_activity", activity.pk)))
    rule = activity.reminder_rules.get()
    assert [row.verb for row in Entry.objects.about(rule)] == ["added", "changed"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"measure": "days", "amount": "15", "clock": "10"}, "Det är för långt före. Skriv högst 14 dagar."),
        ({"measure": "days"}, "Skriv klockslaget till exempel så här: 10.00."),
        ({"measure": "days", "clock": "tio"}, "Skriv klockslaget till exempel så här: 13.00."),
        ({"latest_minutes": "121"}, "Påminnelsen skulle komma för sent."),
        ({"amount": "49"}, "Det är för mycket. Skriv högst 48."),
        ({"amount": "", "latest_minutes": ""}, "Skriv bara en siffra, till exempel 12."),
        ({"ways": []}, "Välj minst ett av svaren."),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_and_kept(desk, activity, changed, words):
    answer = save(desk, activity, **changed)

    assert answer.status_code == 422
    assert words in text(answer)
    assert not ReminderRule.objects.exists()


def test_a_rule_that_a_colleague_has_changed_is_asked_about(desk, activity):
    make_rule()
    path = page("staff_reminder", activity.pk)
    mine = fields_of(desk.get(path).content.decode())
    here = activity.municipality
    facts = {"measure": "hours", "amount": 3}
    here.reminder_rules.lay_down(here, activity, facts, by=SYSTEM)

    answer = desk.post(path, mine | {"wish": "off"})

    assert answer.status_code == 422
    assert "Nu står det: 3." in text(answer)
    assert desk.post(path, fields_of(answer.content.decode())).status_code == 302
    assert Activity.objects.get().reminder_rules.get().is_on is False
