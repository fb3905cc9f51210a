# SPDX-License-Identifier: EUPL-1.2
"""An account that was here before is linked to the municipality's own sign-in, and parted from it."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from tests.identity_server import ASK, LINK, answered, asked, go_in, known
from tests.makers import make_account
from tests.signing import let_in, sign_in, who, whole
from traffpunkt.activities.assignments import assign
from traffpunkt.journal.models import SYSTEM, Entry
from traffpunkt.outbox.models import Message
from traffpunkt.people.models import Account, Identity, Membership, Role, SignIn, StillNeeded

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

MINE = "/arbete/mitt-konto/"
UNLINK = f"{LINK}borttagning/"


@pytest.fixture
def desk(client, karin):
    return let_in(client, karin)


@pytest.fixture
def other(client):
    return type(client)()


def test_karin_links_her_account_and_comes_in_both_ways(desk, provider, server, karin, other):
    assert LINK in whole(desk.get(MINE))
    arrived = go_in(desk, server, at=LINK)
    assert arrived.url == MINE
    page = whole(desk.get(MINE))
    assert "Nu kan du logga in den vägen också" in page
    assert "Ta bort kopplingen" in page

    go_in(other, server)

    assert who(other) == str(karin.pk)
    assert other.get("/arbete/").status_code == 200
    assert Account.objects.get() == karin
    assert [line.verb for line in Entry.objects.about(Identity.objects.get())] == ["linked"]


def test_linking_asks_for_a_fresh_proof_and_a_new_sign_in_there(desk, provider, karin):
    assert "prompt=login" in asked(desk, LINK)

    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=11), tick=False):
        assert desk.get(LINK).url.startswith("/logga-in/igen/")


def test_where_there_is_no_provider_there_is_nothing_to_link(desk, karin):
    assert LINK not in whole(desk.get(MINE))
    assert desk.get(LINK).url == MINE
    assert desk.post(UNLINK).url == MINE


def test_one_number_belongs_to_one_account(desk, provider, server, karin, other):
    go_in(desk, server, at=LINK)
    eva = make_account("Eva", "coordinator", municipality=provider.municipality)
    let_in(other, eva)

    page = go_in(other, server, at=LINK)

    assert page.status_code == 409
    assert "hör redan till ett annat konto" in whole(page)
    assert Identity.objects.get().account == karin


def test_linking_twice_is_linking_once(desk, provider, server, karin):
    for _time in range(2):
        go_in(desk, server, at=LINK)

    assert Identity.objects.get().account == karin


def test_what_the_provider_had_made_for_her_before_becomes_her_own(
    client, provider, server, karin, other
):
    go_in(other, server)
    made = Account.objects.exclude(pk=karin.pk).get()
    let_in(client, karin)

    go_in(client, server, at=LINK)

    assert Identity.objects.get().account == karin
    assert not made.memberships.current().exists()
    assert other.get("/arbete/").status_code == 302


def test_an_answer_for_an_account_that_has_left_links_nothing(desk, provider, server, karin):
    known(server)
    back = answered(asked(desk, LINK))
    session = desk.session
    kept = session["provider_question"]
    desk.logout()
    session = desk.session
    session["provider_question"] = kept
    session.save()

    assert desk.get(back).status_code == 403

    let_in(desk, make_account("Eva", "coordinator", municipality=provider.municipality))
    session = desk.session
    session["provider_question"] = kept
    session.save()
    assert desk.get(back).status_code == 403
    assert not Identity.objects.exists()


def test_parting_takes_back_what_the_groups_gave_and_ends_what_came_that_way(
    desk, provider, server, karin, other
):
    provider.give("varlden", "host", by=SYSTEM)
    go_in(desk, server, at=LINK, groups=["samordnare", "varlden"])
    go_in(other, server, groups=["samordnare", "varlden"])
    assert karin.memberships.current().count() == 2

    desk.post(UNLINK)

    assert not Identity.objects.exists()
    assert karin.memberships.current().get().role == "coordinator"
    assert other.get("/arbete/").status_code == 302
    assert desk.get("/arbete/").status_code == 200


def test_who_has_no_address_keeps_her_only_way_in(client, provider, server):
    go_in(client, server)

    assert "Vi har ingen adress till dig" in whole(client.get(MINE))
    client.post(UNLINK)

    assert Identity.objects.exists()
    assert client.get("/arbete/").status_code == 200


def test_what_the_groups_gave_does_not_count_for_who_came_by_a_code(
    client, provider, server, karin, other
):
    """Nobody has asked the provider about her: she may have been shut out there long ago."""
    let_in(client, karin)
    go_in(client, server, at=LINK)
    Membership.objects.update(by_groups=True)

    sign_in(other, karin)

    assert other.get("/arbete/").status_code == 404


def test_no_letter_is_written_to_who_has_no_address(client, provider, server):
    go_in(client, server)
    account = Account.objects.get()

    client.logout()
    client.post("/logga-in/", {"email": account.email})

    assert not Message.objects.exists()
    assert str(account) == "ingen adress"


def test_her_address_stands_nowhere(client, provider, server, karin):
    go_in(client, server)

    page = client.get("/arbete/installningar/medarbetare/").content.decode()

    assert "ingen adress" in page
    assert "inloggning.invalid" not in page


def test_the_page_that_sends_a_code_leads_to_the_provider_instead(client, provider, server):
    go_in(client, server)

    assert client.get("/logga-in/igen/?next=/arbete/").url == f"{ASK}?next=%2Farbete%2F"


def test_somebody_without_a_name_is_called_so(client, provider, server):
    go_in(client, server, name="")

    assert Membership.objects.get().name == "Utan namn"


def test_the_last_who_needs_no_provider_stays(client, provider, server, karin):
    go_in(client, server)
    hers = karin.memberships.get()
    theirs = Membership.objects.get(by_groups=True)

    with pytest.raises(StillNeeded, match="kod i e-post"):
        hers.end(by=theirs.account.actor)

    eva = assign(
        provider.municipality, "eva@kommun.example", "Eva", Role.COORDINATOR, by=SYSTEM, door=""
    )
    hers.end(by=theirs.account.actor)
    with pytest.raises(StillNeeded):
        eva.end(by=theirs.account.actor)
    theirs.end(by=eva.account.actor)
    assert not SignIn.objects.filter(account=karin).exists()
