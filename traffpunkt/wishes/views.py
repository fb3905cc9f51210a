# SPDX-License-Identifier: EUPL-1.2
"""Wishes: left by anybody, heard by whoever works here, answered by the coordinator."""

import uuid

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from traffpunkt.activities.forms.sheets import PlanSheet
from traffpunkt.activities.models import Activity
from traffpunkt.activities.views.plans import NEW, ONLY_DATES, plan, show_dates, show_sheet
from traffpunkt.journal.models import GUEST, record, record_names
from traffpunkt.people.desk import DeskRequest, sent, undisturbed, workroom
from traffpunkt.people.limits import Limit, address_of
from traffpunkt.people.models import Person
from traffpunkt.places.requests import GuestRequest
from traffpunkt.wishes.forms import AnswerForm, HeardForm, WishForm
from traffpunkt.wishes.models import Wish, WishQuerySet

# As for faults: somebody may wish for much, and a library with thirty tablets is one address.
BY_CONTACT = Limit("wish-contact", tries=20, seconds=3600, cache="near")
BY_ADDRESS = Limit("wish-address", tries=60, seconds=600, cache="near")
ON_A_PAGE = 10
ON_A_DESK = 50
form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@form_page
def wishes(request: GuestRequest) -> HttpResponse:
    """Leave a wish, without an account; and what others have wished, with what became of it."""
    here = request.municipality
    form = WishForm(here.venues.open_ones(), request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        if may_wish(request, form.cleaned_data["contact"]):
            here.wishes.leave(here, form.facts, form.press, by=GUEST)
            return redirect("wishes:thanks")
        form.add_error(None, _("Det kommer väldigt många just nu. Vänta en stund, eller ring oss."))
        status = 429
    shown = Paginator(here.wishes.shown(), ON_A_PAGE).get_page(request.GET.get("sida"))
    return render(request, "wishes/wishes.html", {"form": form, "rows": shown}, status=status)


def may_wish(request: GuestRequest, contact: str) -> bool:
    """Whether one more wish is taken: first by whom it says it is from, then by where it sits."""
    if contact and not BY_CONTACT.allows(request.municipality.pk, contact):
        return False
    return BY_ADDRESS.allows(address_of(request))


@require_safe
def thanks(request: GuestRequest) -> HttpResponse:
    """Thanks for a wish, and what happens now."""
    return render(request, "wishes/thanks.html")


def of_hers(request: DeskRequest) -> WishQuerySet:
    """The wishes that this desk answers for; whoever answers for none finds nothing."""
    desk = request.desk
    if not (desk.is_coordinator or desk.venue_ids):
        raise Http404
    return Wish.objects.of_desk(desk).select_related("venue", "said_by", "activity")


@require_safe
@workroom
def staff_wishes(request: DeskRequest) -> HttpResponse:
    """All wishes, the new ones first; or those of one state."""
    state = request.GET.get("lage", "")
    found = of_hers(request).kept().in_state(state).in_turn()
    rows: Page[Wish] = Paginator(found, ON_A_DESK).get_page(request.GET.get("sida"))
    known = state if state in Wish.State.values else ""
    page = {"rows": rows, "state": known, "states": Wish.State.choices}
    page["also"] = f"lage={known}" if known else ""
    return render(request, "wishes/staff_wishes.html", page)


@form_page
@workroom
def staff_wish_new(request: DeskRequest) -> HttpResponse:
    """Write down what somebody wished on the telephone or in the room."""
    here, by = request.municipality, request.desk.actor
    person = named_person(request)
    form = HeardForm(here.venues.open_ones(), request.POST if request.method == "POST" else None)
    if form.is_valid():
        press = form.cleaned_data["press"] or uuid.uuid4()
        made = here.wishes.leave(here, form.facts | {"said_by": person}, press, by=by)
        messages.success(request, _("Önskan är sparad."))
        is_hers = Wish.objects.of_desk(request.desk).contains(made)
        return redirect("wishes:staff_wish", made.pk) if is_hers else redirect("home:today")
    page = {"form": form, "person": person}
    return render(request, "wishes/staff_wish_new.html", page, status=422 if form.is_bound else 200)


def named_person(request: DeskRequest) -> Person | None:
    """The person of the register who said it, for whoever may open her page; it is a reading."""
    typed = request.GET.get("person", "")
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 12):
        return None
    if not request.desk.is_coordinator:
        raise Http404
    person = get_object_or_404(request.municipality.persons.kept(), pk=typed)
    record("read", person, by=request.desk.actor)
    return person


@form_page
@workroom
@undisturbed
def staff_wish(request: DeskRequest, pk: int) -> HttpResponse:
    """One wish: who said it, what becomes of it, and what everybody may read."""
    wish = get_object_or_404(of_hers(request), pk=pk)
    data = sent(request, wish.hold_still)
    form = AnswerForm(wish, activities_for(request, wish), data)
    if form.is_valid():
        wish.answer_with(form.facts, by=request.desk.actor)
        messages.success(request, _("Svaret är sparat."))
        return redirect("wishes:staff_wish", pk)
    if wish.names:
        record_names(wish, by=request.desk.actor)
    page = {"wish": wish, "form": form}
    return render(request, "wishes/staff_wish.html", page, status=422 if form.is_bound else 200)


def activities_for(request: DeskRequest, wish: Wish) -> list[Activity]:
    """What a wish can have become: all that the desk works with, and what it became already."""
    found = list(Activity.objects.of_desk(request.desk).in_order())
    if wish.activity and wish.activity not in found:
        found.append(wish.activity)
    return found


@form_page
@workroom
def staff_activity(request: DeskRequest, pk: int) -> HttpResponse:
    """Plan an activity of a wish: the form of a new one, with the words of the wish in it."""
    wish = get_object_or_404(of_hers(request).kept(), pk=pk)
    data = request.POST if request.method == "POST" else None
    sheet = PlanSheet(request.municipality, data, text=wish.text)
    if ONLY_DATES in request.POST:
        return show_dates(request, sheet)
    made = plan(request, sheet)
    if made:
        wish.become(made, by=request.desk.actor)
        return redirect("activities:staff_activity", made.pk)
    return show_sheet(request, NEW, sheet)


@require_POST
@workroom
def removal(request: DeskRequest, pk: int) -> HttpResponse:
    """Remove what is abuse; its page stays for a month, with the way back."""
    get_object_or_404(of_hers(request), pk=pk).remove(by=request.desk.actor)
    messages.success(request, _("Önskan är borttagen. Du kan ångra dig här."))
    return redirect("wishes:staff_wish", pk)


@require_POST
@workroom
def comeback(request: DeskRequest, pk: int) -> HttpResponse:
    """Take a removed wish back."""
    get_object_or_404(of_hers(request), pk=pk).take_back(by=request.desk.actor)
    messages.success(request, _("Önskan är tillbaka."))
    return redirect("wishes:staff_wish", pk)
