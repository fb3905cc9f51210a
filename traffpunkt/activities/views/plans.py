# SPDX-License-Identifier: EUPL-1.2
"""The desk plans: the list of activities, one of them, a new one whole, and its series."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe
from django_stubs_ext import StrOrPromise

from traffpunkt.activities.actions import plan_activity
from traffpunkt.activities.answering import publish
from traffpunkt.activities.cards import with_ways
from traffpunkt.activities.forms.entrusting import EntrustForm
from traffpunkt.activities.forms.plans import ActivityForm
from traffpunkt.activities.forms.sheets import (
    DatedSheet,
    PlanSheet,
    SeriesChangeSheet,
    SeriesSheet,
    Sheet,
)
from traffpunkt.activities.models import Activity, Series
from traffpunkt.activities.outcomes import outcome_words
from traffpunkt.activities.refusals import Refusal
from traffpunkt.activities.standings import StandingGroup, standing_groups
from traffpunkt.journal.models import record_names
from traffpunkt.people.desk import Desk, DeskRequest, sent, undisturbed, workroom

form_page = require_http_methods(["GET", "HEAD", "POST"])
ON_A_PAGE = 50
DATES_ON_A_PAGE = 12
ONLY_DATES = "bit"
NEW = "activities/staff_activity_new.html"
DONE = {
    "publish": _("Aktiviteten är publicerad. Nu syns den i programmet."),
    "propose": _("Förslaget är skickat. Samordnaren ser det nu."),
    "unpublish": _("Aktiviteten är ett utkast igen och syns inte i programmet."),
    "archive": _("Aktiviteten är arkiverad."),
}
DRAFTED = _("Utkastet är sparat. Det syns inte i programmet.")


def planned(desk: Desk, pk: int) -> Activity:
    """An activity whose text and series a desk may change; all others are not found."""
    activity = get_object_or_404(Activity.objects.of_desk(desk), pk=pk)
    if not activity.may_plan(desk):
        raise Http404
    return activity


@require_safe
@workroom
def activities(request: DeskRequest) -> HttpResponse:
    """All that the desk works with: what waits for an answer first."""
    found = Activity.objects.of_desk(request.desk).in_order().with_next_date()
    rows = Paginator(found, ON_A_PAGE).get_page(request.GET.get("sida"))
    return render(request, "activities/staff_activities.html", {"activities": rows})


@require_safe
@workroom
def activity(request: DeskRequest, pk: int) -> HttpResponse:
    """One activity: its state, its series in words, its next dates."""
    found = get_object_or_404(Activity.objects.of_desk(request.desk), pk=pk)
    return show_activity(request, found)


def read_standings(
    request: DeskRequest, activity: Activity, rhythms: list[Series]
) -> list[StandingGroup]:
    """The standing places with their names; that somebody reads them is written down."""
    groups = standing_groups(rhythms, request.desk)
    if groups:
        record_names(activity, by=request.desk.actor)
    return groups


def show_activity(
    request: DeskRequest, found: Activity, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    """The page of one activity, perhaps with why something could not be done."""
    rhythms = list(found.series.in_full().going_on())
    content = {
        "activity": found,
        "series": rhythms,
        "standings": read_standings(request, found, rhythms),
        **some_dates(request, found),
        "may_plan": found.may_plan(request.desk),
        "may_publish": found.may_publish(request.desk),
        "missing": found.missing,
        "may_hand_over": request.desk.is_coordinator,
        "reminder": request.municipality.reminder_rules.in_force(found),
        "refusal": refusal,
        "answer": None if found.is_published else found.answers.first(),
    }
    return render(request, "activities/staff_activity.html", content, status=status)


def some_dates(request: DeskRequest, found: Activity) -> dict[str, object]:
    """A page of the activity's dates: those to come, or those that have been, the latest first."""
    been = request.GET.get("visa") == "varit"
    dates = found.occasions.past() if been else found.occasions.upcoming()
    rows = Paginator(dates.select_related("activity", "venue"), DATES_ON_A_PAGE)
    shown = rows.get_page(request.GET.get("sida"))
    return {"been": been, "rows": shown, "dates": with_ways(list(shown))}


@form_page
@workroom
def publication(request: DeskRequest, pk: int) -> HttpResponse:
    """Publish, propose, make a draft again or archive, as far as the desk may.

    A refusal is read at this address; who reads it anew comes to the activity's page.
    """
    found = get_object_or_404(Activity.objects.of_desk(request.desk), pk=pk)
    if request.method != "POST":
        return redirect("activities:staff_activity", pk)
    wish = request.POST.get("gor", "")
    if wish not in DONE or (wish != "propose" and not found.may_publish(request.desk)):
        raise Http404
    try:
        if wish == "publish":
            publish(found, request.desk)
        else:
            getattr(found, wish)(by=request.desk.actor)
    except Refusal as refusal:
        return show_activity(request, found, refusal, 422)
    messages.success(request, DONE[wish])
    return redirect("activities:staff_activity", pk)


@form_page
@workroom
def activity_new(request: DeskRequest) -> HttpResponse:
    """A new activity whole in one form: what, when, in which ways; looked at before it is saved."""
    data = request.POST if request.method == "POST" else None
    sheet = PlanSheet(request.municipality, data, None if data else pattern_of(request))
    if ONLY_DATES in request.POST:
        return show_dates(request, sheet)
    made = plan(request, sheet)
    if made:
        return redirect("activities:staff_activity", made.pk)
    return show_sheet(request, NEW, sheet)


def plan(request: DeskRequest, sheet: PlanSheet) -> Activity | None:
    """What was made, if that was pressed and nothing is wrong; else the sheet says why not."""
    if not (sheet.is_valid() and sheet.is_for_keeps):
        return None
    then = allowed(request.desk, sheet)
    try:
        made = plan_activity(request.desk, sheet.facts, sheet.series, sheet.plans, then=then)
    except Refusal as refusal:
        sheet.refuse(refusal)
        return None
    messages.success(request, DONE.get(then, DRAFTED))
    return made


def pattern_of(request: DeskRequest) -> Activity | None:
    """The activity that a new one shall begin as, if it is one of this desk's."""
    asked = request.GET.get("av", "")
    return Activity.objects.of_desk(request.desk).numbered(asked)


def allowed(desk: Desk, sheet: PlanSheet) -> str:
    """What follows the saving: publishing for those who may, proposing for the others."""
    if sheet.wish == "publish":
        return "publish" if desk.decides_at(sheet.venues) else "propose"
    return "propose" if sheet.wish == "propose" else ""


def show_sheet(request: DeskRequest, template: str, sheet: Sheet, **more: object) -> HttpResponse:
    """A page of forms with all that was typed, and the dates in words when they can be known."""
    wrong = bool(sheet.errors)
    knows = sheet.data is not None and not sheet.is_growing and not wrong
    content = {
        "sheet": sheet,
        "preview": getattr(sheet, "preview", None) if knows else None,
        **more,
    }
    content["decides"] = request.desk.is_coordinator or bool(request.desk.venue_ids)
    return render(request, template, content, status=422 if wrong else 200)


def show_dates(request: DeskRequest, sheet: DatedSheet) -> HttpResponse:
    """Only the dates in words, for a page that shows them while one writes; nothing is wrong yet."""
    content = {"preview": sheet.dates_so_far}
    return render(request, "activities/_staff_dates.html", content)


@form_page
@workroom
@undisturbed
def activity_change(request: DeskRequest, pk: int) -> HttpResponse:
    """The words of an activity."""
    found = planned(request.desk, pk)
    data = sent(request, found.hold_still)
    form = ActivityForm(data, instance=found, municipality=request.municipality)
    if form.is_valid():
        found.change(form.facts, by=request.desk.actor)
        messages.success(request, _("Ändringen är sparad."))
        return redirect("activities:staff_activity", pk)
    return show_form(request, found, form, _("Ändra %(title)s"))


@form_page
@workroom
@undisturbed
def responsibility(request: DeskRequest, pk: int) -> HttpResponse:
    """Who answers for an activity; only whoever decides over the whole municipality gives it away."""
    found = get_object_or_404(Activity.objects.of_desk(request.desk), pk=pk)
    if not request.desk.is_coordinator:
        raise Http404
    form = EntrustForm(sent(request, found.hold_still), activity=found)
    if form.is_valid():
        found.hand_over(**form.cleaned_data, by=request.desk.actor)
        messages.success(request, _("Ändringen är sparad."))
        return redirect("activities:staff_activity", pk)
    return show_form(request, found, form, _("Vem ansvarar för %(title)s?"))


def show_form(
    request: DeskRequest, found: Activity, form: BaseForm, heading: StrOrPromise
) -> HttpResponse:
    """One form about one activity, under its heading."""
    content = {"form": form, "activity": found, "heading": str(heading) % {"title": found.title}}
    status = 422 if form.is_bound else 200
    return render(request, "activities/staff_activity_form.html", content, status=status)


@form_page
@workroom
def series_new(request: DeskRequest, pk: int) -> HttpResponse:
    """One more series of an activity."""
    found = planned(request.desk, pk)
    sheet = SeriesSheet(found, request.POST if request.method == "POST" else None)
    if ONLY_DATES in request.POST:
        return show_dates(request, sheet)
    if sheet.is_valid() and sheet.is_for_keeps:
        found.add_all_series(sheet.series, sheet.ways.plans, by=request.desk.actor)
        messages.success(request, _("Datumen är sparade."))
        return redirect("activities:staff_activity", pk)
    return show_sheet(request, "activities/staff_series_new.html", sheet, activity=found)


@form_page
@workroom
@undisturbed
def series(request: DeskRequest, pk: int) -> HttpResponse:
    """Change a series: what happens to its dates and people is shown before anything is saved."""
    found = get_object_or_404(request.municipality.series.in_full(), pk=pk)
    activity = planned(request.desk, found.activity_id)
    data = sent(request, found.hold_still)
    sheet = SeriesChangeSheet(found, data, request.GET.get("fran", ""))
    outcome = None
    if sheet.is_valid():
        verb = found.change if sheet.is_for_keeps else found.change_preview
        outcome = outcome_words(sheet.carry_out(verb, by=request.desk.actor))
        if sheet.is_for_keeps:
            messages.success(request, outcome.told)
            return redirect("activities:staff_activity", activity.pk)
    content = {"series": found, "activity": activity, "outcome": outcome}
    return show_sheet(request, "activities/staff_series.html", sheet, **content)
