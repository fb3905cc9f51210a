# SPDX-License-Identifier: EUPL-1.2
"""Who gets an assignment is told by e-mail how to begin, once each time that it is given."""

import datetime

import pytest
from django.utils.formats import date_format

from tests.makers import make_activity, make_municipality, the_municipality
from traffpunkt.home.tests.settings_rooms import at, browser, today
from traffpunkt.journal.models import Entry
from traffpunkt.outbox.models import Message
from traffpunkt.outbox.sending import with_ending
from traffpunkt.people.models import Membership

pytestmark = pytest.mark.django_db

TOLD = {"email": "maj@kommun.example", "name": "Maj", "role": "coordinator"}


@pytest.fixture
def desk(karin):
    return browser(karin)


def give(desk, **told):
    return desk.post(at("medarbetare/ny/"), TOLD | told, follow=True)


def letter() -> Message:
    return Message.objects.get(address="maj@kommun.example")


def again(desk):
    membership = Membership.objects.get(account__email="maj@kommun.example")
    return desk.post(at(f"uppdrag/{membership.pk}/brev/"), follow=True).content.decode()


def test_the_letter_says_what_how_long_where_to_sign_in_and_whom_to_ring(desk):
    make_municipality()
    give(desk)

    text = with_ending(letter())
    assert letter().subject == "Ditt uppdrag: aktivitetssamordnare"
    assert (
        f"Du har fått ett uppdrag hos {the_municipality().sender_name}: aktivitetssamordnare."
        in text
    )
    assert "Det gäller tills vidare." in text
    assert f"http://testserver/{the_municipality().slug}/logga-in/ " in text
    assert "maj@kommun.example" in text
    assert "Frågor? Ring 031-390 06 00" in text
    assert letter().state == "queued"


def test_a_second_press_writes_no_second_letter(desk):
    give(desk)
    give(desk)

    assert letter()


def test_a_host_is_told_of_each_activity_and_of_a_longer_time(desk):
    knitting, chess = make_activity(title="Stickcafé"), make_activity(title="Schack")
    soon, later = (today() + datetime.timedelta(days=days) for days in (30, 90))
    give(desk, role="host", activity=knitting.pk, until=str(soon))
    give(desk, role="host", activity=chess.pk, until=str(soon))
    give(desk, role="host", activity=chess.pk, until=str(later))

    told = Message.objects.order_by("pk").values_list("subject", "body")
    assert [subject for subject, _body in told] == [
        "Ditt uppdrag: värd för Stickcafé",
        "Ditt uppdrag: värd för Schack",
        "Ditt uppdrag: värd för Schack",
    ]
    assert f"till och med {date_format(soon, 'j F Y')}." in told[0][1]
    assert f"till och med {date_format(later, 'j F Y')}." in told[2][1]


def test_a_letter_that_did_not_arrive_is_shown_and_sent_again_once(desk):
    give(desk)
    assert "kom inte fram" not in desk.get(at("medarbetare/")).content.decode()
    Message.objects.update(state="failed", fault="Mottagaren säger nej.")

    assert "Brevet om uppdraget kom inte fram." in desk.get(at("medarbetare/")).content.decode()
    assert "Brevet till Maj skickas igen." in again(desk)
    assert "Brevet är redan på väg." in again(desk)

    assert letter().state == "queued"
    assert [line.verb for line in Entry.objects.about(letter())] == ["sent-again"]
    assert "kom inte fram" not in desk.get(at("medarbetare/")).content.decode()


def test_the_neighbours_letters_are_not_sent_from_here(desk):
    give(desk)
    neighbour = make_municipality()
    Message.objects.update(state="failed", municipality=neighbour)

    assert "kom inte fram" not in desk.get(at("medarbetare/")).content.decode()
    again(desk)

    assert letter().state == "failed"
