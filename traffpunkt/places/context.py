# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.http import HttpRequest


def municipality(request: HttpRequest) -> dict[str, Any]:
    """The municipality for every page: its name, help phone and colours."""
    return {"municipality": getattr(request, "municipality", None)}
