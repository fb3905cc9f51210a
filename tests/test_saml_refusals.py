# SPDX-License-Identifier: EUPL-1.2
"""Answers by SAML that are not to be believed: each is refused, and nobody comes in."""

import datetime

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone
from saml2.saml import NAMEID_FORMAT_TRANSIENT, NameID

from tests.saml_server import (
    ANSWER,
    ASK,
    FINISH,
    METADATA,
    SamlServer,
    asked,
    go_in,
    posted,
)
from tests.signing import who, whole
from traffpunkt.people.models import Account, Identity

pytestmark = pytest.mark.django_db


def later(minutes):
    return time_machine.travel(timezone.now() + datetime.timedelta(minutes=minutes), tick=False)


@pytest.mark.parametrize(
    "told",
    [
        {"sign_response": False}, {"sign_assertion": False},
        {"destination": "http://testserver/annat/"},
        {
            "ours": lambda text: text.replace(f"entityID=\"http://testserver{METADATA}", 'entityID="http://else'),
            "sp_entity_id": "http://else",
        },
        {"in_response_to": "id-nobody-asked"},
        {"name_id": NameID(format=NAMEID_FORMAT_TRANSIENT, text="k1")},
        {"sign_alg": "http://www.w3.org/2000/09/xmldsig#rsa-sha1"},
        {"digest_alg": "http://www.w3.org/2000/09/xmldsig#sha1"},
    ],
)  # fmt: skip
def test_an_answer_that_is_not_as_it_must_be_is_refused(client, saml_provider, saml_server, told):
    page = go_in(client, saml_server, **told)

    assert page.status_code == 403
    assert "Börja om" in whole(page)
    assert not who(client)
    assert not Account.objects.exists()


def test_an_answer_to_no_question_is_refused(client, saml_provider, saml_server):
    answer = saml_server.answer(client, asked(client))
    cache.clear()

    assert posted(answer).status_code == 403


def test_an_answer_signed_by_somebody_else_is_refused(client, saml_provider, saml_server):
    thief = SamlServer(saml_server.ours, saml_server.folder)

    assert go_in(client, thief).status_code == 403


def test_what_is_changed_on_the_way_is_refused(client, saml_provider, saml_server):
    def stolen(text):
        assert ">k1<" in text
        return text.replace(">k1<", ">k2<")

    assert go_in(client, saml_server, change=stolen).status_code == 403


def wrapped(text):
    """A forged assertion where ours is read, and the signed one moved aside, whole and true."""
    begin = text.index("<ns1:Assertion")
    end = text.index("</ns1:Assertion>") + len("</ns1:Assertion>")
    true = text[begin:end]
    mark = text[text.index('ID="', begin) + 4 :].split('"')[0]
    signature = true[true.index("<ns2:Signature") : true.index("</ns2:Signature>") + 16]
    forged = true.replace(signature, "").replace(mark, "id-forged").replace(">k1<", ">thief<")
    return text[:begin] + forged + true + text[end:]


def test_a_wrapped_signature_is_refused(client, saml_provider, saml_server):
    for is_signed in (True, False):
        page = go_in(client, saml_server, change=wrapped, sign_response=is_signed)

        assert page.status_code == 403
    assert not Identity.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(">k1<", ">k<!-- -->1<"),
        lambda text: text.replace(">k1<", ">k<?x ?>1<"),
        lambda text: text.replace(">k1<", "><![CDATA[k1]]><"),
        lambda text: '<!DOCTYPE x [<!ENTITY a "k1">]>' + text.replace(">k1<", ">&a;<"),
        lambda text: '<!DOCTYPE x SYSTEM "file:///etc/passwd">' + text,
        lambda text: "<?xml version='1.0' encoding='cp037'?>" + text,
        lambda text: text[:200],
        lambda _text: "",
        lambda _text: "<a/>",
    ],
)
def test_comments_entities_and_what_is_no_answer_are_refused(
    client, saml_provider, saml_server, change
):
    answer = saml_server.answer(client, asked(client))
    bare = answer[answer.index("?>") + 2 :] if answer.startswith("<?xml") else answer

    assert posted(change(bare)).status_code == 403


def test_what_is_no_base64_is_refused(client, saml_provider):
    assert client.post(ANSWER, {"SAMLResponse": "åäö"}).status_code == 403
    assert client.post(ANSWER).status_code == 403


@pytest.mark.parametrize(("minutes", "status"), [(0, 302), (-7, 403), (7, 403)])
def test_an_answer_counts_only_in_its_time(client, saml_provider, saml_server, minutes, status):
    address = asked(client)
    with later(minutes):
        answer = saml_server.answer(client, address)

    page = posted(answer)

    assert page.status_code == (303 if status == 302 else status)


def test_an_answer_works_once(client, saml_provider, saml_server):
    answer = saml_server.answer(client, asked(client))
    assert posted(answer).status_code == 303

    assert posted(answer).status_code == 403


def test_an_assertion_works_once_even_to_a_question_that_is_asked_still(
    client, saml_provider, saml_server, monkeypatch
):
    answer = saml_server.answer(client, asked(client))
    monkeypatch.setattr(type(cache), "delete", lambda *_given, **_more: True, raising=False)
    assert posted(answer).status_code == 303

    assert posted(answer).status_code == 403


def test_processes_that_share_a_database_share_what_is_used(
    client, saml_provider, saml_server, settings
):
    settings.CACHES = settings.CACHES | {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "config_cache",
        }
    }
    call_command("createcachetable")
    answer = saml_server.answer(client, asked(client))
    assert posted(answer).status_code == 303

    assert posted(answer).status_code == 403


def test_the_word_that_leads_back_works_once_and_in_the_browser_that_asked(
    client, saml_provider, saml_server
):
    back = posted(saml_server.answer(client, asked(client)))["Location"]
    other = type(client)()
    other.get(ASK)
    assert other.get(back).status_code == 403
    assert client.get(back).status_code == 403

    asked(client)
    assert client.get(f"{FINISH}?svar=annat").status_code == 403
    assert client.get(FINISH).status_code == 403
    assert not who(client)
    assert not who(other)


def test_a_question_of_long_ago_is_forgotten(client, saml_provider, saml_server):
    address = asked(client)
    with later(16):
        page = posted(saml_server.answer(client, address))

    assert page.status_code == 403


def test_an_answer_to_an_older_question_of_the_same_browser_is_refused(
    client, saml_provider, saml_server
):
    back = posted(saml_server.answer(client, asked(client)))["Location"]
    asked(client)

    assert client.get(back).status_code == 403
