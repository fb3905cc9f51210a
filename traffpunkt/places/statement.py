# SPDX-License-Identifier: EUPL-1.2
"""A municipality's accessibility statement: what the law asks it to hold (2018:1937 and Digg's rules)."""

import datetime
from dataclasses import dataclass, field
from typing import Any, Self

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from traffpunkt.places.models import Municipality

CONFORMANCE: dict[str, StrOrPromise] = {
    "fully": _("Webbplatsen är helt förenlig med lagen om tillgänglighet."),
    "partly": _("Webbplatsen är delvis förenlig med lagen om tillgänglighet."),
    "not": _("Webbplatsen är inte förenlig med lagen om tillgänglighet."),
    "unknown": _("Vi har ännu inte bedömt om webbplatsen är förenlig med lagen om tillgänglighet."),
}
METHODS: dict[str, StrOrPromise] = {
    "own": _("Vi har testat själva, med program och för hand."),
    "external": _("Ett företag utanför kommunen har testat åt oss."),
    "unknown": _("Vi har inte gjort någon bedömning än."),
}
# The law asks for a look each year; the reminder comes while there is a month left.
MONTHS_THAT_HOLD = 11


def known(answers: dict[str, StrOrPromise], given: Any) -> StrOrPromise:
    """The words of an answer; unknown unless it is one of them."""
    return answers[given if isinstance(given, str) and given in answers else "unknown"]


def date(given: Any) -> datetime.date | None:
    """A date that was written as 2026-11-23."""
    try:
        return datetime.date.fromisoformat(given)
    except (TypeError, ValueError):
        return None


def lines(given: Any) -> list[str]:
    """A list of sentences, whatever is written there."""
    return [str(line) for line in given] if isinstance(given, list) else []


@dataclass(frozen=True, slots=True)
class Statement:
    """What the page of a municipality says; nothing is claimed that nobody has written."""

    authority: str
    service: str
    conformance: StrOrPromise
    method: StrOrPromise
    assessed: datetime.date | None
    updated: datetime.date | None
    post: str
    faults: list[str] = field(default_factory=list)
    burden: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    supervisor: str = ""
    supervisor_address: str = ""

    @property
    def is_old(self) -> bool:
        """Whether it is time to test again: eleven months have passed since it was last done."""
        if self.assessed is None:
            return False
        return self.assessed + relativedelta(months=MONTHS_THAT_HOLD) < timezone.localdate()

    @classmethod
    def of(cls, municipality: Municipality) -> Self:
        """The statement as the municipality's own notes make it."""
        said: dict[str, Any] = municipality.statement or {}
        return cls(
            authority=str(said.get("authority") or municipality.name),
            service=str(said.get("service") or municipality.sender_name),
            conformance=known(CONFORMANCE, said.get("conformance")),
            method=known(METHODS, said.get("method")),
            assessed=date(said.get("assessed")),
            updated=date(said.get("updated")),
            post=str(said.get("post", "")),
            faults=lines(said.get("faults")),
            burden=lines(said.get("burden")),
            outside=lines(said.get("outside")),
            supervisor=str(said.get("supervisor") or settings.SUPERVISOR_NAME),
            supervisor_address=str(said.get("supervisor_address") or settings.SUPERVISOR_ADDRESS),
        )
