# SPDX-License-Identifier: EUPL-1.2
"""A guest signs up: met by her name and number, or known by her personal page."""

import datetime
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from traffpunkt.activities.models import Occasion, Offer, Signup
from traffpunkt.activities.refusals import Refusal
from traffpunkt.journal.models import GUEST
from traffpunkt.people.actions import meet, open_page, personal_page
from traffpunkt.people.fields import UNTOLD, Contact
from traffpunkt.people.models import Person, PersonalPage


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

    def met(self, occasion: Occasion) -> tuple[Person, bool]:
        """The person in the register, new where nobody with this name and number is known."""
        if self.herself:
            return self.herself, False
        person, is_new = meet(
            occasion.municipality,
            self.name,
            by=GUEST,
            phone=self.contact.phone,
            email=self.contact.email,
            relative=self.relative,
        )
        if not is_new and occasion.signups.standing_now().of(person).exists():
            raise KnownHere(self.name)
        return person, is_new


@transaction.atomic
def sign_up_guest(offer: Offer, guest: Guest, token: uuid.UUID) -> tuple[Signup, str]:
    """The guest's sign-up, and the secret of her own page if she was first met by it; else "".

    The same press gives the same answer, however many times and however close it comes: who asks
    and who is known is decided behind the lock. Whoever only knew the name and number of a person
    we had met before learns nothing of her page.
    """
    occasion = offer.occasion.hold_still()
    press = guest.press(offer, token)
    before = occasion.signups.filter(press=press).select_related("person").first()
    if before:
        return before, own_page(before)
    person, is_new = guest.met(occasion)
    secret = open_page(person, by=GUEST).secret if is_new else ""
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
