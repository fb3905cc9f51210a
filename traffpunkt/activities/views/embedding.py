# SPDX-License-Identifier: EUPL-1.2
"""The coming dates as a piece that the municipality's own site shows within a page of its own."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from traffpunkt.activities.programme import Question, by_day
from traffpunkt.activities.views.freshness import dates_address
from traffpunkt.places.requests import GuestRequest

for_everybody = cache_control(public=True, max_age=1)


@require_safe
@for_everybody
def embedding(request: GuestRequest) -> HttpResponse:
    """The next dates, narrowed by the words of the programme; framed only by the listed sites."""
    question = Question.asked(request.GET)
    page = {
        "days": by_day(question.next_lines(request.municipality)),
        "dates": dates_address(request),
        "programme": request.build_absolute_uri(reverse("activities:programme")),
        "query": question.narrowed().query,
    }
    response = render(request, "activities/embedding.html", page)
    let_in(response, request.municipality.framed_by)
    return response


def let_in(response: HttpResponse, origins: list[str]) -> None:
    """Let some sites frame an answer; where there are none, nobody may, as everywhere else."""
    if origins:
        # What csp.decorators.csp_replace sets; as a decorator it would know of no municipality.
        response._csp_replace = {"frame-ancestors": origins}  # type: ignore[attr-defined]
        # The older header knows no list; browsers that have both ask the policy.
        response.xframe_options_exempt = True
