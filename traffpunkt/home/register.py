# SPDX-License-Identifier: EUPL-1.2
"""The register of processing in words, as a page and as a document."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from traffpunkt.home.retention import BY_KEY, Line, processings
from traffpunkt.journal.register import Processing, field_words
from traffpunkt.places.models import ErasureDecision


@dataclass(frozen=True)
class Told:
    """One processing, as somebody who asks is told of it."""

    title: StrOrPromise
    facts: list[tuple[str, StrOrPromise]]
    fields: list[str]


def how_long(processing: Processing, decision: ErasureDecision) -> str:
    """Until when it is kept, by the rules that hold in a municipality."""
    lines = [Line(BY_KEY[key], decision) for key in processing.rules]
    words = [f"{line.rule.title}: {line.period}" for line in lines]
    return "; ".join([*words, *filter(None, [str(processing.kept_for)])])


def told(processing: Processing, decision: ErasureDecision) -> Told:
    """A processing in words; what it does not have is not said."""
    facts = [
        (_("Varför"), processing.purpose),
        (_("Laglig grund"), processing.basis),
        (_("Om vilka"), processing.people),
        (_("Vem ser det"), processing.seen_by),
        (_("Vem får det av oss"), processing.receivers),
        (_("Känsligt"), processing.sensitive),
        (_("Hur länge"), how_long(processing, decision)),
    ]
    return Told(processing.title, [fact for fact in facts if fact[1]], field_words(processing))


def told_register(decision: ErasureDecision) -> list[Told]:
    """All processings in words."""
    return [told(one, decision) for one in processings()]


def as_table(decision: ErasureDecision) -> str:
    """The processings in short, as a table that the documents on data protection hold."""
    heads = [_("Behandling"), _("Om vilka"), _("Vem får det av oss"), _("Hur länge")]
    rows = [
        [str(one.title), str(one.people), str(one.receivers), how_long(one, decision)]
        for one in processings()
    ]
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def as_markdown(decision: ErasureDecision, controller: str) -> str:
    """The register as a document."""
    lines = [
        f"# {_('Registerförteckning')}",
        "",
        _("Personuppgiftsansvarig: %(who)s.") % {"who": controller},
        _("Gjord ur programmet: fälten, tiderna och vilka som ser dem är de som gäller."),
        "",
    ]
    for one in told_register(decision):
        lines += [f"## {one.title}", ""]
        lines += [f"- **{word}:** {answer}" for word, answer in one.facts]
        lines += [f"- **{_('Uppgifter')}:**", *(f"  - {words}" for words in one.fields), ""]
    return "\n".join(lines)
