# SPDX-License-Identifier: EUPL-1.2
"""What the SMS gateway tells us by itself: that a message has left, has arrived, or cannot."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from traffpunkt.outbox.models import SmsTry
from traffpunkt.places.requests import GuestRequest


@require_POST
def receipt(request: GuestRequest, secret: str) -> HttpResponse:
    """Take in a report. The gateway repeats what is not answered, so unknown ones are thanked too.

    It carries no session, and only whoever was told the secret can say anything (ADR 8).
    """
    row = SmsTry.objects.within(request.municipality).kept_as(secret)
    if row is not None:
        row.hear(request.POST.get("status", ""), request.POST.get("id", "")[:64])
    return HttpResponse(status=204)
