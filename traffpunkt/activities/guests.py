# SPDX-License-Identifier: EUPL-1.2
"""A guest signs up: met by her name and number, or known by her personal page."""

import datetime
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from traffpunkt.activities.models import Offer, Signup
from traffpunkt.activities.refusals import Refusal
from traffpunkt.journal.models import GUEST
from traffpunkt.people.actions import meet, open_page, personal_page
from traffpunkt.people.fields import UNTOLD, Contact
from traffpunkt.people.models import Person, PersonalPage
from traffpunkt.places.models import Municipality


class KnownHere(Refusal):
    """Somebody with this name and number has a sign-up already; its address is not given away."""

    find_it = True

    def __init__(self, name: str) -> None:
        super().__init__(_("%(name)s är redan anmäld.") % {"name": name})


@dataclass(frozen=True, slots=True)
class Guest:
    """What a guest says of herself, or of the one she signs up; `herself` came by her own page."""

    name: str = ""
    contact: Contact = UNTOLD
    relative: str = ""
    headcount: int = 1
    herself: Person | None = None

    def press(self, offer: Offer, token: uuid.UUID) -> uuid.UUID:
        """This very press: the same form sent with another name or way is another press."""
        who = self.herself.pk if self.herself else (self.name.casefold(), str(self.contact))
        return uuid.uuid5(token, repr((offer.pk, who)))

    def met(self, municipality: Municipality) -> tuple[Person, bool]:
        """The person in the register, new where nobody with this name and number is known."""
        if self.herself:
            return self.herself, False
        return meet(
            municipality,
            self.name,
            by=GUEST,
            phone=self.contact.phone,
            email=self.contact.email,
            relative=self.relative,
        )

    def was_met_besides(self, person: Person) -> bool:
        """Whether somebody with this name and number is known beside the person just written."""
        if not self.contact:
            return False
        namesakes = person.municipality.persons.known_as(self.name, str(self.contact))
        return namesakes.exclude(pk=person.pk).exists()


class PressedBeforeError(Exception):
    """This very press has made a sign-up already."""

    def __init__(self, signup: Signup) -> None:
        super().__init__()
        self.signup = signup


class MetMeanwhileError(Exception):
    """Somebody with this name and number was written down while this one waited for the lock."""


def sign_up_guest(offer: Offer, guest: Guest, token: uuid.UUID) -> tuple[Signup, str]:
    """The guest's sign-up, and the secret of her own page if she was first met by it; else "".

    The same press gives the same answer, however many times and however close it comes. Whoever
    only knew the name and number of a person we had met before learns nothing of her page.
    """
    try:
        return taken_in(offer, guest, guest.press(offer, token))
    except PressedBeforeError as before:
        return before.signup, own_page(before.signup)
    except MetMeanwhileError:
        # Nothing of this try is left, and whom it ran into is there to be found now.
        return sign_up_guest(offer, guest, token)


@transaction.atomic
def taken_in(offer: Offer, guest: Guest, press: uuid.UUID) -> tuple[Signup, str]:
    """Sign a guest up, or leave no trace.

    She is written down and what is known of her read first, so that others wait the less for the
    lock; who she is and whether this was pressed before is decided behind it.
    """
    person, is_new = guest.met(offer.occasion.municipality)
    secret = open_page(person, by=GUEST).secret if is_new else ""
    prefetch_related_objects([person], "contact_ways")
    occasion = offer.occasion.hold_still()
    if before := occasion.signups.filter(press=press).first():
        raise PressedBeforeError(before)
    if is_new and guest.was_met_besides(person):
        raise MetMeanwhileError
    if not is_new and not guest.herself and occasion.signups.standing_now().of(person).exists():
        raise KnownHere(guest.name)
    made = occasion.take_in(
        person,
        offer,
        by=GUEST,
        press=press,
        just_met=is_new,
        headcount=guest.headcount,
        by_relative=guest.relative,
    )
    return made, secret


def own_page(signup: Signup) -> str:
    """The secret of the personal page, for whoever was just met through this sign-up; else ""."""
    person = signup.person
    at_once = datetime.timedelta() <= signup.made - person.met < datetime.timedelta(seconds=20)
    if not at_once or person.signups.filter(pk__lt=signup.pk).exists():
        return ""
    return personal_page(person, by=GUEST).secret


def way_back(signup: Signup) -> str:
    """The secret of the personal page, for whoever has found a sign-up again; else "".

    Only the sign-up by which she was first met leads there, also after a change of way: its
    receipt has shown the page before. A page that got a new secret address is not given away.
    """
    if signup.person.pages.revoked().exists():
        return ""
    first = signup
    while first.instead_of is not None:
        first = first.instead_of
    return own_page(first)


def successor(signup: Signup) -> Signup | None:
    """The sign-up that stands in the place of one that was left for another way of taking part."""
    found: Signup | None = None
    step: Signup | None = signup
    while step and step.is_withdrawn:
        found = step = Signup.objects.filter(instead_of=step).order_by("-pk").first()
    return found if found and not found.is_withdrawn else None


@transaction.atomic
def renew(page: PersonalPage) -> PersonalPage:
    """A new secret address for a person's own page; the old one stops answering."""
    page.revoke(by=GUEST)
    return personal_page(page.person, by=GUEST)
