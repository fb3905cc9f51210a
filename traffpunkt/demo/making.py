# SPDX-License-Identifier: EUPL-1.2
"""Makes the demo's rows around today: eight weeks back as they were, and all that is ahead."""

import datetime
import random
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from traffpunkt.activities.closures import closures
from traffpunkt.activities.models import Activity, Hosting, OfferPlan, ReminderRule, Series
from traffpunkt.activities.recurrence import plan
from traffpunkt.channels.models import Link
from traffpunkt.demo.content import Doing, Place, Rhythm, Town, Way
from traffpunkt.demo.crowd import fill_future, fill_past
from traffpunkt.demo.events import make_events
from traffpunkt.demo.legal import answer_texts, gather, make_texts
from traffpunkt.demo.wishes import make_wishes
from traffpunkt.journal.models import SYSTEM
from traffpunkt.people.models import Account, Membership
from traffpunkt.people.models.membership import OF_A_VENUE
from traffpunkt.places.models import Municipality, OpeningHours, Organisation, Venue

BACK = datetime.timedelta(weeks=8)
A_YEAR = datetime.timedelta(days=365)
ACCESS = {"j": "yes", "n": "no", "?": "unknown"}
FILMS = "https://www.youtube.com/watch?v=traffpunkt{:d}"


@dataclass(slots=True)
class Making:
    """A town while it is being made: its rows by the words that the content uses for them."""

    town: Town
    municipality: Municipality
    chance: random.Random
    venues: dict[str, Venue] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)


@transaction.atomic
def make_town(town: Town) -> Municipality:
    """A municipality of the demo with everything in it, made relative to today."""
    making = Making(town, make_municipality(town), random.Random(town.slug))
    make_places(making)
    make_staff(making)
    make_texts(making.municipality, making.organisations[town.agreement])
    for number, doing in enumerate(town.doings):
        make_activity(making, doing, number)
    make_events(town, making.municipality, next(iter(making.accounts.values())).actor)
    first = next(iter(making.accounts.values()))
    answer_texts(making.municipality, first)
    gather(making.municipality, first)
    make_wishes(making.municipality, first)
    return making.municipality


def make_municipality(town: Town) -> Municipality:
    """The tenant itself."""
    return Municipality.objects.create(
        name=town.name,
        slug=town.slug,
        help_phone=town.phone,
        help_hours=town.hours,
        privacy_contact=f"dataskyddsombud@{town.slug}.example",
        sender_name=town.sender,
        colour_light=town.colours[0],
        colour_dark=town.colours[1],
        languages=list(town.languages),
    )


def make_places(making: Making) -> None:
    """Topics, venues with their hours, the days that they are closed, and when people are reminded."""
    ReminderRule.objects.create(municipality=making.municipality)
    today = timezone.localdate()
    for key, name in making.town.topics.items():
        making.municipality.topics.create(key=key, name=name)
    for place in making.town.places:
        making.venues[place.slug] = make_venue(making, place)
    make_screens(making)
    for days_ahead, length, slug, reason in making.town.closed:
        first = today + datetime.timedelta(days=days_ahead)
        making.municipality.closed_days.create(
            venue=making.venues.get(slug),
            first=first,
            last=first + datetime.timedelta(days=length - 1),
            reason=reason,
        )


def make_screens(making: Making) -> None:
    """A wall screen and a kiosk at the first venue; their codes hold as long as anybody may look."""
    here, venue = making.municipality, next(iter(making.venues.values()))
    for kind, name in (("wall", "på väggen i hallen"), ("kiosk", "vid entrén")):
        row = here.screens.set_up(here, venue, kind, name, by=SYSTEM)
        row.renew_code(by=SYSTEM, lasts=A_YEAR)


def make_venue(making: Making, place: Place) -> Venue:
    """One venue with its access facts and opening hours."""
    facts = zip(Venue.ACCESS_FACTS, (ACCESS[answer] for answer in place.access), strict=True)
    venue = Venue.objects.create(
        municipality=making.municipality,
        name=place.name,
        slug=place.slug,
        kind=place.kind,
        street=place.street,
        town=making.town.town,
        way_there=place.way_there,
        phone=making.town.phone,
        **dict(facts),
    )
    OpeningHours.objects.bulk_create(
        OpeningHours(
            venue=venue, weekday=int(day), opens=clock(place.opens), closes=clock(place.closes)
        )
        for day in place.weekdays
    )
    return venue


def make_staff(making: Making) -> None:
    """Accounts and memberships, the organisations that they speak for, and the agreement.

    Who receives people does so at the first venue.
    """
    today, door = timezone.localdate(), next(iter(making.venues.values()))
    for role, email, name, organisation in making.town.staff:
        account = making.accounts[name] = Account.objects.invite(email)
        Membership.objects.create(
            account=account,
            name=name,
            role=role,
            municipality=making.municipality,
            organisation=organisation_named(making, organisation),
            venue=door if role in OF_A_VENUE else None,
            since=today - BACK,
        )
    making.municipality.agreements.create(
        organisation=making.organisations[making.town.agreement],
        reference="DEMO 1",
        starts=today - datetime.timedelta(days=400),
        ends=today + datetime.timedelta(days=1000),
        earliest_notice=today + datetime.timedelta(days=300),
    )


def organisation_named(making: Making, name: str) -> Organisation | None:
    """The organisation with a name, made once; none for no name."""
    if name and name not in making.organisations:
        making.organisations[name], _is_new = Organisation.objects.get_or_create(name=name)
    return making.organisations.get(name)


def make_activity(making: Making, doing: Doing, number: int) -> None:
    """An activity, its series, and the people who come."""
    activity = Activity.objects.create(
        municipality=making.municipality,
        title=doing.title,
        text=doing.text,
        easy_text=doing.easy,
        kind=doing.kind,
        bring=doing.bring,
        filming=doing.filming,
        captions=doing.captions,
        minutes=doing.minutes,
        seated=doing.seated,
        takes_numbers=doing.takes_numbers,
        responsible=next(iter(making.accounts.values())),
        partner=organisation_named(making, doing.partner),
        link=make_link(making, doing.film, number, everyone=True) if doing.film else None,
    )
    activity.topics.set(making.municipality.topics.filter(key__in=doing.topics.split()))
    if doing.host:
        since = timezone.localdate() - BACK
        Hosting.objects.create(activity=activity, account=making.accounts[doing.host], since=since)
    for rhythm in doing.rhythms:
        make_series(making, activity, doing, rhythm, number)
    activity.publish(by=SYSTEM)


def make_series(
    making: Making, activity: Activity, doing: Doing, rhythm: Rhythm, number: int
) -> None:
    """One series: its rule, its ways, the dates that have been and those that come."""
    today = timezone.localdate()
    monday = today - datetime.timedelta(days=today.weekday())
    series = Series.objects.create(
        municipality=making.municipality,
        activity=activity,
        pattern="monthly" if rhythm.week_of_month else "weekly",
        every=rhythm.every,
        weekdays=[int(day) for day in rhythm.weekdays],
        week_of_month=rhythm.week_of_month,
        first=monday - BACK + datetime.timedelta(weeks=rhythm.weeks_off),
        start_time=clock(rhythm.at),
        minutes=rhythm.minutes,
        venue=making.venues.get(rhythm.place),
    )
    for way in doing.ways:
        make_plan(making, series, way, number)
    make_past(making, series, doing)
    series.unroll(by=SYSTEM)
    fill_future(series, doing, making.chance)


def make_plan(making: Making, series: Series, way: Way, number: int) -> None:
    """What each new date of the series offers in one way."""
    OfferPlan.objects.create(
        series=series,
        way=way.way,
        venue=making.venues.get(way.at),
        capacity=way.capacity,
        booking=way.booking,
        instructions=way.instructions,
        easy_instructions=way.easy,
        link=make_link(making, way.link, number, everyone=way.everyone) if way.link else None,
    )


def make_link(making: Making, provider: str, number: int, *, everyone: bool) -> Link:
    """A link that looks real and leads nowhere."""
    meeting = f"https://teams.example/{making.town.slug}/mote-{number}"
    return Link.objects.create(
        municipality=making.municipality,
        provider=provider,
        address=FILMS.format(number % 10) if provider == "youtube" else meeting,
        dial_in="" if provider == "youtube" else "+46846500400",
        dial_code="" if provider == "youtube" else f"{431 + number} 200 17#",
        spare_address="" if provider == "youtube" else f"{meeting}-reserv",
        audience="everyone" if everyone else "signed_up",
    )


def make_past(making: Making, series: Series, doing: Doing) -> None:
    """The dates of the last eight weeks, as they would have been had the system run then; and
    what has begun today, which a new series would no longer make."""
    today, now = timezone.localdate(), timezone.now()
    why_not = closures(making.municipality, series.venue, series.first, today)
    for day in plan(series.rule, series.first, today, why_not).days:
        starts, _ends = series.hours_on(day)
        if starts <= now:
            fill_past(series.make_occasion(day), doing, making.chance)


def clock(text: str) -> datetime.time:
    """A time of day written 13.00."""
    return datetime.time.fromisoformat(text.replace(".", ":"))
