# SPDX-License-Identifier: EUPL-1.2
"""What people are told about their dates: who, where and when first, in plain Swedish.

No text holds a link, since any of them may one day become an SMS. The help phone and "Vi ber
aldrig om koder eller BankID." are added to each where it is sent.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from traffpunkt.activities.insertions import address_of, taking_part
from traffpunkt.outbox.actions import is_rung, tell
from traffpunkt.outbox.models import Message, subject_of
from traffpunkt.ui.words import clock, day, listed, span

if TYPE_CHECKING:
    from traffpunkt.activities.models import Move, Occasion, Signup, Standing
    from traffpunkt.people.models import Person

# News of a date, of which only the latest is worth telling.
NEWS = ("moved", "cancelled", "reinstated")
# News of a date overtake a reminder of it that has not left.
REMINDER = "reminder"


def facts(signup: "Signup") -> str:
    """The lines that every message about a sign-up begins with."""
    occasion = signup.occasion
    lines = [
        _("Vad: %s") % occasion.activity.title,
        _("När: %s") % span(occasion.starts, occasion.ends),
        _("Var: %s") % address_of(signup.offer),
    ]
    if signup.headcount > 1:
        lines.append(_("Antal personer: %s") % signup.headcount)
    return "\n".join(lines)


def heading(words: str, occasion: "Occasion") -> str:
    """A subject: what has happened, to which activity, on which day."""
    return f"{words}: {occasion.activity.title}, {day(occasion.starts)}"


def letter(person: "Person", *parts: str) -> str:
    """A whole text: the greeting, the parts, an empty line between them."""
    return "\n\n".join([_("Hej %s!") % person.name, *filter(None, parts)])


def how_to_leave(signup: "Signup") -> str:
    """How one says that one cannot come: on the telephone, with the number of the sign-up."""
    words = _("Kan du inte komma? Ring %(phone)s och säg ditt anmälningsnummer %(code)s.")
    return words % {"phone": signup.occasion.municipality.help_phone, "code": signup.code}


def tell_confirmation(signup: "Signup") -> Message | None:
    """Confirm in writing what the person has just seen or heard; nobody is rung about that."""
    if is_rung(signup.person):
        return None
    if signup.is_waiting:
        subject = _("Du står i kö")
        first = _("Du står i kö. Vi hör av oss så fort det finns plats.")
    elif signup.instead_of_id:
        subject = _("Ändrat sätt att delta")
        first = _("Nu är det ändrat. %s Välkommen!") % taking_part(signup.offer, _("Du"))
    else:
        subject, first = _("Du är anmäld"), _("Du är anmäld. Välkommen!")
    bring = signup.occasion.activity.bring
    return tell(
        signup.person,
        "confirmation",
        heading(subject, signup.occasion),
        letter(
            signup.person,
            first,
            facts(signup),
            bring and _("Ta med: %s") % bring,
            how_to_leave(signup),
        ),
        key=f"confirmation:{signup.pk}",
        about=subject_of(signup),
    )


def tell_promotion(signup: "Signup") -> Message:
    """Tell who has waited that she has a seat."""
    # A person may be promoted, leave, come back and be promoted again: each time is told.
    times = signup.person.messages.about(signup).of_kinds("promotion").count()
    return tell(
        signup.person,
        "promotion",
        heading(_("Du har fått plats"), signup.occasion),
        letter(
            signup.person,
            _("Du har fått en plats. Välkommen!"),
            facts(signup),
            how_to_leave(signup),
        ),
        key=f"promotion:{signup.pk}:{times + 1}",
        about=subject_of(signup),
    )


def tell_headcount(signup: "Signup") -> Message | None:
    """Confirm in writing how many the sign-up holds now; nobody is rung about that."""
    if is_rung(signup.person):
        return None
    earlier = signup.person.messages.about(signup).of_kinds("headcount")
    times = earlier.count()
    earlier.drop()
    first = ngettext(
        "Din anmälan är ändrad. Den gäller nu %(n)s person.",
        "Din anmälan är ändrad. Den gäller nu %(n)s personer.",
        signup.headcount,
    ) % {"n": signup.headcount}
    return tell(
        signup.person,
        "headcount",
        heading(_("Ändrat antal"), signup.occasion),
        letter(signup.person, first, facts(signup), how_to_leave(signup)),
        key=f"headcount:{signup.pk}:{times + 1}",
        about=subject_of(signup),
    )


def tell_standing(standing: "Standing") -> Message | None:
    """Confirm a standing place in writing; nobody is rung about what she has just asked for."""
    person, series = standing.person, standing.series
    if is_rung(person):
        return None
    lines = [_("Vad: %s") % series.activity.title, _("När: %s") % standing.in_words]
    if standing.headcount > 1:
        lines.append(_("Antal personer: %s") % standing.headcount)
    not_today = _("Kan du inte komma någon gång? Ring %s.") % series.municipality.help_phone
    return tell(
        person,
        "standing",
        _("Du har en fast plats: %s") % series.activity.title,
        letter(
            person,
            _("Du har en fast plats. Vi anmäler dig till varje gång, så länge det finns plats."),
            "\n".join(lines),
            not_today,
        ),
        key=f"standing:{standing.pk}",
        about=subject_of(standing),
    )


def tell_standing_over(
    standing: "Standing", left: Sequence["Signup"], *, is_told: bool
) -> Message | None:
    """Tell somebody that her standing place has ended, and from when she is not signed up.

    Who has been told already is not rung about it, but gets it in writing.
    """
    person, series = standing.person, standing.series
    if is_told and is_rung(person):
        return None
    lines = [_("Vad: %s") % series.activity.title, _("Gällde: %s") % standing.in_words]
    since = left and _("Du är avbokad från och med %s.") % day(left[0].occasion.starts)
    ask = _("Vill du vara med ändå? Ring %s.") % series.municipality.help_phone
    return tell(
        person,
        "standing-over",
        _("Din fasta plats är slut: %s") % series.activity.title,
        letter(person, _("Din fasta plats är slut."), "\n".join(lines), since or "", ask),
        key=f"standing-over:{standing.pk}",
        about=subject_of(standing),
    )


def tell_queue_over(signup: "Signup") -> Message:
    """Tell who waits that there will be no seat this time."""
    first = _("Det blev tyvärr ingen plats den här gången. Du står inte längre i kö.")
    return tell(
        signup.person,
        "queue-over",
        heading(_("Det blev ingen plats"), signup.occasion),
        letter(signup.person, first, facts(signup), _("Ring gärna, så hittar vi något annat.")),
        key=f"queue-over:{signup.pk}",
        about=subject_of(signup),
    )


def tell_cancelled(occasion: "Occasion") -> list[Message]:
    """Tell each who is signed up or waits that the date is off, and why."""
    cancellation = occasion.cancellations.first()
    reason = cancellation.reason if cancellation else ""
    first = _("Det här är inställt. Du behöver inte avboka.")
    why = reason and _("Orsak: %s") % reason
    return tell_all(occasion, "cancelled", _("Inställt"), first, why)


def tell_reinstated(occasion: "Occasion") -> list[Message]:
    """Tell each who is signed up or waits that the date takes place after all."""
    first = _("Det blir av ändå. Du behöver inte anmäla dig igen.")
    return tell_all(occasion, "reinstated", _("Blir av"), first)


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
    first = _("Det blir %s. Du behöver inte anmäla dig igen.")
    news = first % (listed(changed) or _("en ny sluttid"))
    return tell_all(occasion, "moved", _("Ändrat"), news, "\n".join(before))


def tell_all(
    occasion: "Occasion", kind: str, subject: str, first: str, more: str = ""
) -> list[Message]:
    """Tell each person concerned once, by her own channel; older news of the date is dropped."""
    Message.objects.about(occasion).of_kinds(*NEWS).drop()
    Message.objects.about_any(occasion.signups.all()).of_kinds(REMINDER).drop()
    return [
        tell(
            person,
            kind,
            heading(subject, occasion),
            letter(person, first, facts(signup), more, how_to_leave(signup)),
            key=f"{kind}:{occasion.pk}:{occasion.sequence}:{person.pk}",
            about=subject_of(occasion),
        )
        for person, signup in concerned(occasion)
    ]


def concerned(occasion: "Occasion") -> list[tuple["Person", "Signup"]]:
    """Each person who is signed up or waits, once, by the sign-up that matters most to her."""
    rows = occasion.signups.standing_now().with_contacts().order_by("-state", "queued")
    found: dict[int, tuple[Person, Signup]] = {}
    for signup in rows:
        signup.occasion = occasion
        found[signup.person_id] = (signup.person, signup)
    return list(found.values())
