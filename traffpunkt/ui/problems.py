# SPDX-License-Identifier: EUPL-1.2
"""What went wrong, said to a program (RFC 9457): the same plain words as on a page."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse

PROBLEM = "application/problem+json"
FOR_PROGRAMS = "/api/v1/"


def is_for_programs(request: HttpRequest) -> bool:
    """Whether a program asked, and not somebody in front of a page."""
    return FOR_PROGRAMS in request.path_info


def problem(status: int, title: str, detail: str, **more: Any) -> HttpResponse:
    """An answer that says what went wrong and what to do about it."""
    told = {"title": title, "status": status, "detail": detail} | more
    response = HttpResponse(
        json.dumps(told, ensure_ascii=False),
        status=status,
        content_type=PROBLEM,
    )
    # Any site may read the answers, and so also why there is none.
    response["Access-Control-Allow-Origin"] = "*"
    response["Content-Language"] = "sv"
    return response
