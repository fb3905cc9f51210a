# SPDX-License-Identifier: EUPL-1.2
"""What a municipality's own provider vouches for counts there, and at no neighbour's."""

import time
from typing import Any

import pytest
from django.test import RequestFactory

from tests.identity_server import ASK, LINK, go_in, make_provider
from tests.makers import make_account, make_municipality
from tests.signing import let_in, whole
from traffpunkt.people.models import Identity, Membership, SignInRule
from traffpunkt.people.sign_ins import came_by, is_fresh, second_step

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


@pytest.fixture
def here():
    """Where Karin works by hand."""
    return make_municipality(slug="har")


@pytest.fixture
def neighbour(here, server):
    """Where she works too, and whose provider knows her."""
    place = make_municipality(slug="granne")
    make_provider(server, municipality=place)
    return place


@pytest.fixture
def linked(client, here, neighbour, server):
    account = make_account("karin@har.example", role="coordinator", municipality=here)
    go_in(let_in(type(client)(), account), server, at=f"/granne{LINK}")
    assert Identity.objects.get().account == account
    return account


def shown(proof, place):
    """A request within a municipality, from a session with this proof."""
    request: Any = RequestFactory().get("/")
    request.session, request.municipality = {"proof": {"at": time.time()} | proof}, place
    return request


@pytest.mark.parametrize("has_its_own", [False, True])
def test_a_neighbours_provider_opens_nothing_here(client, here, linked, server, has_its_own):
    if has_its_own:
        make_provider("https://annan.example", municipality=here)
        Membership.objects.filter(municipality=here).update(by_groups=True)
    go_in(client, server, at=f"/granne{ASK}", amr=["mfa"])

    assert client.get("/granne/arbete/").status_code == 200
    assert client.get("/har/arbete/").status_code == 404
    assert "på ett annat sätt" in whole(client.get("/har/logga-ut/"))


def test_a_proof_at_the_neighbours_provider_is_none_here(client, linked, server):
    go_in(client, server, at=f"/granne{ASK}")

    assert client.get("/har/arbete/mitt-konto/app/").url.startswith("/har/logga-in/igen/")
    assert client.get("/granne/arbete/mitt-konto/app/").status_code == 200


def test_who_came_by_a_code_gets_no_proof_from_the_provider(client, linked, server):
    let_in(client, linked)
    session = client.session
    session["proof"] = session["proof"] | {"at": 0}
    session.save()

    assert go_in(client, server, at=f"/granne{ASK}", amr=["mfa"]).url == "/granne/logga-ut/"

    assert client.session["proof"]["at"] == 0
    assert client.session["proof"]["factor"] == ""


def test_way_step_and_proof_of_a_provider_hold_in_its_own_municipality(here, neighbour):
    proof = {"way": "oidc", "factor": "provider", "home": here.pk, "shown": here.pk}
    mine, theirs = shown(proof, here), shown(proof, neighbour)

    assert (came_by(mine), second_step(mine), is_fresh(mine)) == ("oidc", "provider", True)
    assert (came_by(theirs), second_step(theirs), is_fresh(theirs)) == ("", "", False)


def test_a_step_of_ones_own_holds_everywhere(here, neighbour):
    there = shown({"way": "oidc", "factor": "totp", "home": here.pk, "shown": None}, neighbour)

    assert (second_step(there), is_fresh(there)) == ("totp", True)


def test_no_role_comes_by_a_provider_that_is_not_there(here, neighbour):
    assert "oidc" not in SignInRule.of(here).ways_for("coordinator")
    assert "oidc" in SignInRule.of(neighbour).ways_for("coordinator")
    neighbour.identity_provider.is_active = False
    assert "oidc" not in SignInRule.of(neighbour).ways_for("coordinator")
