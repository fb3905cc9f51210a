# SPDX-License-Identifier: EUPL-1.2
"""The desk changes several dates of an activity in one go, and sees first what that means."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from traffpunkt.activities.forms.several import SeveralForm
from traffpunkt.activities.models import Activity
from traffpunkt.activities.refusals import Refusal
from traffpunkt.activities.several import change_all
from traffpunkt.people.desk import DeskRequest, sent, undisturbed, workroom


@require_http_methods(["GET", "HEAD", "POST"])
@workroom
@undisturbed
def dates(request: DeskRequest, pk: int) -> HttpResponse:
    """Tick some dates and cancel them, or move them to another place or hour."""
    activity = get_object_or_404(Activity.objects.of_desk(request.desk), pk=pk)
    data = sent(request, activity.occasions.ahead().hold_all)
    form = SeveralForm(data, activity=activity)
    if form.is_valid() and form.is_for_keeps:
        try:
            change_all(form.chosen, form.wanted, by=request.desk.actor)
            messages.success(request, _("Datumen är ändrade. Alla som är anmälda får veta det."))
            return redirect("activities:staff_activity", pk)
        except Refusal as refusal:
            form.add_error(None, refusal.words)
    content = {"form": form, "activity": activity}
    if form.is_bound and not form.errors:
        content["lines"], content["people"] = form.preview
    status = 422 if form.errors else 200
    return render(request, "activities/staff_dates.html", content, status=status)
