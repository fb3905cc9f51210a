# SPDX-License-Identifier: EUPL-1.2
"""How long it is known who wished for something, and why."""

import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.register import ALL, Processing, Register
from traffpunkt.journal.retention import Rows, Rule, remove
from traffpunkt.wishes.models import Wish

NAMED = ~Q(name="") | ~Q(contact="") | Q(said_by__isnull=False)


def named_over(municipality: int, cutoff: datetime.datetime) -> Rows:
    """The wishes that nobody has worked with since a moment, and that still tell whose they are."""
    settled = Q(decided__lt=cutoff) | Q(decided__isnull=True, left__lt=cutoff)
    return Wish.objects.filter(settled, NAMED, municipality=municipality)


def forget_who(rows: list[Wish]) -> None:
    """Forget who wished it; what was wished, and what became of it, stays."""
    those = Wish.objects.filter(pk__in=[row.pk for row in rows])
    those.update(name="", contact="", said_by=None)


def removed_over(municipality: int, cutoff: datetime.datetime) -> Rows:
    """The wishes that somebody removed before a moment."""
    return Wish.objects.filter(municipality=municipality, removed__lt=cutoff)


RULES = (
    Rule(
        "wish",
        _("Vem som önskade något"),
        _("Namn, telefon och e-post tas bort. Önskan och svaret finns kvar."),
        _("efter att någon senast svarade"),
        named_over,
        forget_who,
        amount=12,
        unit="months",
        least=1,
        most=60,
    ),
    Rule(
        "removed_wish",
        _("Borttagna önskemål"),
        _("Önskan tas bort för gott."),
        _("efter att någon tog bort den"),
        removed_over,
        remove,
        amount=30,
    ),
)

REGISTER = Register(
    processings=(
        Processing(
            key="wish",
            title=_("Önskemål"),
            purpose=_("Veta vad människor vill göra, svara dem och planera efter det."),
            people=_("Den som önskar något, om hon själv lämnar namn, telefon eller e-post."),
            seen_by=_("Samordnare. På webbplatsen står önskan utan namn, om en samordnare har valt det."),
            fields={Wish: (ALL,)},
            rules=("wish", "removed_wish"),
        ),
    ),
)  # fmt: skip
