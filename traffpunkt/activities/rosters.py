# SPDX-License-Identifier: EUPL-1.2
"""The list of one date as the desk sees it, and who is put on it when somebody rings or walks in."""

import datetime
import uuid
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from traffpunkt.activities.models import Occasion, Offer, Signup, Standing, Tally
from traffpunkt.activities.refusals import AlreadySignedUp, NoSeatLeft, Refusal
from traffpunkt.activities.templatetags.programme import way_within
from traffpunkt.journal.models import Actor, record
from traffpunkt.people.actions import meet
from traffpunkt.people.desk import Desk
from traffpunkt.people.fields import Contact
from traffpunkt.people.models import Person
from traffpunkt.people.rights import Right
from traffpunkt.ui.words import clock


@dataclass
class Row:
    """One line of the list: a sign-up, whether the reader may see the name, what was ticked."""

    signup: Signup
    is_open: bool
    outcome: str = ""
    # Whether the date comes again and the person has no standing place there.
    may_stand: bool = False

    @property
    def name(self) -> str:
        """The name, unless the person never wants it shown and the reader is no coordinator."""
        return self.signup.person.name if self.is_open else _("Namnet visas inte")

    @property
    def is_standing(self) -> bool:
        """Whether a standing place has put her here."""
        return self.signup.source == Signup.Source.STANDING

    @property
    def is_held(self) -> bool:
        """Whether the seat waits for somebody to ring."""
        return self.signup.is_expected and self.signup.held_until is not None


@dataclass
class Group:
    """One way of taking part: who has a seat, who waits in order, and the count by eye."""

    offer: Offer
    tally: Tally | None = None
    seated: list[Row] = field(default_factory=list)
    queue: list[Row] = field(default_factory=list)
    # The form that counts; whoever shows the page brings it.
    counting: object = None

    @property
    def counted(self) -> str:
        """What was counted by eye, in words; nothing where nobody has counted."""
        return counted_words(self.tally) if self.tally else ""

    @property
    def came(self) -> int:
        """How many of the list have been ticked as present."""
        return sum(row.outcome == "present" for row in [*self.seated, *self.queue])


class Roster:
    """The whole list of one date, in nine questions to the database however long it is."""

    def __init__(self, occasion: Occasion, desk: Desk, ways: set[int] | None = None) -> None:
        self.occasion = occasion
        self.may_see_hidden = desk.may(Right.HIDDEN)
        self.makes_cards = desk.may(Right.REGISTER)
        self.groups = [group for group in self.grouped() if ways is None or group.offer.pk in ways]
        self.just_left = [row for row in self.rows if row.signup.is_withdrawn]

    @property
    def is_ticked_now(self) -> bool:
        """Whether the day has come on which one ticks who is here."""
        return timezone.localtime(self.occasion.starts).date() <= timezone.localdate()

    @property
    def is_changed_still(self) -> bool:
        """Whether one can still switch and withdraw; afterwards there is only who came."""
        return not self.occasion.is_over

    @property
    def heads(self) -> int:
        """How many people are expected in all ways together."""
        return sum(group.offer.taken for group in self.groups)

    def grouped(self) -> list[Group]:
        """The ways with their rows; seats by name, since one looks for a name, queue by turn."""
        ticks = dict(self.occasion.attendances.values_list("person", "outcome"))
        tallies = {(tally.way, tally.venue_id): tally for tally in self.occasion.tallies.all()}
        offers = self.occasion.offers.with_counts().select_related("venue").order_by("pk")
        groups = {
            offer.pk: Group(offer, tallies.get((offer.way, offer.venue_id))) for offer in offers
        }
        standing = self.standing_persons()
        self.rows = [
            Row(
                signup,
                self.may_see(signup),
                ticks.get(signup.person_id, ""),
                may_stand=standing is not None and signup.person_id not in standing,
            )
            for signup in self.occasion.signups.on_the_list().with_contacts()
        ]
        for row in self.rows:
            row.signup.occasion = self.occasion
            if row.signup.is_expected:
                groups[row.signup.offer_id].seated.append(row)
            elif row.signup.is_waiting:
                groups[row.signup.offer_id].queue.append(row)
        for group in groups.values():
            group.seated.sort(key=lambda row: (row.name.casefold(), row.signup.pk))
        return list(groups.values())

    def standing_persons(self) -> set[int] | None:
        """Who has a standing place in the series; None where the date comes but once."""
        if self.occasion.series_id is None:
            return None
        lasting = Standing.objects.lasting().filter(series=self.occasion.series_id)
        return set(lasting.values_list("person_id", flat=True))

    def note_printing(self, *, by: Actor) -> None:
        """Write down that somebody has taken the list on paper, with names."""
        note_printing(self.occasion, by=by)

    def may_see(self, signup: Signup) -> bool:
        """Whether the reader may see who it is."""
        return self.may_see_hidden or not signup.person.hidden


def note_printing(occasion: Occasion, *, by: Actor) -> None:
    """Write down that somebody has the names of a date on paper."""
    record("printed", occasion, by=by, municipality=occasion.municipality_id)


def name_of(person: Person, desk: Desk) -> str:
    """A person's name as this desk may see it."""
    is_open = desk.may(Right.HIDDEN) or not person.hidden
    return person.name if is_open else _("Namnet visas inte")


def counted_words(tally: Tally) -> str:
    """What was counted by eye, and when."""
    words = ngettext(
        "Räknat klockan %(time)s: %(n)s person, varav %(first)s för första gången.",
        "Räknat klockan %(time)s: %(n)s personer, varav %(first)s för första gången.",
        tally.seniors,
    )
    return words % {"time": clock(tally.at), "n": tally.seniors, "first": tally.first_timers}


def withdrawn_words(row: Signup, name: str) -> str:
    """That it is done, and what else she has for the same date and keeps."""
    words = [_("%(name)s är avbokad. Du kan ångra det längst ner på sidan.") % {"name": name}]
    for other in Signup.objects.besides(row):
        kept = (
            _("Platsen i kön till ”%(way)s” finns kvar.")
            if other.is_waiting
            else _("Anmälan till ”%(way)s” finns kvar.")
        )
        words.append(kept % {"way": way_within(other.offer)})
    return " ".join(words)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is put on the list: what staff were told, on the telephone or at the door."""

    name: str
    contact: Contact
    headcount: int
    press: uuid.UUID
    # Who rings for her, and whose number it then is.
    relative: str = ""
    # What staff chose when no seat was left: to wait, or to be let in over the number.
    answer: str = ""

    QUEUE = "ko"
    OVER = "over"


@transaction.atomic
def sign_up_caller(offer: Offer, caller: Caller, desk: Desk) -> tuple[Signup, bool]:
    """Put the caller on the list, and say whether she is new there; the same press changes nothing.

    When no seat is left staff are asked before she queues, and before she is let in all the same.
    """
    if not offer.occasion.activity.is_published:
        raise Refusal(_("Aktiviteten är inte publicerad. Publicera den först."))
    occasion = offer.occasion.hold_still()
    before = occasion.signups.pressed(caller.press, caller.name).first()
    if before is not None:
        return before, True
    person, _is_new = meet(
        desk.municipality,
        caller.name,
        by=desk.actor,
        phone=caller.contact.phone,
        email=caller.contact.email,
        relative=caller.relative,
    )
    was_there = occasion.signups.standing_now().of(person).filter(offer=offer).exists()
    if not was_there and not caller.answer:
        ask_when_full(occasion, offer, caller)
    over = caller.answer == Caller.OVER
    try:
        signup = occasion.take_in(
            person,
            offer,
            by=desk.actor,
            headcount=caller.headcount,
            source=source_of(occasion, over),
            press=caller.press,
            entered_by=desk.account,
            by_relative=caller.relative,
            over=over,
        )
    except AlreadySignedUp as already:
        words = _("%(name)s är redan anmäld till ”%(way)s”. Byt sätt i listan.")
        way = already.signup.offer.get_way_display()
        raise Refusal(words % {"name": person.name, "way": way}) from None
    return signup, not was_there


def ask_when_full(occasion: Occasion, offer: Offer, caller: Caller) -> None:
    """Say that no seat is left, so that staff choose what to do."""
    fresh = Offer.counted(occasion, offer.pk)
    if fresh.closed_because() or fresh.fits(caller.headcount):
        return
    words = _("Det är fullt: %(taken)s av %(seats)s platser är tagna och %(queue)s väntar i kö.")
    facts = {"taken": fresh.taken, "seats": fresh.capacity, "queue": fresh.queue_length}
    raise NoSeatLeft(words % facts, may_queue=fresh.has_queue)


def source_of(occasion: Occasion, over: bool) -> str:
    """A walk-in while the doors are open, or when somebody is let in shortly before; else a call."""
    soon = occasion.starts - timezone.now() < datetime.timedelta(hours=2)
    is_here = occasion.is_under_way or (over and soon)
    return Signup.Source.WALK_IN if is_here else Signup.Source.PHONE
