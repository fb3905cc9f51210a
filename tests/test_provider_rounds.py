# SPDX-License-Identifier: EUPL-1.2
"""Between two sign-ins the provider is asked again: who is still one of theirs, and in which groups."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from tests.identity_server import answered, asked, go_in, known
from traffpunkt.journal.models import SYSTEM
from traffpunkt.people import oidc, provider_rounds
from traffpunkt.people.models import Identity, Membership, SignIn

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


@pytest.fixture
def tells_again(client, provider, server, monkeypatch):
    """The provider that also says who she is when it is asked again, as some do."""
    true = oidc.tokens

    def as_now(sub="k1", **claims):
        known(server, sub, **claims)
        browser = type(client)()
        back = answered(asked(browser), sub)
        question = browser.session["provider_question"]["question"]
        code = back.partition("code=")[2].partition("&")[0]
        form = {
            "grant_type": "authorization_code", "code": code, "code_verifier": question["verifier"],
            "redirect_uri": "http://testserver/logga-in/kommunen/svar/",
        }  # fmt: skip
        token = true(provider, oidc.facts_of(provider), form)["id_token"]

        def told(*given):
            return true(*given) | {"id_token": token}

        monkeypatch.setattr(oidc, "tokens", told)

    return as_now


@pytest.fixture
def later():
    """Until the round asks about her."""

    def round_of_nine_minutes():
        with time_machine.travel(timezone.now() + datetime.timedelta(minutes=9), tick=False):
            return provider_rounds.ask_again()

    return round_of_nine_minutes


def roles():
    return sorted(Membership.objects.current().values_list("role", flat=True))


def test_a_group_that_she_has_come_into_gives_its_task_in_the_round(
    client, provider, server, tells_again, later
):
    provider.give("vardar", "host", by=SYSTEM)
    go_in(client, server)
    tells_again(groups=["samordnare", "vardar"])

    assert later() == 0

    assert roles() == ["coordinator", "host"]


def test_who_has_left_her_last_group_is_out_in_the_round(
    client, provider, server, tells_again, later
):
    go_in(client, server)
    tells_again(groups=["annat"])

    assert later() == 1

    assert roles() == []
    assert not SignIn.objects.exists()


def test_groups_that_are_not_told_of_stay_as_they_were(
    client, provider, server, tells_again, later
):
    go_in(client, server)
    provider.groups_claim = "roles"
    provider.save()
    tells_again()

    assert later() == 0

    assert roles() == ["coordinator"]


def test_an_answer_about_somebody_else_ends_it(client, provider, server, tells_again, later):
    go_in(client, server)
    tells_again("k2")

    assert later() == 1


def test_who_is_no_longer_linked_is_out(client, provider, server, tells_again, later):
    go_in(client, server)
    tells_again()
    Identity.objects.all().delete()

    assert later() == 1


def test_an_answer_that_is_not_to_be_believed_ends_it(client, provider, server, later, monkeypatch):
    go_in(client, server)
    true = oidc.tokens
    monkeypatch.setattr(oidc, "tokens", lambda *given: true(*given) | {"id_token": "a.b.c"})

    assert later() == 1


def test_when_one_answers_no_more_the_others_of_that_provider_wait(
    client, provider, server, later, monkeypatch
):
    go_in(client, server)
    go_in(type(client)(), server, "k2")
    asked_of = []

    def silent(provider, refresh):
        asked_of.append(refresh)
        raise oidc.Down("silent")

    monkeypatch.setattr(oidc, "ask_again", silent)

    assert later() == 0
    assert len(asked_of) == 1
