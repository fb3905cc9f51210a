# SPDX-License-Identifier: EUPL-1.2
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.functional import SimpleLazyObject

from traffpunkt.people.middleware import is_guest


def csrf(request: HttpRequest) -> dict[str, object]:
    """A token for whoever has a session; guests' pages carry none and so set no cookie."""
    if is_guest(request):
        return {"csrf_token": ""}
    return {"csrf_token": SimpleLazyObject(lambda: get_token(request))}
