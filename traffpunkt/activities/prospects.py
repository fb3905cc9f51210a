# SPDX-License-Identifier: EUPL-1.2
"""What a merge of two rows of the register would do, in words, before anybody presses."""

from django.utils.translation import gettext as _

from traffpunkt.activities.merging import filled, pointing, second_standings, twice_asked
from traffpunkt.activities.parting import in_words
from traffpunkt.people.models import ContactWay, Person, PersonalPage
from traffpunkt.ui import words

NOT_SAID = frozenset({ContactWay, Person, PersonalPage})


def prospects(kept: Person, other: Person) -> list[str]:
    """Each thing that would follow, as a sentence."""
    both = {"kept": kept.name, "other": other.name}
    said = [
        _("%(kept)s finns kvar. Den som söker %(other)s kommer hit.") % both,
        _("Telefon och e-post läggs ihop.") + " " + moved(other),
    ]
    for _winner, left in twice_asked(kept, other):
        date = left.occasion
        when = f"{date.activity.title}, {words.day(date.starts)} {words.clock(date.starts)}"
        said.append(_("Två anmälningar blir en: %(when)s.") % {"when": when})
    for standing in second_standings(kept, other):
        title = standing.series.activity.title
        said.append(_("Två fasta platser blir en: %(title)s.") % {"title": title})
    if other.cards.in_force().exists():
        said.append(_("%(other)s:s kort slutar gälla.") % both)
    if other.hidden and not kept.hidden:
        said.append(_("Namn och bild visas aldrig."))
    if other.needs and filled(kept, other)["needs"] != other.needs:
        said.append(_("Det som är bra att veta om %(other)s visas inte längre.") % both)
    return said


def moved(other: Person) -> str:
    """What follows along: "2 anmälningar och 1 besked följer med."."""
    found = []
    for model, name in pointing():
        if model not in NOT_SAID and (many := model._base_manager.filter(**{name: other}).count()):
            found.append(in_words(model._meta.label_lower, many))
    return _("%(rows)s följer med.") % {"rows": words.listed(found)} if found else ""
