# SPDX-License-Identifier: EUPL-1.2
"""The door to the settings: each page opens to who has the right to it, to nobody else."""

import functools
from collections.abc import Callable
from typing import ParamSpec

from django.db.models import Model
from django.http import HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from traffpunkt.journal.models import Entry
from traffpunkt.people.desk import DeskRequest, Page, opens, undisturbed
from traffpunkt.people.rights import Right

P = ParamSpec("P")
# The address of a verb that has no page to look at.
only_sent = require_POST
only_read = require_safe


def office_for(*rights: Right) -> Callable[[Page[P]], Page[P]]:
    """Open a page to whoever has any of these rights; others find nothing (404)."""

    def settings_page(view: Page[P]) -> Page[P]:
        return require_http_methods(["GET", "HEAD", "POST"])(opens(*rights)(view))

    return settings_page


def office(view: Page[P]) -> Page[P]:
    """Open a page to whoever may change the settings."""
    return office_for(Right.SETTINGS)(view)


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
