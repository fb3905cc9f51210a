# SPDX-License-Identifier: EUPL-1.2
"""A coordinator sends a proposal back with what is to be changed."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from traffpunkt.activities.answering import send_back
from traffpunkt.activities.forms.answering import AnswerForm
from traffpunkt.activities.models import Activity
from traffpunkt.activities.refusals import Refusal
from traffpunkt.people.desk import DeskRequest, workroom


@require_http_methods(["GET", "HEAD", "POST"])
@workroom
def answer(request: DeskRequest, pk: int) -> HttpResponse:
    """What is to be changed before it is published; only for whoever could publish it."""
    found = get_object_or_404(Activity.objects.of_desk(request.desk), pk=pk)
    if not found.may_publish(request.desk):
        raise Http404
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and sent_back(request, found, form):
        return redirect("activities:staff_activity", pk)
    content = {"form": form, "activity": found}
    status = 422 if form.errors else 200
    return render(request, "activities/staff_answer.html", content, status=status)


def sent_back(request: DeskRequest, activity: Activity, form: AnswerForm) -> bool:
    """Send it back; or let the page tell that somebody was faster."""
    try:
        send_back(activity, request.desk, form.cleaned_data["words"])
    except Refusal as refusal:
        form.add_error(None, refusal.words)
        return False
    messages.success(request, _("Förslaget är skickat tillbaka. Den som föreslog får veta."))
    return True
