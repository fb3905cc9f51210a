# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.http import HttpRequest


def display(request: HttpRequest) -> dict[str, Any]:
    """How the visitor wants pages shown: text size and contrast, from her own choice."""
    return {}
