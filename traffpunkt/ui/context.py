# SPDX-License-Identifier: EUPL-1.2
"""What the frame of every page knows, without touching a guest's session."""

from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest

from traffpunkt.ui.display import COOKIE, Display

# Where django.contrib.messages leaves a notice for somebody without a session.
MESSAGES_COOKIE = "messages"


def display(request: HttpRequest) -> dict[str, Any]:
    """How the visitor wants pages shown, which face they have, and the notices for her."""
    signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
    expects_notices = signed_in or MESSAGES_COOKIE in request.COOKIES
    in_workroom = signed_in and request.path_info.startswith("/arbete/")
    return {
        "display": Display.read(request.COOKIES.get(COOKIE, "")),
        "face": "workroom" if in_workroom else "guest",
        "here": request.path,
        "notices": get_messages(request) if expects_notices else (),
    }
