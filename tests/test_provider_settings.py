# SPDX-License-Identifier: EUPL-1.2
"""Where a coordinator says where the municipality's own sign-in is, tries it, and says what its groups mean."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from tests.identity_server import go_in
from tests.makers import make_account, make_organisation, make_venue, the_municipality
from tests.signing import let_in, whole
from traffpunkt.journal.models import SYSTEM, Entry
from traffpunkt.people import oidc
from traffpunkt.people.models import (
    NOWHERE,
    Account,
    GroupRole,
    IdentityProvider,
    Membership,
    ProviderSignIn,
    Role,
    SignIn,
    SignInRule,
)

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

PAGE = "/arbete/installningar/inloggning/kommunen/"
TRY = f"{PAGE}prov/"
NEW = f"{PAGE}gruppuppdrag/ny/"
RULE = "/arbete/installningar/inloggning/"


@pytest.fixture
def desk(client, karin):
    return let_in(client, karin)


def filled(**given):
    return {
        "label": "Gävles inloggning", "issuer": "https://inloggning.gavle.example",
        "client_id": "traffpunkt", "secret": "hemligt", "groups_claim": "groups", "is_active": "on",
    } | given  # fmt: skip


def verbs(row):
    return [line.verb for line in Entry.objects.about(row)]


def test_karin_lays_it_down_and_its_name_stands_in_the_door(desk, client):
    assert PAGE in whole(desk.get("/arbete/installningar/"))
    assert PAGE in whole(desk.get(RULE))
    assert "Lägg till en grupp" not in whole(desk.get(PAGE))

    page = whole(desk.post(PAGE, filled(), follow=True))

    row = IdentityProvider.objects.get()
    assert row.secret == "hemligt"
    assert "Er inloggning är sparad" in page
    assert "Vi har inte fått något svar än" in page
    assert "http://testserver/logga-in/kommunen/svar/" in page
    assert "hemligt" not in page
    assert "Logga in med Gävles inloggning" in whole(type(client)().get("/logga-in/"))
    desk.post(PAGE, filled(secret=""))
    assert verbs(row) == ["changed"]


def test_the_secret_stays_where_nothing_is_typed_and_changes_where_it_is(desk):
    desk.post(PAGE, filled())
    desk.post(PAGE, filled(secret="", client_id="annat"))
    assert IdentityProvider.objects.get().secret == "hemligt"

    desk.post(PAGE, filled(secret="nytt"))
    assert IdentityProvider.objects.get().secret == "nytt"


def test_a_secret_goes_to_no_other_issuer_than_its_own(desk):
    desk.post(PAGE, filled())

    answer = desk.post(PAGE, filled(secret="", issuer="https://else.example"))

    assert answer.status_code == 422
    assert "Skriv hemligheten som hör till" in whole(answer)
    assert IdentityProvider.objects.get().issuer == "https://inloggning.gavle.example"


def test_the_first_time_the_secret_is_needed_and_nothing_typed_is_lost(desk):
    answer = desk.post(PAGE, filled(secret=""))

    assert answer.status_code == 422
    assert 'value="Gävles inloggning"' in whole(answer)
    assert not IdentityProvider.objects.exists()


def test_the_address_that_machines_read_becomes_the_issuer(desk):
    desk.post(PAGE, filled(issuer="https://in.example/v2/.well-known/openid-configuration"))

    assert IdentityProvider.objects.get().issuer == "https://in.example/v2"


def test_in_the_open_only_where_all_of_ours_is(desk, settings):
    settings.HTTPS = True
    settings.SECURE_SSL_REDIRECT = False

    answer = desk.post(PAGE, filled(issuer="http://in.example"))

    assert answer.status_code == 422
    assert "börja med https" in whole(answer)


@pytest.mark.parametrize("missing", ["issuer", "secret"])
def test_what_cannot_be_read_is_said_once(desk, missing):
    answer = desk.post(PAGE, filled(**{missing: "\0"}))

    assert answer.status_code == 422
    assert not IdentityProvider.objects.exists()


def test_it_is_not_used_before_somebody_comes_in_without_it(desk, karin):
    Account.objects.update(email=f"k@{NOWHERE}")

    answer = desk.post(PAGE, filled())

    assert answer.status_code == 422
    assert "Annars kommer ingen in" in whole(answer)
    assert desk.post(PAGE, filled(is_active="")).status_code == 302


def test_it_is_not_switched_off_while_a_role_has_no_other_way(desk):
    desk.post(PAGE, filled())
    SignInRule.objects.create(municipality=the_municipality(), ways={"host": ["oidc"]})

    answer = desk.post(PAGE, filled(is_active=""))

    assert answer.status_code == 422
    assert "En värd loggar bara in så här" in whole(answer)
    assert IdentityProvider.objects.get().is_active


def test_coordinators_keep_a_way_that_is_not_the_providers(client, provider, server):
    go_in(client, server)
    chosen = {"demand": "off"} | {f"ways_{role}": ["oidc"] for role in Role}
    chosen |= {f"factors_{role}": ["totp"] for role in Role}

    answer = client.post(RULE, chosen)

    assert answer.status_code == 422
    assert "Behåll ett sätt till" in whole(answer)
    client.post(RULE, chosen | {"ways_coordinator": ["code", "oidc"]})
    assert SignInRule.objects.get().ways_for("host") == {"oidc"}


def test_a_rule_from_before_that_lets_nobody_in_so_is_pointed_out(desk):
    SignInRule.objects.create(
        municipality=the_municipality(), ways={role: ["code"] for role in Role}
    )
    desk.post(PAGE, filled())

    assert "Inget uppdrag får logga in så än" in whole(desk.get(PAGE))


def test_a_proof_of_the_last_ten_minutes_is_asked_for(desk):
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=11), tick=False):
        for page in (PAGE, NEW):
            assert desk.get(page).url.startswith("/logga-in/igen/")


def test_one_that_answers_is_said_to(desk, provider):
    page = whole(desk.post(TRY, follow=True))

    assert "svarar som den ska" in page
    assert "Den svarade senast i dag" in page


def test_another_issuer_has_not_answered_yet(desk, provider):
    desk.post(TRY)
    assert IdentityProvider.objects.get().answered

    desk.post(PAGE, filled(issuer="http://in.example"))

    assert IdentityProvider.objects.get().answered is None


def test_another_issuer_is_never_asked_with_the_keys_of_the_one_before(
    desk, client, provider, server
):
    go_in(type(client)(), server)
    assert desk.post(PAGE, filled(issuer=server)).status_code == 302
    assert ProviderSignIn.objects.count() == 1

    desk.post(PAGE, filled(issuer=f"{server}/annan", secret="ny"))

    assert not ProviderSignIn.objects.exists()
    assert not SignIn.objects.exists()


def test_answers_are_noted_to_the_minute(provider):
    oidc.try_out(provider)
    first = provider.answered
    oidc.try_out(provider)
    assert provider.answered == first

    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=2), tick=False):
        oidc.try_out(provider)
    provider.refresh_from_db()
    assert provider.answered > first


def says(monkeypatch, **told):
    """Let the provider say something else of itself."""
    true = oidc.fetched
    monkeypatch.setattr(oidc, "fetched", lambda at: true(at) | told)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"issuer": "http://annan.example"}, "kallar sig http://annan.example."),
        ({"issuer": None}, "inte som en inloggning ska"),
        ({"token_endpoint": None}, "inte var man loggar in"),
        ({"authorization_endpoint": "javascript:1"}, "inte var man loggar in"),
        ({"token_endpoint": "http://["}, "inte var man loggar in"),
        ({"keys": ["en"]}, "inga nycklar"),
        (
            {"scopes_supported": None, "code_challenge_methods_supported": None},
            "svarar som den ska",
        ),
        ({"keys": []}, "inga nycklar"),
        ({"id_token_signing_alg_values_supported": ["HS256", "none"]}, "skriver under"),
        ({"code_challenge_methods_supported": ["plain"]}, "PKCE"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(desk, provider, monkeypatch, told, words):
    says(monkeypatch, **told)

    assert words in whole(desk.post(TRY, follow=True))


def test_one_that_is_silent_is_said_to_be(desk, provider):
    IdentityProvider.objects.update(issuer="http://localhost:9")

    assert "Vi får inget svar" in whole(desk.post(TRY, follow=True))


@pytest.mark.parametrize(
    ("status", "content"), [(404, b"{}"), (200, b"<html>"), (200, b"[]"), (302, b"{}")]
)
def test_one_that_is_something_else_is_said_to_be(desk, provider, monkeypatch, status, content):
    monkeypatch.setattr(oidc, "replied", lambda *_given: (status, content))

    assert "inte som en inloggning ska" in whole(desk.post(TRY, follow=True))


def test_a_group_is_given_an_assignment_and_loses_it_after_a_question(desk, provider, server):
    venue = make_venue(name="Brynäs", municipality=provider.municipality)
    told = {"group": "199001011234", "role": "coordinator", "venue": venue.pk}
    for _press in range(2):
        page = whole(desk.post(NEW, told, follow=True))

    row = GroupRole.objects.get(group="199001011234")
    assert "Aktivitetssamordnare, Brynäs" in page
    assert verbs(row) == ["introduced"]
    other = type(desk)()
    go_in(other, server, groups=["199001011234"])
    removal = f"{PAGE}gruppuppdrag/{row.pk}/borttagning/"
    assert "1 person blir genast av" in whole(desk.get(removal))

    for _press in range(2):
        assert desk.post(removal).url == PAGE

    assert other.get("/arbete/").status_code == 404
    assert not Membership.objects.current().filter(by_groups=True).exists()
    assert verbs(row) == ["introduced", "removed"]


def test_what_another_group_gives_too_stays(desk, provider, server):
    provider.give("chefer", "coordinator", by=SYSTEM)
    go_in(type(desk)(), server)
    row = provider.group_roles.get(group="chefer")

    row.remove(by=SYSTEM)

    assert Membership.objects.current().filter(by_groups=True).exists()


def test_a_group_of_a_partner_has_its_organisation_and_no_venue(desk, provider):
    answer = desk.post(NEW, {"group": "kören", "role": "partner"})
    assert answer.status_code == 422
    assert "Välj vilken organisation" in whole(answer)

    choir = make_organisation(name="Kören")
    provider.municipality.agreements.create(organisation=choir, starts=timezone.localdate())
    venue = make_venue(municipality=provider.municipality)
    told = {"group": "kören", "role": "partner", "organisation": choir.pk}
    answer = desk.post(NEW, told | {"venue": venue.pk})
    assert answer.status_code == 422
    assert "Det här uppdraget gäller inte bara en plats." in whole(answer)

    desk.post(NEW, told)
    assert GroupRole.objects.get(group="kören").in_words == "samverkanspartner, Kören"


def test_nobody_is_appointed_by_an_address_that_no_letter_reaches(desk):
    told = {"email": "a1@inloggning.invalid", "name": "Eva", "role": "coordinator"}

    answer = desk.post("/arbete/installningar/medarbetare/ny/", told)

    assert answer.status_code == 422
    assert "går att skicka brev till" in whole(answer)


def test_who_has_no_address_is_told_of_a_lost_step_by_no_letter(
    desk, provider, server, monkeypatch
):
    go_in(type(desk)(), server)
    row = Membership.objects.get(by_groups=True)
    monkeypatch.setattr("traffpunkt.activities.assignments.remove_all", lambda *_g, **_m: True)

    page = desk.post(f"/arbete/installningar/uppdrag/{row.pk}/andra-steg/", follow=True)

    assert "får ett brev" not in page.content.decode()
    assert not SignIn.objects.none()


def test_a_host_has_no_such_page(client, provider):
    let_in(client, make_account("Yusuf", "host", municipality=provider.municipality))

    assert client.get(PAGE).status_code == 404
