# SPDX-License-Identifier: EUPL-1.2
"""The demo's texts to sign, who has answered them, and a group."""

from django.utils import timezone

from traffpunkt.activities.models import Group, Signature
from traffpunkt.journal.models import SYSTEM
from traffpunkt.people.models import Account, LegalText
from traffpunkt.places.models import Municipality, Organisation

SECRECY = {
    "title": "Löfte om tystnad",
    "words": "Jag berättar inte vidare det jag får veta om dem jag möter.\n\n"
    "Löftet gäller också när jag har slutat.",
}
OF_PARTNER = {
    "title": "Försäkran om tystnad",
    "words": "Jag har fått veta vad tystnadsplikt är.\n\n"
    "Jag lovar att följa den, också när jag har slutat.",
}
FILMING = {
    "title": "Får vi filma och ta bilder?",
    "words": "Vi filmar ibland det vi gör, så att fler kan vara med hemifrån.\n\n"
    "Du väljer själv om du får synas. Du kan ändra dig när du vill.",
}


def make_texts(here: Municipality, partner: Organisation) -> None:
    """A promise for all, one of the partner's own, and a consent."""
    publish(here, "secrecy", SECRECY)
    publish(here, "secrecy", OF_PARTNER, partner)
    publish(here, "filming", FILMING)


def answer_texts(here: Municipality, account: Account) -> None:
    """Somebody at the desk has signed, one senior has said yes on paper and one no by telephone."""
    secrecy, filming = (
        row.current
        for row in here.legal_texts.in_full()
        if row.current and row.organisation is None
    )
    press, paper, phone = Signature.Way.PRESS, Signature.Way.PAPER, Signature.Way.PHONE
    Signature.objects.give(secrecy, by=account.actor, account=account, way=press)
    first, second = here.persons.kept().order_by("pk")[:2]
    Signature.objects.give(
        filming, by=account.actor, person=first, way=paper, kept_where="Pärm 3 på kontoret"
    )
    Signature.objects.give(
        filming, by=account.actor, person=second, way=phone, answer=Signature.Answer.NO
    )


def gather(here: Municipality, account: Account) -> None:
    """Some seniors whom the desk rings together."""
    facts = {"name": "Vårfestens planerare", "purpose": "Vi ringer dem när vi planerar vårfesten."}
    group = Group.objects.begin(here, facts, by=account.actor)
    for person in here.persons.kept().order_by("pk")[:3]:
        group.take_in(person, by=account.actor)


def publish(
    here: Municipality, kind: str, facts: dict[str, str], organisation: Organisation | None = None
) -> LegalText:
    """A text that holds from today."""
    text = LegalText.objects.begin(here, kind, organisation, facts, by=SYSTEM)
    text.publish(timezone.localdate(), asks_again=True, by=SYSTEM)
    return text
