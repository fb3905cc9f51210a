# SPDX-License-Identifier: EUPL-1.2
"""To say something to all who come to one date, or to those who come in one way."""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from traffpunkt.activities import wording
from traffpunkt.activities.models import Announcement, Occasion, Offer, Signup
from traffpunkt.activities.refusals import Refusal
from traffpunkt.journal.models import Actor, record
from traffpunkt.outbox.actions import is_rung


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom something would be said to: how many in writing, and how many by a call."""

    written: int
    rung: int


def draft(
    occasion: Occasion, audience: str, offer: Offer | None, words: str, press: uuid.UUID
) -> Announcement:
    """What is about to be said, not yet saved."""
    return Announcement(occasion=occasion, audience=audience, offer=offer, words=words, press=press)


def people_of(announcement: Announcement) -> list[Signup]:
    """One sign-up for each person it is said to: whoever brings a friend is told once."""
    return list({row.person_id: row for row in announcement.concerned}.values())


def reach_of(announcement: Announcement) -> Reach:
    """How those whom it concerns would be told."""
    rung = [is_rung(row.person) for row in people_of(announcement)]
    return Reach(written=rung.count(False), rung=rung.count(True))


def is_same(said: Announcement, announcement: Announcement) -> bool:
    """Whether one announcement only repeats another."""
    told = ("occasion_id", "audience", "offer_id", "words")
    return all(getattr(said, name) == getattr(announcement, name) for name in told)


@transaction.atomic
def announce(announcement: Announcement, *, by: Actor) -> Announcement:
    """Say it to each person once, by her own channel; the same press again says nothing more."""
    occasion = announcement.occasion.hold_still()
    said = Announcement.objects.filter(press=announcement.press).first()
    if said and is_same(said, announcement):
        return said
    if said:
        # The same page was sent once more with other words, as from the browser's history.
        announcement.press = uuid.uuid4()
    if occasion.is_over:
        raise Refusal(_("Det här tillfället har redan varit."))
    rows = people_of(announcement)
    if not rows:
        raise Refusal(_("Det finns ingen att skriva till. Välj andra."))
    announcement.reached, announcement.by = len(rows), str(by)
    announcement.save()
    record("announced", announcement, by=by, municipality=occasion.municipality_id)
    for row in rows:
        row.occasion = announcement.occasion
        wording.tell_announcement(announcement, row)
    return announcement
