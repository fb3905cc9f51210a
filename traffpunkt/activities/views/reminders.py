# SPDX-License-Identifier: EUPL-1.2
"""The desk says when those who are signed up for an activity are reminded."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from traffpunkt.activities.forms.reminders import ReminderOfActivityForm
from traffpunkt.activities.views.plans import form_page, planned, show_form
from traffpunkt.people.desk import DeskRequest, sent, undisturbed, workroom


@form_page
@workroom
@undisturbed
def reminder(request: DeskRequest, pk: int) -> HttpResponse:
    """The reminder of one activity: as for all, in its own way, or none."""
    found = planned(request.desk, pk)
    form = ReminderOfActivityForm(sent(request, found.hold_still), found)
    if form.is_valid():
        here, by = request.municipality, request.desk.actor
        here.reminder_rules.lay_down(here, found, form.facts, by=by)
        messages.success(request, _("Påminnelsen är sparad."))
        return redirect("activities:staff_activity", pk)
    return show_form(request, found, form, _("Påminnelse om %(title)s"))
