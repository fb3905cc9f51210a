# SPDX-License-Identifier: EUPL-1.2
"""Series that no holiday disturbs, and what the tests of them ask."""

import datetime

from django.utils import timezone

from tests.makers import (
    make_person,
    make_series,
)
from traffpunkt.journal.models import SYSTEM

WEEK = datetime.timedelta(days=7)


def monday_after(weeks=1):
    today = timezone.localdate()
    return today + datetime.timedelta(days=7 * weeks - today.weekday())


def plain_series(**given):
    """A series that no holiday disturbs, whatever today is."""
    return make_series(**{"skip_holidays": False, "first": monday_after()} | given)


def unrolled(**given):
    series = plain_series(**given)
    series.unroll()
    return series


def days(series):
    return [timezone.localtime(row.starts).date() for row in series.occasions.order_by("starts")]


def taken_seat(occasion, name="Astrid"):
    person = make_person(name, municipality=occasion.municipality)
    return occasion.sign_up(person, occasion.offers.get(way="on_site"), by=SYSTEM)
