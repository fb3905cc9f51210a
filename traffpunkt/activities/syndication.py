# SPDX-License-Identifier: EUPL-1.2
"""What is coming as Atom (RFC 4287) and as JSON Feed 1.1, for readers and other sites."""

import datetime
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, linebreaks

from traffpunkt.activities.feeds import Happening
from traffpunkt.ui.words import local, span

# What XML cannot hold at all (XML 1.0, 2.2).
NO_SIGNS = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
JSON_FEED = "https://jsonfeed.org/version/1.1"


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed: what it is called, its own address, its page's, how its dates' begin, whose it is."""

    name: str
    address: str
    page: str
    dates: str
    author: str
    changed: datetime.datetime
    entries: list[tuple[Happening, str]]

    def page_of(self, date: Happening) -> str:
        """The public address of a date."""
        return f"{self.dates}{date.pk}/"


class AtomAsOf(Atom1Feed):
    """An Atom feed that itself may have become new later than each of its dates."""

    def __init__(self, changed: datetime.datetime, **facts: Any) -> None:
        super().__init__(**facts)
        self.changed = changed

    def latest_post_date(self) -> datetime.datetime:
        """When the feed last became another."""
        return self.changed


def told(date: Happening, text: str) -> str:
    """When and where, the day's own note, and what one does, as simple HTML."""
    lines = [span(date.starts, date.ends), date.place, date.note]
    return f"<p>{'<br>'.join(escape(line) for line in lines if line)}</p>{linebreaks(text, True)}"


def atom(feed: Feed) -> bytes:
    """The feed as Atom."""
    written = AtomAsOf(
        feed.changed,
        title=plain(feed.name),
        link=feed.page,
        description="",
        language="sv",
        author_name=plain(feed.author),
        feed_url=feed.address,
        feed_guid=feed.address,
    )
    for date, text in feed.entries:
        written.add_item(
            title=plain(date.name),
            link=feed.page_of(date),
            description=plain(told(date, text)),
            unique_id=f"urn:uuid:{date.uid}",
            updateddate=date.changed,
        )
    return written.writeString("utf-8").encode()


def plain(words: str) -> str:
    """Words without the signs that XML cannot hold."""
    return NO_SIGNS.sub("", words)


def json_feed(feed: Feed) -> bytes:
    """The feed as JSON Feed."""
    written = {
        "version": JSON_FEED,
        "title": feed.name,
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "language": "sv",
        "authors": [{"name": feed.author}],
        "items": [item(feed, date, text) for date, text in feed.entries],
    }
    return json.dumps(written, ensure_ascii=False).encode()


def item(feed: Feed, date: Happening, text: str) -> dict[str, Any]:
    """One date as an item; when and where it is stands in an extension of our own as well."""
    return {
        "id": f"urn:uuid:{date.uid}",
        "url": feed.page_of(date),
        "title": date.name,
        "content_html": told(date, text),
        "date_modified": date.changed.isoformat(),
        "_traffpunkt": {
            "starts": local(date.starts).isoformat(),
            "ends": local(date.ends).isoformat(),
            "place": date.place,
            "cancelled": date.is_cancelled,
        },
    }


class Shape(NamedTuple):
    """How a feed is written, and what it is called on the way."""

    written: Callable[[Feed], bytes]
    kind: str


ATOM = Shape(atom, "application/atom+xml; charset=utf-8")
JSON = Shape(json_feed, "application/feed+json; charset=utf-8")
