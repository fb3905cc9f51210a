# SPDX-License-Identifier: EUPL-1.2
"""Mitt konto: the mobile number to which one lets codes be sent."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from traffpunkt.people import codes, text_codes
from traffpunkt.people.desk import DeskRequest, at_home
from traffpunkt.people.forms import CodeForm, NumberForm
from traffpunkt.people.limits import Limit
from traffpunkt.people.proving import freshly_proven
from traffpunkt.people.session_codes import SessionCode

read_or_send = require_http_methods(["GET", "HEAD", "POST"])
CODE = SessionCode("number_code", Limit("number-code-tried", 5, 60 * 10))


@read_or_send
@at_home
@freshly_proven
def number(request: DeskRequest) -> HttpResponse:
    """A mobile number in, a code out to it."""
    if not text_codes.may_have(request.desk.account, request.municipality):
        return redirect("people:account")
    form = NumberForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return number_page(request, form, 422 if form.is_bound else 200)
    try:
        send(request, form.cleaned_data["number"])
    except text_codes.NoText as refusal:
        form.add_error("number", str(refusal.not_for_a_number))
        return number_page(request, form, refusal.status)
    return redirect("people:number_code")


@read_or_send
@at_home
@freshly_proven
def number_code(request: DeskRequest) -> HttpResponse:
    """The code that came to the number; the right one makes it hers."""
    if not CODE.waiting(request):
        return redirect("people:number")
    form = CodeForm(request.POST if request.method == "POST" else None)
    try:
        if form.is_valid():
            return kept(request, form.cleaned_data["code"])
    except codes.TooManyTries as refusal:
        messages.error(request, str(refusal.words))
        return redirect("people:number")
    except codes.WrongCode as refusal:
        form.add_error("code", str(refusal.words))
    return code_page(request, form)


@require_POST
@at_home
@freshly_proven
def number_removal(request: DeskRequest) -> HttpResponse:
    """Send no more codes to one's number."""
    if text_codes.forget(request.desk):
        text_codes.sender(request).tell_of_number(request.desk.account.email, is_kept=False)
    messages.success(request, _("Mobilnumret är borttaget. Du får koden i e-post."))
    return redirect("people:account")


def send(request: DeskRequest, typed: str) -> None:
    """Send a code to the number that was typed, and wait for it."""
    text_codes.count(request, request.desk.account.email, "number")
    CODE.keep(request, text_codes.send(request, typed), number=typed)


def kept(request: DeskRequest, typed: str) -> HttpResponse:
    """Let the number that the code proves be hers, and write to her that it is."""
    proven = CODE.enter(request, request.desk.account, typed)
    text_codes.keep(request.desk, proven["number"])
    text_codes.sender(request).tell_of_number(request.desk.account.email, is_kept=True)
    messages.success(request, _("Klart. Nu kan du få koden som sms när du loggar in."))
    return redirect("people:account")


def number_page(request: DeskRequest, form: NumberForm, status: int) -> HttpResponse:
    """The page that asks for the number."""
    page = {"form": form, "has_one": bool(text_codes.own(request.desk.account))}
    return render(request, "people/number.html", page, status=status)


def code_page(request: DeskRequest, form: CodeForm) -> HttpResponse:
    """The page that asks for the code."""
    number = CODE.waiting(request)["number"]
    page = {"form": form, "number": number, "rests": text_codes.do_rest(request)}
    return render(request, "people/number_code.html", page, status=422 if form.is_bound else 200)
