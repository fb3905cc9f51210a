# SPDX-License-Identifier: EUPL-1.2
"""What is left of somebody whose row of the register is erased."""

import pytest

from tests.makers import make_astrid, make_letter, make_person
from traffpunkt.activities.erasing import let_persons_go
from traffpunkt.activities.merging import merge
from traffpunkt.journal.models import SYSTEM
from traffpunkt.outbox.models import Message
from traffpunkt.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who_is_hidden", ["astrid", "again"])
def test_the_letters_to_who_must_never_be_shown_lose_their_words_with_her(who_is_hidden):
    astrid, again = make_astrid(), make_person("Astrid Berg")
    to_again = make_letter(again, state="sent")
    merge(astrid, again, by=SYSTEM)
    Message.objects.filter(pk=to_again.pk).update(person=again)
    to_bertil = make_letter(make_person("Bertil"), state="sent")
    make_letter(astrid, state="sent")
    name = {"astrid": astrid, "again": again}[who_is_hidden].pk
    Person.objects.filter(pk=name).update(hidden=True)

    let_persons_go([astrid])

    gone = Message.objects.exclude(pk=to_bertil.pk)
    hers = gone.get(pk=to_again.pk)
    assert (hers.body, hers.subject, hers.address, hers.person) == ("", "", "", None)
    assert {one.state for one in gone} == {"sent"}
    assert (who_is_hidden == "again") == bool(gone.exclude(body="").count())
    assert Message.objects.get(pk=to_bertil.pk).body
