# SPDX-License-Identifier: EUPL-1.2
"""Inställningar: the decision on erasure, the dry run, the protocol, and the register."""

import datetime
import re

import pytest
import time_machine

from tests.makers import make_occasion, make_signup, the_municipality
from traffpunkt.activities.tests import desk as shared
from traffpunkt.activities.tests.untouched import fields_of
from traffpunkt.home.retention import RULES, erase_due, processings
from traffpunkt.home.tests.retention_rows import A_DAY, DAY
from traffpunkt.home.tests.settings_rooms import at, browser, next_door, verbs
from traffpunkt.journal.models import SYSTEM
from traffpunkt.places.models import Erasure, ErasureDecision

TAG = re.compile(r"<[^>]+>")
pytestmark = pytest.mark.django_db

DECIDED = {"is_on": "on", "reference": "KS 2026/14", "decided": "2 januari 2026", "plan": "Plan 3"}


def text(answer):
    """What stands on a page, without its tags."""
    return " ".join(TAG.sub(" ", shared.text(answer)).split())


@pytest.fixture
def desk(karin):
    return browser(karin)


def save(desk, **changed):
    fields = fields_of(desk.get(at("gallring/beslut/")).content.decode())
    return desk.post(at("gallring/beslut/"), fields | DECIDED | changed, follow=True)


def test_nothing_is_erased_until_somebody_has_decided(desk):
    assert "Inget tas bort än. Det behövs ett beslut." in text(desk.get(at("")))
    said = text(desk.get(at("gallring/")))

    assert "Inget tas bort än. Kommunen behöver fatta ett gallringsbeslut." in said
    assert "30 dagar efter tillfället." in said
    assert "12 månader efter svaret." in said
    assert "Journalen är en kedja för alla kommuner i systemet." in said


def test_a_decision_is_saved_once_with_only_what_is_its_own(desk):
    neighbour = next_door()
    for _press in range(2):
        answer = save(desk, signup_amount="60", fault_report_kept="", answer_kept="on")

    assert "Beslutet är sparat." in text(answer)
    said = "Gamla uppgifter tas bort varje natt, enligt beslut KS 2026/14, 2 januari 2026."
    assert said in text(answer)
    assert said in text(desk.get(at("")))
    assert "Tiderna kommer från Plan 3." in text(answer)
    decision = ErasureDecision.objects.get()
    assert (decision.amounts, decision.municipality) == ({"signup": 60}, the_municipality())
    assert decision.kept == {"answer": True, "fault_report": False}
    assert verbs("places.erasuredecision") == ["decided"]
    assert not hasattr(neighbour, "erasure_decision")


def test_who_decides_to_erase_says_under_which_decision(desk):
    answer = save(desk, reference="", decided="")

    assert answer.status_code == 422
    assert "Skriv beslutets nummer, till exempel KS 2026/14." in text(answer)
    assert "Skriv dagen, till exempel 3 mars 2026." in text(answer)
    assert not ErasureDecision.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("signup_amount", "3", "Det är för litet. Skriv minst 7."),
        ("signup_amount", "5000", "Det är för mycket. Skriv högst 365."),
        ("known_person_amount", "25", "Det är för mycket. Skriv högst 24."),
        ("decided", "i förrgår eller så", "till exempel"),
        ("reference", "KS " * 40, "högst 60"),
    ],
)
def test_a_time_that_is_not_sane_is_refused_kindly(desk, field, typed, said):
    answer = save(desk, **{field: typed})

    assert answer.status_code == 422
    assert said in text(answer)
    assert not ErasureDecision.objects.exists()


def test_a_decision_can_be_put_to_rest(desk):
    save(desk)
    save(desk, is_on="off", reference="", decided="")

    assert not ErasureDecision.objects.in_force().exists()
    assert fields_of(desk.get(at("gallring/beslut/")).content.decode())["is_on"] == ["off"]


def test_who_was_overtaken_is_asked(desk):
    mine = fields_of(desk.get(at("gallring/beslut/")).content.decode())
    ErasureDecision.objects.state(the_municipality(), {"reference": "KS 2026/99"}, by=SYSTEM)

    answer = desk.post(at("gallring/beslut/"), mine | DECIDED)

    assert answer.status_code == 422
    assert "KS 2026/99" in text(answer)


def test_the_dry_run_counts_and_the_protocol_tells(desk):
    with time_machine.travel(DAY, tick=False):
        make_signup(make_occasion(starts=DAY), "Astrid")
    with time_machine.travel(DAY + 31 * A_DAY, tick=False):
        facts = {"is_on": True, "reference": "KS 2026/14", "decided": datetime.date(2026, 1, 2)}
        ErasureDecision.objects.state(the_municipality(), facts, by=SYSTEM)
    with time_machine.travel(DAY + 31 * A_DAY, tick=True):
        mine = browser(desk_account())
        before = text(mine.get(at("gallring/")))
        erase_due()
        after = text(mine.get(at("gallring/")))

    assert "1 i natt" in before
    assert "Inget har tagits bort än." in before
    assert "1 i natt" not in after
    assert "15 februari 2026 Anmälningar 1 KS 2026/14, 2 januari 2026" in after
    assert "Astrid" not in after


def desk_account():
    return the_municipality().memberships.get().account


def test_a_line_of_a_rule_that_is_no_more_still_stands(desk):
    Erasure.objects.create(municipality=the_municipality(), rule="visit", count=4)

    assert "visit 4" in text(desk.get(at("gallring/")))


def test_the_register_tells_of_each_processing_and_how_long(desk):
    ErasureDecision.objects.state(the_municipality(), {"amounts": {"signup": 45}}, by=SYSTEM)
    said = text(desk.get(at("registerforteckning/")))

    assert all(str(one.title) in said for one in processings())
    assert "Uppgift av allmänt intresse" in said
    assert "Anmälningar: 45 dagar efter tillfället" in said
    assert "Person: namn" in said


def test_each_rule_stands_in_the_register():
    told = {key for one in processings() for key in one.rules}

    assert told == {rule.key for rule in RULES}
