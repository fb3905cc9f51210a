# SPDX-License-Identifier: EUPL-1.2
"""Where a letter reaches a person: written down at the desk, whole or not at all."""

import pytest

from traffpunkt.activities.persons import correct
from traffpunkt.activities.tests.desk import text
from traffpunkt.activities.tests.test_persons import RIGHT, misspelt, page, typed
from traffpunkt.journal.models import SYSTEM
from traffpunkt.outbox.actions import tell
from traffpunkt.outbox.models import Message
from traffpunkt.people.models.person import Reached

__all__ = ["misspelt"]
pytestmark = pytest.mark.django_db


class TestWhereALetterReachesHer:
    def test_an_address_is_written_down_as_on_an_envelope(self, desk, astrid):
        desk.post(
            page(astrid),
            typed(astrid, street="Ängsgatan 1", postcode="80320", town="Gävle", care_of="2 tr"),
        )

        astrid.refresh_from_db()
        assert astrid.post == "2 tr, Ängsgatan 1, 803 20 Gävle"

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"street": "Ängsgatan 1"}, "Fyll i det här också, så att brevet kommer fram."),
            ({"care_of": "c/o Lena"}, "Fyll i det här också, så att brevet kommer fram."),
            (
                {"street": "Ängsgatan 1", "postcode": "803", "town": "Gävle"},
                "Skriv postnumret med fem siffror, till exempel 803 20.",
            ),
            ({"street": "19121212-1212", "postcode": "803 20", "town": "Gävle"}, "personnummer"),
        ],
    )
    def test_half_an_address_or_a_personnummer_is_refused(self, desk, astrid, given, words):
        answer = desk.post(page(astrid), typed(astrid, **given))

        assert answer.status_code == 422
        assert words in text(answer)
        assert all(value in text(answer) for value in given.values())
        astrid.refresh_from_db()
        assert astrid.post == ""

    def test_a_letter_by_e_mail_that_failed_stays_a_call_when_she_wants_paper(self, misspelt):
        message = tell(misspelt, "moved", "Ändrat", "Ny tid.", key="moved:1")
        Message.objects.filter(pk=message.pk).update(state="failed")
        facts = {"wish": "letter", "street": "Gatan 1", "postcode": "803 20", "town": "Gävle"}

        correct(misspelt, facts, [Reached("email", RIGHT)], by=SYSTEM)

        message.refresh_from_db()
        assert message.state == "failed"
