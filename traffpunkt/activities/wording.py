# SPDX-License-Identifier: EUPL-1.2
"""What people are told about their dates: who, where and when first, in plain Swedish.

No text holds a link, since any of them may one day become an SMS. The help phone and "Vi ber
aldrig om koder eller BankID." are added to each where it is sent.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from traffpunkt.activities import insertions
from traffpunkt.outbox.actions import answers_for, is_rung, tell
from traffpunkt.outbox.models import Message, subject_of
from traffpunkt.ui.words import clock, day, listed

if TYPE_CHECKING:
    from traffpunkt.activities.models import Announcement, Move, Occasion, Signup, Standing
    from traffpunkt.activities.models.worded import Phrases
    from traffpunkt.people.models import Person
    from traffpunkt.places.models import Municipality

# News of a date, of which only the latest is worth telling.
NEWS = ("moved", "cancelled", "reinstated")
# News of a date overtake a reminder of it that has not left.
REMINDER = "reminder"


def told(
    key: str, person: "Person", words: dict[str, str], municipality: "Municipality"
) -> tuple[str, str]:
    """The subject and the text of something that one person is told."""
    return said_to(person, municipality.wordings.phrases(key), words)


def said_to(person: "Person", phrases: "Phrases", words: dict[str, str]) -> tuple[str, str]:
    """The same in phrases that are at hand; where it goes to a relative, she is told for whom."""
    relative = answers_for(person)
    if not relative:
        return phrases.say(person.language, words)
    named = words | {"namn": relative} if person.hidden else words
    subject, body = phrases.say(person.language, named)
    return addressed(subject, person), for_relative(body, person, relative)


def addressed(subject: str, person: "Person") -> str:
    """A subject that says whom it is for, unless her name is shown nowhere."""
    if person.hidden:
        return subject
    return _("Till %(name)s – %(subject)s") % {"name": person.name, "subject": subject}


def for_relative(body: str, person: "Person", relative: str) -> str:
    """A text that greets the relative and says whom it is for, before what that person is told."""
    told = _("Det här gäller %(name)s. Så här lyder beskedet till %(name)s:")
    unnamed = _("Det här gäller den som du har anmält. Så här lyder beskedet:")
    whom = unnamed if person.hidden else told % {"name": person.name}
    first, _gap, rest = body.partition("\n")
    called = relative if person.hidden else person.name
    said, name = (re.findall(r"\w+", words) for words in (first, called))
    # "Hej Astrid!" is replaced; a line that says more is kept as it is.
    is_greeting = name and said[-len(name) :] == name and len(said) <= len(name) + 2
    return "\n\n".join([_("Hej %s!") % relative, whom, rest.strip() if is_greeting else body])


def words_of(signup: "Signup") -> dict[str, str]:
    """All that a text about a sign-up may say."""
    signup.offer.occasion = signup.occasion
    return insertions.of_way(signup.offer) | insertions.of_signup(signup)


def tell_of(signup: "Signup", kind: str, *, key: str, text: str = "", **more: str) -> Message:
    """Tell a person something about her sign-up, in the words of a text; its name is the kind's."""
    here = signup.occasion.municipality
    subject, body = told(text or kind, signup.person, words_of(signup) | more, here)
    return tell(signup.person, kind, subject, body, key=key, about=subject_of(signup))


def tell_confirmation(signup: "Signup") -> Message | None:
    """Confirm in writing what the person has just seen or heard; nobody is rung about that."""
    if is_rung(signup.person):
        return None
    seated = "switched" if signup.instead_of_id else "confirmation"
    text = "queue" if signup.is_waiting else seated
    takes_part = insertions.taking_part(signup.offer, _("Du"))
    key = f"confirmation:{signup.pk}"
    return tell_of(signup, "confirmation", text=text, key=key, deltar=takes_part)


def tell_promotion(signup: "Signup") -> Message:
    """Tell who has waited that she has a seat."""
    # A person may be promoted, leave, come back and be promoted again: each time is told.
    times = signup.person.messages.about(signup).of_kinds("promotion").count()
    text = "held" if is_rung(signup.person) else "promotion"
    return tell_of(signup, "promotion", text=text, key=f"promotion:{signup.pk}:{times + 1}")


def tell_headcount(signup: "Signup") -> Message | None:
    """Confirm in writing how many the sign-up holds now; nobody is rung about that."""
    if is_rung(signup.person):
        return None
    earlier = signup.person.messages.about(signup).of_kinds("headcount")
    times = earlier.count()
    earlier.drop()
    persons = ngettext("%(n)s person", "%(n)s personer", signup.headcount)
    key = f"headcount:{signup.pk}:{times + 1}"
    return tell_of(signup, "headcount", key=key, personer=persons % {"n": signup.headcount})


def tell_standing(standing: "Standing") -> Message | None:
    """Confirm a standing place in writing; nobody is rung about what she has just asked for."""
    if is_rung(standing.person):
        return None
    return tell_of_standing(standing, "standing")


def tell_standing_over(
    standing: "Standing", left: Sequence["Signup"], *, is_told: bool
) -> Message | None:
    """Tell somebody that her standing place has ended, and from when she is not signed up.

    Who has been told already is not rung about it, but gets it in writing.
    """
    if is_told and is_rung(standing.person):
        return None
    since = day(left[0].occasion.starts) if left else ""
    return tell_of_standing(standing, "standing-over", från=since)


def tell_of_standing(standing: "Standing", kind: str, **more: str) -> Message:
    """Tell a person something about her standing place."""
    words = insertions.of_standing(standing) | more
    subject, body = told(kind, standing.person, words, standing.series.municipality)
    key, about = f"{kind}:{standing.pk}", subject_of(standing)
    return tell(standing.person, kind, subject, body, key=key, about=about)


def tell_queue_over(signup: "Signup") -> Message:
    """Tell who waits that there will be no seat this time."""
    return tell_of(signup, "queue-over", key=f"queue-over:{signup.pk}")


def tell_cancelled(occasion: "Occasion") -> list[Message]:
    """Tell each who is signed up or waits that the date is off, and why."""
    cancellation = occasion.cancellations.first()
    return tell_all(occasion, "cancelled", orsak=cancellation.reason if cancellation else "")


def tell_reinstated(occasion: "Occasion") -> list[Message]:
    """Tell each who is signed up or waits that the date takes place after all."""
    return tell_all(occasion, "reinstated")


def tell_moved(occasion: "Occasion", move: "Move") -> list[Message]:
    """Tell each who is signed up or waits when and where it is now, and what it was before."""
    changed, before = [], []
    if move.started != occasion.starts:
        changed.append(_("ny tid"))
        was = {"day": day(move.started), "clock": clock(move.started)}
        before.append(_("Förut var det %(day)s klockan %(clock)s.") % was)
    if move.venue_id != occasion.venue_id:
        changed.append(_("ny plats"))
        if move.venue:
            before.append(_("Förut var det på %s.") % move.venue)
    news = listed(changed) or _("en ny sluttid")
    return tell_all(occasion, "moved", nytt=news, förut="\n".join(before))


def announcement_letter(announcement: "Announcement", signup: "Signup") -> tuple[str, str]:
    """The subject and the text of what is said to all, as one of them reads it."""
    words = words_of(signup) | {"meddelande": announcement.words}
    return told("announcement", signup.person, words, signup.occasion.municipality)


def tell_announcement(announcement: "Announcement", signup: "Signup") -> Message:
    """Say to one person what is said to all."""
    subject, body = announcement_letter(announcement, signup)
    key = f"announcement:{announcement.pk}:{signup.person_id}"
    about = subject_of(signup.occasion)
    return tell(signup.person, "announcement", subject, body, key=key, about=about)


def tell_all(occasion: "Occasion", kind: str, **more: str) -> list[Message]:
    """Tell each person concerned once, by her own channel; older news of the date is dropped."""
    Message.objects.about(occasion).of_kinds(*NEWS).drop()
    Message.objects.about_any(occasion.signups.all()).of_kinds(REMINDER).drop()
    phrases = occasion.municipality.wordings.phrases(kind)
    messages = []
    for person, signup in concerned(occasion):
        subject, body = said_to(person, phrases, words_of(signup) | more)
        key = f"{kind}:{occasion.pk}:{occasion.sequence}:{person.pk}"
        messages.append(tell(person, kind, subject, body, key=key, about=subject_of(occasion)))
    return messages


def concerned(occasion: "Occasion") -> list[tuple["Person", "Signup"]]:
    """Each person who is signed up or waits, once, by the sign-up that matters most to her."""
    rows = occasion.signups.standing_now().with_contacts().select_related("offer__link")
    found: dict[int, tuple[Person, Signup]] = {}
    for signup in rows.order_by("-state", "queued"):
        signup.occasion = occasion
        found[signup.person_id] = (signup.person, signup)
    return list(found.values())
