# SPDX-License-Identifier: EUPL-1.2
"""The page of a queue at the desk: large buttons, who is called since when, and the figures."""

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.makers import in_days, make_account, make_karin
from tests.signing import let_in
from traffpunkt.activities.models import Hosting
from traffpunkt.cafe.models import Ticket
from traffpunkt.cafe.tests.cafe import MINUTE, make_cafe, make_queue

pytestmark = pytest.mark.django_db


def press_of(page):
    return page.partition('name="press" value="')[2].partition('"')[0]


def karins():
    client = Client()
    let_in(client, make_karin())
    return client


def page_of(client, occasion):
    return client.get(f"/arbete/tillfallen/{occasion.pk}/nummer/").content.decode()


def press(client, occasion, step, **given):
    mark = press_of(page_of(client, occasion))
    address = f"/arbete/tillfallen/{occasion.pk}/nummer/"
    return client.post(address, {"step": step, "press": mark} | given, follow=True).content.decode()


def step(client, ticket, what, seen=None):
    ticket.refresh_from_db()
    facts = {"step": what, "seen": seen or ticket.state}
    return client.post(f"/arbete/nummer/{ticket.pk}/steg/", facts, follow=True).content.decode()


def test_karin_gives_a_number_and_calls_it():
    client, occasion = karins(), make_cafe()

    assert "Nummer 1 är gett." in press(client, occasion, "nytt")
    page = press(client, occasion, "nasta")

    assert "Nu: 1." in page
    assert "Väntar: 0." in page
    assert "uppropad sedan klockan" in page
    assert Ticket.objects.get().place == "staff"


def test_where_nobody_waits_next_calls_nobody():
    client, occasion = karins(), make_cafe()

    assert "Ingen väntar just nu." in press(client, occasion, "nasta")


def test_each_button_does_what_it_says():
    client, occasion = karins(), make_cafe()
    first, second = make_queue(occasion, "called", "called")

    step(client, first, "igen")
    assert "Nu: 1." in page_of(client, occasion)
    step(client, first, "klar")
    assert "Kom ändå" in step(client, second, "kom-inte")
    assert [row.state for row in Ticket.objects.of(occasion)] == ["done", "gone"]
    step(client, second, "angra")
    assert [row.state for row in Ticket.objects.of(occasion)] == ["done", "called"]


def test_what_cannot_be_done_is_said():
    client, occasion = karins(), make_cafe()
    [ticket] = make_queue(occasion, "gone")
    left_open = {"step": "nytt", "press": press_of(page_of(client, occasion))}

    with time_machine.travel(timezone.now() + 31 * MINUTE):
        assert "Kom ändå" not in page_of(client, occasion)
        assert "mer än en halvtimme sedan" in step(client, ticket, "angra")
    with time_machine.travel(timezone.now() + 180 * MINUTE):
        answer = client.post(f"/arbete/tillfallen/{occasion.pk}/nummer/", left_open, follow=True)
        assert "Det är slut för i dag." in answer.content.decode()
        assert "Ge ett nummer" not in answer.content.decode()
    assert "Det gick inte. Tryck igen." in step(client, ticket, "dansa")
    assert "Det gick inte. Tryck igen." in press(client, occasion, "nytt", press="inget")


def test_after_the_end_the_page_tells_how_it_went_and_who_still_waits():
    client, occasion = karins(), make_cafe()
    make_queue(occasion, "done", "gone", "waiting")

    assert "Hittills" in page_of(client, occasion)
    with time_machine.travel(timezone.now() + 180 * MINUTE):
        page = page_of(client, occasion)

    assert "Så gick det" in page
    assert "3 nummer togs" in page
    assert "Kom inte: 1" in page
    assert "Blev inte uppropade: 1" in page
    assert "Du kan ropa upp dem som är kvar." in page
    assert "Ge ett nummer" not in page


def test_the_list_of_a_date_leads_to_its_queue_and_no_other_date_does():
    client, occasion = karins(), make_cafe()
    other, off = make_cafe(facts={"takes_numbers": False}), make_cafe(state="cancelled")

    def leads(date):
        return f"/tillfallen/{date.pk}/nummer/" in client.get(
            f"/arbete/tillfallen/{date.pk}/"
        ).content.decode()  # fmt: skip

    assert [leads(date) for date in (occasion, other, off)] == [True, False, False]
    assert "Här tar besökare inget nummer." in page_of(client, other)


def test_yusuf_works_with_the_queues_of_his_own_dates_alone():
    occasion, other = make_cafe(), make_cafe()
    [ticket] = make_queue(other, "called")
    client = Client()
    yusuf = make_account("Yusuf", "host")
    Hosting.objects.create(activity=occasion.activity, account=yusuf, since=in_days(-1).date())
    let_in(client, yusuf)

    assert client.get(f"/arbete/tillfallen/{occasion.pk}/nummer/").status_code == 200
    assert client.get(f"/arbete/tillfallen/{other.pk}/nummer/").status_code == 404
    answer = client.post(f"/arbete/nummer/{ticket.pk}/steg/", {"step": "klar", "seen": "called"})
    assert answer.status_code == 404
    ticket.refresh_from_db()
    assert ticket.state == "called"


def test_the_page_asks_as_little_of_the_database_with_three_as_with_one(
    django_assert_max_num_queries,
):
    client, occasion = karins(), make_cafe()
    make_queue(occasion, "called", "waiting", "done", "called", "waiting", "done")

    with django_assert_max_num_queries(8):
        page_of(client, occasion)
