# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.http import HttpRequest

from traffpunkt.places import theme


def municipality(request: HttpRequest) -> dict[str, Any]:
    """The municipality for every page: its name, help phone and colours."""
    here = getattr(request, "municipality", None)
    return {"municipality": here, "theme_version": here and theme.version(here)}
