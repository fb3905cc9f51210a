# SPDX-License-Identifier: EUPL-1.2
"""That a channel stands still is written down, with since when and why, until something leaves."""

import datetime
import smtplib

import pytest

from traffpunkt.outbox import sending
from traffpunkt.outbox.models import Standstill
from traffpunkt.outbox.pauses import PAUSES
from traffpunkt.outbox.sending import send_due
from traffpunkt.outbox.tests.conftest import free_port
from traffpunkt.outbox.tests.test_sending import later, message_for

pytestmark = pytest.mark.django_db


def test_that_no_letter_leaves_is_written_down_until_one_does(postbox, settings):
    message = message_for()
    open_port, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    send_due()
    since = Standstill.objects.get().since
    with later(PAUSES[0]):
        send_due()

    assert Standstill.objects.get().since == since
    assert Standstill.objects.get().words == "E-postservern svarar inte."

    settings.EMAIL_PORT = open_port
    message.put_off(datetime.timedelta(0), "")
    with later(PAUSES[1] + PAUSES[0]):
        assert send_due() == 1
    assert not Standstill.objects.exists()


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (smtplib.SMTPAuthenticationError(535, b"Who are you"), "settings"),
        (smtplib.SMTPServerDisconnected("Gone"), "silent"),
        (smtplib.SMTPDataError(451, b"Later"), None),
    ],
)
def test_a_letter_that_is_put_off_alone_makes_no_standstill(fault, reason):
    sending.note_standstill(fault)

    row = Standstill.objects.first()
    assert (row and row.reason) == reason
    assert row is None or str(row)
