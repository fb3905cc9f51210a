# SPDX-License-Identifier: EUPL-1.2
"""På telefon: what one reads aloud to somebody on the line, and what one does for her there."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from traffpunkt.activities.cards import with_ways
from traffpunkt.activities.knowing import Known
from traffpunkt.activities.models import Occasion, Offer, Signup, Way
from traffpunkt.activities.models.occasion_questions import OccasionQuerySet
from traffpunkt.activities.wording import words_of
from traffpunkt.people.desk import Desk
from traffpunkt.people.models import Person


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that she is signed up for: what to read aloud, and which other ways there are."""

    signup: Signup
    aloud: list[str]
    others: list[Offer]


class OnLine:
    """Somebody on the line, as the desk has her before it."""

    def __init__(self, person: Person, desk: Desk, dates: OccasionQuerySet) -> None:
        self.person = person
        self.known = Known(person, desk)
        happening = [row for row in self.known.coming if not row.occasion.is_cancelled]
        ways = ways_of([row.occasion for row in happening])
        self.lines = [
            Line(row, aloud(row), others(row, ways[row.occasion_id])) for row in happening
        ]
        self.just_left = list(
            Signup.objects.of(person).at_dates(dates.upcoming()).just_left().with_dates()
        )
        self.signed_up = {row.occasion_id for row in self.known.coming}


def ways_of(occasions: list[Occasion]) -> dict[int, list[Offer]]:
    """The ways of taking part in some dates, with their seats."""
    unique = {occasion.pk: occasion for occasion in occasions}
    return {occasion.pk: occasion.ways for occasion in with_ways(list(unique.values()))}


def others(signup: Signup, ways: list[Offer]) -> list[Offer]:
    """The other ways that she could change to now."""
    return [way for way in ways if way.pk != signup.offer_id and not way.closed_because()]


def open_dates(dates: OccasionQuerySet) -> OccasionQuerySet:
    """The dates that somebody can be signed up for, soonest first."""
    found = dates.shown().happening().upcoming()
    return found.filter(offers__booking__in=["optional", "required"]).distinct()


def aloud(signup: Signup) -> list[str]:
    """What one reads to her: what, when and where, what to bring, how many, and how to withdraw."""
    words = words_of(signup)
    is_there = signup.offer.way in {Way.ON_SITE, Way.WATCH_PARTY}
    said = [
        first_words(signup) % words,
        words["så deltar du"] if signup.is_expected else "",
        _("Adressen är %(plats)s.") % words if is_there else "",
        _("Ta med: %(ta med)s.") % words if words["ta med"] else "",
        _("Ni är %(antal)s personer.") % words if words["antal"] else "",
        _("Kan du inte komma? Ring %(ring)s. Ditt nummer är %(nummer)s.") % words,
    ]
    return [sentence for sentence in said if sentence]


def first_words(signup: Signup) -> str:
    """That she has a seat, or which one in the queue she is; with the words still to be put in."""
    if signup.is_expected:
        return _("Du är anmäld till %(aktivitet)s, %(när)s.")
    place = str(signup.place_in_queue)
    return _("Du står i kö som nummer {place} till %(aktivitet)s, %(när)s.").format(place=place)


def sign_up(person: Person, offer: Offer, desk: Desk) -> Signup:
    """Put somebody on the list who has rung; where it is full she queues, as the button has said."""
    return offer.occasion.sign_up(
        person, offer, by=desk.actor, source=Signup.Source.PHONE, entered_by=desk.account
    )


def leave(signup: Signup, desk: Desk) -> Signup:
    """Take somebody off a list who has rung; a standing place is kept for the other dates."""
    is_standing = signup.source == Signup.Source.STANDING
    return signup.not_today(by=desk.actor) if is_standing else signup.withdraw(by=desk.actor)
