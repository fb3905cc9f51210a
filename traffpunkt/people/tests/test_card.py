# SPDX-License-Identifier: EUPL-1.2
"""A card is issued, replaced and revoked; what it holds is kept so that nobody can read it."""

import secrets
from types import SimpleNamespace

from tests.makers import make_astrid, make_municipality, make_person
from traffpunkt.journal.models import Entry
from traffpunkt.people.models import Card


def verbs(card):
    return list(Entry.objects.about(card).values_list("verb", flat=True))


def test_a_card_keeps_neither_its_secret_nor_its_pin(astrid, karin):
    card, token, pin = astrid.issue_card(by=karin.actor)

    kept = Card.objects.values().get()
    assert len(token) >= 32
    assert len(pin) == 4
    assert pin.isdecimal()
    assert token not in str(kept)
    assert not kept["pin"].endswith(pin)
    assert Card.objects.scanned(token) == card
    assert card.fits(pin)
    assert not card.fits("12345")
    assert verbs(card) == ["issued"]
    assert kept["by"] == str(karin.actor)


def test_its_number_is_six_digits_that_are_taken_for_nothing_else(astrid, karin):
    card = astrid.issue_card(by=karin.actor).card

    assert len(card.short) == 6
    assert set(card.short) <= set("23456789")
    assert str(card) == f"{card.short[:3]} {card.short[3:]}"


def test_a_number_is_given_once_in_a_municipality(astrid, karin, monkeypatch):
    signs = iter("222222" + "222222" + "333333" + "222222")
    real = {"token_urlsafe": secrets.token_urlsafe, "randbelow": secrets.randbelow}
    drawn = SimpleNamespace(choice=lambda _digits: next(signs), **real)
    monkeypatch.setattr("traffpunkt.people.models.card.secrets", drawn)
    first = astrid.issue_card(by=karin.actor).card
    second = make_person("Bertil").issue_card(by=karin.actor).card
    neighbour = make_astrid(municipality=make_municipality())

    assert (first.short, second.short) == ("222222", "333333")
    assert neighbour.issue_card(by=karin.actor).card.short == "222222"


def test_a_new_card_stops_the_one_before(astrid, karin):
    old = astrid.issue_card(by=karin.actor)
    new = astrid.issue_card(by=karin.actor)
    assert Card.objects.scanned(old.token) == old.card

    astrid.rely_on(new.card, by=karin.actor)

    assert list(astrid.cards.in_force()) == [new.card]
    assert Card.objects.scanned(old.token) is None
    assert astrid.municipality.cards.numbered(old.card.short) is None
    assert verbs(old.card) == ["issued", "blocked"]


def test_a_card_is_revoked_once(astrid, karin):
    card = astrid.issue_card(by=karin.actor).card

    assert card.revoke(by=karin.actor)
    assert not card.revoke(by=karin.actor)

    card.refresh_from_db()
    assert card.revoked_by == str(karin.actor)
    assert verbs(card) == ["issued", "blocked"]
