# SPDX-License-Identifier: EUPL-1.2
"""The demo's wishes: two that nobody has answered, and some that everybody may read."""

import uuid

from traffpunkt.journal.models import GUEST
from traffpunkt.people.models import Account
from traffpunkt.places.models import Municipality
from traffpunkt.wishes.models import Wish

NEW = (
    "Jag vill lära mig betala med mobilen.",
    "Kan ni ha högläsning när det är mörkt ute?",
)
ANSWERED = (
    ("Allsång med dragspel.", Wish.State.THINKING, "Vi letar efter någon som spelar."),
    ("En resa till Stockholm.", Wish.State.DECLINED, "Vi har ingen buss. Fråga oss om tåget."),
)


def make_wishes(here: Municipality, account: Account) -> None:
    """Wishes from the site and from the room, of which one became an activity."""
    venue = here.venues.order_by("pk").first()
    for text in NEW:
        here.wishes.leave(here, {"text": text, "venue": venue}, uuid.uuid4(), by=GUEST)
    for text, state, answer in ANSWERED:
        wish = here.wishes.leave(here, {"text": text}, uuid.uuid4(), by=account.actor)
        facts = {"state": state, "answer": answer, "is_shown": True, "shown_text": text}
        wish.answer_with(facts, by=account.actor)
    said = {"text": "Mer av det vi gjorde förra året.", "said_by": here.persons.kept().first()}
    wish = here.wishes.leave(here, said, uuid.uuid4(), by=account.actor)
    wish.answer_with({"is_shown": True, "shown_text": wish.text}, by=account.actor)
    wish.become(here.activities.published().order_by("pk")[0], by=account.actor)
