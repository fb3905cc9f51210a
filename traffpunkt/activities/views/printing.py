# SPDX-License-Identifier: EUPL-1.2
"""The programme on paper: for everybody, and from the workroom in any size."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from traffpunkt.activities.forms.printing import NumberForm, PrintForm
from traffpunkt.activities.models import Activity
from traffpunkt.activities.posters import Poster
from traffpunkt.activities.printing import Printout, Size
from traffpunkt.activities.rosters import Roster
from traffpunkt.activities.views.lists import date_of, dates_of
from traffpunkt.activities.views.programme import for_everybody
from traffpunkt.people.desk import DeskRequest, workroom
from traffpunkt.people.limits import Limit, address_of
from traffpunkt.people.models import Account
from traffpunkt.places.requests import GuestRequest
from traffpunkt.ui import paper

# What lies printed already is given to anybody at any time; these count what is printed anew.
BY_ADDRESS = Limit("paper-address", tries=12, seconds=600)
BY_ACCOUNT = Limit("paper-account", tries=60, seconds=600)
BY_MUNICIPALITY = Limit("paper-municipality", tries=120, seconds=3600)
# Room on the list for those who just come.
BLANK_ROWS = 5


@require_safe
@for_everybody
def programme_pdf(request: GuestRequest) -> HttpResponse:
    """The programme of some days as a PDF, or a page that says why there is none."""
    printout = Printout.asked(request.GET, request.municipality)
    if not printout.cards:
        return no_paper(request, _("Inget är planerat de här dagarna."), 200)
    if printout.is_too_long:
        words = _("Det blir för mycket att skriva ut på en gång. Välj en plats eller färre dagar.")
        return no_paper(request, words, 200)
    html = printout.html(request.build_absolute_uri)
    return for_all(request, html, "program", booklet=printout.size == Size.A5)


@require_safe
@for_everybody
def poster_pdf(request: GuestRequest, pk: int) -> HttpResponse:
    """A poster of one activity, for whoever wants to hang it up."""
    activity = get_object_or_404(request.municipality.activities.published(), pk=pk)
    poster = Poster.asked(request.GET, activity)
    if not poster.cards:
        return no_paper(request, _("Inga dagar är planerade för den här aktiviteten."), 200)
    return for_all(request, poster.html(request.build_absolute_uri), "affisch")


def for_all(request: GuestRequest, html: str, name: str, *, booklet: bool = False) -> HttpResponse:
    """A paper that everybody may have: as it lies there already, or printed now."""
    printed = paper.kept(html, booklet=booklet)
    if printed is None:
        return printed_anew(request, html, name, booklet)
    return paper.as_answer(printed, name)


def printed_anew(request: GuestRequest, html: str, name: str, booklet: bool) -> HttpResponse:
    """The paper from the press, unless the press is kept busy or fails."""
    if not may_print(request):
        return no_paper(request, _("Många skriver ut just nu. Vänta en stund."), 429)
    try:
        return paper.as_answer(paper.pdf_to_keep(html, booklet=booklet), name)
    except paper.NoPaper as fault:
        return no_paper(request, fault.words, 503)


def may_print(request: GuestRequest) -> bool:
    """Whether something may be printed anew: who is signed in by her own count, guests by theirs."""
    if isinstance(request.user, Account):
        return BY_ACCOUNT.allows(request.user.pk)
    return BY_ADDRESS.allows(address_of(request)) and BY_MUNICIPALITY.allows(
        request.municipality.pk
    )


def no_paper(request: GuestRequest, words: str, status: int) -> HttpResponse:
    """A page that says why nothing was printed, and leads back to the programme."""
    answer = render(request, "activities/no_paper.html", {"words": words}, status=status)
    if status != 200:
        answer["Retry-After"] = "60"
        answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@workroom
def printing(request: DeskRequest) -> HttpResponse:
    """Choose days, place and paper; the answer is the paper itself."""
    form = PrintForm(request.POST or None, municipality=request.municipality)
    if form.is_bound and form.is_valid():
        return redirect(reverse("activities:programme_pdf") + form.query)
    status = 422 if form.is_bound else 200
    return render(request, "activities/staff_printing.html", {"form": form}, status=status)


@require_safe
@workroom
def staff_poster_pdf(request: DeskRequest, pk: int) -> HttpResponse:
    """The same poster for whoever works with the activity, also before it is published."""
    activity = get_object_or_404(Activity.objects.of_desk(request.desk), pk=pk)
    poster = Poster.asked(request.GET, activity)
    if not poster.cards:
        messages.error(request, _("Lägg till datum först. Affischen säger när det är."))
        return redirect("activities:staff_activity", pk)
    try:
        printed = paper.pdf(poster.html(request.build_absolute_uri))
    except paper.NoPaper as fault:
        messages.error(request, fault.words)
        return redirect("activities:staff_activity", pk)
    return paper.as_answer(printed, "affisch")


@require_safe
@workroom
def list_pdf(request: DeskRequest, pk: int) -> HttpResponse:
    """The list of one date to tick by hand, with the names that this desk may see; kept nowhere."""
    date = date_of(request, pk)
    roster = Roster(date, request.desk)
    page = {"occasion": date, "roster": roster, "municipality": request.municipality}
    page["blanks"] = range(BLANK_ROWS)
    try:
        printed = paper.pdf(render_to_string("activities/paper/roster.html", page))
    except paper.NoPaper as fault:
        messages.error(request, fault.words)
        return redirect("activities:staff_occasion", pk)
    roster.note_printing(by=request.desk.actor)
    return paper.as_answer(printed, "lista")


@require_safe
@workroom
def number(request: DeskRequest) -> HttpResponse:
    """Find the date whose number somebody reads from the paper; her own list of it, if it is hers."""
    form = NumberForm(request.GET if "number" in request.GET else None)
    if form.is_valid():
        wanted = form.cleaned_data["number"]
        if dates_of(request).numbered(wanted).exists():
            return redirect("activities:staff_occasion", wanted)
        if request.municipality.occasions.shown().numbered(wanted).exists():
            return redirect("activities:occasion", wanted)
        form.add_error("number", _("Inget i programmet har det numret. Fråga efter dag och plats."))
    return render(request, "activities/staff_number.html", {"form": form})
