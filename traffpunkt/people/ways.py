# SPDX-License-Identifier: EUPL-1.2
"""Where one is led after signing in: only to our own pages, in the same municipality."""

from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import get_script_prefix
from django.utils.http import url_has_allowed_host_and_scheme

from traffpunkt.people.desk import Desk

# An address of ours with a search and a page in it has some hundred signs.
LONGEST = 500


def way_back(asked: str) -> str:
    """The page to come back to as it may be kept for anybody who asks: one of ours, or nothing."""
    return asked if len(asked) < LONGEST and is_ours(asked) else ""


def is_ours(address: str) -> bool:
    """Whether an address is a path of ours that stays within this request's municipality."""
    if not url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        return False
    segments = unquote(urlsplit(address).path).replace("\\", "/").split("/")
    return address.startswith(get_script_prefix()) and not {".", ".."} & set(segments)


def landing(desk: Desk, wanted: str = "") -> str:
    """The page that was asked for, else the workroom; whoever has no task here is told so."""
    if not desk.memberships:
        return resolve_url("people:sign_out")
    return wanted if is_ours(wanted) else resolve_url(settings.LOGIN_REDIRECT_URL)
