# SPDX-License-Identifier: EUPL-1.2
"""Forged posts are refused for everybody, without a cookie for those who are not signed in."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import get_callable


def csrf_failure(request: HttpRequest) -> HttpResponseForbidden:
    """The configured plain page for a refused post."""
    answer: HttpResponseForbidden = get_callable(settings.CSRF_FAILURE_VIEW)(request)
    return answer


OURSELVES = {"same-origin", "none"}


def is_guest(request: HttpRequest) -> bool:
    """Whether the browser carries no session, and so no authority that a forgery could use."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES


class GuestFriendlyCsrfMiddleware(CsrfViewMiddleware):
    """Django's protection for sessions; for guests the browser's word on where a post came from.

    A guest's form acts only on what its own address and fields say, so a token would protect
    nothing, and its cookie would be set before she has chosen anything. Other sites' posts are
    refused all the same (Sec-Fetch-Site, Origin), so that nobody is signed up by a stranger's page.
    """

    def process_view(
        self,
        request: HttpRequest,
        callback: Callable[..., HttpResponseBase],
        callback_args: tuple[Any, ...],
        callback_kwargs: dict[str, Any],
    ) -> HttpResponseForbidden | None:
        """Answer a forged post with the plain page that says what to do."""
        if not is_guest(request):
            return super().process_view(request, callback, callback_args, callback_kwargs)
        if getattr(callback, "csrf_exempt", False):
            return None
        if request.method == "POST" and not self.is_our_own(request):
            return csrf_failure(request)
        return None

    def is_our_own(self, request: HttpRequest) -> bool:
        """Whether the post comes from a page of ours, as far as the browser says anything."""
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in OURSELVES:
            return False
        origin = request.headers.get("Origin", "")
        return not origin or urlsplit(origin).netloc == request.get_host()
