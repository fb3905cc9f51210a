# SPDX-License-Identifier: EUPL-1.2
"""What happens at a kiosk when somebody has pressed: tries are counted, and no name is ever said."""

import re

from django.utils import timezone
from django.utils.translation import gettext as _

from traffpunkt.activities.cards import Card, facts_of, lines_of
from traffpunkt.activities.checking_in import Door, check_in, open_door
from traffpunkt.activities.models import Signup
from traffpunkt.activities.refusals import Refusal
from traffpunkt.cafe.forms import KioskForm
from traffpunkt.cafe.models import Ticket
from traffpunkt.cafe.queues import Queue, queue_of, queues_at
from traffpunkt.home import devices
from traffpunkt.home.devices import Done, KioskRequest
from traffpunkt.home.screen_forms import CheckInForm, ClosingForm, KioskWishForm, PairingForm
from traffpunkt.people.limits import Limit
from traffpunkt.places.models import Screen
from traffpunkt.places.requests import GuestRequest

# Ten people in a minute come through one door; who tries all numbers needs days for one date.
TRIES = Limit("kiosk-digits", tries=10, seconds=60)
# The same press is one guest, however often an unsteady hand gives it.
ONCE = Limit("kiosk-press", tries=1, seconds=600)
# Whoever guesses is stopped; whoever knows the digits begins anew, and guests notice neither.
STAFF = Limit("kiosk-staff", tries=5, seconds=600)
WISHES = Limit("kiosk-wish", tries=10, seconds=300)
UNDONE = Limit("kiosk-undone", tries=1, seconds=600)
# More than come through one door; a child who presses on and on is soon asked to wait.
NUMBERS = Limit("kiosk-number", tries=30, seconds=60)
MOST_AHEAD = 3


def pair(request: GuestRequest, form: PairingForm) -> str:
    """The key for a code that was typed; nothing, with the reason in the form, for a wrong one."""
    if not devices.may_try(request):
        form.add_error(None, _("Många koder har prövats härifrån. Vänta tio minuter."))
        return ""
    paired = request.municipality.screens.exchange(form.cleaned_data["code"])
    if paired is None:
        words = _("Koden gäller inte. Gör en ny kod i Inställningar och skriv den här.")
        form.add_error("code", words)
        return ""
    return paired[1]


def next_dates(screen: Screen) -> list[Card]:
    """The next few dates at the screen's venue, while there is nothing to come in to."""
    coming = screen.municipality.occasions.shown().happening().at(screen.venue).ahead()
    return lines_of(facts_of(coming[:MOST_AHEAD]))


def receive(request: KioskRequest, door: Door, form: CheckInForm) -> Done | None:
    """Note that somebody is here; nothing, with the reason in the form, where it is not clear who."""
    is_clear = form.is_valid()
    press = form.cleaned_data.get("press")
    if "utan" in request.POST and press:
        return count(request.screen, door, press.hex)
    signup = who(request.screen, door, form) if is_clear else None
    if signup is None:
        return None
    is_news = check_in(door, signup, by=request.screen.actor)
    what = Done.TICKED if is_news else Done.ALREADY
    return Done(what, door.occasion.pk, signup.pk, form.cleaned_data["press"].hex)


def count(screen: Screen, door: Door, press: str) -> Done:
    """Count one guest more, once for each press."""
    if ONCE.allows(screen.pk, press):
        door.offer.count_one(by=screen.actor)
    return Done(Done.COUNTED, door.occasion.pk, 0, press)


def who(screen: Screen, door: Door, form: CheckInForm) -> Signup | None:
    """The one sign-up that is meant; nothing, with the reason in the form, where there is not one."""
    if not TRIES.allows(screen.pk):
        words = _("Många trycker just nu. Vänta en minut, eller tryck på ”Jag är här”.")
        form.add_error(None, words)
        return None
    letter = form.cleaned_data["letter"]
    found = door.matching(form.cleaned_data["digits"], letter)
    if len(found) == 1:
        return found[0]
    if found and not letter:
        form.asks_letter = True
        form.add_error("letter", _("Flera har de siffrorna. Skriv också bokstaven."))
    elif found:
        form.add_error(None, _("Ni är flera som delar siffror. Tryck på ”Jag är här” i stället."))
    else:
        words = _(
            "Vi hittar ingen plats med de siffrorna. Försök igen, eller tryck på ”Jag är här”."
        )
        form.add_error(None, words)
    return None


def leave_wish(screen: Screen, form: KioskWishForm) -> bool:
    """Keep a wish that was left at a kiosk; or the form says that one has to wait."""
    if not WISHES.allows(screen.pk):
        words = _("Det kommer många önskemål just nu. Vänta en stund, eller säg det till värden.")
        form.add_error(None, words)
        return False
    told = form.cleaned_data
    facts = {"text": told["text"], "venue": screen.venue}
    screen.municipality.wishes.leave(screen.municipality, facts, told["press"], by=screen.actor)
    return True


def reader_at(screen: Screen) -> str:
    """What the coordinator of the place is called, else that of the whole municipality."""
    found = screen.municipality.memberships.current().coordinators_at(screen.venue)
    first = found.values_list("name", flat=True).first() or ""
    return first.split()[0] if first.split() else ""


def refused(screen: Screen, typed: str) -> str:
    """Why staff are not let in, in words; nothing where they are."""
    if not STAFF.allows(screen.pk, str(screen.opened)):
        return _("Fel kod fem gånger. Vänta tio minuter och försök igen.")
    digits = re.sub(r"\D", "", typed[:40])
    return "" if screen.let_in(digits) else _("Koden stämmer inte. Försök igen.")


def carry_out(screen: Screen, wish: str, form: ClosingForm) -> bool:
    """Do what staff pressed for; whether anything was done."""
    by, today = screen.actor, timezone.localdate()
    if form.is_bound and form.is_valid():
        screen.close(form.cleaned_data["words"], by=by)
    elif wish == "oppna":
        screen.reopen(by=by)
    elif wish in {"vagg", "gaster"}:
        screen.be_wall(today if wish == "vagg" else None, by=by)
    else:
        return False
    return True


def undo(screen: Screen, done: Done) -> bool:
    """Take back what was noted, once; whether there was anything to take back."""
    door = open_door(screen.venue, done.occasion)
    if door is None or not done.can_be_undone or not UNDONE.allows(screen.pk, done.press):
        return False
    if done.what == Done.COUNTED:
        door.offer.count_one(-1, by=screen.actor)
    else:
        signup = door.occasion.signups.get(pk=done.signup)
        ticks = door.occasion.attendances.filter(person=signup.person, by=str(screen.actor))
        if not ticks.exists():
            return False
        signup.tick("", by=screen.actor)
        if done.what == Done.WALKED_IN:
            signup.withdraw(by=screen.actor)
    return True


def take_number(screen: Screen, form: KioskForm) -> tuple[Queue, Ticket] | None:
    """A number in a queue at the screen's own venue, with the queue as it then stands."""
    if not form.is_valid() or not NUMBERS.allows(screen.pk):
        return None
    wanted, press = form.cleaned_data["occasion"], form.cleaned_data["press"]
    here = [queue.occasion for queue in queues_at(screen.venue) if queue.occasion.pk == wanted]
    try:
        given = [Ticket.objects.take(date, by=screen.actor, press=press) for date in here]
    except Refusal:
        return None
    return (queue_of(here[0]), given[0]) if given else None
