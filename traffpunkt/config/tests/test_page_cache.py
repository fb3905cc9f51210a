# SPDX-License-Identifier: EUPL-1.2
import threading
import time

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from traffpunkt.config import page_cache
from traffpunkt.config.page_cache import PageCacheMiddleware


class Pages:
    """A view that counts how often it was asked, and answers as it is told."""

    def __init__(self, control: str = "public, max-age=1", **given: object) -> None:
        self.asked = 0
        self.control = control
        self.given = given

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.asked += 1
        response = HttpResponse(f"page {self.asked}", **self.given)
        response["Cache-Control"] = self.control
        return response


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands until it is moved."""
    now = [100.0]
    monkeypatch.setattr("traffpunkt.config.page_cache.time.monotonic", lambda: now[0])
    return now


def text(page):
    """What a page says."""
    return page.content.decode()


def get(address="/program/", **headers):
    return RequestFactory().get(address, **headers)


def test_a_page_is_built_once_a_second(clock):
    view = Pages()
    pages = PageCacheMiddleware(view)

    first, second = pages(get()), pages(get())
    clock[0] += 1.01
    third = pages(get())

    assert [text(page) for page in (first, second, third)] == ["page 1", "page 1", "page 2"]
    assert "Cookie" in second["Vary"]


@pytest.mark.parametrize(
    "other",
    [
        get("/program/?dag=2026-03-04"),
        get("/program/", HTTP_HOST="gavle.example"),
        get("/program/", HTTP_COOKIE="visning=stor"),
        get("/program/", HTTP_ACCEPT_ENCODING="gzip"),
    ],
)
def test_another_address_host_choice_or_compression_is_another_page(clock, other):
    pages = PageCacheMiddleware(Pages())
    pages(get())

    assert text(pages(other)) == "page 2"


def test_whoever_has_a_session_is_never_given_a_kept_page(clock):
    pages = PageCacheMiddleware(Pages())
    pages(get())

    assert text(pages(get(HTTP_COOKIE="traffpunkt_session=x"))) == "page 2"


def test_a_post_goes_through(clock):
    pages = PageCacheMiddleware(Pages())
    pages(get())

    assert text(pages(RequestFactory().post("/program/"))) == "page 2"


@pytest.mark.parametrize(
    "view",
    [Pages("no-store"), Pages("public"), Pages("private, max-age=9"), Pages(status=404)],
)
def test_what_is_not_for_everybody_is_not_kept(clock, view):
    pages = PageCacheMiddleware(view)
    pages(get())

    assert text(pages(get())) == "page 2"


def test_a_page_that_sets_a_cookie_is_not_kept(clock):
    view = Pages()

    def with_cookie(request: HttpRequest) -> HttpResponse:
        response = view(request)
        response.set_cookie("visning", "stor")
        return response

    pages = PageCacheMiddleware(with_cookie)
    pages(get())

    assert text(pages(get())) == "page 2"


def test_a_long_promise_is_kept_for_one_second_only(clock):
    pages = PageCacheMiddleware(Pages("public, max-age=3600"))
    pages(get())
    clock[0] += 1.01

    assert text(pages(get())) == "page 2"


def test_streams_and_giants_are_not_kept(clock, monkeypatch):
    def stream(request: HttpRequest) -> StreamingHttpResponse:
        return StreamingHttpResponse([b"x"], headers={"Cache-Control": "public, max-age=1"})

    pages = PageCacheMiddleware(stream)
    pages(get())
    assert not pages.shelf.pages

    monkeypatch.setattr(page_cache, "LARGEST", 2)
    pages = PageCacheMiddleware(Pages())
    pages(get())
    assert not pages.shelf.pages


def test_the_shelf_throws_out_the_longest_unused(clock, monkeypatch):
    monkeypatch.setattr(page_cache, "MOST_PAGES", 2)
    pages = PageCacheMiddleware(Pages())

    for number in range(4):
        pages(get(f"/program/?n={number}"))
        clock[0] += 2
        pages(get(f"/program/?n={number}"))

    assert len(pages.shelf.pages) == 2
    assert len(pages.shelf.building) <= 3


def test_a_stale_page_is_built_by_one_while_the_others_wait():
    started = threading.Event()

    class Slow(Pages):
        def __call__(self, request: HttpRequest) -> HttpResponse:
            if self.asked:
                started.set()
                time.sleep(0.05)
            return super().__call__(request)

    view = Slow()
    pages = PageCacheMiddleware(view)
    pages(get())
    next(iter(pages.shelf.pages.values())).fresh_until = 0
    answers: list[str] = []
    threads = [
        threading.Thread(target=lambda: answers.append(text(pages(get())))) for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert started.is_set()
    assert view.asked == 2
    assert answers == ["page 2"] * 5
