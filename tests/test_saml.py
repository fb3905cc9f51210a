# SPDX-License-Identifier: EUPL-1.2
"""Signing in by SAML: the whole round, against a provider built with pysaml2's own server side."""

import datetime
import logging
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from saml2.saml import NAMEID_FORMAT_TRANSIENT, NameID

from tests.makers import make_municipality
from tests.saml_server import (
    ANSWER,
    ASK,
    CIVIC,
    FINISH,
    LOA3,
    METADATA,
    NAME,
    asked,
    go_in,
    make_saml_provider,
    posted,
)
from tests.signing import let_in, whole
from traffpunkt.people import provider_rounds
from traffpunkt.people.models import Account, Identity, IdentityProvider, Membership, SignIn

pytestmark = pytest.mark.django_db


def later(minutes):
    return time_machine.travel(timezone.now() + datetime.timedelta(minutes=minutes), tick=False)


def test_karin_goes_to_the_provider_and_is_in_her_workroom(client, saml_provider, saml_server):
    assert ASK in whole(client.get("/logga-in/"))

    arrived = go_in(client, saml_server)

    assert arrived.url == "/arbete/"
    assert client.get("/arbete/").status_code == 200
    row = Membership.objects.get()
    assert (row.name, row.role, row.by_groups) == ("Karin", "coordinator", True)
    known = Identity.objects.get()
    assert (known.issuer, known.sub) == (saml_server.entity, "k1")


def test_the_question_is_signed_and_carries_what_it_must(client, saml_provider, saml_server):
    address = asked(client)

    told = parse_qs(urlsplit(address).query)
    question = saml_server.question(client, address)
    assert address.startswith(saml_server.page)
    assert told["SigAlg"] == ["http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"]
    assert question.assertion_consumer_service_url == f"http://testserver{ANSWER}"
    levels = question.requested_authn_context.authn_context_class_ref
    assert [each.text for each in levels] == [LOA3]


def test_our_metadata_ask_for_a_name_and_for_no_number(client, saml_provider):
    page = client.get(METADATA)

    text = page.content.decode()
    assert page["Content-Type"] == "application/samlmetadata+xml"
    assert f'entityID="http://testserver{METADATA}"' in text
    assert 'WantAssertionsSigned="true"' in text
    assert 'AuthnRequestsSigned="true"' in text
    assert 'use="encryption"' in text
    assert "ec/1.0/loa3-name" in text
    assert CIVIC not in text


def test_who_comes_again_is_the_same_account(client, saml_provider, saml_server):
    for _time in range(2):
        go_in(client, saml_server)
        client.logout()

    assert Account.objects.count() == Identity.objects.count() == Membership.objects.count() == 1


def test_an_encrypted_answer_is_read(client, saml_provider, saml_server):
    answer = saml_server.answer(client, asked(client), encrypt_assertion=True)
    assert "EncryptedAssertion" in answer
    assert "Karin" not in answer

    assert client.get(posted(answer)["Location"]).url == "/arbete/"


def test_what_she_wanted_is_where_she_arrives(client, saml_provider, saml_server):
    assert (
        go_in(client, saml_server, f"{ASK}?next=/arbete/mitt-konto/").url == "/arbete/mitt-konto/"
    )


def test_too_low_a_level_is_told_in_words(client, saml_provider, saml_server):
    low = {"class_ref": "http://id.elegnamnden.se/loa/1.0/loa2", "authn_auth": "x"}

    page = go_in(client, saml_server, authn=low)

    assert page.status_code == 403
    assert "visa säkrare vem du är" in whole(page)


def test_a_civic_number_is_dropped_and_never_written(
    client, saml_provider, saml_server, caplog, settings
):
    number = "19121212" + "1212"
    told = {CIVIC: [number], NAME: [number], "groups": ["samordnare"]}
    with caplog.at_level(logging.DEBUG):
        assert go_in(client, saml_server, identity=told).url == "/arbete/"

    assert Membership.objects.get().name == "Utan namn"
    assert Identity.objects.get().sub == "k1"
    assert number not in repr(dict(client.session))
    written = settings.LOGGING["loggers"]["saml2"]
    assert written == {"handlers": ["silence"], "propagate": False}


def test_a_civic_number_as_the_lasting_number_is_refused(client, saml_provider, saml_server):
    IdentityProvider.objects.update(subject_claim="employee")
    told = {"groups": ["samordnare"], "employee": ["19121212" + "1212"]}
    assert go_in(client, saml_server, identity=told).status_code == 403

    IdentityProvider.objects.update(subject_claim=CIVIC)
    told = {"groups": ["samordnare"], CIVIC: ["whatever"]}
    assert go_in(client, saml_server, identity=told).status_code == 403


def test_an_attribute_may_be_the_lasting_number(client, saml_provider, saml_server):
    IdentityProvider.objects.update(subject_claim="employee")
    told = {"groups": ["samordnare"], "employee": ["a17"]}
    passing = NameID(format=NAMEID_FORMAT_TRANSIENT, text="x")

    go_in(client, saml_server, identity=told, name_id=passing)

    assert Identity.objects.get().sub == "a17"
    client.logout()
    several = told | {"employee": ["a17", "a18"]}
    assert go_in(client, saml_server, identity=several).status_code == 403


@pytest.mark.parametrize("groups", [[], ["kock"]])
def test_who_has_no_task_gets_no_access(client, saml_provider, saml_server, groups):
    page = go_in(client, saml_server, identity={NAME: ["Karin"], "groups": groups})

    assert page.status_code == 403
    assert "du har inget uppdrag här" in whole(page)
    assert not Account.objects.exists()


def test_a_sign_in_is_short_and_the_round_leaves_it(client, saml_provider, saml_server):
    go_in(client, saml_server)

    with later(9):
        assert provider_rounds.ask_again() == 0
        assert client.get("/arbete/").status_code == 200
    with later(16):
        assert client.get("/arbete/").url.startswith("/logga-in/")


def test_the_municipality_may_let_it_last_an_hour(client, saml_provider, saml_server):
    IdentityProvider.objects.update(lasts=60)
    go_in(client, saml_server)

    with later(59):
        assert client.get("/arbete/").status_code == 200
    with later(61):
        assert client.get("/arbete/").status_code == 302


def test_a_provider_that_is_no_longer_used_keeps_nobody_in(client, saml_provider, saml_server):
    go_in(client, saml_server)
    IdentityProvider.objects.update(is_active=False)

    with later(9):
        assert provider_rounds.ask_again() == 1
    assert not SignIn.objects.exists()


def test_what_is_hard_to_undo_asks_the_provider_anew(client, saml_provider, saml_server):
    go_in(client, saml_server)
    with later(11):
        sent_on = client.get("/arbete/installningar/inloggning/")
        address = client.get(sent_on.url).url
        assert saml_server.question(client, address).force_authn == "true"
        stale = {"class_ref": LOA3, "authn_auth": "x", "authn_instant": 1_000_000}
        back = posted(saml_server.answer(client, address, authn=stale))["Location"]
        assert client.get(back).status_code == 403

        page = go_in(client, saml_server, sent_on.url)
        assert page.url == "/arbete/installningar/inloggning/"


def test_an_account_from_before_is_linked(client, saml_provider, saml_server, karin):
    desk = let_in(client, karin)

    page = go_in(desk, saml_server, "/arbete/mitt-konto/kommunen/")

    assert page.url == "/arbete/mitt-konto/"
    assert Identity.objects.get().account == karin


def test_two_languages_do_not_answer_for_each_other(client, saml_provider):
    assert client.get("/logga-in/kommunen/svar/?code=x").status_code == 404
    asked(client)
    IdentityProvider.objects.update(kind="oidc")

    assert client.post(ANSWER).status_code == client.get(FINISH).status_code == 404
    assert client.get("/logga-in/kommunen/svar/?code=x&state=").status_code == 403


def test_where_saml_is_off_there_is_no_trace_of_it(client, saml_provider, settings):
    settings.SAML_ON = False

    for page in (ASK, METADATA, FINISH):
        assert client.get(page).status_code == 404
    assert ASK not in whole(client.get("/logga-in/"))


def test_without_a_key_there_are_no_metadata_until_the_command_has_made_one(
    client, saml_server, settings, tmp_path, capsys
):
    make_municipality()
    settings.SAML_KEYS = tmp_path / "saml"
    assert client.get(METADATA).status_code == 404

    call_command("saml_key")

    key = settings.SAML_KEYS / "key.pem"
    assert key.stat().st_mode & 0o777 == 0o600
    assert "Ta med den i säkerhetskopian" in capsys.readouterr().out
    before = key.read_text()
    with pytest.raises(Exception, match="Det finns redan en nyckel"):
        call_command("saml_key")
    call_command("saml_key", ny=True)
    assert key.read_text() != before
    assert client.get(METADATA).status_code == 200


@pytest.mark.parametrize("metadata", ["", "<a/>", "inte xml"])
def test_a_provider_whose_metadata_cannot_be_used_is_told_in_plain_words(
    client, saml_provider, metadata
):
    IdentityProvider.objects.update(metadata=metadata)

    page = client.get(ASK)

    assert page.status_code == 503
    assert "svarar inte just nu" in whole(page)


def test_metadata_that_break_before_the_answer_are_no_fault_of_hers(
    client, saml_provider, saml_server
):
    answer = saml_server.answer(client, asked(client))
    IdentityProvider.objects.update(metadata="inte xml")

    assert posted(answer).status_code == 503


def test_the_neighbours_provider_answers_for_the_neighbour_only(client, saml_provider, saml_server):
    answer = saml_server.answer(client, asked(client))
    saml_provider.delete()
    make_saml_provider(saml_server)

    assert posted(answer).status_code == 403
