# SPDX-License-Identifier: EUPL-1.2
"""A coordinator answers a proposal: it is published, or goes back with what is to be changed."""

from django.db import transaction
from django.utils.translation import gettext as _

from traffpunkt.activities.models import Activity, Answer
from traffpunkt.activities.refusals import Refusal
from traffpunkt.outbox.actions import write
from traffpunkt.outbox.models import subject_of
from traffpunkt.people.desk import Desk


@transaction.atomic
def publish(activity: Activity, desk: Desk) -> None:
    """Show it to everybody; whoever proposed it is told."""
    was_proposed = activity.is_proposed
    activity.publish(by=desk.actor)
    if was_proposed:
        answer(activity, desk, "")


@transaction.atomic
def send_back(activity: Activity, desk: Desk, words: str) -> None:
    """Make a proposal a draft again, and say what is to be changed."""
    activity.hold_still()
    if not activity.is_proposed:
        raise Refusal(_("Förslaget väntar inte längre på svar. Någon hann före."))
    activity.return_draft(by=desk.actor)
    answer(activity, desk, words)


def answer(activity: Activity, desk: Desk, words: str) -> Answer:
    """Keep the answer, and write to the one who answers for the activity unless it is oneself."""
    made = activity.answers.create(approved=not words, words=words, by=str(desk.actor))
    asker = activity.responsible
    if asker and asker != desk.account:
        subject = _("Publicerad: %s") if made.approved else _("Tillbaka till dig: %s")
        news = (
            _("Aktiviteten är publicerad. Nu syns den i programmet.")
            if made.approved
            else _("Samordnaren vill att något ändras innan aktiviteten publiceras:")
        )
        how = "" if made.approved else _("Ändra och föreslå den igen under Aktiviteter.")
        parts = [_("Hej!"), _("Vad: %s") % activity.title, news, words, how]
        write(
            asker.email,
            "answer",
            subject % activity.title,
            "\n\n".join(filter(None, parts)),
            key=f"answer:{made.pk}",
            municipality=activity.municipality,
            about=subject_of(activity),
        )
    return made
