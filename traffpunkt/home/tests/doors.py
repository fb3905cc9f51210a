# SPDX-License-Identifier: EUPL-1.2
"""A device with a screen's key, and somebody who stands before it."""

import datetime
from typing import Any

from django.test import Client
from django.utils import timezone

from tests.makers import make_activity, make_occasion, make_screen, make_signup, make_venue
from traffpunkt.activities.models import Occasion, Signup
from traffpunkt.home.devices import COOKIE
from traffpunkt.places.models import Screen, Venue

HOUR = datetime.timedelta(hours=1)


def device(screen: Screen) -> Client:
    """A browser in which the code has been typed."""
    client = Client()
    client.cookies[COOKIE] = screen.pair()
    return client


def kiosk_at(venue: Venue | None = None) -> tuple[Client, Venue]:
    """A kiosk, and the venue where it stands."""
    venue = venue or make_venue()
    return device(make_screen(venue, "kiosk")), venue


def going_on(venue: Venue, **given: Any) -> Occasion:
    """A date that has just begun, called Stickcafé."""
    activity = make_activity(municipality=venue.municipality, title="Stickcafé")
    starts = given.pop("starts", timezone.now() - HOUR / 4)
    return make_occasion(activity=activity, venue=venue, starts=starts, **given)


def expected(occasion: Occasion, name: str, phone: str, **given: Any) -> Signup:
    """Somebody with a seat, who is known by her telephone."""
    signup = make_signup(occasion, name, **given)
    signup.person.contact_ways.create(kind="phone", value=phone)
    return signup


def press_of(page: str) -> str:
    """The mark of the press in a page."""
    return page.partition('name="press" value="')[2].partition('"')[0]


def arrive(client: Client, occasion: Occasion, **typed: str) -> Any:
    """Open the page of a date, fill it in and press."""
    page = client.get(f"/skarm/narvaro/{occasion.pk}/").content.decode()
    facts = {"press": press_of(page)} | typed
    return client.post(f"/skarm/narvaro/{occasion.pk}/", facts, follow=True)
