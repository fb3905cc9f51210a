# SPDX-License-Identifier: EUPL-1.2
"""To show who one is once more, before what is hard to undo."""

from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from traffpunkt.people import codes, proving, text_codes
from traffpunkt.people.desk import DeskRequest, at_home
from traffpunkt.people.forms import CodeForm
from traffpunkt.people.keeping import is_kept
from traffpunkt.people.second_step import Question
from traffpunkt.people.sign_ins import prove_again
from traffpunkt.people.ways import landing, way_back


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_home
def proof(request: DeskRequest) -> HttpResponse:
    """The second step of who has one, a new code by e-mail or SMS for others."""
    question = Question(request, request.desk.account)
    if not question.kinds:
        return (
            proof_by_letter(request) if request.desk.account.has_address else by_provider(request)
        )
    if factor := question.answered():
        return proven(request, factor)
    return render(request, "people/proof.html", question.page(), status=question.status)


def by_provider(request: DeskRequest) -> HttpResponse:
    """To the municipality's own sign-in: no code reaches who has no address."""
    return redirect(f"{reverse('people:provider')}?{request.GET.urlencode()}")


def proof_by_letter(request: DeskRequest) -> HttpResponse:
    """A press sends the code; the right one leads on."""
    is_code = request.method == "POST" and "code" in request.POST
    form = CodeForm(request.POST if is_code else None)
    words = ""
    try:
        if is_code and form.is_valid():
            proving.CODE.enter(request, request.desk.account, form.cleaned_data["code"])
            return proven(request)
        if request.method == "POST" and not is_code:
            number = number_of(request) if "sms" in request.POST else ""
            proving.send_code(request, request.desk.account, number)
            return redirect(request.get_full_path())
    except (codes.WrongCode, codes.NewCodeNeeded, text_codes.NoText) as refusal:
        words = str(refusal.words)
    return letter_page(request, form, words, 422 if words or is_code else 200)


def letter_page(request: DeskRequest, form: CodeForm, words: str, status: int) -> HttpResponse:
    """The page that sends a code, and takes it when it is sent."""
    page = {
        "form": form,
        "words": words,
        "sent": proving.CODE.waiting(request),
        "takes_texts": bool(number_of(request)),
    }
    return render(request, "people/proof_letter.html", page, status=status)


def number_of(request: DeskRequest) -> str:
    """The number to which she may have a code here; nothing if there is none."""
    return text_codes.number_of(request.desk.account, request.municipality)


def proven(request: DeskRequest, factor: str = "") -> HttpResponse:
    """Note the proof, and go on to what was sent, or to the page that asked for it."""
    prove_again(request, factor)
    wanted = way_back(request.GET.get("next", ""))
    return redirect(
        resolve_url("people:kept") if is_kept(request) else landing(request.desk, wanted)
    )
