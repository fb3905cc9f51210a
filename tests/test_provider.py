# SPDX-License-Identifier: EUPL-1.2
"""Signing in by the municipality's own identity provider: the whole round, against one on loopback."""

import datetime
import json
import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
import time_machine
from django.utils import timezone

from tests.identity_server import ASK, answered, asked, go_in, known, running
from tests.makers import make_municipality
from tests.signing import who, whole
from traffpunkt.people import oidc, provider_rounds
from traffpunkt.people.models import (
    Account,
    Identity,
    IdentityProvider,
    Membership,
    ProviderSignIn,
    SignIn,
)

# The provider of the tests uses old parts of its own library.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


def test_karin_goes_to_the_provider_and_is_in_her_workroom(client, provider, server):
    assert ASK in whole(client.get("/logga-in/"))

    arrived = go_in(client, server)

    assert arrived.url == "/arbete/"
    assert client.get("/arbete/").status_code == 200
    assert client.session["proof"]["way"] == "oidc"
    row = Membership.objects.get()
    assert (row.name, row.role, row.by_groups) == ("Karin", "coordinator", True)
    assert Identity.objects.get().sub == "k1"


def test_the_question_carries_what_it_must(client, provider, server):
    told = parse_qs(urlsplit(asked(client)).query)

    assert told["code_challenge_method"] == ["S256"]
    assert len(told["state"][0]) > 40
    assert len(told["nonce"][0]) > 40
    assert told["redirect_uri"] == ["http://testserver/logga-in/kommunen/svar/"]


def test_who_comes_again_is_the_same_account(client, provider, server):
    for _time in range(2):
        go_in(client, server)
        client.logout()

    assert Account.objects.count() == Identity.objects.count() == Membership.objects.count() == 1


def test_the_same_address_from_a_provider_gets_nothing_of_an_account(
    client, provider, server, karin
):
    go_in(client, server, "thief", email=karin.email, email_verified=True)

    assert who(client) not in {None, str(karin.pk)}
    assert not karin.identities.exists()


def test_the_same_subject_from_another_issuer_is_somebody_else(client, provider, server):
    other = Account.objects.invite("eva@kommun.example")
    Identity.objects.create(issuer="https://else.example", sub="k1", account=other)

    go_in(client, server)

    assert who(client) not in {None, str(other.pk)}


@pytest.mark.parametrize("groups", [[], ["kock"], "kock", {"samordnare": 1}, [["samordnare"]]])
def test_who_has_no_task_gets_no_access(client, provider, server, groups):
    page = go_in(client, server, groups=groups)

    assert page.status_code == 403
    assert "du har inget uppdrag här" in whole(page)
    assert not who(client)
    assert not Account.objects.exists()


def test_a_group_that_she_has_left_takes_its_role_back(client, provider, server):
    go_in(client, server)
    client.logout()

    page = go_in(client, server, groups=[])

    assert page.status_code == 403
    assert not Membership.objects.current().exists()


def test_what_a_coordinator_gave_by_hand_stays(client, provider, server):
    go_in(client, server)
    Membership.objects.update(by_groups=False)
    client.logout()

    go_in(client, server, groups=[])

    assert who(client)


def test_another_state_is_refused_and_an_answer_works_once(client, provider, server):
    known(server)
    back = answered(asked(client))
    page = client.get(back.replace("state=", "state=x"))
    assert page.status_code == 403
    assert "Börja om" in whole(page)
    assert client.get(back).status_code == 403
    assert not who(client)


def test_who_says_no_there_is_still_outside(client, provider, server):
    no = requests.post(asked(client), data={"action": "deny"}, allow_redirects=False, timeout=5)

    page = client.get("/logga-in/kommunen/svar/?" + urlsplit(no.headers["Location"]).query)

    assert page.status_code == 403
    assert "Börja om" in whole(page)


def test_many_questions_from_one_address_have_to_wait(client, provider, monkeypatch):
    monkeypatch.setattr("traffpunkt.people.limits.Limit.allows", lambda *_given: False)

    page = client.get(ASK)

    assert page.status_code == 429
    assert "många försök" in whole(page)


def test_an_answer_to_another_browser_is_refused(client, provider, server):
    known(server)
    back = answered(asked(client))

    assert type(client)().get(back).status_code == 403


@pytest.mark.parametrize(
    "changed",
    [
        {"nonce": "another"}, {"aud": "another"}, {"iss": "http://else.example"}, {"exp": 1},
        {"azp": "another"}, {"aud": ["traff", "another"]}, {"sub": None},
    ],
)  # fmt: skip
def test_a_token_that_is_not_for_us_is_refused(client, provider, server, monkeypatch, changed):
    """The signature is taken as good, so that only what the token says can be what is refused."""
    told_by_token(monkeypatch, **changed)

    assert go_in(client, server).status_code == 403
    assert not who(client)


def test_a_token_signed_with_another_key_is_refused(client, provider, server, monkeypatch):
    with running() as other:
        keys = requests.get(f"{other}/jwks", timeout=5).json()
    true = oidc.fetched
    monkeypatch.setattr(oidc, "fetched", lambda at: keys if at.endswith("/jwks") else true(at))

    assert go_in(client, server).status_code == 403
    assert not who(client)


def test_a_token_whose_key_the_provider_does_not_show_is_refused(
    client, provider, server, monkeypatch
):
    monkeypatch.setattr(oidc, "keys_of", lambda _facts: [])

    assert go_in(client, server).status_code == 403


def test_a_provider_that_is_down_is_told_in_plain_words(client, provider):
    provider.issuer = "http://localhost:9"
    provider.save()

    page = client.get(ASK)

    assert page.status_code == 503
    assert "svarar inte just nu" in whole(page)
    assert "kod i e-post" in page.content.decode()


def test_a_municipality_without_a_provider_has_no_such_page(client):
    make_municipality()

    assert client.get(ASK).status_code == 404
    assert ASK not in client.get("/logga-in/").content.decode()


def later(minutes):
    return time_machine.travel(timezone.now() + datetime.timedelta(minutes=minutes), tick=False)


def test_who_is_shut_out_at_the_provider_is_out_after_the_round(client, provider, server):
    go_in(client, server)
    assert requests.post(f"{server}/users/k1/revoke-tokens", timeout=5).ok

    assert provider_rounds.ask_again() == 0
    with later(9):
        assert provider_rounds.ask_again() == 1
        assert client.get("/arbete/").status_code == 302

    assert not SignIn.objects.exists()


def test_who_is_not_shut_out_stays(client, provider, server):
    go_in(client, server)

    with later(9):
        assert provider_rounds.ask_again() == 0
        assert client.get("/arbete/").status_code == 200
    assert ProviderSignIn.objects.get().asked > timezone.now() + datetime.timedelta(minutes=8)


def test_a_provider_that_is_down_only_delays(client, provider, server):
    go_in(client, server)
    IdentityProvider.objects.update(issuer="http://localhost:9")

    with later(9):
        assert provider_rounds.ask_again() == 0
        assert client.get("/arbete/").status_code == 200


def test_a_provider_that_is_no_longer_used_keeps_nobody_in(client, provider, server):
    go_in(client, server)
    IdentityProvider.objects.update(is_active=False)

    with later(9):
        assert provider_rounds.ask_again() == 1


def test_secrets_are_kept_locked(client, provider, server):
    go_in(client, server)

    row = ProviderSignIn.objects.get()
    assert row.locked_refresh.startswith("gAAAA")
    assert provider.secret == "hemligt"
    assert "hemligt" not in provider.locked_secret


@pytest.mark.parametrize(
    ("facts", "factor"),
    [((True, []), "provider"), ((False, ["mfa"]), "provider"), ((False, ["pwd"]), "")],
)
def test_two_steps_at_the_provider_count(client, provider, server, facts, factor):
    requires, amr = facts
    IdentityProvider.objects.update(proves_two_steps=requires)

    go_in(client, server, amr=amr)

    assert client.session["proof"]["factor"] == factor


def test_what_is_hard_to_undo_asks_the_provider_again(client, provider, server):
    go_in(client, server)
    with later(11):
        sent_on = client.get("/arbete/installningar/inloggning/")
        assert sent_on.url.startswith(ASK)
        address = client.get(sent_on.url).url
        assert "prompt=login&max_age=0" in address

        assert client.get(answered(address)).url == "/arbete/installningar/inloggning/"
        assert client.get("/arbete/installningar/inloggning/").status_code == 200


def told_by_token(monkeypatch, **changed):
    """Let a token that is rightly signed say something else; None leaves a claim out."""
    true = jwt.PyJWS.decode_complete

    def told(self, *given, **more):
        found = true(self, *given, **more)
        claims = json.loads(found["payload"]) | changed
        kept = {name: claim for name, claim in claims.items() if claim is not None}
        return found | {"payload": json.dumps(kept).encode()}

    monkeypatch.setattr(jwt.PyJWS, "decode_complete", told)


@pytest.mark.parametrize("minutes", [None, 1, 60])
def test_a_sign_in_there_from_before_the_question_proves_nothing(
    client, provider, server, monkeypatch, minutes
):
    go_in(client, server)
    before = client.session["proof"]["at"]
    address = asked(client)
    then = None if minutes is None else int(time.time()) - 60 * minutes
    told_by_token(monkeypatch, auth_time=then)

    # Whoever sits at the browser leaves out what asks for a new sign-in.
    back = answered(address.replace("&prompt=login&max_age=0", ""))

    assert client.get(back).status_code == 403
    assert client.session["proof"]["at"] == before


def test_a_provider_that_says_not_when_lets_in_who_is_not_in_yet(
    client, provider, server, monkeypatch
):
    told_by_token(monkeypatch, auth_time=None)

    assert go_in(client, server).url == "/arbete/"


def test_an_answer_from_before_she_came_in_is_no_new_proof(client, provider, server):
    known(server)
    late = asked(client)
    kept = client.session["provider_question"]
    go_in(client, server)
    session = client.session
    session["provider_question"] = kept
    session["proof"] = session["proof"] | {"at": 0}
    session.save()

    assert client.get(answered(late)).url == "/arbete/"
    assert client.session["proof"]["at"] == 0


def test_another_person_at_the_provider_proves_nothing(client, provider, server):
    go_in(client, server)
    mine = who(client)
    known(server, "k2")

    assert client.get(answered(asked(client), "k2")).status_code == 403
    assert who(client) == mine


def test_an_account_that_is_shut_here_stays_out(client, provider, server):
    go_in(client, server)
    client.logout()
    Account.objects.update(is_active=False)

    go_in(client, server)

    assert not who(client)


def test_a_secret_that_the_provider_does_not_know_is_no_fault_of_hers(
    client, provider, server, monkeypatch
):
    known(server)
    back = answered(asked(client))
    true = oidc.replied

    def refusal(method, address, **asked):
        is_post = method == "POST"
        return (401, b'{"error": "invalid_client"}') if is_post else true(method, address, **asked)

    monkeypatch.setattr(oidc, "replied", refusal)

    assert client.get(back).status_code == 503
    assert not who(client)


def test_a_provider_that_falls_silent_before_the_last_answer_is_no_fault_of_hers(
    client, provider, server, monkeypatch
):
    known(server)
    back = answered(asked(client))

    true = oidc.endpoint

    def silent(facts, name):
        return "http://localhost:9" if name == "token_endpoint" else true(facts, name)

    monkeypatch.setattr(oidc, "endpoint", silent)

    assert client.get(back).status_code == 503
    assert not who(client)


def test_rows_are_called_by_what_they_are(client, provider, server):
    go_in(client, server)

    assert str(provider) == "Gävles inloggning"
    assert str(Identity.objects.get()) == f"k1 – {server}"
    assert str(ProviderSignIn.objects.get()) == "En webbläsare"
    assert str(provider.group_roles.get()) == "samordnare – aktivitetssamordnare"


def test_another_key_of_the_installation_opens_no_secret(provider, settings):
    settings.SECRET_KEY = "another"

    assert provider.secret == ""
