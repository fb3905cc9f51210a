# SPDX-License-Identifier: EUPL-1.2
"""What the gateway reports: sent, framed as delivered or failed; late, twice, and to nobody."""

import pytest
from django.test import Client

from tests.makers import make_municipality
from traffpunkt.outbox.models import Message, SmsTry
from traffpunkt.outbox.sending import send_due
from traffpunkt.outbox.tests.test_sms import text_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(gateway):
    """A message that the gateway has taken."""
    message = text_for()
    assert send_due() == 1
    return message


def report(status, row=None, **more):
    """What the gateway posts; the real check against forgery is on."""
    row = row or SmsTry.objects.get()
    form = {"id": row.number, "status": status} | more
    answer = Client(enforce_csrf_checks=True).post(f"/sms/{row.secret}/kvitto/", form)
    assert (answer.status_code, answer.content) == (204, b"")
    return Message.objects.get(pk=row.message_id)


def test_it_has_arrived(sent):
    assert report("sent").state == "sent"
    message = report("delivered", delivered="2026-11-25T10:00:00")

    assert message.state == "delivered"
    assert message.settled


def test_it_cannot_arrive_and_somebody_rings(sent):
    message = report("failed")

    assert (message.state, message.settled) == ("failed", None)
    assert message.fault == "Mobilen tog inte emot sms:et."
    assert list(Message.objects.to_call()) == [message]


def test_a_report_may_come_twice_late_and_out_of_order(sent):
    assert report("delivered").state == "delivered"
    for status in ("delivered", "sent", "failed"):
        assert report(status).state == "delivered"


def test_what_arrives_after_all_need_not_be_rung_about(sent):
    report("failed")
    report("failed")

    assert report("delivered").state == "delivered"
    assert not Message.objects.to_call().exists()


def test_who_has_been_rung_has_been_rung(sent, karin):
    report("failed").called("told", by=karin.actor)

    assert report("delivered").state == "called"


def test_a_word_that_we_do_not_know_changes_nothing(sent):
    assert report("levererat").state == "sent"
    assert report("").state == "sent"


def test_another_messages_number_changes_nothing(sent):
    assert report("failed", id="s-nagon-annans").state == "sent"


def test_whoever_does_not_know_the_secret_is_thanked_and_changes_nothing(sent, client):
    answer = client.post(
        "/sms/gissat/kvitto/", {"id": SmsTry.objects.get().number, "status": "failed"}
    )

    assert answer.status_code == 204
    assert Message.objects.get().state == "sent"


def test_a_neighbours_part_of_the_site_changes_nothing(sent, client):
    make_municipality(slug="grannen")
    row = SmsTry.objects.get()

    answer = client.post(
        f"/grannen/sms/{row.secret}/kvitto/", {"id": row.number, "status": "failed"}
    )

    assert answer.status_code == 204
    assert Message.objects.get().state == "sent"


def test_the_municipality_is_found_by_the_address_that_the_gateway_was_given(sent, gateway, client):
    make_municipality(slug="grannen")
    (address,) = gateway.callbacks.values()
    path = address.removeprefix("https://traffpunkt.example")

    client.post(path, {"id": SmsTry.objects.get().number, "status": "delivered"})

    assert Message.objects.get().state == "delivered"


def test_a_report_before_the_answer_is_written_down_settles_the_message(sent):
    SmsTry.objects.update(state="asked", number="")
    Message.objects.update(state="sending", settled=None)
    row = SmsTry.objects.get()

    message = report("sent", id="s1")

    assert message.state == "sent"
    assert message.settled
    row.refresh_from_db()
    assert (row.state, row.number) == ("sent", "s1")


def test_another_sites_page_cannot_report(sent, client):
    row = SmsTry.objects.get()
    answer = client.post(
        f"/sms/{row.secret}/kvitto/",
        {"status": "failed"},
        headers={"origin": "https://annan.example"},
    )

    assert answer.status_code == 403
    assert Message.objects.get().state == "sent"


def test_news_that_has_left_is_not_dropped(sent):
    report("delivered")

    assert Message.objects.all().drop() == 0
