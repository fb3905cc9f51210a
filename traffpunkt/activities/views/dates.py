# SPDX-License-Identifier: EUPL-1.2
"""The desk changes one date: its time, place and ways; cancels it, and takes it up again."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from traffpunkt.activities.forms.dates import CancellationForm, DateSheet
from traffpunkt.activities.refusals import Refusal
from traffpunkt.activities.views.lists import date_of
from traffpunkt.people.desk import DeskRequest, sent, undisturbed, workroom

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@workroom
@undisturbed
def change(request: DeskRequest, pk: int) -> HttpResponse:
    """Change this date only."""
    occasion = date_of(request, pk)
    sheet = DateSheet(occasion, sent(request, occasion.reread))
    if sheet.is_valid():
        try:
            staying = occasion.change(
                sheet.date.changes, offers=sheet.ways.plans, by=request.desk.actor
            )
            messages.success(request, changed_words(staying))
            return redirect("activities:staff_occasion", pk)
        except Refusal as refusal:
            sheet.refuse(refusal)
    status = 422 if sheet.errors else 200
    content = {"sheet": sheet, "occasion": occasion, "people": occasion.people_count}
    content["may_plan"] = occasion.activity.may_plan(request.desk)
    return render(request, "activities/staff_occasion_change.html", content, status=status)


def changed_words(staying: Sequence[object]) -> str:
    """That it is done, and what could not be taken away."""
    if not staying:
        return _("Ändringen är sparad.")
    return _("Ändringen är sparad. Ett sätt att delta finns kvar för dem som redan är anmälda.")


@form_page
@workroom
def cancellation(request: DeskRequest, pk: int) -> HttpResponse:
    """Cancel one date; everybody who is signed up is told why."""
    occasion = date_of(request, pk)
    form = CancellationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            occasion.cancel(form.cleaned_data["reason"], by=request.desk.actor)
            messages.success(
                request, _("Tillfället är inställt. Alla som är anmälda får veta det.")
            )
            return redirect("activities:staff_occasion", pk)
        except Refusal as refusal:
            form.add_error(None, refusal.words)
    status = 422 if form.errors else 200
    content = {"form": form, "occasion": occasion, "people": occasion.people_count}
    return render(request, "activities/staff_cancellation.html", content, status=status)


@form_page
@workroom
def reinstatement(request: DeskRequest, pk: int) -> HttpResponse:
    """Let a cancelled date take place after all."""
    occasion = date_of(request, pk)
    content: dict[str, object] = {"occasion": occasion, "people": occasion.people_count}
    if request.method == "POST":
        try:
            occasion.reinstate(by=request.desk.actor)
            messages.success(request, _("Tillfället blir av. Alla som är anmälda får veta det."))
            return redirect("activities:staff_occasion", pk)
        except Refusal as refusal:
            content["refusal"] = refusal
    status = 422 if "refusal" in content else 200
    return render(request, "activities/staff_reinstatement.html", content, status=status)
