# SPDX-License-Identifier: EUPL-1.2
"""The number of a sign-up: called the same everywhere, and never one of the codes nobody may ask for."""

import datetime
import re

import pytest
import time_machine

from tests.makers import make_link, make_occasion, make_offer, make_person, make_signup, make_venue
from traffpunkt.activities.insertions import taking_part
from traffpunkt.activities.models import Offer
from traffpunkt.journal.models import GUEST
from traffpunkt.outbox.models import Message
from traffpunkt.outbox.sending import with_ending
from traffpunkt.places.guards import new_press

pytestmark = pytest.mark.django_db


def signed_up(occasion=None, way="on_site", **given):
    occasion = occasion or make_occasion()
    person = make_person("Astrid", municipality=occasion.municipality, **given)
    return occasion.sign_up(person, occasion.offers.get(way=way), by=GUEST)


def opened_a_while_ago():
    with time_machine.travel(
        datetime.datetime.now(tz=datetime.UTC) - datetime.timedelta(minutes=1)
    ):
        return new_press()


def codes_named(page):
    """Where a page says "kod", but for the meeting's own and for the last line of all letters."""
    known = page.replace("mötets kod", "").replace("Vi ber aldrig om koder eller BankID.", "")
    return re.findall(r"[^.>]*\bkod(?:en|er|erna)?\b[^.<]*", known, re.IGNORECASE)


def test_no_page_of_a_sign_up_calls_its_number_a_code(client):
    occasion = make_occasion(ways=["on_site", "phone"])
    occasion.offers.filter(way="phone").update(link=make_link())
    mine = signed_up(occasion, "phone", phone="+46701740605")
    form = f"/tillfalle/{occasion.pk}/anmalan/"
    again = {
        "satt": mine.offer_id, "name": "Astrid", "contact": "070-174 06 05",
        "tryck": opened_a_while_ago(),
    }  # fmt: skip
    pages = [
        client.get(f"/anmalan/{mine.secret}/"),
        client.get("/min-sida/"),
        client.post("/min-sida/", {"code": "", "proof": ""}),
        client.get(form, {"satt": mine.offer_id}),
        client.post(form, again),
    ]

    texts = [page.content.decode() for page in pages]

    assert [codes_named(text) for text in texts] == [[]] * len(texts)
    assert "mötets kod" in texts[0]
    assert "är redan anmäld" in texts[-1]
    for text in (*texts[:3], texts[-1]):
        assert "anmälningsnummer" in text.lower()


def test_the_letter_names_the_same_number_and_ends_as_all_letters_do():
    mine = signed_up(email="astrid@exempel.se")

    text = with_ending(Message.objects.about(mine).get())

    assert f"säg ditt anmälningsnummer {mine.code}" in text
    assert codes_named(text) == []
    assert text.splitlines()[-1] == "Vi ber aldrig om koder eller BankID."


def test_who_wonders_if_it_is_from_us_reads_what_the_number_is_for(client):
    make_occasion()

    page = client.get("/fran-oss/").content.decode()

    assert "Vi kan fråga efter det när du ringer." in page
    assert "Det går inte att använda till något annat än din anmälan." in page


def test_the_number_goes_along_to_another_way_and_the_old_address_leads_on(client):
    occasion = make_occasion(ways=["on_site", "online"])
    mine = signed_up(occasion, phone="+46701740605")
    number = mine.code

    client.post(f"/anmalan/{mine.secret}/satt/", {"satt": occasion.offers.get(way="online").pk})

    home = occasion.signups.expected().get()
    assert home.code == number
    assert home.instead_of == mine
    assert client.get(f"/anmalan/{mine.secret}/")["Location"] == f"/anmalan/{home.secret}/"
    mine.refresh_from_db()
    assert mine.code != number
    sent = {"code": number, "proof": "0605", "tryck": opened_a_while_ago()}
    assert client.post("/min-sida/", sent)["Location"].startswith(f"/anmalan/{home.secret}/")


def test_there_and_back_again_the_number_is_the_same():
    occasion = make_occasion(ways=["on_site", "online"])
    mine = signed_up(occasion)
    number, hall = mine.code, mine.offer

    again = mine.switch(occasion.offers.get(way="online"), by=GUEST).switch(hall, by=GUEST)

    assert again.code == number
    assert len(set(occasion.signups.values_list("code", flat=True))) == 3


def test_who_only_queues_for_the_other_way_keeps_the_number_of_her_seat():
    occasion = make_occasion(seats=1, ways=["on_site", "online"])
    make_signup(occasion, "Bertil")
    home = signed_up(occasion, "online")
    number = home.code

    queued = home.switch(occasion.offers.get(way="on_site"), by=GUEST)

    home.refresh_from_db()
    assert queued.is_waiting
    assert home.code == number != queued.code


@pytest.mark.parametrize(
    ("way", "words"),
    [
        ("online", "Du är med hemifrån."),
        ("phone", "Du ringer in."),
        ("watch_party", "Du ser tillsammans med andra på Sätra."),
        ("on_site", "Du kommer till Ängen."),
    ],
)
def test_the_receipt_and_the_letter_say_that_it_is_changed(client, way, words):
    occasion = make_occasion(ways=["on_site", "online", "phone"], venue=make_venue(name="Ängen"))
    make_offer(occasion, "watch_party", venue=make_venue(name="Sätra"))
    begun = "phone" if way == "online" else "online"
    mine = signed_up(occasion, begun, email="astrid@exempel.se")
    assert "Nu är det ändrat" not in client.get(f"/anmalan/{mine.secret}/").content.decode()

    now = mine.switch(occasion.offers.get(way=way), by=GUEST)

    page = client.get(f"/anmalan/{now.secret}/").content.decode()
    letter = Message.objects.about(now).get()
    assert f"Nu är det ändrat. {words}" in page
    assert f"Nu är det ändrat. {words} Välkommen!" in letter.body
    assert letter.subject.startswith("Ändrat sätt att delta")


def test_a_date_without_a_place_is_still_come_to():
    occasion = make_occasion()
    occasion.venue = None

    assert taking_part(make_offer(occasion, "online"), "Astrid") == "Astrid är med hemifrån."
    assert taking_part(Offer(occasion=occasion, way="on_site"), "Du") == "Du kommer hit."
