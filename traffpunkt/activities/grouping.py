# SPDX-License-Identifier: EUPL-1.2
"""To say something to all of a group, each by her own channel, and to search among them."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from traffpunkt.activities.announcing import Reach
from traffpunkt.activities.models import Group
from traffpunkt.activities.refusals import Refusal
from traffpunkt.journal.models import Actor, record
from traffpunkt.outbox.actions import is_rung, tell
from traffpunkt.outbox.models import Message, subject_of
from traffpunkt.people.models.person import PersonQuerySet


def among(persons: PersonQuerySet, group: Group | None) -> PersonQuerySet:
    """Those of some persons who belong to a group, or all of them where none is asked for."""
    return persons if group is None else persons.filter(pk__in=group.persons.values("pk"))


def reach_of(group: Group) -> Reach:
    """How those of a group would be told."""
    rung = [is_rung(person) for person in group.persons.prefetch_related("contact_ways")]
    return Reach(written=rung.count(False), rung=rung.count(True))


@transaction.atomic
def write_to(group: Group, words: str, press: uuid.UUID, *, by: Actor) -> int:
    """Say it to each of a group once; who cannot be written to stands on the call list.

    The same press again says nothing more, also to who has joined since. The name of the group is
    not said: who reads the letter beside her learns nothing of it.
    """
    held = Group.objects.select_for_update(no_key=True).select_related(None).get(pk=group.pk)
    if Message.objects.filter(key__startswith=f"group:{press}:").exists():
        return 0
    persons = list(held.persons.prefetch_related("contact_ways"))
    if not persons:
        raise Refusal(_("Det finns ingen att skriva till. Lägg till någon i gruppen först."))
    subject = _("Meddelande från %(name)s") % {"name": group.municipality.sender_name}
    for person in persons:
        key = f"group:{press}:{person.pk}"
        tell(person, "group", subject, words, key=key, about=subject_of(group))
    record("announced", group, by=by)
    return len(persons)
