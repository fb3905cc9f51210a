# SPDX-License-Identifier: EUPL-1.2
"""The request as views see it once its municipality is known."""

from django.http import HttpRequest

from traffpunkt.places.models import Municipality


class AnyRequest(HttpRequest):
    """A request to a view that also answers where no municipality is meant."""

    municipality: Municipality | None


class GuestRequest(HttpRequest):
    """A request within one municipality; nobody need be signed in."""

    municipality: Municipality
