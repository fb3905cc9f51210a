# SPDX-License-Identifier: EUPL-1.2
"""Staff make a card on paper, make a new one, and revoke it."""

import re

import pytest
from django.test import Client

from tests.makers import make_account, make_person
from tests.paper import opened, root, sizes, words
from traffpunkt.journal.models import Entry
from traffpunkt.people.models import Card
from traffpunkt.ui import paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(karin):
    return make_person("Astrid Lindqvist", phone="+46701740605")


def at(person, more=""):
    return f"/arbete/personer/{person.pk}/kort/{more}"


def page_of(browser, person):
    return browser.get(f"/arbete/personer/{person.pk}/").content.decode()


def fast(monkeypatch):
    """The page that would be printed, without a press."""
    pages = []

    def noted(html):
        pages.append(html)
        return b"%PDF"

    monkeypatch.setattr(paper, "pdf", noted)
    return pages


def test_the_paper_is_tagged_large_and_says_no_more_of_a_name_than_one_calls(
    person, karin, signed_in
):
    answer = signed_in(karin).post(at(person))

    card = Card.objects.get()
    read = opened(answer.content)
    said = words(read)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="kort.pdf"'
    assert root(read)["/MarkInfo"]["/Marked"]
    assert root(read)["/Lang"] == "sv"
    assert min(sizes(read)) >= 16
    assert len(read.pages) == 1
    assert "Kort för Astrid" in said
    assert "Lindqvist" not in said + str(read.metadata)
    assert "0701" not in said
    assert card.in_groups in said
    assert "031-390 06 00" in said
    pin = re.search(r"Kortets kod: (\d{4})", said)
    assert pin
    assert card.fits(pin[1])


def test_the_square_leads_to_the_door_with_its_secret_after_the_hash(
    person, karin, signed_in, monkeypatch
):
    pages = fast(monkeypatch)

    signed_in(karin).post(at(person))

    square = re.search(r'src="qr:http://testserver/kort/#([\w-]+)"', pages[0])
    assert square
    assert Card.objects.scanned(square[1]) == Card.objects.get()


def test_the_page_shows_the_number_and_neither_code_nor_secret(
    person, karin, signed_in, monkeypatch
):
    fast(monkeypatch)
    browser = signed_in(karin)
    assert "Gör ett kort" in page_of(browser, person)

    browser.post(at(person))

    said = page_of(browser, person)
    assert Card.objects.get().in_groups in said
    assert "Nytt kort" in said
    assert "Spärra kortet" in said


def test_each_step_leaves_its_line(person, karin, signed_in, monkeypatch):
    fast(monkeypatch)
    browser = signed_in(karin)

    browser.post(at(person))
    answer = browser.post(at(person, "sparr/"), follow=True)

    lines = Entry.objects.about(Card.objects.get())
    assert list(lines.values_list("verb", flat=True)) == ["issued", "printed", "blocked"]
    assert set(lines.values_list("actor", flat=True)) == {str(karin.actor)}
    assert "Kortet är spärrat" in answer.content.decode()
    assert "Gör ett kort" in answer.content.decode()
    assert "skrev ut kortet" in answer.content.decode()


def test_without_a_press_there_is_no_new_card_and_the_old_one_holds(
    person, karin, signed_in, monkeypatch
):
    old = person.issue_card(by=karin.actor).card

    def broken(_html):
        raise paper.NoPaper("Det gick inte att skriva ut.")

    monkeypatch.setattr(paper, "pdf", broken)

    answer = signed_in(karin).post(at(person), follow=True)

    assert "Det gick inte att skriva ut." in answer.content.decode()
    assert Card.objects.in_force().get() == old


def test_only_who_answers_for_the_register_makes_cards(person, signed_in):
    host = signed_in(make_account("Yusuf", "host"))
    assert host.post(at(person)).status_code == 404
    assert host.post(at(person, "sparr/")).status_code == 404
    assert "/logga-in/" in Client().post(at(person))["Location"]
    assert not Card.objects.exists()
