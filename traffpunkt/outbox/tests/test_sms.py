# SPDX-License-Identifier: EUPL-1.2
"""Text messages over real HTTP to a stand-in gateway: once, never lost, never twice."""

import datetime
import logging

import pytest
import time_machine
from django.utils import timezone

from tests.gateway import CUT, CUT_BEFORE, GARBLED, SLOW, STRANGE
from tests.makers import make_person
from traffpunkt.journal.models import SYSTEM
from traffpunkt.outbox import elks, sms
from traffpunkt.outbox.actions import tell
from traffpunkt.outbox.models import Message, SmsTry, Standstill
from traffpunkt.outbox.pauses import LEASE, PAUSES
from traffpunkt.outbox.sending import send_due

pytestmark = pytest.mark.django_db

MOBILE, OTHER = "+46701740605", "+46701740606"
BODY = "Hej Astrid!\n\nDu är anmäld – välkommen!"


def text_for(name="Astrid", phone=MOBILE, key="", body=BODY, **facts):
    person = make_person(name, phone=phone, **facts)
    person.wish = "sms"
    return tell(person, "confirmation", "Du är anmäld", body, key=key or f"key:{name}")


def now(message):
    message.refresh_from_db()
    return message.state


def after(pause):
    return time_machine.travel(timezone.now() + pause + datetime.timedelta(seconds=1))


def settled_after(*pauses):
    """Go round after each pause, counted from the one before."""
    moment = timezone.now()
    for pause in pauses:
        moment += pause + datetime.timedelta(seconds=1)
        with time_machine.travel(moment):
            send_due()


class TestTheGatewaySaysNo:
    def test_a_number_it_cannot_text_is_left_to_people_and_stops_no_other(self, gateway):
        gateway.then = [400]
        bad, good = text_for(), text_for("Rut", OTHER)

        assert send_due() == 1

        assert now(bad) == "failed"
        assert bad.fault == "Numret tar inte emot sms."
        assert now(good) == "sent"
        assert not Standstill.objects.exists()

    @pytest.mark.parametrize(
        ("answer", "reason", "words"),
        [
            (401, "settings", "våra inställningar"),
            (302, "settings", "våra inställningar"),
            (404, "settings", "våra inställningar"),
            (402, "credits", "är tomt"),
            (403, "credits", "är tomt"),
        ],
    )
    def test_an_account_that_is_empty_or_wrong_stops_all_until_one_gets_through(
        self, gateway, answer, reason, words
    ):
        gateway.then = [answer]
        first, second = text_for(), text_for("Rut", OTHER)

        assert send_due() == 0

        assert (now(first), now(second), second.tries) == ("queued", "queued", 0)
        row = Standstill.objects.get()
        assert (row.channel, row.reason) == ("sms", reason)
        assert words in row.words
        with after(datetime.timedelta(minutes=5)):
            assert send_due() == 0
        assert gateway.taken == []

        with after(datetime.timedelta(minutes=16)):
            assert send_due() == 2
        assert not Standstill.objects.exists()

    def test_what_waits_all_day_for_that_is_rung_about(self, gateway):
        gateway.then = [402] * 99
        first, second = text_for(), text_for("Rut", OTHER)
        send_due()

        with after(sms.LONGEST):
            send_due()
            send_due()

        assert (now(first), now(second)) == ("failed", "failed")
        assert Message.objects.to_call().count() == 2

    def test_letters_leave_though_text_messages_rest(self, gateway):
        gateway.then = [402]
        text_for()
        send_due()
        letter = text_for("Eva", phone="+46313900605", email="eva@exempel.example")

        assert send_due() == 1
        assert now(letter) == "sent"

    def test_too_many_at_once_is_tried_again_after_a_growing_pause(self, gateway):
        gateway.then = [429, 429]
        message = text_for()

        send_due()
        assert (now(message), message.fault) == ("queued", "Sms-tjänsten svarar inte.")
        with after(PAUSES[0]):
            assert send_due() == 0
        with after(PAUSES[0] + datetime.timedelta(minutes=4)):
            assert send_due() == 0
        with after(PAUSES[0] + PAUSES[1]):
            assert send_due() == 1

        assert len(gateway.taken) == 1
        assert set(SmsTry.objects.values_list("state", flat=True)) == {"refused", "sent"}

    def test_who_is_not_there_is_tried_again_and_at_last_rung_about(self, sms_on):
        message = text_for()

        settled_after(datetime.timedelta(0), *PAUSES)

        assert now(message) == "failed"
        assert message.fault == "Sms-tjänsten svarade inte."
        assert SmsTry.objects.unsure().count() == 0

    def test_what_it_says_has_failed_already_is_rung_about(self, gateway, monkeypatch):
        message = text_for()
        monkeypatch.setattr(elks, "taken", lambda row: elks.Taken(row["id"], "failed"))

        send_due()

        assert now(message) == "failed"


class TestNobodyKnowsWhetherItLeft:
    @pytest.mark.parametrize("accident", [CUT, SLOW, GARBLED, STRANGE])
    def test_what_the_gateway_has_is_not_sent_again(self, gateway, accident):
        gateway.then = [accident]
        message = text_for()

        send_due()

        assert now(message) == "queued"
        assert SmsTry.objects.unsure().count() == 1
        with after(PAUSES[0]):
            assert send_due() == 1
        assert now(message) == "sent"
        assert len(gateway.taken) == 1
        assert SmsTry.objects.get().number == gateway.taken[0]["id"]
        assert not Standstill.objects.exists()

    @pytest.mark.parametrize("accident", [CUT_BEFORE, 500, 502, 503, 408])
    def test_what_it_does_not_have_goes_again_but_not_before_it_would_be_seen(
        self, gateway, accident
    ):
        gateway.then = [accident]
        message = text_for()
        send_due()

        with after(PAUSES[0]):
            assert send_due() == 0
        assert (now(message), gateway.taken) == ("queued", [])
        with after(sms.SEEN):
            assert send_due() == 1
        assert len(gateway.taken) == 1
        assert set(SmsTry.objects.values_list("state", flat=True)) == {"lost", "sent"}

    @pytest.mark.parametrize(
        "listing", [CUT, 500, 400, 429, '{"data": 1}', '{"data": [{}]}', "[]", '{"data": [7]}']
    )
    def test_while_it_cannot_be_asked_nothing_is_handed_over(self, gateway, listing):
        gateway.then = [CUT_BEFORE]
        gateway.listing = [listing] * 2
        message = text_for()

        settled_after(datetime.timedelta(0), sms.SEEN, PAUSES[1])

        assert (now(message), gateway.taken) == ("queued", [])
        assert Standstill.objects.get().reason == "silent"
        with after(sms.SEEN + PAUSES[1] + PAUSES[2] + PAUSES[0]):
            assert send_due() == 1

    def test_when_it_can_never_be_asked_somebody_has_to_ring(self, gateway):
        gateway.then = [CUT]
        gateway.listing = [500] * 20
        message = text_for()

        settled_after(datetime.timedelta(0), *PAUSES)

        assert now(message) == "failed"
        assert message.fault == "Vi vet inte om sms:et kom fram."
        assert len(gateway.taken) == 1

    def test_and_pressing_send_again_asks_first_even_then(self, gateway):
        self.test_when_it_can_never_be_asked_somebody_has_to_ring(gateway)
        gateway.listing = []
        message = Message.objects.get()
        message.send_again(by=SYSTEM)

        with after(datetime.timedelta(days=2)):
            assert send_due() == 1

        assert now(message) == "sent"
        assert len(gateway.taken) == 1

    def test_a_wrong_password_when_asking_stops_all(self, gateway, sms_on):
        gateway.then = [CUT]
        text_for()
        send_due()
        sms_on.SMS_PASSWORD = "ett-annat"

        with after(PAUSES[0]):
            send_due()

        assert Standstill.objects.get().reason == "settings"
        assert SmsTry.objects.unsure().count() == 1

    def test_the_list_is_read_page_by_page_and_only_from_a_while_before(self, gateway, monkeypatch):
        monkeypatch.setattr(elks, "ON_A_PAGE", 2)
        other = {"from": "Traffpunkt", "to": MOBILE, "message": "Något annat"}
        words = sms.text_of(text_for())
        same = other | {"message": words}
        # Long ago, incoming, to another, from another, and other words: none of them is it.
        gateway.take(same, timezone.now() - datetime.timedelta(days=1))
        gateway.take(same | {"to": OTHER})
        gateway.take(same | {"from": "Annan"})
        gateway.take(same)["direction"] = "incoming"
        gateway.then = [CUT_BEFORE]
        send_due()
        for _number in range(5):
            gateway.take(other)

        with after(sms.SEEN):
            assert send_due() == 1

        assert (
            sum(row["message"] == words and row["to"] == MOBILE for row in gateway.taken[4:]) == 1
        )
        assert [asked.get("start") for asked in gateway.asked[:1]] == [None]
        assert all("start" in asked for asked in gateway.asked[1:])
        assert len(gateway.asked) > 2

    def test_a_list_without_an_end_tells_nothing(self, gateway, monkeypatch):
        monkeypatch.setattr(elks, "MOST_PAGES", 3)
        gateway.listing = ['{"data": [], "next": "2026-11-25T00:00:00"}'] * 3

        with pytest.raises(elks.Unsure):
            list(elks.handed_over(MOBILE, timezone.now()))

    def test_the_same_words_told_before_are_not_taken_for_this_try(self, gateway):
        text_for(key="the first")
        send_due()
        gateway.then = [CUT_BEFORE]
        text_for(key="the second")
        send_due()

        with after(sms.SEEN):
            assert send_due() == 1
        assert len(gateway.texts()) == 2
        assert len(set(SmsTry.objects.exclude(number="").values_list("number", flat=True))) == 2

    def test_the_same_words_wait_until_the_first_have_settled(self, gateway):
        gateway.then = [CUT]
        text_for(key="the first")
        second = text_for(key="the second")
        send_due()
        Standstill.objects.all().delete()

        assert send_due() == 0
        assert now(second) == "queued"
        assert len(gateway.taken) == 1
        settled_after(PAUSES[0], PAUSES[0])
        assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
        assert len(gateway.taken) == 2

    def test_a_report_of_the_last_moment_settles_it(self, gateway, monkeypatch):
        gateway.then = [CUT]
        message = text_for()
        send_due()

        def reported_meanwhile(row):
            SmsTry.objects.get().hear("delivered", "s0")

        monkeypatch.setattr(sms, "found_at_gateway", reported_meanwhile)
        with after(sms.SEEN):
            send_due()

        assert now(message) == "delivered"
        assert len(gateway.taken) == 1


class Fall(BaseException):
    """As if the process had been killed."""


class TestTheWorkerFalls:
    def fall(self, *_given, **_more):
        raise Fall

    def test_after_the_gateway_has_taken_it(self, gateway, monkeypatch):
        message = text_for()
        with monkeypatch.context() as patch:
            patch.setattr(SmsTry, "hear", self.fall)
            with pytest.raises(Fall):
                send_due()

        assert (now(message), len(gateway.taken)) == ("sending", 1)
        assert send_due() == 0
        with after(LEASE):
            assert send_due() == 1
        assert (now(message), len(gateway.taken)) == ("sent", 1)

    def test_before_the_gateway_has_heard_of_it(self, gateway, monkeypatch):
        message = text_for()
        with monkeypatch.context() as patch:
            patch.setattr(elks, "hand_over", self.fall)
            with pytest.raises(Fall):
                send_due()

        with after(LEASE):
            assert send_due() == 1
        assert (now(message), len(gateway.taken)) == ("sent", 1)

    def test_before_it_had_written_a_try_down(self, gateway, monkeypatch):
        message = text_for()
        with monkeypatch.context() as patch:
            patch.setattr(sms, "hand_over", self.fall)
            with pytest.raises(Fall):
                send_due()

        with after(LEASE):
            assert send_due() == 1
        assert (now(message), len(gateway.taken)) == ("sent", 1)

    def test_what_another_worker_has_begun_is_left_alone(self, gateway):
        message = text_for()

        assert message.claim(LEASE)
        assert sms.text(Message.objects.get()) is False
        assert gateway.taken == []

    def test_what_is_settled_while_it_is_prepared_is_not_handed_over(self, gateway, monkeypatch):
        message, sender_of = text_for(), sms.sender_of

        def overtaken(row):
            Message.objects.drop()
            return sender_of(row)

        monkeypatch.setattr(sms, "sender_of", overtaken)
        send_due()

        assert now(message) == "too_late"
        assert gateway.taken == []


def test_no_number_and_no_words_stand_in_the_log(gateway, caplog):
    caplog.set_level(logging.WARNING)
    gateway.then = [CUT, 401]
    gateway.listing = [500]
    text_for()
    text_for("Rut", OTHER)

    settled_after(*[datetime.timedelta(minutes=20)] * 4)

    assert "stands still" in caplog.text
    assert "0174060" not in caplog.text
    assert "Astrid" not in caplog.text
