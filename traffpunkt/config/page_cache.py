# SPDX-License-Identifier: EUPL-1.2
"""Everybody's pages, kept for the second that their own headers allow.

A view says with `Cache-Control: public, max-age=1` that its page is the same for every guest. Such
a page is then built once a second however many ask for it. What a proxy in front may do by the
same header, each server process does by itself, so that a small installation needs no proxy.
"""

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_http_date_safe

MOST_PAGES = 600
MOST_BYTES = 16 * 1024 * 1024
LARGEST = 300_000
# What a row on the shelf takes besides its page and its address: headers, and the row itself.
ROW = 2_000
# What pages for everybody are asked by. An address with other words is answered, but never kept:
# made-up ones would push out what people read.
ASKED_BY = frozenset({"dag", "vecka", "plats", "satt", "amne", "tid", "sida", "ord", "spela", "v"})
OPEN_HEADERS = {"Access-Control-Allow-Origin", "Access-Control-Expose-Headers"}
MAX_AGE = re.compile(r"max-age=(\d+)")

Key = tuple[str, str, str, bool]


class Kept:
    """One page as it was answered, and until when it is fresh."""

    __slots__ = ("body", "fresh_until", "headers", "size", "status")

    def __init__(self, response: HttpResponse, key: Key, fresh_until: float) -> None:
        self.status = response.status_code
        self.headers = dict(response.items())
        self.body = response.content
        self.fresh_until = fresh_until
        self.size = len(self.body) + sum(map(len, key[:3])) + ROW

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The same answer once more; nothing but "as before" to whoever has just that."""
        response = HttpResponse(self.body, status=self.status, headers=self.headers)
        if "ETag" not in self.headers:
            return response
        told = get_conditional_response(
            request,
            etag=self.headers["ETag"],
            last_modified=parse_http_date_safe(self.headers.get("Last-Modified", "")),
            response=response,
        )
        told = told or response
        # Django keeps few headers of an answer that says "as before"; other sites need these.
        for name in self.headers.keys() & OPEN_HEADERS:
            told[name] = self.headers[name]
        return told


class Shelf:
    """Kept pages, the longest stale thrown out first; each is built by one thread at a time.

    All are fresh equally long, so the order in which they came is that in which they grow stale.
    """

    def __init__(self) -> None:
        self.pages: OrderedDict[Key, Kept] = OrderedDict()
        self.size = 0
        self.building: dict[Key, threading.Lock] = {}
        self.lock = threading.Lock()

    def fresh(self, key: Key) -> Kept | None:
        """The page under a key, if it is still fresh."""
        page = self.pages.get(key)
        return page if page and page.fresh_until > time.monotonic() else None

    def put(self, key: Key, page: Kept) -> None:
        """Keep a page."""
        with self.lock:
            if before := self.pages.pop(key, None):
                self.size -= before.size
            self.pages[key] = page
            self.size += page.size
            while len(self.pages) > MOST_PAGES or self.size > MOST_BYTES:
                _key, stalest = self.pages.popitem(last=False)
                self.size -= stalest.size

    def builder(self, key: Key) -> threading.Lock:
        """The lock of whoever builds the page under a key."""
        with self.lock:
            if len(self.building) > MOST_PAGES:
                self.building = {key: lock for key, lock in self.building.items() if lock.locked()}
            return self.building.setdefault(key, threading.Lock())


class PageCacheMiddleware:
    """Answers guests' GETs from the shelf while the page is fresh; stands outside everything."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.shelf = Shelf()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method != "GET" or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return self.get_response(request)
        key = key_of(request)
        page = self.shelf.fresh(key)
        if page:
            return page.answer(request)
        if key not in self.shelf.pages:
            return self.built(request, key)
        with self.shelf.builder(key):
            page = self.shelf.fresh(key)
            return page.answer(request) if page else self.built(request, key)

    def built(self, request: HttpRequest, key: Key) -> HttpResponseBase:
        """The page made anew, and kept when its headers allow that."""
        began = time.monotonic()
        response = self.get_response(request)
        seconds = allowed_age(response)
        if seconds and isinstance(response, HttpResponse) and may_be_kept(request, response):
            patch_vary_headers(response, ("Cookie",))
            self.shelf.put(key, Kept(response, key, began + seconds))
        return response


def key_of(request: HttpRequest) -> Key:
    """What makes two guests' pages the same: host, address, choices of display, compression."""
    return (
        f"{request.scheme}://{request.META.get('HTTP_HOST', '')}",
        request.get_full_path(),
        request.META.get("HTTP_COOKIE", ""),
        "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""),
    )


def may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a page is small enough, and asked for by words that pages are asked by."""
    return len(response.content) <= LARGEST and request.GET.keys() <= ASKED_BY


def allowed_age(response: HttpResponseBase) -> int:
    """For how many seconds everybody may be given this answer again."""
    control = response.get("Cache-Control", "")
    if response.status_code != 200 or "public" not in control or response.cookies:
        return 0
    found = MAX_AGE.search(control)
    return min(int(found[1]), 1) if found else 0
