# SPDX-License-Identifier: EUPL-1.2
"""A guest signs up: met by her name and number, or known by her personal page."""

import datetime
import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from traffpunkt.activities.models import Occasion, Offer, Signup
from traffpunkt.activities.refusals import Refusal
from traffpunkt.journal.models import GUEST
from traffpunkt.people.actions import meet
from traffpunkt.people.fields import UNTOLD, Contact
from traffpunkt.people.models import Person, PersonalPage
from traffpunkt.people.models.person import folded
from traffpunkt.people.turns import take_turn
from traffpunkt.places.models import Municipality

# How long after a press its answer may still be given again with the page that it opened.
JUST_NOW = datetime.timedelta(minutes=10)


class KnownHere(Refusal):
    """Somebody with this name and number has a sign-up already; its address is not given away."""

    find_it = True

    def __init__(self, name: str) -> None:
        super().__init__(_("%(name)s är redan anmäld.") % {"name": name})


class AnsweredBefore(Exception):
    """There is a sign-up already that answers this press."""

    def __init__(self, signup: Signup) -> None:
        super().__init__()
        self.signup = signup


@dataclass(frozen=True, slots=True)
class Guest:
    """What a guest says of herself, or of the one she signs up, or the own page that she is on."""

    name: str = ""
    contact: Contact = UNTOLD
    relative: str = ""
    headcount: int = 1
    page: PersonalPage | None = None

    def press(self, offer: Offer, token: uuid.UUID) -> uuid.UUID:
        """This very press: the same form sent with another name or way is another press."""
        who = self.page.person_id if self.page else (self.name.casefold(), str(self.contact))
        return uuid.uuid5(token, repr((offer.pk, who)))

    def met(self, municipality: Municipality) -> tuple[Person, bool]:
        """The person in the register, new where nobody with this name and number is known."""
        if self.page:
            return self.page.person, False
        if self.contact:
            # One at a time, or two dates at once would write the same person down twice.
            take_turn("met", municipality.pk, folded(self.name), str(self.contact))
        return meet(
            municipality,
            self.name,
            by=GUEST,
            phone=self.contact.phone,
            email=self.contact.email,
            relative=self.relative,
        )


def sign_up_guest(offer: Offer, guest: Guest, token: uuid.UUID) -> Signup:
    """The guest's sign-up. It stands on the page that she is on, else on a page that it opens.

    The same press gives the same answer, however many times and however close it comes. Whoever
    only knows the name and number of a person learns nothing of what that person has signed up for.
    """
    press = guest.press(offer, token)
    try:
        return taken_in(offer, guest, press)
    except AnsweredBefore as before:
        return before.signup
    except (Refusal, IntegrityError):
        # Somebody new is not asked behind the lock whether she has pressed before: of two presses
        # that come close the second one meets the first one's seat here.
        answered = Signup.objects.filter(press=press).select_related("page").first()
        if answered is None:
            raise
        return answered


@transaction.atomic
def taken_in(offer: Offer, guest: Guest, press: uuid.UUID) -> Signup:
    """Sign a guest up, or leave no trace.

    She is written down and what is known of her read first, so that others wait the less for the
    lock; whether she has a sign-up and whether this was pressed before is decided behind it.
    """
    person, is_new = guest.met(offer.occasion.municipality)
    page = guest.page or person.open_page(by=GUEST)
    prefetch_related_objects([person], "contact_ways")
    occasion = offer.occasion.hold_still()
    if not is_new:
        refuse_if_known(occasion, person, guest, press)
    return occasion.take_in(
        person,
        offer,
        by=GUEST,
        press=press,
        just_met=is_new,
        headcount=guest.headcount,
        by_relative=guest.relative,
        page=page,
    )


def refuse_if_known(occasion: Occasion, person: Person, guest: Guest, press: uuid.UUID) -> None:
    """Give the answer that this press has had before, and say no where the person has a sign-up
    that this guest cannot be shown.

    Who wants her name shown nowhere is not given away by a no either: nobody can ask where she is.
    """
    if before := occasion.signups.filter(press=press).select_related("page").first():
        raise AnsweredBefore(before)
    hers = occasion.signups.standing_now().of(person).of_others(guest.page)
    if found := hers.select_related("page").first():
        if person.hidden and not guest.page:
            raise AnsweredBefore(found)
        raise KnownHere(person.name if guest.page else guest.name)


def is_told_nothing(signup: Signup, guest: Guest) -> bool:
    """Whether a guest is only thanked: she knows a name and number of somebody who is hidden."""
    return signup.person.hidden and not guest.page


def page_opened_by(signup: Signup) -> str:
    """The secret of the page that a sign-up has opened, for who has just pressed; else "".

    Not for one who sends an old form again: the address may have been replaced since, and why.
    """
    return "" if timezone.now() - signup.made > JUST_NOW else first_address(signup.page)


def way_back(signup: Signup) -> str:
    """The secret of the own page, for whoever has found a sign-up again by its number; else "".

    Only the sign-up that opened the page leads there, also after a change of way: its receipt has
    shown the page before. A page that got a new secret address is not given away.
    """
    first = signup
    while first.instead_of is not None:
        first = first.instead_of
    page = signup.page
    is_opener = page is not None and page.signups.order_by("pk").first() == first
    return first_address(page) if is_opener else ""


def first_address(page: PersonalPage | None) -> str:
    """The secret that a page was opened with, while it holds."""
    return page.secret if page and not page.revoked and page.instead_of_id is None else ""


def successor(signup: Signup) -> Signup | None:
    """The sign-up that stands in the place of one that was left for another way of taking part."""
    found: Signup | None = None
    step: Signup | None = signup
    while step and step.is_withdrawn:
        found = step = Signup.objects.filter(instead_of=step).order_by("-pk").first()
    return found if found and not found.is_withdrawn else None


@transaction.atomic
def renew(page: PersonalPage) -> PersonalPage:
    """A new secret address for an own page and all that stands on it; the old one stops answering."""
    new = page.renew(by=GUEST)
    page.signups.update(page=new)
    page.standings.update(page=new)
    return new
