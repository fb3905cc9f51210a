# SPDX-License-Identifier: EUPL-1.2
"""The door by way of the municipality's own identity provider: out to it, and back."""

import dataclasses
import time
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from traffpunkt.people import oidc, saml
from traffpunkt.people.arriving import arrive
from traffpunkt.people.codes import FROM_ONE_ADDRESS
from traffpunkt.people.desk import Desk, DeskRequest, at_home
from traffpunkt.people.groups import Taken, let_go, proves_two_steps, welcome
from traffpunkt.people.groups import link as link_account
from traffpunkt.people.keeping import is_kept
from traffpunkt.people.limits import address_of
from traffpunkt.people.models import Account, IdentityProvider
from traffpunkt.people.models.identity import locked
from traffpunkt.people.proving import freshly_proven
from traffpunkt.people.sign_ins import came_by, prove_again
from traffpunkt.people.signing_in import BY_PROVIDER, OIDC
from traffpunkt.people.ways import landing, way_back
from traffpunkt.places.requests import GuestRequest

SPOT = "provider_question"
LIVES = 60 * 15


def provider_of(request: GuestRequest, *kinds: IdentityProvider.Kind) -> IdentityProvider:
    """The provider of this municipality, of one of some kinds; where there is none there is no such page."""
    provider = IdentityProvider.of(request.municipality)
    if provider is None or provider.kind not in (kinds or IdentityProvider.Kind):
        raise Http404
    return provider


@never_cache
@require_safe
def ask(request: GuestRequest) -> HttpResponse:
    """To the provider's own page; who is signed in already shows there once more who she is."""
    return there(request)


@never_cache
@require_safe
@at_home
@freshly_proven
def link(request: DeskRequest) -> HttpResponse:
    """To the provider's own page, so that who is signed in here can come in by it too."""
    if IdentityProvider.of(request.municipality) is None:
        return redirect("people:account")
    return there(request, link=request.desk.account.pk)


@require_POST
@at_home
@freshly_proven
def unlink(request: DeskRequest) -> HttpResponse:
    """Let her account be opened by the provider no more."""
    account = request.desk.account
    mine = account.identities.by(IdentityProvider.of(request.municipality)).first()
    if mine is not None and account.has_address:
        let_go(mine, by=account.actor, here=request.municipality)
        messages.success(request, _("Kopplingen är borttagen."))
    return redirect("people:account")


def there(request: GuestRequest, link: int | None = None) -> HttpResponse:
    """Lead to the provider with a new question; who is signed in is asked there even if it knows her."""
    provider = provider_of(request)
    if not FROM_ONE_ADDRESS.allows(address_of(request)):
        return stop(request, "busy", 429)
    is_in = isinstance(request.user, Account)
    try:
        address, question = question_to(provider, request, again=is_in)
    except oidc.Down:
        return stop(request, "down", 503)
    keep_in_mind(request, provider, question, link)
    return HttpResponseRedirect(address)


def question_to(
    provider: IdentityProvider, request: GuestRequest, again: bool
) -> tuple[str, dict[str, Any]]:
    """The provider's own page with a new question, and what we remember of it."""
    if provider.is_saml:
        asked = saml.where_to_ask(provider, saml_here(request), again)
        since = time.time() if again else 0
        return asked.address, {"number": asked.number, "again": again, "since": since}
    question = oidc.Question.new(again=again)
    address = oidc.where_to_ask(provider, question, back_of(request))
    return address, dataclasses.asdict(question)


def keep_in_mind(
    request: GuestRequest, provider: IdentityProvider, question: dict[str, Any], link: int | None
) -> None:
    """Let this browser know what it has asked, and for which account to link, until the answer comes."""
    kept = {"provider": provider.pk, "at": time.time(), "question": question}
    kept |= {"link": link}
    request.session[SPOT] = kept | {"next": way_back(request.GET.get("next", ""))}
    if not isinstance(request.user, Account):
        request.session.set_expiry(LIVES)


@never_cache
@require_safe
def back(request: GuestRequest) -> HttpResponse:
    """Back from the provider: what it says is checked, and opens the door to who has a task here."""
    provider = provider_of(request, IdentityProvider.Kind.OIDC)
    asked = request.session.pop(SPOT, {})
    # Who said no there comes back without a code.
    if not (is_answer_to(asked, request, provider) and request.GET.get("code")):
        return stop(request, "refused", 403)
    question = oidc.Question(**asked["question"])
    try:
        told = oidc.redeem(provider, request.GET.get("code", ""), question, back_of(request))
    except oidc.Refused:
        return stop(request, "refused", 403)
    except oidc.Down:
        return stop(request, "down", 503)
    if asked["link"]:
        return linked(request, provider, told[0], asked["link"])
    return let_in(request, provider, told, asked)


def linked(
    request: GuestRequest, provider: IdentityProvider, claims: dict[str, Any], number: int
) -> HttpResponse:
    """Let the account that asked be opened by whom the provider tells of, unless she has another."""
    account = request.user
    if not isinstance(account, Account) or account.pk != number:
        return stop(request, "refused", 403)
    try:
        link_account(provider, claims, account)
    except Taken:
        return stop(request, "taken", 409)
    messages.success(request, _("Klart. Nu kan du logga in den vägen också."))
    return redirect("people:account")


def let_in(
    request: GuestRequest,
    provider: IdentityProvider,
    told: tuple[dict[str, Any], str],
    asked: dict[str, Any],
) -> HttpResponse:
    """Open the door to who has a task here, by what the provider tells of her."""
    claims, refresh = told
    account = welcome(provider, claims)
    if account is None or not desk_of(request, account).memberships:
        return stop(request, "no_task", 403)
    factor = BY_PROVIDER if proves_two_steps(provider, claims) else ""
    if isinstance(request.user, Account):
        return proven(request, account, factor, asked)
    came = {"factor": factor, "provider": provider.pk, "refresh": locked(refresh)}
    came |= {"home": provider.municipality_id}
    came |= {"minutes": provider.lasts} if provider.is_saml else {}
    page = landing(desk_of(request, account), asked["next"])
    page = reverse("people:kept") if is_kept(request) else page
    return arrive(request, account, OIDC.key, wanted=page, **came)


def desk_of(request: GuestRequest, account: Account) -> Desk:
    """The desk where she sits down when she comes by the provider."""
    return Desk(account, request.municipality, OIDC.key)


def is_answer_to(asked: dict[str, Any], request: GuestRequest, provider: IdentityProvider) -> bool:
    """Whether this browser asked this provider, not long ago, and the answer is to that question."""
    if not is_recent(asked, provider) or "state" not in asked["question"]:
        return False
    told = str(asked["question"]["state"])
    return constant_time_compare(told, request.GET.get("state", ""))


def is_recent(asked: dict[str, Any], provider: IdentityProvider) -> bool:
    """Whether this browser asked this provider, not long ago."""
    return asked.get("provider") == provider.pk and time.time() - asked["at"] <= LIVES


def proven(
    request: GuestRequest, account: Account, factor: str, asked: dict[str, Any]
) -> HttpResponse:
    """Who was signed in has shown once more who she is; another person changes nothing."""
    if request.user != account:
        return stop(request, "refused", 403)
    # A session that began another way gets nothing of it: nobody would ask the provider again.
    # Nor does a question from before she came in, which anybody signed in there could answer.
    if came_by(request) == OIDC.key and asked["question"]["since"]:
        prove_again(request, factor, shown=request.municipality.pk)
    return redirect(landing(Desk(account, request.municipality, came_by(request)), asked["next"]))


def back_of(request: GuestRequest) -> str:
    """Where the provider leads back to."""
    return request.build_absolute_uri(reverse("people:provider_back"))


def saml_here(request: GuestRequest) -> saml.Here:
    """What this municipality is called by a provider that speaks SAML, and where it is answered."""
    provider = IdentityProvider.at(request.municipality)
    wants = (provider.groups_claim, provider.subject_claim) if provider.is_saml else ()
    return saml.Here(
        request.build_absolute_uri(reverse("people:saml_metadata")),
        request.build_absolute_uri(reverse("people:saml_answer")),
        tuple(filter(None, wants)),
    )


def stop(request: GuestRequest, why: str, status: int) -> HttpResponse:
    """Why she did not come in, and how she comes in all the same."""
    page = {"why": why, "again": quote(reverse("people:provider"))}
    return render(request, "people/provider_stop.html", page, status=status)
