# SPDX-License-Identifier: EUPL-1.2
"""Where a coordinator lays down a sign-in by SAML, and what is told when something is wrong with it."""

import datetime
import re

import pytest
import requests
import time_machine
from django.utils import timezone

from tests.saml_server import ASK, CIVIC, LOA3, METADATA
from tests.signing import let_in, whole
from traffpunkt.config.settings import saml_is_there
from traffpunkt.people import oidc, provider_trial, saml_metadata
from traffpunkt.people.models import IdentityProvider, SignInRule

pytestmark = pytest.mark.django_db

PAGE = "/arbete/installningar/inloggning/kommunen/"
SAML = f"{PAGE}?slag=saml"
TRY = f"{PAGE}prov/"
AT = "/metadata.xml"


@pytest.fixture
def desk(client, karin, saml_server):
    return let_in(client, karin)


def filled(server, **given):
    return {
        "label": "Gävles inloggning", "issuer": server.entity, "metadata": server.metadata,
        "levels": LOA3, "groups_claim": "groups", "lasts": "15", "is_active": "on",
    } | given  # fmt: skip


def certificate(server):
    return server.certificate.read_text()


def test_karin_chooses_saml_and_its_name_stands_in_the_door(desk, client, saml_server):
    assert "?slag=saml" in whole(desk.get(PAGE))
    page = whole(desk.get(SAML))
    assert "?slag=oidc" in page
    assert f"http://testserver{METADATA}" in page
    assert "loa/1.0/loa3" in page

    page = whole(desk.post(SAML, filled(saml_server), follow=True))

    row = IdentityProvider.objects.get()
    assert (row.kind, row.lasts, row.accepted_levels) == ("saml", 15, [LOA3])
    assert "Er inloggning är sparad" in page
    assert "Entity-id" in page
    assert "Logga in med Gävles inloggning" in whole(type(client)().get("/logga-in/"))
    assert client.get(ASK).url.startswith(saml_server.page)


def test_where_saml_is_off_there_is_nothing_to_choose(desk, settings):
    settings.SAML_ON = False

    page = whole(desk.get(SAML))

    assert "SAML" not in page
    assert "Klient-id" in page


def test_a_missing_key_is_told(desk, settings, tmp_path):
    settings.SAML_KEYS = tmp_path

    assert "Det finns ingen nyckel för SAML än" in whole(desk.get(SAML))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"metadata": ""}, "Klistra in metadata"),
        ({"metadata": "inte xml"}, "inte metadata för SAML"),
        ({"metadata": "<a/>"}, "inte metadata för SAML"),
        ({"metadata": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "inte metadata för SAML"),
        ({"issuer": "urn:annat"}, "handlar inte om det entity-id"),
        ({"subject_claim": CIVIC}, "Det är ett personnummer"),
        ({"metadata_certificate": "något"}, "inte underskriven med det certifikatet"),
        ({"levels": ""}, "Skriv"),
        ({"lasts": "600"}, "Välj"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(desk, saml_server, given, words):
    answer = desk.post(SAML, filled(saml_server, **given))

    assert answer.status_code == 422
    assert words in whole(answer)
    assert 'value="Gävles inloggning"' in whole(answer)
    assert not IdentityProvider.objects.exists()


def test_signed_metadata_are_believed_by_their_certificate_only(desk, saml_server):
    good = certificate(saml_server)
    signed = saml_server.signed_metadata

    other = (saml_server.ours / "certificate.pem").read_text()
    for text, by in (
        (signed, other),
        (signed.replace(saml_server.page, "https://thief.example/"), good),
        (saml_server.metadata, good),
    ):
        told = filled(saml_server, metadata=text, metadata_certificate=by)
        answer = desk.post(SAML, told)
        assert answer.status_code == 422
        assert "inte underskriven" in whole(answer)

    told = filled(saml_server, metadata=signed, metadata_certificate=good)
    assert desk.post(SAML, told).status_code == 302
    assert "Signature" not in IdentityProvider.objects.get().metadata


def moved(text):
    """The signature with all that it signs, inside something that says another thing."""
    bare = text[text.index("?>") + 2 :] if text.startswith("<?xml") else text
    forged = re.sub(r"<ns\d:Signature .*?</ns\d:Signature>", "", bare, flags=re.DOTALL)
    root = forged[: forged.index(">") + 1]
    other = root.replace('ID="', 'ID="x')
    return forged.replace(root, f"{other}{bare}", 1)


def test_a_signature_of_something_else_in_the_metadata_is_refused(desk, saml_server):
    good = certificate(saml_server)
    signed = saml_server.signed_metadata
    signature = re.search(r"<ns\d:Signature .*?</ns\d:Signature>", signed, re.DOTALL)
    elsewhere = signed.replace('ID="', 'ID="x', 1)
    assert signature is not None
    weak = signed.replace("xmldsig-more#rsa-sha256", "xmldsig-more#rsa-md5")

    for text in (moved(signed), elsewhere, weak):
        told = filled(saml_server, metadata=text, metadata_certificate=good)
        assert desk.post(SAML, told).status_code == 422


def test_a_list_of_many_gives_the_one_that_is_meant(desk, saml_server):
    one = saml_server.metadata
    bare = one[one.index("?>") + 2 :] if one.startswith("<?xml") else one
    other = bare.replace(saml_server.entity, "https://else.example")
    name = "urn:oasis:names:tc:SAML:2.0:metadata"
    many = f'<m:EntitiesDescriptor xmlns:m="{name}">{other}{bare}</m:EntitiesDescriptor>'

    assert desk.post(SAML, filled(saml_server, metadata=many)).status_code == 302

    kept = IdentityProvider.objects.get().metadata
    assert saml_server.entity in kept
    assert "else.example" not in kept


def test_metadata_past_their_time_are_refused(desk, saml_server):
    old = saml_server.metadata.replace("entityID=", 'validUntil="2020-01-01T00:00:00Z" entityID=')

    answer = desk.post(SAML, filled(saml_server, metadata=old))

    assert answer.status_code == 422
    assert "Tiden har gått ut" in whole(answer)


def at_address(server, httpserver, text):
    httpserver.expect_request(AT).respond_with_data(text)
    return filled(server, metadata="", metadata_address=httpserver.url_for(AT))


def test_metadata_at_an_address_are_read_by_prova_nu_and_each_day(desk, saml_server, httpserver):
    told = at_address(saml_server, httpserver, saml_server.metadata)
    assert desk.post(SAML, told).status_code == 302
    row = IdentityProvider.objects.get()
    assert not row.metadata
    assert "svarar som den ska" in whole(desk.post(TRY, follow=True))
    row.refresh_from_db()
    assert row.issuer in row.metadata
    desk.post(SAML, told | {"label": "Vår inloggning"})
    row.refresh_from_db()
    assert row.issuer in row.metadata
    assert "entityID" not in whole(desk.get(PAGE))
    desk.post(SAML, told | {"issuer": "urn:annat"})
    assert not IdentityProvider.objects.get().metadata
    desk.post(SAML, told)

    httpserver.clear()
    httpserver.expect_request(AT).respond_with_data(saml_server.metadata.replace("/sso", "/ny"))
    assert saml_metadata.refresh_all() == 1
    assert saml_metadata.refresh_all() == 0
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=25)):
        assert saml_metadata.refresh_all() == 1
    row.refresh_from_db()
    assert "/ny" in row.metadata


def test_what_cannot_be_read_anew_changes_nothing(desk, saml_server, saml_provider, settings):
    IdentityProvider.objects.update(metadata_address="http://localhost:9/m")
    before = saml_provider.metadata

    assert saml_metadata.refresh_all() == 0
    settings.SAML_ON = False
    assert saml_metadata.refresh_all() == 0

    saml_provider.refresh_from_db()
    assert saml_provider.metadata == before


def test_an_address_that_answers_with_something_else_is_told(
    desk, saml_server, httpserver, monkeypatch
):
    httpserver.expect_request(AT).respond_with_data("x", status=302, headers={"Location": "/"})
    told = filled(saml_server, metadata="", metadata_address=httpserver.url_for(AT))
    desk.post(SAML, told)
    assert "inte metadata för SAML" in whole(desk.post(TRY, follow=True))

    httpserver.clear()
    httpserver.expect_request(AT).respond_with_data("x" * 100)
    monkeypatch.setattr(saml_metadata, "AT_MOST", 50)
    assert "inte metadata för SAML" in whole(desk.post(TRY, follow=True))

    def silent(*_given, **_more):
        raise requests.ConnectionError

    monkeypatch.setattr(requests, "get", silent)
    assert "Vi får inget svar" in whole(desk.post(TRY, follow=True))


def test_in_the_open_only_where_all_of_ours_is(desk, saml_server, settings):
    settings.HTTPS, settings.SECURE_SSL_REDIRECT = True, False

    answer = desk.post(SAML, filled(saml_server, metadata_address="http://in.example/m"))

    assert answer.status_code == 422
    assert "börja med https" in whole(answer)


def test_prova_nu_says_what_is_wrong(desk, saml_server, saml_provider):
    assert "svarar som den ska" in whole(desk.post(TRY, follow=True))

    text = saml_provider.metadata.replace("HTTP-Redirect", "HTTP-Artifact")
    IdentityProvider.objects.update(metadata=text)
    assert "inte var man loggar in" in whole(desk.post(TRY, follow=True))

    IdentityProvider.objects.update(metadata="inte xml")
    assert "inte metadata för SAML" in whole(desk.post(TRY, follow=True))


def test_a_certificate_that_soon_ends_is_told(desk, karin, saml_provider):
    assert "certifikat gäller till" not in whole(desk.get(PAGE))

    with time_machine.travel(timezone.now() + datetime.timedelta(days=3640)):
        fresh = let_in(type(desk)(), karin)
        assert "certifikat gäller till" in whole(fresh.get(PAGE))

    IdentityProvider.objects.update(metadata="inte xml")
    assert "certifikat gäller till" not in whole(desk.get(PAGE))


def test_the_last_way_in_is_not_taken_away(desk, saml_server, karin, saml_provider):
    ways = {"host": ["oidc"]}
    SignInRule.objects.create(municipality=saml_provider.municipality, ways=ways)

    answer = desk.post(SAML, filled(saml_server, is_active=""))

    assert answer.status_code == 422
    assert "loggar bara in så här" in whole(answer)


def test_a_sign_in_by_openid_connect_becomes_one_by_saml_and_back(desk, saml_server):
    desk.post(SAML, filled(saml_server))
    plain = {
        "label": "Gävles inloggning", "issuer": "https://in.example", "client_id": "t",
        "secret": "hemligt", "groups_claim": "groups", "is_active": "on",
    }  # fmt: skip

    assert desk.post(f"{PAGE}?slag=oidc", plain).status_code == 302

    row = IdentityProvider.objects.get()
    assert (row.kind, row.answered) == ("oidc", None)


def test_saml_that_is_asked_for_and_not_installed_is_told_before_anything_starts(monkeypatch):
    assert saml_is_there(True)
    assert not saml_is_there(False)
    monkeypatch.setattr("shutil.which", lambda _name: None)

    with pytest.raises(SystemExit, match="det som SAML behöver finns inte här"):
        saml_is_there(True)


def test_every_fault_has_its_words():
    for why in provider_trial.FAULTS:
        assert provider_trial.words_for(oidc.Down(why))


def test_signed_metadata_at_an_address_are_believed_by_their_certificate_only(
    desk, saml_server, httpserver
):
    told = at_address(saml_server, httpserver, saml_server.signed_metadata)
    desk.post(SAML, told | {"metadata_certificate": certificate(saml_server)})
    assert "svarar som den ska" in whole(desk.post(TRY, follow=True))

    httpserver.clear()
    at_address(saml_server, httpserver, saml_server.metadata)
    assert "inte underskriven" in whole(desk.post(TRY, follow=True))
