# SPDX-License-Identifier: EUPL-1.2
"""The walls between municipalities: nothing of one answers or shows in another."""

import pytest
from django.conf import settings
from django.http.response import HttpResponseBase
from django.test import Client

from tests import paper
from tests.addresses import COMMON, Address, every_address
from tests.signing import let_in
from tests.town import Town

pytestmark = pytest.mark.django_db

BACKEND = settings.AUTHENTICATION_BACKENDS[0]
# Thanks everybody alike, whether it knows the row or not; that it then changes nothing is tested
# beside it (outbox/tests/test_receipts.py).
# A device without a screen's key is led back whatever row it names; that a key opens no row of
# another place is tested in home/tests/test_screen_doors.py.
THANKS_ALL = {"outbox:receipt", "home:screen_checkin"}
# Who tries: nobody, one's own staff knocking next door, and the staff of that very house.
WHO = ("guest", "coordinator", "neighbour")
SEARCHED = (
    "",
    "?q={mark}",
    "?sok={mark}",
    "?plats={venue}",
    "?amne={topic}",
    "?jag={page}",
    "?satt={offer}",
    "?ord={mark}",
)


def browser_of(town: Town, who: str) -> Client:
    client = Client()
    if who != "guest":
        let_in(client, town.roles[who])
    return client


def with_arguments() -> list[Address]:
    return [
        address
        for address in every_address()
        if address.arguments and address.name not in THANKS_ALL
    ]


def without_arguments() -> list[Address]:
    return [
        address
        for address in every_address()
        if not address.arguments and address.name not in COMMON
    ]


def test_there_are_addresses_of_both_sorts():
    assert len(with_arguments()) > 10
    assert len(without_arguments()) > 10


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_row_of_one_municipality_is_not_found_in_another(towns, who, method):
    gavle, orebro = towns
    client = browser_of(gavle, who)
    found = {}
    for address in with_arguments():
        answer = getattr(client, method)(address.within(orebro, of=gavle))
        onward = answer.get("Location", "")
        to_the_door = who == "guest" and "/logga-in/?next=" in onward
        # Nobody here has shown a senior's card, which is the only key to some.
        to_the_door |= onward.endswith("/kort/")
        refused_anyhow = answer.status_code == 405
        if answer.status_code != 404 and not refused_anyhow and not to_the_door:
            found[address.name] = answer.status_code

    assert found == {}


def test_the_same_rows_are_found_at_home(towns):
    """Otherwise the test above would prove nothing."""
    gavle, _orebro = towns
    client = browser_of(gavle, "coordinator")
    missing = [
        address.name
        for address in with_arguments()
        if client.get(address.within(gavle)).status_code not in {200, 302, 405}
    ]

    assert missing == []


def asked(town: Town, query: str) -> str:
    return query.format(
        mark=town.mark,
        venue=town.venue.slug,
        topic=town.topic.key,
        page=town.page.secret,
        offer=town.offer.pk,
    )


@pytest.mark.parametrize("who", WHO)
def test_no_list_of_one_municipality_shows_anything_of_another(towns, who):
    gavle, orebro = towns
    client = browser_of(gavle, who)
    leaks = []
    for address in without_arguments():
        for query in SEARCHED:
            answer = client.get(address.within(orebro) + asked(gavle, query))
            text = said(answer).replace(f"{gavle.mark}&", "")
            if shown(text, gavle.mark, as_typed="{mark}" in query):
                leaks.append(address.name + query)

    assert leaks == []


def said(answer: HttpResponseBase) -> str:
    """What an answer says, on the screen or on paper."""
    content = b"".join(answer)
    is_paper = answer["Content-Type"] == "application/pdf"
    return paper.words(paper.opened(content)) if is_paper else content.decode()


def shown(text: str, mark: str, *, as_typed: bool) -> bool:
    """Whether a mark stands in a page elsewhere than as the word that was searched for."""
    names = (
        f"Stickcafé {mark}",
        f"Träffpunkt {mark}",
        f"Film {mark}",
        f"Astrid {mark}",
        f"i {mark}.",
    )
    return any(name in text for name in names) if as_typed else mark in text


def test_the_marks_do_show_at_home(towns):
    gavle, _orebro = towns
    client = browser_of(gavle, "coordinator")
    shows = [
        address.name
        for address in without_arguments()
        if gavle.mark in said(client.get(address.within(gavle)))
    ]

    assert len(shows) > 8
    assert "activities:programme_pdf" in shows


def test_a_row_next_door_cannot_be_named_in_a_form(towns):
    """An offer, a personal page or a row of Gävle typed into a form of Örebro changes nothing."""
    gavle, orebro = towns
    before = gavle.occasion.signups.count()
    for client in (browser_of(gavle, "guest"), browser_of(gavle, "neighbour")):
        for address in every_address():
            if address.name in COMMON or address.name.startswith("people:"):
                continue
            answer = client.post(
                address.within(orebro),
                {
                    "satt": gavle.offer.pk,
                    "offer": gavle.offer.pk,
                    "jag": gavle.page.secret,
                    "venue": gavle.venue.pk,
                    "topics": [gavle.topic.pk],
                    "activity": gavle.activity.pk,
                    "code": gavle.signup.code,
                    "proof": "0605",
                    "name": "Astrid",
                    "contact": "070-174 06 05",
                    "partner": gavle.partner.pk,
                },
            )
            assert answer.status_code != 500, address.name
            assert gavle.page.secret not in answer.get("Location", "")

    assert gavle.occasion.signups.count() == before
    assert not orebro.municipality.persons.filter(contact_ways__value="0605").exists()


def test_without_prefix_two_municipalities_answer_for_nothing(towns):
    gavle, _orebro = towns
    answers = {
        address.name: Client().get(address.within(gavle).removeprefix(f"/{gavle.slug}")).status_code
        for address in every_address()
        if address.name not in COMMON
    }
    open_ones = {name for name, status in answers.items() if status != 404}

    assert open_ones <= {"home:home", "home:display"}


def test_a_host_of_its_own_shows_one_municipality_only(towns):
    gavle, orebro = towns
    orebro.municipality.host = "traffpunkt.boklunden.example"
    orebro.municipality.save()
    client = Client(HTTP_HOST="traffpunkt.boklunden.example")

    assert orebro.mark in client.get("/program/").content.decode()
    assert client.get("/gavle/program/").status_code == 404
    assert client.get(f"/tillfalle/{gavle.occasion.pk}/").status_code == 404
    assert client.get(f"/tillfalle/{orebro.occasion.pk}/").status_code == 200
