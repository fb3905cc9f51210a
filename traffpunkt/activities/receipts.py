# SPDX-License-Identifier: EUPL-1.2
"""Sign-ups as those who made them see them again: by secret address, by code, on one's own page."""

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from traffpunkt.activities.models import Occasion, Offer, Signup, Standing
from traffpunkt.activities.models.signup_questions import SignupQuerySet
from traffpunkt.people.models import Account, ContactWay, Person, PersonalPage
from traffpunkt.places.models import Municipality

PAST_SHOWN = 5
SOON_SHOWN = 6


def signups_of(municipality: Municipality) -> SignupQuerySet:
    """All sign-ups of a municipality, with what a receipt says of them."""
    return Signup.objects.filter(occasion__municipality=municipality).select_related(
        "person",
        "offer__occasion__venue",
        "offer__venue",
        "offer__link",
        "occasion__venue",
        "occasion__municipality",
        "occasion__activity__responsible",
    )


def by_code(municipality: Municipality, code: str, digits: str) -> Signup | None:
    """The sign-up with this code, for whoever knows the end of a number that goes with it."""
    found = signups_of(municipality).filter(code=code).first()
    if found is None:
        return None
    numbers = found.person.contact_ways.filter(kind=ContactWay.Kind.PHONE)
    return found if any(way.value.endswith(digits) for way in numbers) else None


def pages_of(municipality: Municipality) -> QuerySet[PersonalPage]:
    """The personal pages of a municipality that still answer."""
    return PersonalPage.objects.valid().filter(person__municipality=municipality)


def page_at(municipality: Municipality, secret: str) -> PersonalPage | None:
    """The personal page at a secret address, when it still answers."""
    return pages_of(municipality).select_related("person").filter(secret=secret).first()


def said_of(signup: Signup) -> dict[str, object]:
    """What a receipt says beside the sign-up itself: who meets one, other ways, what is kept."""
    besides = list(Signup.objects.besides(signup))
    return {
        "host": host_of(signup.occasion),
        "others": other_ways(signup),
        "besides": besides,
        "kept": next((row for row in besides if row.is_expected), None),
    }


def host_of(occasion: Occasion) -> str:
    """Who meets one at the door, when that is known: a host of the activity, else its responsible."""
    today = timezone.localdate()
    hosts = occasion.activity.hostings.filter(since__lte=today).exclude(until__lt=today)
    hosting = hosts.select_related("account").order_by("pk").first()
    account: Account | None = hosting.account if hosting else occasion.activity.responsible
    return account.name_in(occasion.municipality) if account else ""


def other_ways(signup: Signup) -> list[Offer]:
    """The other ways of the same occasion that one can take now, those with seats first."""
    rows = signup.occasion.offers.with_counts().select_related("venue").exclude(pk=signup.offer_id)
    offers = list(rows)
    for offer in offers:
        offer.occasion = signup.occasion
    possible = [offer for offer in offers if not offer.closed_because()]
    return sorted(possible, key=lambda offer: offer.is_full)


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What a person finds on her own page."""

    person: Person
    upcoming: list[Signup]
    past: list[Signup]
    standings: list[Standing]
    soon: list[Occasion]


def own_page(person: Person) -> OwnPage:
    """Her coming sign-ups, her standing places, a few past ones, and what else comes soon."""
    now = timezone.now()
    rows = signups_of(person.municipality).of(person)
    upcoming = list(
        rows.standing_now().filter(occasion__ends__gt=now).order_by("occasion__starts", "pk")
    )
    past = rows.expected().filter(occasion__ends__lte=now).order_by("-occasion__starts")
    standings = Standing.objects.lasting().of(person).in_full()
    return OwnPage(
        person, upcoming, list(past[:PAST_SHOWN]), list(standings), soon_for(person, now)
    )


def soon_for(person: Person, now: datetime.datetime) -> list[Occasion]:
    """What she can still sign up for: the next dates that are not hers yet."""
    rows = person.municipality.occasions.shown().happening().upcoming(now)
    booked = rows.filter(offers__booking__in=["optional", "required"]).distinct()
    free = booked.exclude(signups__in=person.signups.standing_now())
    return list(free.select_related("activity", "venue")[:SOON_SHOWN])
