# SPDX-License-Identifier: EUPL-1.2
"""Taking part from home: what will happen, a test of sound and picture, the link in time."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from traffpunkt.activities import doors, receipts
from traffpunkt.activities.views.secrecy import kept_nowhere
from traffpunkt.activities.walkthrough import steps_for
from traffpunkt.channels.films import PLAYER
from traffpunkt.places.requests import GuestRequest


def with_player(request: GuestRequest, content: dict[str, Any]) -> HttpResponse:
    """The page that may hold YouTube's player: only after somebody pressed for it."""
    response = render(request, "activities/play.html", content)
    # What csp.decorators.csp_update sets; as a decorator it would open all of the view's answers.
    response._csp_update = {"frame-src": [PLAYER]}  # type: ignore[attr-defined]
    return response


def wants_to_play(request: GuestRequest) -> bool:
    """Whether the film was pressed; before that nothing foreign is loaded."""
    return request.GET.get("spela") == "1"


def enter(request: GuestRequest, door: doors.Door) -> HttpResponse:
    """The page before the door, or behind it with the player."""
    content = {
        "door": door,
        "occasion": door.occasion,
        "signup": door.signup,
        "steps": steps_for(door.offer),
    }
    if door.player and wants_to_play(request):
        return with_player(request, content | {"player": door.player})
    response = render(request, "activities/join.html", content)
    # The test of sound and picture is ours; nothing in a frame may listen or look.
    response["Permissions-Policy"] = "camera=(self), microphone=(self)"
    return response


@require_safe
@kept_nowhere
def join(request: GuestRequest, secret: str) -> HttpResponse:
    """The door from home, for one who is signed up."""
    made = get_object_or_404(receipts.signups_of(request.municipality), secret=secret)
    return enter(request, doors.Door(made.occasion, made.offer, made))


@require_safe
@kept_nowhere
def open_join(request: GuestRequest, pk: int) -> HttpResponse:
    """The door from home, for anybody: it opens only where the link is for everyone."""
    occasion = get_object_or_404(
        request.municipality.occasions.shown().select_related("activity", "venue"), pk=pk
    )
    door = doors.open_door(occasion)
    if door is None:
        raise Http404
    return enter(request, door)


@require_safe
@cache_control(public=True, max_age=1)
def film(request: GuestRequest, pk: int) -> HttpResponse:
    """A film to see at any hour: our own still picture first, the player after a press."""
    films = request.municipality.activities.published().on_demand()
    activity = get_object_or_404(films.select_related("link"), pk=pk)
    content = {"activity": activity, "player": doors.film_of(activity)}
    if content["player"] and wants_to_play(request):
        return with_player(request, content)
    return render(request, "activities/film.html", content)
