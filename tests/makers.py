# SPDX-License-Identifier: EUPL-1.2
"""Plain functions that make rows, and the cast: Astrid, Bertil, Yusuf, Karin, Lars, Eva."""

import datetime
import itertools
from typing import Any

from django.utils import timezone

from traffpunkt.activities.models import Activity, Occasion, Offer, OfferPlan, Series, Signup, Topic
from traffpunkt.channels.models import Link
from traffpunkt.journal.models import GUEST, SYSTEM
from traffpunkt.outbox.models import Message
from traffpunkt.people.actions import meet
from traffpunkt.people.models import (
    Account,
    LegalText,
    LegalVersion,
    Membership,
    Person,
    PersonalPage,
)
from traffpunkt.people.models.membership import OF_AN_ORGANISATION
from traffpunkt.places.models import Municipality, Organisation, Screen, Venue

numbers = itertools.count(1)


def local(*parts: int) -> datetime.datetime:
    """A moment in Stockholm's wall time."""
    return datetime.datetime(*parts, tzinfo=timezone.get_default_timezone())  # type: ignore[arg-type, misc]


def in_days(days: int, hour: int = 13, minute: int = 0) -> datetime.datetime:
    """Some days from today at a local hour."""
    day = timezone.localdate() + datetime.timedelta(days=days)
    return local(day.year, day.month, day.day, hour, minute)


def make_municipality(**given: Any) -> Municipality:
    number = next(numbers)
    facts = {
        "name": f"Kommun {number}",
        "slug": f"kommun{number}",
        "help_phone": "031-390 06 00",
        "sender_name": f"Träffpunkterna i Kommun {number}",
    }
    return Municipality.objects.create(**facts | given)


def the_municipality(**given: Any) -> Municipality:
    """The one that is there, or a new one: most tests need just one."""
    return Municipality.objects.order_by("pk").first() or make_municipality(**given)


def make_venue(**given: Any) -> Venue:
    number = next(numbers)
    facts = {
        "municipality": given.pop("municipality", None) or the_municipality(),
        "name": f"Träffpunkt Ängen {number}",
        "slug": f"angen-{number}",
        "street": "Ängsgatan 1",
        "town": "Ängsby",
        "phone": "031-390 06 02",
    }
    return Venue.objects.create(**facts | given)


def make_screen(venue: Venue | None = None, kind: str = "wall", **given: Any) -> Screen:
    """A screen whose code waits to be typed on a device."""
    venue = venue or make_venue()
    name = given.pop("name", f"vid dörren {next(numbers)}")
    return Screen.objects.set_up(venue.municipality, venue, kind, name, by=SYSTEM)


def make_organisation(**given: Any) -> Organisation:
    return Organisation.objects.create(**{"name": f"Föreningen {next(numbers)}"} | given)


def make_topic(**given: Any) -> Topic:
    number = next(numbers)
    facts = {
        "municipality": given.pop("municipality", None) or the_municipality(),
        "key": f"amne-{number}",
        "name": f"Ämne {number}",
    }
    return Topic.objects.create(**facts | given)


def make_link(**given: Any) -> Link:
    facts = {
        "municipality": given.pop("municipality", None) or the_municipality(),
        "provider": "teams",
        "address": "https://teams.example/mote/hemligt",
        "dial_in": "+46846500400",
        "dial_code": "123 456 789#",
    }
    return Link.objects.create(**facts | given)


def make_activity(**given: Any) -> Activity:
    facts = {
        "municipality": given.pop("municipality", None) or the_municipality(),
        "title": f"Stickcafé {next(numbers)}",
        "text": "Vi stickar och pratar. Alla får vara med.",
        "state": Activity.State.PUBLISHED,
    }
    return Activity.objects.create(**facts | given)


def make_offer(occasion: Occasion, way: str = "on_site", **given: Any) -> Offer:
    return Offer.objects.create(occasion=occasion, way=way, **given)


def make_occasion(**given: Any) -> Occasion:
    """One date tomorrow at 13 with an on-site offer; `seats` is its capacity, `ways` adds others."""
    seats = given.pop("seats", None)
    ways = given.pop("ways", ["on_site"])
    activity = given.pop("activity", None) or make_activity(
        municipality=given.pop("municipality", None)
    )
    starts = given.pop("starts", None) or in_days(1)
    occasion = Occasion.objects.create(
        municipality=activity.municipality,
        activity=activity,
        starts=starts,
        ends=given.pop("ends", starts + datetime.timedelta(hours=2)),
        venue=given.pop("venue", None) or make_venue(municipality=activity.municipality),
        **given,
    )
    for way in ways:
        make_offer(occasion, way, capacity=seats if way == "on_site" else None)
    return occasion


def make_series(**given: Any) -> Series:
    """Every Tuesday at 13, beginning next week, on site."""
    activity = given.pop("activity", None) or make_activity(
        municipality=given.pop("municipality", None)
    )
    today = timezone.localdate()
    seats = given.pop("seats", None)
    facts = {
        "pattern": Series.Pattern.WEEKLY,
        "weekdays": [1],
        "first": today + datetime.timedelta(days=7 - today.weekday()),
        "start_time": datetime.time(13),
        "venue": given.pop("venue", None) or make_venue(municipality=activity.municipality),
    }
    series = Series.objects.create(
        municipality=activity.municipality, activity=activity, **facts | given
    )
    OfferPlan.objects.create(series=series, way="on_site", capacity=seats)
    return series


def make_person(name: str = "Astrid", **given: Any) -> Person:
    municipality = given.pop("municipality", None) or the_municipality()
    person, _is_new = meet(municipality, name, by=GUEST, **given)
    return person


def make_signup(occasion: Occasion | None = None, name: str = "Astrid", **given: Any) -> Signup:
    """A row as it would stand; use the verb `sign_up` where the rule is what is tested."""
    occasion = occasion or make_occasion()
    offer = given.pop("offer", None) or occasion.offers.get(way="on_site")
    person = given.pop("person", None) or make_person(name, municipality=occasion.municipality)
    return Signup.objects.create(occasion=occasion, offer=offer, person=person, **given)


def make_legal_text(
    municipality: Municipality | None = None,
    title: str = "Löfte om tystnad",
    kind: str = "secrecy",
    organisation: Organisation | None = None,
) -> LegalText:
    """A text in its first version, published and in force today."""
    here = municipality or the_municipality()
    facts = {"title": title, "words": f"{title}. Jag berättar inget vidare.", "decision": ""}
    text = LegalText.objects.begin(here, kind, organisation, facts, by=SYSTEM)
    text.publish(timezone.localdate(), asks_again=True, by=SYSTEM)
    return LegalText.objects.in_full().get(pk=text.pk)


def make_legal_version(**given: Any) -> LegalVersion:
    """The first version of a text of its own, in force today."""
    return make_legal_text(**given).versions.select_related("text").get()


def make_letter(person: Person, subject: str = "Ändrat", **given: Any) -> Message:
    """A letter to somebody that waits for paper; she gets an address where she has none."""
    if not person.post:
        person.street, person.postcode, person.town = "Ängsgatan 1", "803 20", "Ängsby"
        person.save()
    facts = {
        "municipality": person.municipality,
        "key": f"letter:{next(numbers)}",
        "kind": "moved",
        "channel": "letter",
        "state": Message.State.TO_PRINT,
        "address": person.post,
        "subject": subject,
        "body": f"Hej {person.name}!\n\nDet blir en ny tid.",
    }
    return Message.objects.create(person=person, **facts | given)


def make_page(person: Person) -> PersonalPage:
    """A page of her own, on which all stands that she has by now."""
    page = person.open_page(by=GUEST)
    person.signups.update(page=page)
    person.standings.update(page=page)
    return page


def make_account(name: str = "Karin", role: str | None = "coordinator", **given: Any) -> Account:
    """An account, with one membership in the municipality unless role is None."""
    municipality = given.pop("municipality", None) or the_municipality()
    account = Account.objects.invite(f"{name.lower()}{next(numbers)}@kommun.example")
    if role:
        organisation = given.pop("organisation", None)
        if role == "reception" and "venue" not in given:
            given["venue"] = make_venue(municipality=municipality)
        # Long before any day that a test may set its clock to.
        given.setdefault("since", datetime.date(2020, 1, 1))
        if role in OF_AN_ORGANISATION and organisation is None:
            organisation = make_organisation()
        Membership.objects.create(
            account=account,
            name=name,
            role=role,
            municipality=municipality,
            organisation=organisation,
            **given,
        )
    return account


def make_astrid(**given: Any) -> Person:
    """Astrid, 82: a tablet, weak eyes, no account, no e-mail."""
    return make_person("Astrid", phone="+46701740605", **given)


def make_bertil(**given: Any) -> Person:
    """Bertil, 77: only a telephone at home."""
    return make_person("Bertil", phone="+46313900605", **given)


def make_karin(**given: Any) -> Account:
    """Karin: activity coordinator."""
    return make_account("Karin", "coordinator", **given)


def make_eva(**given: Any) -> Account:
    """Eva: signed in, but a stranger here."""
    return make_account("Eva", None, **given)
