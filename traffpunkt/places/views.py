# SPDX-License-Identifier: EUPL-1.2
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from traffpunkt.places import theme as colours
from traffpunkt.places.requests import GuestRequest


@require_safe
def theme(request: GuestRequest) -> HttpResponse:
    """The municipality's colours; its address changes when they do."""
    response = HttpResponse(colours.css(request.municipality), content_type="text/css")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
