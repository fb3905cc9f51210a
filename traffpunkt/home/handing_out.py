# SPDX-License-Identifier: EUPL-1.2
"""What is handed out as files: a paper with tags, a table, and JSON. The masked words are in none."""

import csv
import io
from collections.abc import Callable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from traffpunkt.home.grounds import GROUNDS
from traffpunkt.home.incident import harmless
from traffpunkt.home.masking import Document, Masking, fingerprint_of, in_all
from traffpunkt.journal.models import Actor
from traffpunkt.places.models import Disclosure, Municipality
from traffpunkt.ui import paper
from traffpunkt.ui.numbers import spoken

NAME = "handlingar"
# The field in which the page sends back what its documents looked like.
SEEN = "sett"
# What the press can lay out within its memory and seconds.
MOST_ON_PAPER = 300


def appeal_of(municipality: Municipality) -> str:
    """How one appeals in a municipality, in its own words or in ours."""
    return municipality.appeal or _(
        "Vill du ha det som är maskerat? Säg till kommunen att du vill ha ett skriftligt beslut.\n\n"
        "Beslutet går att överklaga till kammarrätten. Skriv vilket beslut det gäller, vad du vill ha "
        "och varför. Skicka det till kommunen inom tre veckor från den dag du fick beslutet. "
        "Kommunen skickar det vidare."
    )


def cover_of(masking: Masking, documents: list[Document]) -> dict[str, Any]:
    """What stands first in every file: what was searched, and how much was found and masked."""
    here = masking.municipality
    told = {word: masking.without_words(said, None) for word, said in masking.search.facts()}
    return {
        "municipality": here.name,
        "day": timezone.localdate(),
        "searched": {word: said for word, (said, _count) in told.items()},
        "documents": len(documents),
        "masked": sum(document.masks for document in documents)
        + sum(count for _said, count in told.values()),
        "appeal": appeal_of(here),
    }


def on_paper(cover: dict[str, Any], documents: list[Document], here: Municipality) -> HttpResponse:
    """The documents as a PDF with tags."""
    if len(documents) > MOST_ON_PAPER:
        words = _("Det blir för många sidor. Dela upp tiden, eller hämta dem som CSV.")
        raise paper.NoPaper(words)
    page = {"cover": cover, "documents": documents, "phone": spoken(here.help_phone)}
    page |= {"sender": here.sender_name}
    return paper.as_answer(paper.pdf(render_to_string("home/paper/disclosure.html", page)), NAME)


def as_table(cover: dict[str, Any], documents: list[Document], _here: Municipality) -> HttpResponse:
    """The documents as a table, one field on each line, after what stands first."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    first = cover | cover["searched"]
    rows = [[key, value] for key, value in first.items() if key != "searched"]
    rows += [[], [_("nummer"), _("slag"), _("uppgift"), _("text"), _("maskerat på grund av")]]
    for number, document in enumerate(documents, 1):
        rows += [
            [number, document.kind.title, one.piece.label, one.told, GROUNDS.get(one.ground, "")]
            for one in document.fields
        ]
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    # The mark in the beginning tells a spreadsheet that the text is UTF-8.
    return as_file(HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv"), "csv")


def as_json(cover: dict[str, Any], documents: list[Document], _here: Municipality) -> HttpResponse:
    """The documents for programs."""
    told = [
        {"kind": document.kind.title, "fields": [
            {"label": one.piece.label, "text": one.told, "ground": one.ground} for one in document.fields
        ]}
        for document in documents
    ]  # fmt: skip
    params = {"ensure_ascii": False}
    answer = JsonResponse(
        cover | {"records": told}, encoder=DjangoJSONEncoder, json_dumps_params=params
    )
    return as_file(answer, "json")


def as_file(answer: HttpResponse, ending: str) -> HttpResponse:
    """A file under a name that tells of nobody."""
    answer["Content-Disposition"] = f'attachment; filename="{NAME}.{ending}"'
    return answer


SHAPES: dict[str, Callable[[dict[str, Any], list[Document], Municipality], HttpResponse]] = {
    "pdf": on_paper,
    "csv": as_table,
    "json": as_json,
}


def hand_out(disclosure: Disclosure, shape: str, seen: str, *, by: Actor) -> HttpResponse:
    """Make the file, and write down how many documents and masks it has; not what was masked.

    `seen` is the fingerprint of the page on which it was pressed: nothing is handed out unread.
    """
    masking = Masking(disclosure)
    if masking.search.is_too_much:
        raise paper.NoPaper(_("Det har kommit till fler handlingar. Sök igen med kortare tid."))
    documents = list(in_all(masking))
    if fingerprint_of(documents) != seen:
        raise paper.NoPaper(_("Något har kommit till eller ändrats. Gå igenom det igen."))
    cover = cover_of(masking, documents)
    answer = SHAPES[shape](cover, documents, masking.municipality)
    disclosure.hand_out(cover["documents"], cover["masked"], by=by)
    return answer
