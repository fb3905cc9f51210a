# SPDX-License-Identifier: EUPL-1.2
"""The lists of today, for who only receives people: at one venue's door, or at one activity.

Nothing of other days, and no more than the names of those who come.
"""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from traffpunkt.activities.models import Activity, Hosting, Occasion, Offer, Signup, Way
from traffpunkt.activities.models.occasion_questions import OccasionQuerySet
from traffpunkt.activities.models.offer import OfferQuerySet
from traffpunkt.activities.models.signup_questions import SignupQuerySet
from traffpunkt.people.desk import Desk
from traffpunkt.people.models import Role


def offers_of_today(desk: Desk) -> OfferQuerySet:
    """The ways of taking part of today's dates here that are not cancelled."""
    today = timezone.localdate()
    dates = desk.municipality.occasions.shown().happening().between(today, today)
    return Offer.objects.of_dates(dates)


def in_her_rooms(desk: Desk) -> Q:
    """The ways that lead in by the doors at which she sits."""
    venues = desk.door_venue_ids
    return Q(way=Way.ON_SITE, occasion__venue__in=venues) | Q(way=Way.WATCH_PARTY, venue__in=venues)


def offers_to_tick(desk: Desk) -> OfferQuerySet:
    """The ways of today whose lists a desk ticks without working with the activity."""
    mine = Hosting.objects.current().of_account(desk.account, Role.PRESENCE).values("activity")
    at_activities = Q(occasion__activity__in=mine if desk.has_role(Role.PRESENCE) else [])
    return offers_of_today(desk).filter(in_her_rooms(desk) | at_activities)


def offers_to_walk_in(desk: Desk) -> OfferQuerySet:
    """The ways of today for which a desk writes up who comes unannounced."""
    return offers_of_today(desk).filter(in_her_rooms(desk))


def dates_to_tick(desk: Desk) -> OccasionQuerySet:
    """The dates of today with a list to tick."""
    return Occasion.objects.filter(pk__in=offers_to_tick(desk).values("occasion"))


def signups_to_tick(desk: Desk) -> SignupQuerySet:
    """Whose presence a desk writes down: on the lists that it works with, and at its door."""
    works_with = Occasion.objects.about(Activity.objects.of_desk(desk))
    return Signup.objects.filter(
        Q(occasion__in=works_with.values("pk")) | Q(offer__in=offers_to_tick(desk).values("pk"))
    )


def dates_to_attend(desk: Desk) -> OccasionQuerySet:
    """The dates at which somebody is as a guide or a volunteer."""
    roles = [role for role in (Role.GUIDE, Role.VOLUNTEER) if desk.has_role(role)]
    mine = Hosting.objects.current().of_account(desk.account, *roles)
    return desk.municipality.occasions.shown().filter(activity__in=mine.values("activity"))


@dataclass(frozen=True, slots=True)
class Listed:
    """The list of one date as a desk works with it: whole, or only what is ticked at the door."""

    date: Occasion
    # None where the desk works with the activity, and so with every way of it.
    ways: set[int] | None = None

    def way_of(self, pk: int) -> Offer | None:
        """One of the ways that the desk counts."""
        if self.ways is not None and pk not in self.ways:
            return None
        return self.date.offers.filter(pk=pk).first()


def list_of(desk: Desk, pk: int) -> Listed | None:
    """The list of a date, if it is one of the desk's."""
    here = desk.municipality.occasions
    whole = here.about(Activity.objects.of_desk(desk)).for_desk().numbered(pk).first()
    if whole:
        return Listed(whole)
    ways = set(offers_to_tick(desk).filter(occasion=pk).values_list("pk", flat=True))
    return Listed(here.for_desk().get(pk=pk), ways) if ways else None
