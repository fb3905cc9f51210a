# SPDX-License-Identifier: EUPL-1.2
"""Who gets a text message, what it says, and where the gateway reports what became of it."""

import pytest

from tests.gateway import CUT
from tests.makers import make_municipality
from traffpunkt.journal.models import SYSTEM
from traffpunkt.outbox.actions import follow, is_rung
from traffpunkt.outbox.models import Message, SmsTry, Standstill
from traffpunkt.outbox.sending import send_due
from traffpunkt.outbox.tests.test_sms import MOBILE, OTHER, now, text_for
from traffpunkt.people.models.person import Reached

pytestmark = pytest.mark.django_db


class TestWhoGetsOne:
    def test_who_wished_for_sms_though_she_has_an_email(self, sms_on):
        message = text_for(email="a@exempel.example")

        assert (message.channel, message.address, message.state) == ("sms", MOBILE, "queued")
        assert not is_rung(message.person)

    def test_nobody_while_it_is_switched_off(self):
        assert text_for(email="a@exempel.example").channel == "email"
        assert text_for("Bertil").channel == "call"

    def test_nobody_without_a_mobile(self, sms_on):
        assert text_for("Bertil", phone="+46313900605").channel == "call"

    def test_what_was_to_be_texted_when_it_was_switched_off_is_rung_about(self, gateway, sms_on):
        message = text_for()
        sms_on.SMS_ON = False

        send_due()

        assert now(message) == "failed"
        assert message.is_to_call
        assert gateway.taken == []

    def test_a_number_that_is_no_mobile_is_never_tried(self, gateway):
        message = text_for()
        Message.objects.update(address="+46313900605")

        send_due()

        assert now(message) == "failed"
        assert gateway.taken == []


class TestWhatIsSent:
    def test_plain_letters_whom_to_ring_and_last_what_we_never_ask_for(self, gateway):
        make_municipality(help_phone="026-17 00 01", sms_sender="Gavle Tp", name="Gävle", slug="g")
        message = text_for()

        assert send_due() == 1
        assert send_due() == 0

        row = gateway.taken[0]
        assert row["message"] == (
            "Hej Astrid!\nDu är anmäld - välkommen!\nFrågor? Ring 026-17 00 01.\n"
            "Vi ber aldrig om koder eller BankID."
        )
        assert (row["from"], row["to"]) == ("GavleTp", MOBILE)
        assert now(message) == "sent"
        assert message.settled
        assert SmsTry.objects.get().parts == 1
        assert str(SmsTry.objects.get()) == f"{message.pk} sent"

    def test_a_web_address_is_never_texted_but_rung_about(self, gateway):
        message = text_for(body="Läs mer på www.gavle.se")

        send_due()

        assert now(message) == "failed"
        assert "webbadress" in message.fault
        assert message.is_to_call
        assert gateway.taken == []

    def test_the_gateway_reports_to_the_municipalitys_part_of_the_site(self, gateway):
        make_municipality(slug="gavle")
        text_for()
        send_due()

        secret = SmsTry.objects.get().secret
        (address,) = gateway.callbacks.values()
        assert address == f"https://traffpunkt.example/gavle/sms/{secret}/kvitto/"

    def test_or_to_its_own_host(self, gateway, sms_on):
        sms_on.SITE = ""
        sms_on.HTTPS = True
        make_municipality(host="tp.gavle.example")
        text_for()
        send_due()

        (address,) = gateway.callbacks.values()
        assert address.startswith("https://tp.gavle.example/sms/")

    def test_or_nowhere_while_nobody_has_said_where_we_are(self, gateway, sms_on):
        sms_on.SITE = ""
        text_for()

        assert send_due() == 1
        assert list(gateway.callbacks.values()) == [""]

    def test_a_message_of_no_municipality_goes_in_the_installations_name(self, gateway):
        text_for()
        Message.objects.update(municipality=None)

        assert send_due() == 1
        assert gateway.taken[0]["from"] == "Traffpunkt"
        assert "Frågor" not in gateway.taken[0]["message"]


class TestTheNumberIsCorrectedMeanwhile:
    def corrected(self, message, *ways):
        person = message.person
        assert person.correct({"wish": "sms"}, list(ways), by=SYSTEM)
        follow(person)

    def test_the_new_number_gets_it_whatever_became_of_the_old(self, gateway):
        gateway.then = [CUT]
        message = text_for()
        send_due()
        Standstill.objects.all().delete()

        self.corrected(message, Reached("phone", OTHER))
        assert send_due() == 1
        SmsTry.objects.unsure().get().hear("failed", gateway.taken[0]["id"])

        assert [row["to"] for row in gateway.taken] == [MOBILE, OTHER]
        assert now(message) == "sent"

    def test_a_text_becomes_a_letter_where_no_mobile_is_left(self, gateway):
        message = text_for()

        self.corrected(message, Reached("email", "a@exempel.example"))

        assert now(message) == "queued"
        assert (message.channel, message.address) == ("email", "a@exempel.example")
