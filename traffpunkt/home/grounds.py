# SPDX-License-Identifier: EUPL-1.2
"""On which grounds something is masked: a list that the municipality's lawyer has to go through.

The paragraphs are those of offentlighets- och sekretesslagen (2009:400). Which of them holds in a
case is for the municipality to decide; the program chooses none.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

# What is always masked: who must never be shown, and what opens somebody's page.
PROTECTED = "21:3"
GROUNDS: dict[str, StrOrPromise] = {
    "21:1": gettext_lazy("21 kap. 1 § OSL, hälsa och sexualliv"),
    "21:3": gettext_lazy("21 kap. 3 § OSL, den som är hotad eller förföljd"),
    "26:1": gettext_lazy("26 kap. 1 § OSL, socialtjänst"),
    "40:5": gettext_lazy("40 kap. 5 § OSL, lagring för någon annan"),
}


def masked(ground: str) -> str:
    """What stands where something is masked; the words themselves are nowhere."""
    return f"[{_('maskerat')}: {GROUNDS[ground]}]"
