# SPDX-License-Identifier: EUPL-1.2
"""Pages for what went wrong: plain words, the help phone, never a trace."""

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseForbidden,
    HttpResponseNotFound,
    HttpResponseServerError,
)
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from traffpunkt.ui.problems import is_for_programs, problem


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing here, and where to look instead."""
    if is_for_programs(request):
        return problem(
            404, _("Det finns inte"), _("Kontrollera adressen. Allt står i openapi.json.")
        )
    return HttpResponseNotFound(render_to_string("home/not_found.html", request=request))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent could not be read."""
    if is_for_programs(request):
        return problem(
            400, _("Frågan gick inte att läsa"), _("Kontrollera adressen och försök igen.")
        )
    return HttpResponseBadRequest(render_to_string("home/unreadable.html", request=request))


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponseForbidden:
    """403: signed in, but not for this."""
    return HttpResponseForbidden(render_to_string("home/not_allowed.html", request=request))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseForbidden:
    """A form that came from elsewhere, or from a page that had been open too long."""
    return HttpResponseForbidden(render_to_string("home/form_too_old.html", request=request))


def broken(request: HttpRequest) -> HttpResponse:
    """500: we failed; nothing was lost, and whom to ring."""
    if is_for_programs(request):
        return problem(500, _("Det gick inte"), _("Felet är vårt. Försök igen om en stund."))
    answer = HttpResponseServerError(render_to_string("home/broken.html", request=request))
    first = reverse("home:screen")
    if request.path.startswith(first):
        # Nobody stands at a kiosk who would find back; with script it never comes this far.
        answer["Refresh"] = f"15; url={first}"
    return answer
