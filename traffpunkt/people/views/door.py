# SPDX-License-Identifier: EUPL-1.2
"""The door for staff and volunteers. Seniors need none of these pages."""

from dataclasses import replace

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from traffpunkt.journal.models import record
from traffpunkt.people import codes, keeping, second_step, text_codes
from traffpunkt.people.desk import Desk, DeskRequest, at_home
from traffpunkt.people.forms import CodeForm, DoorForm
from traffpunkt.people.models import Account, IdentityProvider, Role, SignInRule
from traffpunkt.people.sign_ins import came_by
from traffpunkt.people.signing_in import CODE, OIDC, SMS, Way, ways_named
from traffpunkt.people.ways import is_ours, landing, way_back
from traffpunkt.places.requests import GuestRequest

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@read_or_send
def sign_in(request: GuestRequest) -> HttpResponse:
    """An e-mail address in, a code out."""
    if isinstance(request.user, Account):
        return redirect(landing(Desk(request.user, request.municipality, came_by(request))))
    form = DoorForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return address_page(request, form)
    told = form.cleaned_data
    try:
        codes.ask(request, told["email"], request.POST.get("next", ""), shared=told["shared"])
    except codes.TooManyTries as refusal:
        return address_page(request, form, refusal)
    return redirect("people:code")


@never_cache
@read_or_send
def code(request: GuestRequest) -> HttpResponse:
    """The six digits from the letter; the right ones open the door."""
    asked = codes.asked(request)
    if asked is None:
        return redirect("people:sign_in")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return code_page(request, form, asked)
    try:
        return asked.enter(request, form.cleaned_data["code"], request.municipality)
    except codes.WrongCode as refusal:
        form.add_error("code", str(refusal.words))
        return code_page(request, form, asked)
    except codes.NewCodeNeeded as refusal:
        return address_page(request, DoorForm(initial={"email": asked.email}), refusal)


@never_cache
@require_POST
def code_sms(request: GuestRequest) -> HttpResponse:
    """A code as SMS instead of the letter; the answer is the same whoever has a number."""
    asked = codes.asked(request)
    if asked is None or not text_codes.are_offered(request.municipality):
        return redirect("people:sign_in")
    try:
        asked.ask_for_text(request, request.municipality)
    except text_codes.NoText as refusal:
        return code_page(request, CodeForm(), asked, refusal)
    except codes.NewCodeNeeded as refusal:
        return address_page(request, DoorForm(initial={"email": asked.email}), refusal)
    return redirect("people:code")


@never_cache
@read_or_send
def second(request: GuestRequest) -> HttpResponse:
    """The second step, after the code; the right answer opens the door."""
    step = second_step.asked(request)
    if step is None:
        return redirect("people:sign_in")
    if factor := step.answered():
        return step.go_in(factor)
    return render(request, "people/second.html", step.page(), status=step.status)


@never_cache
@read_or_send
@at_home
def kept(request: DeskRequest) -> HttpResponse:
    """What somebody sent before she had shown who she is; a press sends it on to where it went."""
    after = landing(request.desk)
    if not keeping.is_kept(request):
        return redirect(after)
    if request.method != "POST":
        content = {"fields": keeping.kept_fields(request), "after": after}
        return render(request, "people/kept.html", content)
    address = keeping.let_go(request)
    return redirect(address, preserve_request=True) if is_ours(address) else redirect(after)


@never_cache
@read_or_send
def sign_out(request: GuestRequest) -> HttpResponse:
    """Who is signed in and with which task here; a press ends the session."""
    if not isinstance(request.user, Account):
        return redirect("home:home")
    if request.method != "POST":
        desk = Desk(request.user, request.municipality, came_by(request))
        return render(request, "people/sign_out.html", {"desk": desk})
    record("signed-out", request.user, by=request.user.actor, municipality=request.municipality.pk)
    logout(request)
    answer = redirect("home:home")
    # Not "cookies": the text size that somebody has chosen on this computer stays. Nor what was
    # pressed without a network and waits here, without names, for her who pressed it (ADR 30).
    answer["Clear-Site-Data"] = '"cache"' if "vantar" in request.POST else '"cache", "storage"'
    answer.delete_cookie(settings.CSRF_COOKIE_NAME)
    return answer


def address_page(
    request: GuestRequest, form: DoorForm, refusal: codes.NewCodeNeeded | None = None
) -> HttpResponse:
    """The page that asks for an address, with words about what went wrong before."""
    status = 429 if isinstance(refusal, codes.TooManyTries) else 422
    page = {
        "form": form,
        "other_ways": other_ways(request),
        "waits_for_first": request.municipality.first_words.waiting().exists(),
        "words": refusal.words if refusal else "",
        "next": way_back(request.POST.get("next") or request.GET.get("next", "")),
    }
    status = status if request.method == "POST" else 200
    return render(request, "people/sign_in.html", page, status=status)


def code_page(
    request: GuestRequest,
    form: CodeForm,
    asked: codes.AskedCode,
    refusal: text_codes.NoText | None = None,
) -> HttpResponse:
    """The page that asks for the code; where the gateway rests it says so to everybody."""
    if asked.is_texted and refusal is None and text_codes.do_rest(request):
        refusal = text_codes.NoText()
    page = {
        "form": form,
        "email": asked.email,
        "is_texted": asked.is_texted,
        "offers_texts": text_codes.are_offered(request.municipality),
        "words": refusal.words if refusal else "",
    }
    status = refusal.status if refusal else 422
    status = status if request.method == "POST" else 200
    return render(request, "people/code.html", page, status=status)


def other_ways(request: GuestRequest) -> list[Way]:
    """The ways in besides the code that somebody may use in this municipality."""
    rule = SignInRule.of(request.municipality)
    allowed = {key for role in Role for key in rule.ways_for(role)}
    provider = IdentityProvider.of(request.municipality)
    known = {CODE.key, SMS.key} | (set() if provider else {OIDC.key})
    # The municipality has its own name for it.
    return [
        replace(way, name=provider.label) if provider and way == OIDC else way
        for way in ways_named(allowed - known)
    ]
