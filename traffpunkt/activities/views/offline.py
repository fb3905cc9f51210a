# SPDX-License-Identifier: EUPL-1.2
"""The script that stands between the workroom's lists and a network that comes and goes."""

from pathlib import Path

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from traffpunkt import ui
from traffpunkt.places.requests import GuestRequest

SCRIPT = Path(ui.__file__).parent / "static" / "ui" / "js" / "away.js"


@require_safe
def away(_request: GuestRequest) -> HttpResponse:
    """The script itself; a browser lets it answer for addresses beside its own and below, no others.

    It says nothing of anybody, and is asked for anew each time: a mended one is used at once.
    """
    answer = HttpResponse(SCRIPT.read_text(), content_type="text/javascript")
    answer["Cache-Control"] = "no-cache"
    return answer
