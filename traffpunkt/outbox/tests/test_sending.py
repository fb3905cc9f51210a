# SPDX-License-Identifier: EUPL-1.2
"""Sending against a real mail server on this machine: once, again, later, never twice blindly."""

import datetime

import pytest
import time_machine
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.utils import timezone

from tests.makers import make_municipality, make_person
from traffpunkt.journal.models import SYSTEM
from traffpunkt.outbox import sending
from traffpunkt.outbox.actions import follow, send_code, tell
from traffpunkt.outbox.models import Message
from traffpunkt.outbox.pauses import LEASE, PAUSES
from traffpunkt.outbox.sending import send_due
from traffpunkt.outbox.tests.conftest import free_port
from traffpunkt.people.models.person import Reached

pytestmark = pytest.mark.django_db


def message_for(name="Astrid", **facts):
    person = make_person(name, email=f"{name.lower()}@exempel.example")
    return tell(person, "promotion", "Du har fått plats", "Hej!", key=f"key:{name}", **facts)


def code_for(address, code="123 456"):
    message = send_code(address, "Kod", code, key="code:1")
    assert message is not None
    return message


def header(letter, name):
    lines = letter.replace("\r\n ", " ").split("\r\n")
    return next((line.partition(": ")[2] for line in lines if line.startswith(name + ":")), None)


def later(pause):
    return time_machine.travel(timezone.now() + pause + datetime.timedelta(seconds=1))


def test_a_message_is_sent_once(postbox):
    message = message_for()

    assert send_due() == 1
    assert send_due() == 0

    message.refresh_from_db()
    assert message.state == "sent"
    assert message.settled
    assert len(postbox.letters) == 1


def test_a_letter_says_who_sent_it_whom_to_ring_and_what_we_never_ask_for(postbox):
    make_municipality(
        sender_name="Träffpunkterna i Gävle",
        reply_email="svar@gavle.example",
        help_phone="026-17 80 00",
    )
    message = message_for()

    text = sending.with_ending(message)
    send_due()

    assert "026-17 80 00" in text
    assert text.splitlines()[-1] == "Vi ber aldrig om koder eller BankID."
    letter = postbox.letters[0]
    assert header(letter, "From").endswith("<traffpunkt@kommun.example>")
    assert header(letter, "Reply-To") == "svar@gavle.example"
    assert header(letter, "To") == "astrid@exempel.example"
    assert header(letter, "Auto-Submitted") == "auto-generated"


def test_a_subject_can_never_carry_a_header_of_its_own(postbox):
    message_for()
    Message.objects.update(subject="Hej\r\nBcc: alla@exempel.example")

    send_due()

    assert header(postbox.letters[0], "Bcc") is None


def test_a_senders_name_can_neither(postbox):
    make_municipality(sender_name="Gävle\r\nBcc: alla@exempel.example")
    message_for()

    assert send_due() == 1
    head = postbox.letters[0].partition("\r\n\r\n")[0]
    assert header(head, "Bcc") is None
    assert header(head, "To") == "astrid@exempel.example"


def test_a_passing_no_is_tried_again_after_a_growing_pause(postbox):
    postbox.answer_to_data = "451 Later, please"
    message = message_for()

    assert send_due() == 0
    message.refresh_from_db()
    assert (message.state, message.tries) == ("queued", 1)
    assert "451" in message.fault
    assert send_due() == 0
    assert message.tries == 1

    postbox.answer_to_data = "250 OK"
    with later(PAUSES[0]):
        assert send_due() == 1

    message.refresh_from_db()
    assert (message.state, message.fault) == ("sent", "")


@pytest.mark.parametrize("answer", ["450 Mailbox busy", "535 Who are you"])
def test_a_no_to_the_address_that_may_pass_is_tried_again(postbox, answer):
    postbox.answer_to_rcpt = answer
    message = message_for()

    send_due()

    message.refresh_from_db()
    assert message.state == "queued"


@pytest.mark.parametrize("where", ["answer_to_rcpt", "answer_to_data"])
def test_a_lasting_no_is_left_to_people_at_once(postbox, where):
    setattr(postbox, where, "550 No such person")
    message = message_for()

    send_due()

    message.refresh_from_db()
    assert message.state == "failed"
    assert "550" in message.fault
    assert list(Message.objects.to_call()) == [message]


def test_one_bad_address_stops_no_other(postbox):
    message_for("Astrid")
    message_for("Bertil")
    Message.objects.filter(key="key:Astrid").update(address="astrid@exa mple\n.example")

    assert send_due() == 1

    assert Message.objects.get(key="key:Astrid").state == "failed"
    assert "bertil@" in postbox.letters[0]


def test_a_server_that_does_not_answer_delays_everything_and_loses_nothing(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    for name in ("Astrid", "Bertil"):
        message_for(name)

    assert send_due() == 0

    assert set(Message.objects.values_list("state", "fault")) == {
        ("queued", "Mejlservern svarar inte.")
    }


def test_after_the_last_pause_somebody_has_to_see_to_it(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    message = message_for()
    moment = timezone.now()

    for _try in range(len(PAUSES) + 1):
        with time_machine.travel(moment):
            send_due()
        moment += max(PAUSES) + datetime.timedelta(minutes=1)

    message.refresh_from_db()
    assert message.state == "failed"
    assert message.is_to_call
    # Those were the machine's tries; what is counted from now on is how often somebody has rung.
    message.called("no_answer", by=SYSTEM)
    assert message.tries == 1


def test_after_a_fall_between_sending_and_writing_it_down_the_same_letter_goes_again(
    postbox, monkeypatch
):
    class Fall(BaseException):
        """As if the process had been killed."""

    def fall(self):
        raise Fall

    message = message_for()
    with monkeypatch.context() as patch:
        patch.setattr(Message, "settle_sent", fall)
        with pytest.raises(Fall):
            send_due()

    message.refresh_from_db()
    assert message.state == "sending"
    assert send_due() == 0

    with later(LEASE):
        assert send_due() == 1
    first, second = postbox.letters
    assert header(first, "Message-ID") == header(second, "Message-ID")
    assert "key:Astrid" not in first


def test_two_messages_have_two_message_ids():
    assert sending.message_id(message_for("Astrid")) != sending.message_id(message_for("Bertil"))


def test_what_another_worker_has_begun_is_left_alone(postbox):
    message = message_for()

    assert message.claim(LEASE)
    assert not Message.objects.get().claim(LEASE)
    assert sending.attempt(Message.objects.get(), get_connection()) is False
    assert postbox.letters == []


def test_not_before_its_time_and_never_after(postbox):
    early, code = message_for(), code_for("karin@kommun.example")
    Message.objects.filter(pk=early.pk).update(not_before=timezone.now() + datetime.timedelta(1))

    with later(datetime.timedelta(minutes=20)):
        assert send_due() == 0

    code.refresh_from_db()
    assert (code.state, code.body) == ("too_late", "")
    assert early.body


def test_a_code_goes_without_a_person_and_is_not_kept(postbox):
    code = code_for("karin@kommun.example")
    assert code_for("karin@kommun.example", "999 999") == code

    send_due()

    code.refresh_from_db()
    assert (code.state, code.body) == ("sent", "")
    assert "123 456" in postbox.letters[0]
    assert header(postbox.letters[0], "Reply-To") is None


def test_to_an_account_without_an_address_nothing_is_written(postbox):
    assert send_code("3f@inloggning.invalid", "Kod", "123 456", key="code:1") is None

    assert send_due() == 0
    assert not Message.objects.exists()
    assert postbox.letters == []


def test_a_code_that_nobody_takes_is_not_kept_either(postbox):
    postbox.answer_to_rcpt = "550 No such person"
    code = code_for("karin@kommun.example")

    send_due()

    code.refresh_from_db()
    assert (code.state, code.body) == ("failed", "")


@pytest.mark.parametrize("answer", ["451 Later, please", "550 No such person"])
def test_news_that_is_overtaken_while_it_is_sent_is_not_tried_again(postbox, monkeypatch, answer):
    message, opened = message_for(), EmailBackend.open
    postbox.answer_to_data = answer

    def overtaken(self):
        Message.objects.drop()
        return opened(self)

    monkeypatch.setattr(EmailBackend, "open", overtaken)
    send_due()

    message.refresh_from_db()
    assert (message.state, message.fault) == ("too_late", "")


def test_a_slow_worker_does_not_put_off_what_another_has_begun(postbox):
    slow = message_for()
    slow.claim(LEASE)
    with later(LEASE):
        assert Message.objects.get().claim(LEASE)

        slow.put_off(PAUSES[0], "För långsam")

        assert Message.objects.get().state == "sending"


class TestAnAddressThatIsCorrectedMeanwhile:
    def corrected(self, message):
        person = message.person
        ways = [Reached("email", "ratt@exempel.example")]
        assert person.correct({}, ways, by=SYSTEM)
        follow(person)

    def test_a_worker_that_has_read_the_old_one_does_not_begin(self, postbox):
        message = message_for()
        self.corrected(Message.objects.get())

        assert not message.claim(LEASE)
        assert send_due() == 1
        assert header(postbox.letters[0], "To") == "ratt@exempel.example"

    def test_what_leaves_for_the_old_one_at_that_moment_is_sent_to_the_new_as_well(
        self, postbox, monkeypatch
    ):
        message_for()
        settle = Message.settle_sent

        def overtaken(message):
            self.corrected(Message.objects.get())
            settle(message)

        with monkeypatch.context() as patch:
            patch.setattr(Message, "settle_sent", overtaken)
            send_due()

        assert send_due() == 1
        sent_to = [header(letter, "To") for letter in postbox.letters]
        assert sent_to == ["astrid@exempel.example", "ratt@exempel.example"]
        assert (Message.objects.get().state, Message.objects.get().tries) == ("sent", 1)

    def test_what_could_not_leave_for_the_old_one_is_not_put_off(self, postbox):
        message = message_for()
        message.claim(LEASE)
        self.corrected(Message.objects.get())
        Message.objects.get().claim(LEASE)

        message.put_off(PAUSES[0], "Mejlservern svarar inte.")

        assert (Message.objects.get().state, Message.objects.get().fault) == ("sending", "")


def test_a_server_that_hangs_up_rudely_is_left_politely():
    class Rude(BaseEmailBackend):
        def close(self):
            raise OSError

    sending.hang_up(Rude())
