# SPDX-License-Identifier: EUPL-1.2
"""A card of one municipality opens nothing in another."""

import pytest
from django.test import Client

from traffpunkt.journal.models import GUEST
from traffpunkt.people.visits import COOKIE

pytestmark = pytest.mark.django_db


def test_a_card_of_the_neighbours_does_nothing(towns):
    _gavle, orebro = towns
    issued = orebro.person.issue_card(by=GUEST)
    both = {"number": issued.card.short, "pin": issued.pin}
    client = Client()
    assert client.post("/orebro/kort/", both).status_code == 302

    assert Client().post("/gavle/kort/", both).status_code == 422
    assert Client().post("/gavle/kort/", {"token": issued.token}).status_code == 422
    client.cookies[COOKIE]["path"] = "/"
    assert client.get("/orebro/kort/anmalningar/").status_code == 200
    assert client.get("/gavle/kort/anmalningar/").status_code == 302
