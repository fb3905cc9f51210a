# SPDX-License-Identifier: EUPL-1.2
"""Pages that only their address protects: kept nowhere, found by no search engine."""

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.http import HttpResponse

from traffpunkt.places.requests import GuestRequest

P = ParamSpec("P")


def kept_nowhere(
    view: Callable[Concatenate[GuestRequest, P], HttpResponse],
) -> Callable[Concatenate[GuestRequest, P], HttpResponse]:
    """Neither browser, proxy nor search engine keeps the answer.

    The referrer stays `same-origin` (settings): other sites never see the address, and `no-referrer`
    would make browsers send `Origin: null` with our own forms, which is refused as forged.
    """

    @functools.wraps(view)
    def unkept(request: GuestRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return unkept
