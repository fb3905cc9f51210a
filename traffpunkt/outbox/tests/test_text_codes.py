# SPDX-License-Identifier: EUPL-1.2
"""A code as SMS: what it says, that an old one never leaves, and that nothing of it is kept."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from tests.makers import make_municipality, make_person
from traffpunkt.outbox.actions import tell, text_code
from traffpunkt.outbox.models import Message, SmsTry
from traffpunkt.outbox.sending import send_due

pytestmark = pytest.mark.django_db

MOBILE = "+46701740605"


@pytest.fixture
def town():
    return make_municipality(name="Gävle", help_phone="026-17 00 01")


def code(town, key="code:1"):
    return text_code(MOBILE, "Gävle: din kod är 123 456", key=key, municipality=town)


def test_it_says_the_code_whom_to_ring_and_that_we_never_ring_for_it(gateway, town):
    message = code(town)

    assert send_due() == 1

    (text,) = gateway.texts()
    assert text.splitlines() == [
        "Gävle: din kod är 123 456",
        "Frågor? Ring 026-17 00 01.",
        "Vi ringer aldrig och frågar efter koden.",
    ]
    message.refresh_from_db()
    assert (message.state, message.body) == ("sent", "")
    assert SmsTry.objects.get().parts == 1


def test_it_goes_before_what_has_waited_longer(gateway, town):
    person = make_person("Astrid", phone=MOBILE, municipality=town)
    tell(person, "confirmation", "Anmäld", "Du är anmäld.", key="first")
    code(town)

    send_due()

    assert ["123 456" in text for text in gateway.texts()] == [True, False]


def test_one_that_is_old_is_never_sent_nor_kept(gateway, town):
    message = code(town)

    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=10, seconds=1)):
        assert send_due() == 0

    message.refresh_from_db()
    assert (message.state, message.body) == ("too_late", "")
    assert gateway.taken == []


def test_one_that_grew_old_while_others_were_sent_is_not_begun(gateway, town):
    message = code(town)

    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=10, seconds=1)):
        assert not message.claim(datetime.timedelta(minutes=1))
    assert message.claim(datetime.timedelta(minutes=1))


def test_while_nobody_answers_it_waits_and_then_it_is_too_late(sms_on, town):
    message = code(town)
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        assert send_due() == 0
        message.refresh_from_db()
        assert message.state == "queued"
        clock.shift(datetime.timedelta(minutes=11))
        send_due()

    message.refresh_from_db()
    assert (message.state, message.body) == ("too_late", "")
    assert not Message.objects.to_call().exists()


def test_one_that_the_number_refuses_is_kept_without_its_words(gateway, town):
    message = code(town)
    gateway.then = [422]

    send_due()

    message.refresh_from_db()
    assert (message.state, message.body) == ("failed", "")
    assert not Message.objects.to_call().exists()
