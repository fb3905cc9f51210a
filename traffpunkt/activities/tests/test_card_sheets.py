# SPDX-License-Identifier: EUPL-1.2
"""Cards for several at once: ten to a sheet, a bank card's size, each with a first name only."""

import re

import pytest

from tests.makers import make_account, make_occasion, make_person, make_signup
from tests.paper import opened, root, sizes, words
from tests.paper import paper as size_of
from traffpunkt.activities.forms import card_sheets
from traffpunkt.activities.tests.desk import page
from traffpunkt.activities.tests.test_card import fast
from traffpunkt.journal.models import Entry
from traffpunkt.people.models import Card
from traffpunkt.ui import paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    """Astrid and Bertil have seats, Cecilia waits."""
    occasion = make_occasion()
    for name in ("Astrid Lindqvist", "Bertil Ek"):
        make_signup(occasion, person=make_person(name))
    make_signup(occasion, "Cecilia", state="waiting")
    return occasion


def at(occasion):
    return page("staff_cards", occasion.pk)


def those(occasion):
    return [one.person_id for one in occasion.signups.expected().order_by("pk")]


def test_the_sheet_is_tagged_large_and_says_no_more_of_a_name_than_one_calls(
    three, karin, signed_in
):
    answer = signed_in(karin).post(at(three), {"persons": those(three)})

    read = opened(answer.content)
    said = words(read)
    assert answer["Content-Disposition"] == 'inline; filename="kort.pdf"'
    assert answer["Cache-Control"] == "no-store"
    assert root(read)["/MarkInfo"]["/Marked"]
    assert len(read.pages) == 1
    assert size_of(read.pages[0]) == (210, 297)
    assert min(sizes(read)) >= 16
    for name in ("Astrid", "Bertil"):
        assert f"Kort för {name}" in said
    assert "Lindqvist" not in said
    for card in Card.objects.all():
        assert card.in_groups in said
    pins = re.findall(r"Kortets kod:\s*(\d{4})", said)
    assert [card.fits(pin) for card, pin in zip(Card.objects.order_by("pk"), pins, strict=True)]
    assert all(card.fits(pin) for card, pin in zip(Card.objects.order_by("pk"), pins, strict=True))


def test_eleven_cards_are_two_sheets(karin, signed_in):
    occasion = make_occasion(seats=20)
    for number in range(11):
        make_signup(occasion, f"Namn {number}")

    answer = signed_in(karin).post(at(occasion), {"persons": those(occasion)})

    assert len(opened(answer.content).pages) == 2


def test_who_has_no_card_is_ticked_and_who_waits_is_not_asked_about(three, karin, signed_in):
    astrid = three.signups.get(person__name="Astrid Lindqvist").person
    astrid.issue_card(by=karin.actor)

    shown = signed_in(karin).get(at(three)).content.decode()

    ticked = re.findall(r'<input[^>]*value="(\d+)"[^>]*checked', shown)
    assert ticked == [str(pk) for pk in those(three) if pk != astrid.pk]
    assert "Astrid Lindqvist" in shown
    assert "Cecilia" not in shown


def test_a_new_card_stops_the_one_before_and_each_step_leaves_its_line(
    three, karin, signed_in, monkeypatch
):
    fast(monkeypatch)
    astrid = three.signups.get(person__name="Astrid Lindqvist").person
    old = astrid.issue_card(by=karin.actor).card

    signed_in(karin).post(at(three), {"persons": [astrid.pk]})

    new = astrid.cards.in_force().get()
    assert new != old
    verbs = Entry.objects.about(new).values_list("verb", flat=True)
    assert list(verbs) == ["issued", "printed"]


def test_without_a_press_the_old_cards_hold(three, karin, signed_in, monkeypatch):
    astrid = three.signups.get(person__name="Astrid Lindqvist").person
    old = astrid.issue_card(by=karin.actor).card

    def broken(_html):
        raise paper.NoPaper("Det gick inte att skriva ut.")

    monkeypatch.setattr(paper, "pdf", broken)
    answer = signed_in(karin).post(at(three), {"persons": those(three)})

    assert "Det gick inte att skriva ut." in answer.content.decode()
    assert Card.objects.in_force().get() == old


def test_nobody_and_too_many_are_said(three, karin, signed_in, monkeypatch):
    monkeypatch.setattr(card_sheets, "MOST", 1)
    browser = signed_in(karin)

    nobody = browser.post(at(three), {})
    many = browser.post(at(three), {"persons": those(three)})
    waiting = three.signups.get(state="waiting").person_id
    other = browser.post(at(three), {"persons": [waiting]})

    assert [nobody.status_code, many.status_code, other.status_code] == [422, 422, 422]
    assert "Välj högst" in many.content.decode()
    assert not Card.objects.exists()


def test_a_date_with_nobody_says_so(karin, signed_in):
    assert "Ingen är anmäld än" in signed_in(karin).get(at(make_occasion())).content.decode()


def test_only_who_answers_for_the_register_is_led_there(three, karin, signed_in):
    host = make_account("Yusuf", "host")
    list_page = page("staff_occasion", three.pk)

    assert at(three) in signed_in(karin).get(list_page).content.decode()
    assert signed_in(host).get(at(three)).status_code == 404


def test_it_asks_for_a_fresh_proof(three, karin, signed_in, monkeypatch):
    monkeypatch.setattr("traffpunkt.people.proving.is_fresh", lambda _request: False)

    answer = signed_in(karin).post(at(three), {"persons": those(three)})

    assert answer.status_code == 302
    assert not Card.objects.exists()
