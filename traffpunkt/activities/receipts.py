# SPDX-License-Identifier: EUPL-1.2
"""Sign-ups as those who made them see them again: by secret address, by code, on one's own page."""

import datetime
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from traffpunkt.activities import guests, insertions
from traffpunkt.activities.doors import Door
from traffpunkt.activities.models import Occasion, Offer, Signup, Standing, Way
from traffpunkt.activities.models.signup_questions import SignupQuerySet
from traffpunkt.people.models import ContactWay, Person, PersonalPage, Role
from traffpunkt.places.models import Municipality

PAST_SHOWN = 5
SOON_SHOWN = 10


def signups_of(municipality: Municipality) -> SignupQuerySet:
    """All sign-ups of a municipality, with what a receipt says of them."""
    return Signup.objects.filter(occasion__municipality=municipality).select_related(
        "person",
        "offer__occasion__venue",
        "offer__venue",
        "offer__link",
        "occasion__venue",
        "occasion__municipality",
        "occasion__activity",
    )


def by_code(municipality: Municipality, code: str, proof: str) -> Signup | None:
    """The sign-up with this code, for whoever knows an address or the end of a number with it."""
    found = signups_of(municipality).filter(code=code).first()
    if found is None:
        return None
    ways = found.person.contact_ways.all()
    return found if any(is_proved(way, proof) for way in ways) else None


def is_proved(way: ContactWay, proof: str) -> bool:
    """Whether somebody knows this way to a person: a whole address, or the end of a number."""
    if way.kind == ContactWay.Kind.EMAIL:
        return way.value.casefold() == proof
    return way.value.endswith(proof)


def way_back(signup: Signup, proof: str) -> str:
    """The secret of the own page, for whoever has found a sign-up by its number and this proof.

    What staff have written down after the page was opened proves the sign-up only, and leads into
    no page (ADR 18): a number or an address may have been misheard, and be a stranger's.
    """
    ways = [way for way in signup.person.contact_ways.all() if is_proved(way, proof)]
    page = signup.page
    knows = page is not None and any(way.was_known(page.made) for way in ways)
    return guests.way_back(signup) if knows else ""


def pages_of(municipality: Municipality) -> QuerySet[PersonalPage]:
    """The personal pages of a municipality that still answer."""
    return PersonalPage.objects.valid().filter(person__municipality=municipality)


def page_at(municipality: Municipality, secret: str) -> PersonalPage | None:
    """The personal page at a secret address, when it still answers."""
    return pages_of(municipality).select_related("person").filter(secret=secret).first()


def said_of(signup: Signup) -> dict[str, object]:
    """What a receipt says beside the sign-up itself: who meets one, other ways, what is kept."""
    besides = list(Signup.objects.besides(signup))
    named = name_of_other(signup)
    who = named or _("Du")
    return {
        "named": named,
        "who": who,
        "host": host_of(signup),
        "door": Door(signup.occasion, signup.offer, signup),
        "others": other_ways(signup),
        "changed": insertions.taking_part(signup.offer, who) if signup.instead_of_id else "",
        "besides": besides,
        "kept": next((row for row in besides if row.is_expected), None),
    }


def name_of_other(signup: Signup) -> str:
    """The name of who takes part, where somebody else signed her up and so reads the receipt."""
    return signup.person.name if signup.by_relative and not signup.person.hidden else ""


def host_of(signup: Signup) -> str:
    """Who meets one at the door, when that is known: a host of the activity, where it is held."""
    if signup.offer.way != Way.ON_SITE:
        return ""
    hosts = signup.occasion.activity.hostings.current().filter(role=Role.HOST)
    hosting = hosts.select_related("account").order_by("pk").first()
    return hosting.account.name_in(signup.occasion.municipality) if hosting else ""


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
    soon: Page[Occasion]


def own_page(page: PersonalPage, part: str | None = None) -> OwnPage:
    """What stands on a page: coming sign-ups, standing places, a few past ones, and what comes soon.

    The person may have signed up elsewhere too; that is shown to nobody who only has this page.
    """
    now = timezone.now()
    person = page.person
    rows = signups_of(person.municipality).on_page(page)
    upcoming = list(
        rows.standing_now().filter(occasion__ends__gt=now).order_by("occasion__starts", "pk")
    )
    past = rows.expected().filter(occasion__ends__lte=now).order_by("-occasion__starts")
    standings = Standing.objects.lasting().on_page(page).in_full()
    soon = Paginator(soon_for(page, now), SOON_SHOWN).get_page(part)
    return OwnPage(person, upcoming, list(past[:PAST_SHOWN]), list(standings), soon)


@dataclass(frozen=True, slots=True)
class OwnSignups:
    """What a person finds who has shown by her card who she is."""

    person: Person
    upcoming: list[Signup]
    past: list[Signup]
    standings: list[Standing]


def own_signups(person: Person) -> OwnSignups:
    """All of a person's sign-ups and standing places, on whatever page they stand."""
    now = timezone.now()
    rows = signups_of(person.municipality).of(person)
    upcoming = rows.standing_now().filter(occasion__ends__gt=now)
    past = rows.expected().filter(occasion__ends__lte=now).order_by("-occasion__starts")
    standings = Standing.objects.lasting().filter(person=person).in_full()
    return OwnSignups(
        person,
        list(upcoming.order_by("occasion__starts", "pk")),
        list(past[:PAST_SHOWN]),
        list(standings),
    )


def soon_for(page: PersonalPage, now: datetime.datetime) -> QuerySet[Occasion]:
    """What she can sign up for from her page: the coming dates that do not stand on it yet."""
    rows = page.person.municipality.occasions.shown().happening().upcoming(now)
    booked = rows.filter(offers__booking__in=["optional", "required"]).distinct()
    free = booked.exclude(signups__in=page.signups.standing_now())
    return free.select_related("activity", "venue")
