# SPDX-License-Identifier: EUPL-1.2
"""Who asks again is told "as before" (304) where nothing has changed since."""

import datetime
from collections.abc import Callable

from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from traffpunkt.activities.feeds import version_of
from traffpunkt.activities.models.occasion_questions import OccasionQuerySet
from traffpunkt.places.requests import GuestRequest


def dates_address(request: GuestRequest) -> str:
    """How the public address of every date begins; its number and a slash follow."""
    one = request.build_absolute_uri(reverse("activities:occasion", args=[0]))
    return one.removesuffix("0/")


def unless_unchanged(
    request: GuestRequest,
    dates: OccasionQuerySet,
    build: Callable[[datetime.datetime], HttpResponse],
) -> HttpResponse:
    """What `build` makes of some dates, told when they changed, or 304 to whoever has it already."""
    version = version_of(request.municipality, dates)
    seconds = int(version.changed.timestamp())
    told = get_conditional_response(request, etag=version.tag, last_modified=seconds)
    response = build(version.changed) if told is None else told
    response["ETag"] = version.tag
    response["Last-Modified"] = http_date(seconds)
    return response
