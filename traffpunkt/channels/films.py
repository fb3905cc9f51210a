# SPDX-License-Identifier: EUPL-1.2
"""Films and streams that can be shown on our own page, after a press."""

import re
from urllib.parse import parse_qs, urlsplit

YOUTUBE_HOSTS = {"youtube.com", "www.youtube.com", "m.youtube.com", "www.youtube-nocookie.com"}
PLAYER = "https://www.youtube-nocookie.com"
FILM = re.compile(r"[A-Za-z0-9_-]{11}")


def youtube_film(address: str) -> str:
    """The eleven signs that name a YouTube film or stream in any of its addresses, or nothing."""
    parts = urlsplit(address)
    steps = [step for step in parts.path.split("/") if step]
    found = ""
    if parts.hostname == "youtu.be":
        found = steps[0] if steps else ""
    elif parts.hostname in YOUTUBE_HOSTS:
        named = len(steps) > 1 and steps[0] in {"live", "embed", "shorts", "v"}
        found = steps[1] if named else parse_qs(parts.query).get("v", [""])[0]
    return found if FILM.fullmatch(found) else ""


def player_address(address: str) -> str:
    """Where YouTube's player for the film is, without its cookies; nothing for other addresses."""
    film = youtube_film(address)
    choices = "rel=0&playsinline=1&hl=sv&cc_load_policy=1&cc_lang_pref=sv"
    return f"{PLAYER}/embed/{film}?{choices}" if film else ""
