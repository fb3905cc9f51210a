# SPDX-License-Identifier: EUPL-1.2
"""Rule 8, "Visa aldrig namn eller bild": nobody but the coordinators ever reads such a name.

Every address is opened and every form sent by everybody else, every text is told to a relative,
and the screens at the door are looked at. An answer is read as a person reads it, also on paper.
"""

import html
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import paper
from tests.addresses import Address, every_address, named
from tests.door_table import SENT
from tests.makers import make_municipality, make_person, make_screen, make_signup
from tests.signing import let_in
from tests.town import Town
from traffpunkt.activities.models import Attendance
from traffpunkt.activities.models.worded import Wording
from traffpunkt.activities.texts import MEANINGS, TEXTS
from traffpunkt.activities.wording import said_to
from traffpunkt.home.devices import COOKIE
from traffpunkt.people.models import ContactWay, Person

pytestmark = pytest.mark.django_db

WHO = ("guest", "eva", "host", "other_host", "partner", "neighbour")
# Plain, with a sign that a page must write otherwise, and from right to left.
NAMES = ("Gunhildur", "Åsa&Ödegärd", "مريمة")
SEARCHES = ("q", "sok", "ord")


@pytest.fixture
def crowd(town: Town) -> list[Person]:
    """The people of a town under strange names: signed up, waiting, regular, rung, present."""
    found = list(town.municipality.persons.order_by("pk"))[: len(NAMES)]
    for person, name in zip(found, NAMES, strict=True):
        person.name = name
        person.save()
        signup = make_signup(town.today, person=person, by_relative="Eva")
        Attendance.objects.create(
            occasion=signup.occasion, person=person, way="on_site", outcome="present", by="system"
        )
    return found


def hide(people: list[Person]) -> None:
    Person.objects.filter(pk__in=[person.pk for person in people]).update(hidden=True)


def browser_of(town: Town, who: str) -> Client:
    client = Client(raise_request_exception=False)
    return client if who == "guest" else let_in(client, town.roles[who])


def heard(answer) -> str:
    """The words of an answer: a page, a feed or a paper, without the signs of its writing."""
    content = b"".join(answer) if answer.streaming else answer.content
    if answer["Content-Type"] == "application/pdf":
        return paper.words(paper.opened(content))
    return html.unescape(content.decode(errors="replace"))


def named_in(answer) -> set[str]:
    words = heard(answer)
    return {name for name in NAMES if name in words}


def asked(client: Client, town: Town, address: Address) -> list[tuple[str, set[str]]]:
    """Whom one address names: when it is opened, and when its form is sent."""
    path = address.within(town)
    found = [(f"GET {address.name}", named_in(client.get(path)))]
    with transaction.atomic():
        sent = SENT.get(address.name, {}) | {"name": "Eva", "contact": "070-174 06 99"}
        found.append((f"POST {address.name}", named_in(client.post(path, sent))))
        transaction.set_rollback(True)
    return found


def shown_to(town: Town, who: str) -> dict[str, set[str]]:
    """Each address that names anybody to somebody."""
    client = browser_of(town, who)
    told = [row for address in every_address() for row in asked(client, town, address)]
    return {name: names for name, names in told if names}


@pytest.mark.parametrize("who", WHO)
def test_no_page_feed_print_or_answer_names_who_is_hidden(town, crowd, who):
    hide(crowd)

    assert shown_to(town, who) == {}


def test_they_are_named_to_a_host_when_they_are_not_hidden(town, crowd):
    """Otherwise the test above would prove nothing."""
    shown = shown_to(town, "host")

    assert "GET activities:staff_occasion" in shown
    assert "GET activities:staff_list_pdf" in shown
    assert set.union(*shown.values()) == set(NAMES)


def test_the_coordinator_reads_their_names(town, crowd):
    hide(crowd)

    answer = browser_of(town, "coordinator").get(named("activities:staff_occasion").within(town))

    assert NAMES[0] in named_in(answer)


@pytest.mark.parametrize("who", ["guest", "host", "partner"])
def test_no_search_finds_who_is_hidden(town, crowd, who):
    """What was typed stands in its field again; the page is the same for a name nobody has."""
    hide(crowd)
    client = browser_of(town, who)
    differing = []
    for address in every_address():
        if address.arguments:
            continue
        for word in SEARCHES:
            answers = [
                heard(client.get(f"{address.within(town)}?{word}={quote(typed)}")).count(typed)
                for typed in (NAMES[0], "Ingefrida")
            ]
            if answers[0] != answers[1]:
                differing.append(f"{address.name}?{word}")

    assert differing == []


@pytest.mark.parametrize("kind", ["wall", "kiosk"])
def test_no_screen_names_anybody_hidden_or_not(town, crowd, kind):
    screen = make_screen(town.venue, kind)
    client = Client()
    client.cookies[COOKIE] = screen.pair()
    client.cookies[COOKIE]["path"] = "/"
    pages = [f"/{town.slug}/skarm/", f"/{town.slug}/skarm/narvaro/{town.today.pk}/"]

    assert [named_in(client.get(page)) for page in pages] == [set(), set()]
    assert "data-screen" in heard(client.get(pages[0]))


WORDS = st.text(st.characters(categories=["L"]), min_size=4, max_size=12).map(str.capitalize)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.sampled_from(TEXTS),
    name=WORDS.map(lambda word: f"{word}qv"),
    wished=st.sampled_from(["", "Hej {namn}!", "Hej {namn}! Det gäller {aktivitet}."]),
    kind=st.sampled_from([ContactWay.Kind.PHONE, ContactWay.Kind.EMAIL]),
)
def test_no_text_names_who_is_hidden_to_her_relative(text, name, wished, kind):
    with transaction.atomic():
        here = make_municipality(slug="granne", languages=["sv"])
        person = make_person(name, municipality=here)
        address = "+46701740699" if kind == ContactWay.Kind.PHONE else "eva@exempel.example"
        person.contact_ways.create(kind=kind, value=address, relative="Eva")
        person.hidden = True
        person.save()
        if wished:
            Wording.objects.create(
                municipality=here, key=text.key, language="sv", subject="Till {namn}", body=wished
            )
        words = dict.fromkeys(MEANINGS, "något") | {"namn": name}

        told = said_to(Person.objects.get(pk=person.pk), here.wordings.phrases(text.key), words)

        assert not [part for part in told if name in part]
        transaction.set_rollback(True)
