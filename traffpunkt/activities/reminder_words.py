# SPDX-License-Identifier: EUPL-1.2
"""What a reminder says: what, when and where, how one takes part, and how one says no."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.texts import fill

SUBJECT = _("Påminnelse: {aktivitet}, {dag}")
BODY = _(
    "Hej {namn}!\n\n"
    "Det här är en påminnelse. Du är anmäld till:\n\n"
    "Vad: {aktivitet}\n"
    "När: {när}\n"
    "Var: {plats}\n"
    "Antal personer: {antal}\n\n"
    "{så deltar du}\n\n"
    "Ta med: {ta med}\n\n"
    "Kan du inte komma? Ring {ring} och säg ditt anmälningsnummer {nummer}."
)


def reminder(words: Mapping[str, str]) -> tuple[str, str]:
    """The subject and the text of a reminder."""
    return fill(str(SUBJECT), words), fill(str(BODY), words)
