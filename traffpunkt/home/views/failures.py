# SPDX-License-Identifier: EUPL-1.2
"""Pages for what went wrong: plain words, the help phone, never a trace."""

from django.http import (
    HttpRequest,
    HttpResponseBadRequest,
    HttpResponseForbidden,
    HttpResponseNotFound,
    HttpResponseServerError,
)
from django.template.loader import render_to_string


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseNotFound:
    """404: nothing here, and where to look instead."""
    return HttpResponseNotFound(render_to_string("home/not_found.html", request=request))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBadRequest:
    """400: what was sent could not be read."""
    return HttpResponseBadRequest(render_to_string("home/unreadable.html", request=request))


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponseForbidden:
    """403: signed in, but not for this."""
    return HttpResponseForbidden(render_to_string("home/not_allowed.html", request=request))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseForbidden:
    """A form that came from elsewhere, or from a page that had been open too long."""
    return HttpResponseForbidden(render_to_string("home/form_too_old.html", request=request))


def broken(request: HttpRequest) -> HttpResponseServerError:
    """500: we failed; nothing was lost, and whom to ring."""
    return HttpResponseServerError(render_to_string("home/broken.html", request=request))
