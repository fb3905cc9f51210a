# SPDX-License-Identifier: EUPL-1.2
"""The list of one date at the desk: who comes and how, who waits and who came."""

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from traffpunkt.activities.at_the_door import Listed, list_of, offers_to_walk_in, signups_to_tick
from traffpunkt.activities.forms.lists import (
    CallerForm,
    MomentForm,
    SwitchForm,
    TallyForm,
    TickForm,
    WalkInForm,
)
from traffpunkt.activities.models import Activity, Occasion, Offer, Signup
from traffpunkt.activities.models.occasion_questions import OccasionQuerySet
from traffpunkt.activities.models.signup_questions import SignupQuerySet
from traffpunkt.activities.overtaking import count_at, outcome_of, tick_at
from traffpunkt.activities.refusals import Refusal
from traffpunkt.activities.rooms import rooms_of
from traffpunkt.activities.rosters import (
    Roster,
    counted_words,
    name_of,
    sign_up_caller,
    withdrawn_words,
)
from traffpunkt.journal.models import record_names
from traffpunkt.people.desk import DeskRequest, opens
from traffpunkt.people.models import Person
from traffpunkt.people.rights import Right

P = ParamSpec("P")
form_page = require_http_methods(["GET", "HEAD", "POST"])


def dates_of(request: DeskRequest) -> OccasionQuerySet:
    """The dates that this desk works with, in this municipality."""
    mine = Activity.objects.of_desk(request.desk)
    return request.municipality.occasions.about(mine).for_desk()


def date_of(request: DeskRequest, pk: int) -> Occasion:
    """One of them; all others are not found."""
    return get_object_or_404(dates_of(request), pk=pk)


def signup_of(request: DeskRequest, pk: int) -> Signup:
    """A sign-up for one of the desk's dates, or nothing here."""
    return get_object_or_404(in_full(Signup.objects.at_dates(dates_of(request))), pk=pk)


def in_full(rows: SignupQuerySet) -> SignupQuerySet:
    """Sign-ups with what a page or a verb about one of them asks for."""
    return rows.with_contacts().select_related("occasion__activity", "offer__venue")


def read_name(request: DeskRequest, person: Person) -> str:
    """A person's name for a page about her; that somebody reads it is written down."""
    person.note_reading(by=request.desk.actor)
    return name_of(person, request.desk)


def to_list(occasion_number: int, signup: Signup | None = None) -> HttpResponse:
    """Back to the list, at the row that was worked on."""
    answer = redirect("activities:staff_occasion", occasion_number)
    if signup is not None:
        answer["Location"] += f"#rad-{signup.pk}"
    return answer


def listed(request: DeskRequest, pk: int) -> Listed:
    """The list of a date as this desk works with it, whole or at the door."""
    found = list_of(request.desk, pk)
    if found is None:
        raise Http404
    return found


@require_safe
@opens(Right.LISTS, Right.TICK)
def occasion(request: DeskRequest, pk: int) -> HttpResponse:
    """The list of one date, to work with and to print; at the door only to tick."""
    return show_list(request, listed(request, pk))


def show_list(
    request: DeskRequest, found: Listed, counting: TallyForm | None = None
) -> HttpResponse:
    """The list; with a count that was not understood it is shown again as it was typed."""
    date = found.date
    roster = Roster(date, request.desk, found.ways)
    for group in roster.groups:
        prefix = str(group.offer.pk)
        is_this = counting is not None and counting.prefix == prefix
        group.counting = counting if is_this else TallyForm(prefix=prefix)
    page = {"occasion": date, "roster": roster, "rooms": rooms_of(date)}
    if found.ways is not None:
        page["walks_in"] = offers_to_walk_in(request.desk).at_dates([date.pk]).exists()
    record_names(date, by=request.desk.actor)
    status, name = (
        422 if counting else 200,
        "staff_occasion" if found.ways is None else "at_the_door",
    )
    return render(request, f"activities/{name}.html", page, status=status)


def caller_form(request: DeskRequest, pk: int) -> CallerForm:
    """Who rings or comes; at the door no more than a name, for the ways that lead in there."""
    found, told = listed(request, pk), request.POST or None
    if found.ways is None:
        return CallerForm(told, occasion=found.date)
    ways = offers_to_walk_in(request.desk).at_dates([found.date.pk])
    if not ways.exists():
        raise Http404
    return WalkInForm(told, occasion=found.date, ways=ways)


@form_page
@opens(Right.LISTS, Right.WALK_IN)
def signup(request: DeskRequest, pk: int) -> HttpResponse:
    """Put somebody on the list who rings or stands at the door."""
    form = caller_form(request, pk)
    if form.is_bound and form.is_valid():
        try:
            made, is_new = sign_up_caller(form.offer, form.caller, request.desk)
        except Refusal as refusal:
            form.refusal = refusal
        else:
            messages.success(request, what_happened(made, made.person.name, is_new))
            return to_list(pk, made)
    page = {"occasion": form.occasion, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "activities/staff_signup.html", page, status=status)


def what_happened(made: Signup, name: str, is_new: bool = True) -> str:
    """What to say to the caller: a seat, a place in the queue, or that she was there already."""
    facts = {"name": name, "code": made.code, "place": made.place_in_queue}
    if not is_new:
        return _("%(name)s stod redan på listan.") % facts
    if made.is_waiting:
        return (
            _("%(name)s står nu i kö som nummer %(place)s. Anmälningsnumret är %(code)s.") % facts
        )
    return _("%(name)s är anmäld. Anmälningsnumret är %(code)s.") % facts


def asked_first(
    request: DeskRequest, signup: Signup, noun: str, verb: Callable[[], object], done: str
) -> HttpResponse:
    """A page that asks; a post does it, or says in the same page why it cannot be done."""
    name = name_of(signup.person, request.desk)
    page: dict[str, object] = {"signup": signup, "occasion": signup.occasion, "name": name}
    if request.method == "POST":
        try:
            verb()
        except Refusal as refusal:
            page["refusal"] = refusal
        else:
            messages.success(request, done)
            return to_list(signup.occasion_id, signup)
    signup.person.note_reading(by=request.desk.actor)
    status = 422 if request.method == "POST" else 200
    return render(request, f"activities/staff_{noun}.html", page, status=status)


@form_page
@opens(Right.LISTS)
def withdrawal(request: DeskRequest, pk: int) -> HttpResponse:
    """Take somebody off the list who has rung; it can be undone on the list for half an hour."""
    row = signup_of(request, pk)
    leave = row.not_today if row.source == Signup.Source.STANDING else row.withdraw
    done = withdrawn_words(row, name_of(row.person, request.desk))
    return asked_first(request, row, "withdrawal", lambda: leave(by=request.desk.actor), done)


@require_POST
@opens(Right.LISTS)
def comeback(request: DeskRequest, pk: int) -> HttpResponse:
    """Undo a withdrawal."""
    row = signup_of(request, pk)
    try:
        row.take_back(by=request.desk.actor)
    except Refusal as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(
            request,
            _("%(name)s står på listan igen.") % {"name": name_of(row.person, request.desk)},
        )
    return to_list(row.occasion_id, row)


@form_page
@opens(Right.LISTS)
def seat(request: DeskRequest, pk: int) -> HttpResponse:
    """Give somebody in the queue a seat, also over the number of seats."""
    row = signup_of(request, pk)
    row.offer.occasion = row.occasion
    done = _("%(name)s har fått en plats.") % {"name": name_of(row.person, request.desk)}
    return asked_first(request, row, "seat", lambda: row.give_seat(by=request.desk.actor), done)


@form_page
@opens(Right.LISTS)
def switch(request: DeskRequest, pk: int) -> HttpResponse:
    """Let somebody take part in another way."""
    row = signup_of(request, pk)
    others = row.occasion.offers.with_counts().select_related("venue").other_than(row.offer)
    page: dict[str, object] = {"signup": row, "occasion": row.occasion, "others": others}
    page["name"] = name_of(row.person, request.desk)
    form = SwitchForm(request.POST or None, occasion=row.occasion)
    if form.is_bound and form.is_valid():
        try:
            return switched(request, row, form.cleaned_data["way"])
        except Refusal as refusal:
            page["refusal"] = refusal
    elif form.is_bound:
        page["refusal"] = Refusal(_("Välj ett av sätten i listan."))
    row.person.note_reading(by=request.desk.actor)
    status = 422 if form.is_bound else 200
    return render(request, "activities/staff_switch.html", page, status=status)


def switched(request: DeskRequest, row: Signup, offer: Offer) -> HttpResponse:
    """Do it, and say whether it became a seat or a place in the queue."""
    new = row.switch(offer, by=request.desk.actor)
    messages.success(request, what_happened(new, name_of(row.person, request.desk)))
    return to_list(row.occasion_id, new)


def is_from_script(request: DeskRequest) -> bool:
    """Whether the list's own script sent this: it wants words, where a browser wants a page."""
    return not request.accepts("text/html")


def said_to_script(
    view: Callable[Concatenate[DeskRequest, P], HttpResponse],
) -> Callable[Concatenate[DeskRequest, P], HttpResponse]:
    """Tell the list's own script in words that a row is gone; without words it tries again."""

    @functools.wraps(view)
    def in_words(request: DeskRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            if not is_from_script(request):
                raise
            words = _("Ett svar gick inte att spara. Läs om sidan och se efter vad som står där.")
            return JsonResponse({"words": words}, status=404)

    return in_words


@require_POST
@opens(Right.LISTS, Right.TICK)
@said_to_script
def attendance(request: DeskRequest, pk: int) -> HttpResponse:
    """Tick that somebody came, was excused or did not come."""
    row = get_object_or_404(in_full(signups_to_tick(request.desk)), pk=pk)
    form, when = TickForm(request.POST), MomentForm(request.POST)
    words = ""
    if not form.is_valid():
        words = _("Svaret gick inte att spara. Tryck igen.")
    elif not tick_at(row, form.cleaned_data["outcome"], when.moment, by=request.desk.actor):
        words = _("%(name)s: en kollega har ändrat efter dig. Det som kollegan tryckte gäller.")
        words %= {"name": read_name(request, row.person)}
    if is_from_script(request):
        return JsonResponse({"words": words, "outcome": outcome_of(row)})
    if words:
        messages.warning(request, words)
    return to_list(row.occasion_id, row)


def counted_way(request: DeskRequest, pk: int, offer: int) -> tuple[Listed, Offer]:
    """A way of taking part that this desk counts, and the list that it stands on."""
    found = listed(request, pk)
    way = found.way_of(offer)
    if way is None:
        raise Http404
    way.occasion = found.date
    return found, way


@require_POST
@opens(Right.LISTS, Right.TICK)
@said_to_script
def tally(request: DeskRequest, pk: int, offer: int) -> HttpResponse:
    """Keep a count by eye for one way of taking part."""
    found, way = counted_way(request, pk, offer)
    form, when = TallyForm(request.POST, prefix=str(way.pk)), MomentForm(request.POST)
    if not form.is_valid():
        return not_counted(request, found, form)
    heads = (form.cleaned_data["seniors"], form.cleaned_data["first_timers"] or 0)
    counted, is_kept = count_at(way, heads, when.moment, by=request.desk.actor)
    words = _("Räkningen är sparad.")
    if not is_kept:
        words = _("Någon har räknat efter dig. Den räkningen gäller.")
    if is_from_script(request):
        return JsonResponse({"words": words, "counted": counted_words(counted)})
    (messages.success if is_kept else messages.warning)(request, words)
    return to_list(pk)


def not_counted(request: DeskRequest, found: Listed, form: TallyForm) -> HttpResponse:
    """The list again with what is wrong; to the script, which has kept the fields, only that."""
    if not is_from_script(request):
        return show_list(request, found, form)
    wrong = [str(words) for found in form.errors.values() for words in found]
    words = _("Räkningen är inte sparad. %s") % " ".join(wrong)
    return JsonResponse({"words": words}, status=422)


@form_page
@opens(Right.LISTS)
def queue_end(request: DeskRequest, pk: int, offer: int) -> HttpResponse:
    """End a queue that leads nowhere, so that those who wait can plan something else."""
    date = date_of(request, pk)
    way = get_object_or_404(date.offers.with_counts(), pk=offer)
    if request.method == "POST":
        told = way.end_queue(by=request.desk.actor)
        words = ngettext("%(n)s person får veta.", "%(n)s personer får veta.", told) % {"n": told}
        messages.success(request, _("Kön är stängd. %s") % words)
        return to_list(pk)
    page = {"occasion": date, "offer": way}
    return render(request, "activities/staff_queue_end.html", page)
