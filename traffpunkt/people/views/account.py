# SPDX-License-Identifier: EUPL-1.2
"""Mitt konto: one's own second step, and where one is signed in."""

import json

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from traffpunkt.journal.models import record
from traffpunkt.people import factors, text_codes
from traffpunkt.people.desk import DeskRequest, at_home, lacks_second_step
from traffpunkt.people.forms import AppForm, KeyForm
from traffpunkt.people.keeping import is_kept
from traffpunkt.people.models import IdentityProvider
from traffpunkt.people.proving import freshly_proven
from traffpunkt.people.sign_ins import forget_step, prove_again
from traffpunkt.people.signing_in import PASSKEY, TOTP, Factor
from traffpunkt.people.ways import landing
from traffpunkt.ui.qr import qr

read_or_send = require_http_methods(["GET", "HEAD", "POST"])
SALT = "traffpunkt.new-app"
SECONDS = 60 * 60


@require_safe
@at_home
def account(request: DeskRequest) -> HttpResponse:
    """One's own page: the second step, and where one is signed in."""
    desk, key = request.desk, request.session.session_key
    provider = IdentityProvider.of(request.municipality)
    page = {
        "desk": desk,
        "mine": factors.when_added(desk.account),
        "offered": desk.factors,
        "is_missing": bool(desk.memberships) and lacks_second_step(request),
        "sign_ins": desk.account.sign_ins.lasting(),
        "key": key,
        "number": text_codes.own(desk.account),
        "may_text": text_codes.may_have(desk.account, request.municipality),
        "provider": provider,
        "linked": desk.account.identities.by(provider).exists(),
    }
    return render(request, "people/account.html", page)


@read_or_send
@at_home
@freshly_proven
def totp(request: DeskRequest) -> HttpResponse:
    """An app that shows codes: the picture to read, and its first code."""
    refuse_unless_offered(request, TOTP)
    form = AppForm(request.POST if request.method == "POST" else None)
    secret = secret_of(request)
    if form.is_valid():
        try:
            factors.add_totp(request.desk.account, secret, form.cleaned_data["code"])
            return added(request, TOTP)
        except factors.DoesNotFit:
            form.add_error("code", _("Koden stämmer inte. Skriv den som appen visar just nu."))
    page = {"form": form, **picture_of(request, secret)}
    return render(request, "people/totp.html", page, status=422 if form.is_bound else 200)


@read_or_send
@at_home
@freshly_proven
def passkey(request: DeskRequest) -> HttpResponse:
    """A key in this device: its name first, then the device asks for the finger or the lock."""
    refuse_unless_offered(request, PASSKEY)
    form = KeyForm(request.POST if request.method == "POST" else None)
    page = {"form": form, "options": "", "words": ""}
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "people/passkey.html", page, status=status)
    try:
        if answer := request.POST.get("answer"):
            factors.add_key(request.desk.account, form.cleaned_data["name"], answer)
            return added(request, PASSKEY)
    except factors.NoKey as refusal:
        page["words"] = refusal.words
    page["options"] = json.dumps(webauthn.begin_registration(request.desk.account, False))
    return render(request, "people/passkey.html", page, status=422 if page["words"] else 200)


@require_POST
@at_home
@freshly_proven
def factor_removal(request: DeskRequest) -> HttpResponse:
    """Take one's own app or key away."""
    factors.remove(request.desk.account, number(request), by=request.desk.actor)
    if not factors.kinds_of(request.desk.account):
        forget_step(request)
    messages.success(request, _("Det är borttaget."))
    return redirect("people:account")


@read_or_send
@at_home
@freshly_proven
def paper_codes(request: DeskRequest) -> HttpResponse:
    """The codes on paper; a press makes new ones."""
    if not factors.kinds_of(request.desk.account):
        return redirect("people:account")
    if request.method == "POST":
        factors.new_paper_codes(request.desk.account)
        messages.success(request, _("Här är nya reservkoder. De gamla gäller inte längre."))
        return redirect("people:paper_codes")
    onward = resolve_url("people:kept") if is_kept(request) else landing(request.desk)
    page = {"codes": factors.paper_codes(request.desk.account), "onward": onward}
    return render(request, "people/paper_codes.html", page)


@require_POST
@at_home
def sign_in_end(request: DeskRequest) -> HttpResponse:
    """End a sign-in of one's own, or all but this one."""
    others = request.desk.account.sign_ins.besides(request.session.session_key)
    ended = (others if "alla" in request.POST else others.numbered(number(request))).end_all()
    if ended:
        here = request.municipality.pk
        record(
            "signed-out-elsewhere", request.desk.account, by=request.desk.actor, municipality=here
        )
    messages.success(request, _("Du är utloggad där."))
    return redirect("people:account")


def refuse_unless_offered(request: DeskRequest, factor: Factor) -> None:
    """404 for a second step that nobody with her assignments may use here."""
    if factor not in request.desk.factors:
        raise Http404


def added(request: DeskRequest, factor: Factor) -> HttpResponse:
    """Count the new one as taken in this session, and show the codes on paper."""
    prove_again(request, factor.key)
    messages.success(request, _("Klart. Nästa gång du loggar in frågar vi efter det."))
    return redirect("people:paper_codes")


def secret_of(request: DeskRequest) -> str:
    """The new app's secret as the page was given it, or a new one."""
    try:
        told = signing.loads(request.POST.get("secret", ""), salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return generate_totp_secret()
    return str(told[1]) if told[0] == request.desk.account.pk else generate_totp_secret()


def picture_of(request: DeskRequest, secret: str) -> dict[str, object]:
    """The secret as a picture to read, as text in groups of four, and sealed for the way back."""
    return {
        "qr": qr(get_adapter().build_totp_url(request.desk.account, secret)),
        "groups": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "secret": signing.dumps([request.desk.account.pk, secret], salt=SALT),
    }


def number(request: DeskRequest) -> int:
    """Which row was pressed; 0 is none."""
    typed = request.POST.get("nummer", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else 0
