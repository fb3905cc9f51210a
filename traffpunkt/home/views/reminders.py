# SPDX-License-Identifier: EUPL-1.2
"""Inställningar: when people are reminded, and when nobody is disturbed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from traffpunkt.activities.forms.reminders import ReminderForAllForm
from traffpunkt.home.office import in_turn, office, sent, status_of
from traffpunkt.people.desk import DeskRequest


@office
@in_turn
def reminders(request: DeskRequest) -> HttpResponse:
    """The rule for all activities that have none of their own, and the night."""
    here, by = request.municipality, request.desk.actor
    form = ReminderForAllForm(sent(request), here)
    if form.is_valid():
        here.reminder_rules.lay_down(here, None, form.facts, by=by)
        here.change(form.night, by=by)
        messages.success(request, _("Påminnelserna är sparade."))
        return redirect("home:settings_reminders")
    status = status_of(form.is_bound)
    return render(request, "home/settings_reminders.html", {"form": form}, status=status)
