# SPDX-License-Identifier: EUPL-1.2
"""The desk says something to all who come to one date."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from traffpunkt.activities.announcing import announce, people_of
from traffpunkt.activities.forms.announcing import AnnouncementForm, reach_in_words
from traffpunkt.activities.models import Announcement
from traffpunkt.activities.refusals import Refusal
from traffpunkt.activities.views.lists import date_of
from traffpunkt.activities.wording import announcement_letter
from traffpunkt.people.desk import DeskRequest, opens
from traffpunkt.people.rights import Right


def first_letter(made: Announcement) -> str:
    """How the first one reads it whose name everybody at the desk may see; else the bare words."""
    rows = (row for row in people_of(made) if not row.person.hidden)
    return next((announcement_letter(made, row)[1] for row in rows), made.words)


@require_http_methods(["GET", "HEAD", "POST"])
@opens(Right.LISTS)
def announcement(request: DeskRequest, pk: int) -> HttpResponse:
    """Words to all or to some: shown as they will be read, and sent by a second press."""
    occasion = date_of(request, pk)
    form = AnnouncementForm(request.POST if request.method == "POST" else None, occasion=occasion)
    if form.is_valid() and form.is_for_keeps and said(request, form):
        return redirect("activities:staff_occasion", pk)
    content: dict[str, object] = {"form": form, "occasion": occasion}
    if form.is_valid():
        made = form.announcement
        content |= {"reach": reach_in_words(made), "letter": first_letter(made)}
    content["said"] = occasion.announcements.all()
    status = 422 if form.errors else 200
    return render(request, "activities/staff_announcement.html", content, status=status)


def said(request: DeskRequest, form: AnnouncementForm) -> bool:
    """Say it; or let the page tell why it cannot be said."""
    made = form.announcement
    reach = reach_in_words(made)
    try:
        announce(made, by=request.desk.actor)
    except Refusal as refusal:
        form.add_error(None, refusal.words)
        return False
    messages.success(request, _("Meddelandet är på väg. %s") % reach)
    return True
