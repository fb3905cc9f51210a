# SPDX-License-Identifier: EUPL-1.2
"""The open interface: what everybody may see, for programs (OpenAPI 3.1)."""

import functools
import hashlib
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, get_script_prefix, reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Query, Schema
from ninja.errors import ValidationError

from traffpunkt.activities import open_lists
from traffpunkt.activities.open_lists import NoSuchPlaceError
from traffpunkt.activities.open_shapes import (
    Activities,
    ActivityQuestion,
    OccasionQuestion,
    Occasions,
    OpenActivity,
    OpenOccasion,
    OpenVenue,
    Problem,
    Topics,
    Venues,
    faults,
)
from traffpunkt.places.requests import GuestRequest
from traffpunkt.ui.problems import PROBLEM, problem

READ = ["GET", "HEAD"]
FAULTS = {404: Problem, 422: Problem}

api = NinjaAPI(
    title="Träffpunkt",
    version="1",
    description="Det som alla får se av en kommuns program: aktiviteter, tillfällen, platser, ämnen.",
    openapi_url=None,
    docs_url=None,
    urls_namespace="open",
)


def read(
    route: str, name: str, summary: str, answer: type[Schema]
) -> Callable[[Callable[..., dict[str, Any]]], Callable[..., dict[str, Any]]]:
    """One question of the interface; HEAD is answered as GET is, without what was found."""
    answers: dict[Any, Any] = {200: answer} | FAULTS
    return api.api_operation(READ, route, response=answers, operation_id=name, summary=summary)


def whole(request: GuestRequest) -> Callable[[str, Any], str]:
    """How the whole address of a page is written."""
    return lambda name, key: request.build_absolute_uri(reverse(name, args=[key]))


def paged(
    request: GuestRequest, response: HttpResponse, found: tuple[list[dict[str, Any]], str]
) -> dict[str, Any]:
    """A page of a list, with the address of the next in it and in the header Link."""
    items, end = found
    if not end:
        return {"items": items, "next": None}
    query = request.GET.copy()
    query["efter"] = end
    following = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    response["Link"] = f'<{following}>; rel="next"'
    return {"items": items, "next": following}


@read("/aktiviteter/", "aktiviteter", "Aktiviteter", Activities)
def open_activities(
    request: GuestRequest, response: HttpResponse, asked: Query[ActivityQuestion]
) -> dict[str, Any]:
    """De aktiviteter som är publicerade, den äldsta först."""
    found = open_lists.activities(request.municipality, asked, whole(request))
    return paged(request, response, found)


@read("/aktiviteter/{int:pk}/", "aktivitet", "En aktivitet", OpenActivity)
def open_activity(request: GuestRequest, pk: int) -> dict[str, Any]:
    """En aktivitet."""
    rows = request.municipality.activities.published()
    return open_lists.activity(get_object_or_404(rows, pk=pk), whole(request))


@read("/tillfallen/", "tillfallen", "Tillfällen", Occasions)
def open_occasions(
    request: GuestRequest, response: HttpResponse, asked: Query[OccasionQuestion]
) -> dict[str, Any]:
    """Tillfällen från en dag och framåt, det tidigaste först; inställda står med."""
    found = open_lists.dates(request.municipality, asked, whole(request))
    return paged(request, response, found)


@read("/tillfallen/{int:pk}/", "tillfalle", "Ett tillfälle", OpenOccasion)
def open_occasion(request: GuestRequest, pk: int) -> dict[str, Any]:
    """Ett tillfälle."""
    rows = request.municipality.occasions.shown().only_one(pk)
    for date in open_lists.with_ways(open_lists.dates_of(rows), whole(request)):
        return date
    raise Http404


@read("/platser/", "platser", "Platser", Venues)
def open_venues(request: GuestRequest) -> dict[str, Any]:
    """De platser som är öppna, med det vi vet om tillgängligheten."""
    rows = request.municipality.venues.open_ones().prefetch_related("opening_hours")
    return {"items": [open_lists.venue(row, whole(request)) for row in rows]}


@read("/platser/{slug:slug}/", "plats", "En plats", OpenVenue)
def open_venue(request: GuestRequest, slug: str) -> dict[str, Any]:
    """En plats."""
    rows = request.municipality.venues.prefetch_related("opening_hours")
    return open_lists.venue(get_object_or_404(rows, slug=slug), whole(request))


@read("/amnen/", "amnen", "Ämnen", Topics)
def open_topics(request: GuestRequest) -> dict[str, Any]:
    """De ämnen som man kan välja på."""
    names = request.municipality.topics.names()
    return {"items": [{"key": key, "name": name} for key, name in names]}


@api.exception_handler(Http404)
def nothing_here(request: HttpRequest, error: Http404) -> HttpResponse:
    """404: what was asked for is not there, or not for everybody."""
    return problem(
        404, _("Det finns inte"), _("Kontrollera adressen. Listorna säger vad som finns.")
    )


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """422: a word of the question could not be read; which, and how to write it."""
    return refused(faults(error.errors))


@api.exception_handler(NoSuchPlaceError)
def no_such_place(request: HttpRequest, error: NoSuchPlaceError) -> HttpResponse:
    """422: a list was to go on from where no list ends."""
    return refused(faults([{"loc": ("query", "efter")}]))


def refused(errors: list[dict[str, str]]) -> HttpResponse:
    """What could not be read of a question, each with how it is written."""
    detail = " ".join(f"{error['parameter']}: {error['detail']}" for error in errors)
    return problem(422, _("Frågan gick inte att läsa"), detail, errors=errors)


def openly(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For every site to read and nobody to change; nothing but "as before" to whoever has it."""

    @functools.wraps(view)
    def answered(request: GuestRequest, **given: Any) -> HttpResponse:
        if request.method not in READ:
            refusal = _("Här kan man bara hämta. Använd GET.")
            response = problem(405, _("Det går inte att ändra något här"), refusal)
            response["Allow"] = ", ".join(READ)
            return response
        return shared(request, view(request, **given))

    return answered


def shared(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """An answer with what it takes to be read by any site, and to be kept."""
    if response.status_code == 200:
        patch_cache_control(response, public=True, max_age=1)
        response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:20]}"'
        tag = response["ETag"]
        response = get_conditional_response(request, etag=tag, response=response) or response
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "Link, ETag"
    return response


def addresses() -> list[URLPattern]:
    """The addresses of the interface, each read openly and named by its function."""
    patterns, _app, _space = api.urls
    found = [pattern for pattern in patterns if isinstance(pattern, URLPattern)]
    for pattern in found:
        pattern.callback = openly(pattern.callback)
    return [pattern for pattern in found if pattern.name != "api-root"]


@require_safe
def document(request: GuestRequest) -> HttpResponse:
    """The interface in full, as OpenAPI 3.1."""
    told = api.get_openapi_schema(path_prefix="")
    for path in told["paths"].values():
        # The same as the GET of the same name, and needs no name of its own.
        path.pop("head", None)
        for status, answer in path["get"]["responses"].items():
            if status != 200:
                [schema] = answer["content"].values()
                answer["content"] = {PROBLEM: schema}
    root = request.build_absolute_uri(reverse("activities:open_reference")).rstrip("/")
    return shared(request, JsonResponse(told | {"servers": [{"url": root}]}))


@require_safe
def reference(request: GuestRequest) -> HttpResponse:
    """What the interface is, in words, for whoever will use it."""
    page = {"site": request.build_absolute_uri(get_script_prefix()).rstrip("/")}
    response = render(request, "activities/open_reference.html", page)
    patch_cache_control(response, public=True, max_age=1)
    return response
