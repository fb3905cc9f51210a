# SPDX-License-Identifier: EUPL-1.2
"""No answer is an empty page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string


class PageForAButtonMiddleware:
    """Says in words what Django answers with nothing: that an address belongs to a button."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            page = render_to_string("home/only_pressed.html", request=request)
            response.content = page.encode()
        return response
