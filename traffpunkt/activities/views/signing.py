# SPDX-License-Identifier: EUPL-1.2
"""Signatures and consents: written down at the desk, given and taken back by oneself."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from traffpunkt.activities.forms.signing import AnswerForm, PaperForm
from traffpunkt.activities.models import Signature
from traffpunkt.activities.signing import currents, missing, of_staff, to_sign
from traffpunkt.activities.views.card import person_of
from traffpunkt.activities.views.secrecy import kept_nowhere
from traffpunkt.journal.models import GUEST
from traffpunkt.people import visits
from traffpunkt.people.desk import DeskRequest, opens
from traffpunkt.people.models import LegalVersion
from traffpunkt.people.rights import Right
from traffpunkt.places.requests import GuestRequest

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@opens(Right.REGISTER)
def staff_answer(request: DeskRequest, pk: int) -> HttpResponse:
    """Write down what a person answers, on paper or on the telephone."""
    person = person_of(request, pk)
    data = request.POST if request.method == "POST" else None
    form = AnswerForm(data, currents(request.municipality), request.desk)
    if form.is_valid():
        version, by = form.cleaned_data["version"], request.desk.actor
        version.signatures.give(version, by=by, person=person, **form.told)
        messages.success(request, _("Svaret är sparat."))
        return redirect("activities:staff_person", pk)
    person.note_reading(by=request.desk.actor)
    page = {"form": form, "person": person}
    status = 422 if form.errors else 200
    return render(request, "activities/staff_signature.html", page, status=status)


@require_POST
@opens(Right.REGISTER)
def staff_taking_back(request: DeskRequest, pk: int) -> HttpResponse:
    """Take back what a person has said yes to, with her on the line."""
    found = Signature.objects.within(request.municipality).of_persons().in_full()
    row = get_object_or_404(found, pk=pk)
    row.take_back(by=request.desk.actor)
    messages.success(request, _("Svaret är taget tillbaka. Det gäller inte längre."))
    return redirect("activities:staff_person", row.person_id)


@require_safe
@opens(Right.MEMBERS)
def unsigned(request: DeskRequest) -> HttpResponse:
    """Who works here and has not signed what she should."""
    page = {"rows": missing(request.municipality)}
    return render(request, "activities/staff_unsigned.html", page)


@form_page
@opens(Right.MEMBERS)
def staff_paper(request: DeskRequest, pk: int) -> HttpResponse:
    """Write down that a colleague has signed on paper."""
    row = get_object_or_404(request.municipality.memberships.in_full(), pk=pk)
    versions = [text.current for text in of_staff(request.municipality) if text.current]
    form = PaperForm(request.POST if request.method == "POST" else None, versions)
    if form.is_valid():
        version, by = form.cleaned_data["version"], request.desk.actor
        version.signatures.give(version, by=by, account=row.account, **form.told)
        messages.success(request, _("Underskriften är sparad."))
        return redirect("activities:unsigned")
    page = {"form": form, "membership": row}
    status = 422 if form.errors else 200
    return render(request, "activities/staff_signature.html", page, status=status)


@form_page
@opens(Right.TODAY)
def own_signatures(request: DeskRequest) -> HttpResponse:
    """What one is asked to sign oneself; a press signs it."""
    rows = to_sign(request.desk)
    if request.method == "POST":
        asked = {str(version.pk): version for version, _done in rows}
        version = asked.get(request.POST.get("text", ""))
        if version is not None:
            me = {"account": request.desk.account, "way": Signature.Way.PRESS}
            version.signatures.give(version, by=request.desk.actor, **me)
            messages.success(request, _("Tack. Din underskrift är sparad."))
        return redirect("activities:own_signatures")
    return render(request, "activities/own_signatures.html", {"rows": rows})


@require_POST
@kept_nowhere
def own_consent(request: GuestRequest, pk: int) -> HttpResponse:
    """Say yes or no to a text with one's card, or take back what one has said yes to."""
    visit = visits.visiting(request)
    if visit is None:
        return redirect("people:card")
    person = visit.card.person
    version = get_object_or_404(LegalVersion.objects.within(request.municipality), pk=pk)
    if not version.text.is_consent or version not in currents(request.municipality):
        raise Http404
    answer = Signature.Answer.YES if request.POST.get("svar") == "ja" else Signature.Answer.NO
    me = {"person": person, "answer": answer, "way": Signature.Way.PRESS}
    version.signatures.give(version, by=GUEST, **me)
    messages.success(request, _("Ditt svar är sparat."))
    return redirect("activities:with_card")


@require_POST
@kept_nowhere
def own_taking_back(request: GuestRequest, pk: int) -> HttpResponse:
    """Take back with one's card what one has said yes to."""
    visit = visits.visiting(request)
    if visit is None:
        return redirect("people:card")
    row = get_object_or_404(visit.card.person.signatures.in_full(), pk=pk)
    row.take_back(by=GUEST)
    messages.success(request, _("Ditt ja är taget tillbaka. Det gäller inte längre."))
    return redirect("activities:with_card")
