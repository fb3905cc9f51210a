# SPDX-License-Identifier: EUPL-1.2
"""The door to the settings: coordinators of the whole municipality, nobody else."""

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.db.models import Model
from django.http import Http404, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from traffpunkt.journal.models import Entry
from traffpunkt.people.desk import DeskRequest, undisturbed, workroom

P = ParamSpec("P")
# The address of a verb that has no page to look at.
only_sent = require_POST
only_read = require_safe
Page = Callable[Concatenate[DeskRequest, P], HttpResponse]


def office(view: Page[P]) -> Page[P]:
    """Open a page to coordinators of the whole municipality; others find nothing (404)."""

    @functools.wraps(view)
    def settings_page(request: DeskRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.desk.is_coordinator:
            raise Http404
        return view(request, *args, **kwargs)

    return require_http_methods(["GET", "HEAD", "POST"])(workroom(settings_page))


def in_turn(view: Page[P]) -> Page[P]:
    """Let those who change a setting do so one press at a time, from the reading of it on (ADR 19).

    The municipality is held first, so that this is not for verbs that hold an activity.
    """

    @functools.wraps(view)
    def one_at_a_time(request: DeskRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method == "POST":
            request.municipality.reread()
        return view(request, *args, **kwargs)

    return undisturbed(one_at_a_time)


def sent(request: DeskRequest) -> QueryDict | None:
    """What was sent with a form, or nothing when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def status_of(is_bound: bool) -> int:
    """422 for a page that shows what was sent again, 200 for one that is only looked at."""
    return 422 if is_bound else 200


def gone_already(request: DeskRequest, noun: type[Model], number: int) -> bool:
    """Whether the row was this municipality's and has been removed: a second press does no harm."""
    return Entry.objects.tells_of_removal(noun, number, request.municipality.pk)
