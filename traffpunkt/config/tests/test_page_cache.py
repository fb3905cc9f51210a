# SPDX-License-Identifier: EUPL-1.2
import threading
import time
from urllib.parse import urlencode

import pytest
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.test import RequestFactory

from traffpunkt.activities.programme import Question
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


def test_an_address_with_made_up_words_is_answered_and_not_kept(clock):
    pages = PageCacheMiddleware(Pages())

    for made_up in ("?x=1", "?dag=2026-03-04&utm=a", "?=", "?%00=1"):
        assert pages(get(f"/program/{made_up}")).status_code == 200
    assert not pages.shelf.pages


def test_all_that_a_programme_is_asked_by_is_kept(clock):
    pages = PageCacheMiddleware(Pages())
    asked = {"plats": "a", "satt": "online", "amne": "b", "tid": "kvall", "sida": "2"}
    days = Question.asked(QueryDict(urlencode(asked | {"dag": "2026-03-04"}))).query
    weeks = Question.asked(QueryDict(urlencode(asked | {"vecka": "2026-03-02"}))).query
    for address in (days, weeks, "?ord=schack", "?spela=1", "?v=8f3a"):
        pages(get(f"/program/{address}"))

    assert len(pages.shelf.pages) == 5
    assert set(QueryDict(days[1:])) | set(QueryDict(weeks[1:])) >= {"dag", "vecka", "plats", "sida"}


def test_the_shelf_has_a_ceiling_in_bytes_and_the_stalest_go_first(clock, monkeypatch):
    monkeypatch.setattr(page_cache, "MOST_BYTES", 20_000)
    pages = PageCacheMiddleware(Pages())
    usual = pages(get("/"))
    for number in range(100):
        clock[0] += 0.001
        pages(get(f"/program/?ord={'a' * 1000}{number}"))
        pages(get(f"/program/?ord={'a' * 1000}{number}", HTTP_COOKIE="visning=stor"))

    shelf = pages.shelf
    assert text(usual) == "page 1"
    assert 0 < shelf.size <= 20_000
    assert shelf.size == sum(page.size for page in shelf.pages.values())
    assert all("ord=" in key[1] for key in shelf.pages)
    assert min(page.fresh_until for page in shelf.pages.values()) > clock[0] + 0.99


def test_the_shelf_throws_out_the_longest_stale(clock, monkeypatch):
    monkeypatch.setattr(page_cache, "MOST_PAGES", 2)
    pages = PageCacheMiddleware(Pages())

    for number in range(4):
        pages(get(f"/program/?ord={number}"))
        clock[0] += 2
        pages(get(f"/program/?ord={number}"))

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


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 200),
        ({"HTTP_IF_NONE_MATCH": '"old"'}, 200),
        ({"HTTP_IF_NONE_MATCH": '"new"'}, 304),
        ({"HTTP_IF_MODIFIED_SINCE": "Tue, 03 Mar 2026 12:00:00 GMT"}, 304),
        ({"HTTP_IF_MODIFIED_SINCE": "Mon, 02 Mar 2026 12:00:00 GMT"}, 200),
    ],
)
def test_a_kept_page_is_as_before_to_whoever_has_it(clock, asked, status):
    facts = {
        "ETag": '"new"',
        "Last-Modified": "Tue, 03 Mar 2026 12:00:00 GMT",
        "Access-Control-Allow-Origin": "*",
    }
    pages = PageCacheMiddleware(Pages(headers=facts))
    pages(get())

    kept = pages(get(**asked))

    assert kept.status_code == status
    assert text(kept) == ("" if status == 304 else "page 1")
    assert kept["ETag"] == '"new"'
    assert kept["Access-Control-Allow-Origin"] == "*"
