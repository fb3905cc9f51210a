# SPDX-License-Identifier: EUPL-1.2
"""På telefon: find somebody who rings, and do what she asks for in one press each."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from traffpunkt.activities.cards import with_ways
from traffpunkt.activities.forms.register import NewPersonForm
from traffpunkt.activities.models import Offer, Signup
from traffpunkt.activities.persons import persons_of, write_down
from traffpunkt.activities.refusals import Refusal
from traffpunkt.activities.telephone import OnLine, leave, open_dates, sign_up
from traffpunkt.activities.views.lists import dates_of, what_happened
from traffpunkt.activities.views.persons import sought
from traffpunkt.people.desk import DeskRequest, opens
from traffpunkt.people.models import Person
from traffpunkt.people.rights import Right

ON_A_PAGE = 8


@require_http_methods(["GET", "HEAD", "POST"])
@opens(Right.PERSONS)
def telephone(request: DeskRequest) -> HttpResponse:
    """Find who rings, or write her down."""
    page, status = sought(request)
    if "found" in page and request.desk.may(Right.REGISTER):
        words = request.POST["words"]
        page["new"] = NewPersonForm(initial={"name": "" if any(map(str.isdigit, words)) else words})
    return render(request, "activities/staff_telephone.html", page, status=status)


@require_POST
@opens(Right.REGISTER)
def person_new(request: DeskRequest) -> HttpResponse:
    """Write down who rings, and go on with her."""
    form = NewPersonForm(request.POST)
    if form.is_valid():
        made, _is_new = write_down(request.desk, **form.cleaned_data)
        return redirect("activities:on_line", made.pk)
    return render(request, "activities/staff_person_new.html", {"form": form}, status=422)


def person_of(request: DeskRequest, pk: int) -> Person:
    """One of the persons whom the desk may see."""
    return get_object_or_404(persons_of(request.desk), pk=pk)


@require_safe
@opens(Right.PERSONS)
def on_line(request: DeskRequest, pk: int) -> HttpResponse:
    """What to read aloud to her, and what can be done for her; the reading leaves its line."""
    person = person_of(request, pk)
    person.note_reading(by=request.desk.actor)
    line = OnLine(person, request.desk, dates_of(request))
    rows = Paginator(open_dates(dates_of(request)), ON_A_PAGE).get_page(request.GET.get("sida"))
    page = {"person": person, "line": line, "rows": rows, "dates": with_ways(list(rows))}
    return render(request, "activities/staff_on_line.html", page)


def done(
    request: DeskRequest, person: Person, verb: Callable[[], Signup], words: str = ""
) -> HttpResponse:
    """Do what she asks for and say what came of it; back to her page either way."""
    try:
        row = verb()
    except Refusal as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, words or what_happened(row, person.name))
    return redirect("activities:on_line", person.pk)


def offer_of(request: DeskRequest, number: int) -> Offer:
    """A way of taking part in one of the desk's published dates."""
    date = get_object_or_404(dates_of(request).shown(), offers=number)
    offer: Offer = date.offers.get(pk=number)
    offer.occasion = date
    return offer


def row_of(request: DeskRequest, person: Person, number: int) -> Signup:
    """A sign-up of hers for one of the desk's dates."""
    rows = Signup.objects.at_dates(dates_of(request)).of(person).with_dates()
    return get_object_or_404(rows, pk=number)


@require_POST
@opens(Right.PERSONS)
def signup(request: DeskRequest, pk: int, offer: int) -> HttpResponse:
    """Sign her up."""
    person, way = person_of(request, pk), offer_of(request, offer)
    return done(request, person, lambda: sign_up(person, way, request.desk))


@require_POST
@opens(Right.PERSONS)
def switch(request: DeskRequest, pk: int, signup: int, offer: int) -> HttpResponse:
    """Let her take part in another way."""
    person, way = person_of(request, pk), offer_of(request, offer)
    row = get_object_or_404(way.occasion.signups.of(person), pk=signup)
    return done(request, person, lambda: row.switch(way, by=request.desk.actor))


@require_POST
@opens(Right.PERSONS)
def withdrawal(request: DeskRequest, pk: int, signup: int) -> HttpResponse:
    """Withdraw for her; half an hour long one press undoes it."""
    person = person_of(request, pk)
    row = row_of(request, person, signup)
    words = _("%(name)s är avbokad. Du kan ångra det här på sidan.") % {"name": person.name}
    return done(request, person, lambda: leave(row, request.desk), words)


@require_POST
@opens(Right.PERSONS)
def comeback(request: DeskRequest, pk: int, signup: int) -> HttpResponse:
    """Undo a withdrawal."""
    person = person_of(request, pk)
    row = row_of(request, person, signup)
    return done(request, person, lambda: row.take_back(by=request.desk.actor))
