# SPDX-License-Identifier: EUPL-1.2
"""46elks as it is documented: to hand over a text message, and to ask which have been handed over.

Written from 46elks' documentation (read on 25 November 2026), never tried against the real gateway.
What it answers is told in five ways: taken, never, standing still, not reached, and unsure. No
fault carries an address or a text, since faults are logged.
"""

import datetime
from collections.abc import Iterator
from typing import Any, NamedTuple

import requests
from django.conf import settings
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from traffpunkt.outbox.models import Standstill

# To be connected, and then between two signs of the answer.
PATIENCE = (10, 20)
ON_A_PAGE = 100
MOST_PAGES = 50


class Never(Exception):
    """The gateway will not take this message: the number is none that it can text."""


class StandsStill(Exception):
    """Nothing is taken until somebody has seen to the account or the settings."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class NotTaken(Exception):
    """Nothing was taken this time; the same message may be handed over again."""


class Unsure(Exception):
    """Nobody knows whether the gateway took the message."""


class Taken(NamedTuple):
    """What the gateway calls a message that it has taken, and what has become of it so far."""

    number: str
    state: str


class Listed(NamedTuple):
    """A message that the gateway tells of."""

    taken: Taken
    sender: str
    address: str
    text: str


def hand_over(sender: str, address: str, text: str, callback: str) -> Taken:
    """Let the gateway send a text; `callback` is where it reports what became of it."""
    form = {"from": sender, "to": address, "message": text}
    if callback:
        form["whendelivered"] = callback
    try:
        answer = requests.post(to("sms"), data=form, timeout=PATIENCE, **manners())
    except requests.RequestException as fault:
        raise (NotTaken if never_left(fault) else Unsure) from None
    refuse(answer.status_code)
    try:
        return taken(answer.json())
    except (ValueError, KeyError, TypeError):
        raise Unsure from None


def handed_over(address: str, since: datetime.datetime) -> Iterator[Listed]:
    """What the gateway says that we have sent to a number since a moment, newest first."""
    # 46elks' own words: "start" is before which date, "end" is after which.
    asked = {"to": address, "end": written(since), "limit": str(ON_A_PAGE)}
    for _page in range(MOST_PAGES):
        found = listing(asked)
        try:
            yield from [listed(row) for row in found["data"] if is_ours(row, since)]
            onward = found.get("next")
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Unsure from None
        if not onward:
            return
        asked["start"] = str(onward)
    raise Unsure


def listing(asked: dict[str, str]) -> Any:
    """One page of what the gateway has; anything but a page means that we know as little as before."""
    try:
        answer = requests.get(to("sms"), params=asked, timeout=PATIENCE, **manners())
        refuse(answer.status_code)
        return answer.json()
    except (requests.RequestException, ValueError, Never, NotTaken):
        raise Unsure from None


def manners() -> dict[str, Any]:
    """Who we are, and that we are not sent on to anybody else."""
    return {"auth": (settings.SMS_USER, settings.SMS_PASSWORD), "allow_redirects": False}


def to(what: str) -> str:
    """An address of the gateway."""
    return f"{settings.SMS_GATEWAY}/{what}"


def never_left(fault: requests.RequestException) -> bool:
    """Whether no connection came about, so that the gateway has heard nothing."""
    cause = getattr(fault.args[0] if fault.args else None, "reason", None)
    return isinstance(cause, ConnectTimeoutError | NewConnectionError)


def refuse(status: int) -> None:
    """Tell the answers that take nothing apart. A fault of theirs (500 and up) may have taken it."""
    if status < 300:
        return
    if status in {402, 403}:
        raise StandsStill(Standstill.Reason.CREDITS)
    if status in {401, 404, 405} or status < 400:
        raise StandsStill(Standstill.Reason.SETTINGS)
    if status == 429:
        raise NotTaken
    if status == 408 or status >= 500:
        raise Unsure
    raise Never


def taken(row: dict[str, Any]) -> Taken:
    """The gateway's name and state of a message: created and sent are one to us."""
    if not row["id"]:
        raise ValueError
    state = str(row.get("status", ""))
    return Taken(str(row["id"])[:64], state if state in {"delivered", "failed"} else "sent")


def listed(row: dict[str, Any]) -> Listed:
    """One row of the listing."""
    return Listed(taken(row), str(row["from"]), str(row["to"]), str(row.get("message", "")))


def is_ours(row: dict[str, Any], since: datetime.datetime) -> bool:
    """Whether we sent it, and not before a moment; the gateway writes UTC."""
    made = datetime.datetime.fromisoformat(row["created"].rstrip("Z")).replace(tzinfo=datetime.UTC)
    return str(row.get("direction", "outgoing")).startswith("outgoing") and made >= since


def written(moment: datetime.datetime) -> str:
    """A moment as the gateway writes it: UTC without saying so."""
    return moment.astimezone(datetime.UTC).replace(tzinfo=None).isoformat()
