# SPDX-License-Identifier: EUPL-1.2
"""Standing places at the desk: given on a date's list, left out once, ended; and how many come."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from traffpunkt.activities.forms.lists import HeadcountForm
from traffpunkt.activities.models import Activity, Standing
from traffpunkt.activities.refusals import Refusal
from traffpunkt.activities.rosters import name_of
from traffpunkt.activities.standings import choices, chosen, grant
from traffpunkt.activities.views.lists import read_name, signup_of, to_list
from traffpunkt.outbox.actions import is_rung
from traffpunkt.people.desk import DeskRequest, opens
from traffpunkt.people.rights import Right

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@opens(Right.LISTS)
def standing(request: DeskRequest, pk: int) -> HttpResponse:
    """Give somebody on the list the same place on each date of the series."""
    row = signup_of(request, pk)
    if row.occasion.series is None:
        raise Http404
    offered = choices(row, row.occasion.series)
    name = name_of(row.person, request.desk)
    if request.method == "POST":
        grant(chosen(offered, request.POST.get("veckodag")), by=request.desk.actor)
        messages.success(request, _("%(name)s har nu en fast plats.") % {"name": name})
        return to_list(row.occasion_id, row)
    page = {"signup": row, "occasion": row.occasion, "name": name, "choices": offered}
    row.person.note_reading(by=request.desk.actor)
    page["has_one"] = row.occasion.series.standings.lasting().of(row.person).exists()
    return render(request, "activities/staff_standing.html", page)


@form_page
@opens(Right.LISTS)
def standing_end(request: DeskRequest, pk: int) -> HttpResponse:
    """End a standing place with the coming sign-ups that it made."""
    rows = Standing.objects.about(Activity.objects.of_desk(request.desk))
    found = get_object_or_404(rows.in_full(), pk=pk)
    name = name_of(found.person, request.desk)
    if request.method == "POST":
        found.end(by=request.desk.actor, is_told=request.POST.get("sagt") == "ja")
        messages.success(request, _("Den fasta platsen för %(name)s är slut.") % {"name": name})
        return redirect("activities:staff_activity", found.series.activity_id)
    page = {"standing": found, "name": name, "signups": found.coming_signups.count()}
    found.person.note_reading(by=request.desk.actor)
    page["is_rung"] = is_rung(found.person)
    return render(request, "activities/staff_standing_end.html", page)


@require_POST
@opens(Right.LISTS)
def absence(request: DeskRequest, pk: int) -> HttpResponse:
    """Somebody with a standing place stays away this once; the list can undo it."""
    row = signup_of(request, pk)
    try:
        row.not_today(by=request.desk.actor)
    except Refusal as refusal:
        messages.error(request, refusal.words)
    else:
        words = _("%(name)s kommer inte den här gången. Du kan ångra det längst ner på sidan.")
        messages.success(request, words % {"name": name_of(row.person, request.desk)})
    return to_list(row.occasion_id, row)


@form_page
@opens(Right.LISTS)
def headcount(request: DeskRequest, pk: int) -> HttpResponse:
    """Change how many come on one sign-up."""
    row = signup_of(request, pk)
    form = HeadcountForm(request.POST or None, signup=row)
    if form.is_bound and form.is_valid():
        heads = form.cleaned_data["headcount"]
        try:
            row.change_headcount(heads, by=request.desk.actor, over=form.lets_in)
        except Refusal as refusal:
            form.refusal = refusal
        else:
            messages.success(request, _("Antalet är ändrat till %(n)s.") % {"n": row.headcount})
            return to_list(row.occasion_id, row)
    page = {"signup": row, "occasion": row.occasion, "name": read_name(request, row.person)}
    page["form"] = form
    status = 422 if form.is_bound else 200
    return render(request, "activities/staff_headcount.html", page, status=status)
