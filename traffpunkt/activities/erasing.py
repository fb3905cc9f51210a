# SPDX-License-Identifier: EUPL-1.2
"""How what people have signed up for goes, and who they are; what is counted stays."""

import datetime
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from traffpunkt.activities.models import (
    Announcement,
    Answer,
    Attendance,
    GroupMember,
    Hosting,
    Occasion,
    Signature,
    Signup,
    Standing,
)
from traffpunkt.journal.retention import Rows, remove
from traffpunkt.outbox.erasure import blank
from traffpunkt.outbox.models import Message, Pile
from traffpunkt.people.models import Account, Card, Membership, Person, PersonalPage
from traffpunkt.people.models.person import new_secret

GONE = "Namnet är borttaget"
Moment = datetime.datetime
Tied = Signup | Attendance


def dates_over(municipality: int, cutoff: Moment) -> Q:
    """Of dates that were over before a moment, and tied to somebody by name."""
    return Q(
        occasion__municipality=municipality,
        occasion__ends__lt=cutoff,
        person__erased__isnull=True,
    )


def signups_over(municipality: int, cutoff: Moment) -> Rows:
    """The sign-ups that still say who it was."""
    return Signup.objects.filter(dates_over(municipality, cutoff))


def attendances_over(municipality: int, cutoff: Moment) -> Rows:
    """The ticks that still say who it was, of those who have no sign-up that takes them along."""
    signup = Signup.objects.filter(occasion=OuterRef("occasion"), person=OuterRef("person"))
    return Attendance.objects.filter(dates_over(municipality, cutoff)).exclude(Exists(signup))


def cut_off(tied: list[Tied]) -> None:
    """Let somebody without a name stand for each person at each date: every count stays as it was.

    What one person has at one date stays together, and is tied to nothing that she has elsewhere.
    """
    now = timezone.now()
    dates = {row.pk: row for row in Occasion.objects.filter(pk__in={r.occasion_id for r in tied})}
    pairs = list(dict.fromkeys((row.person_id, row.occasion_id) for row in tied))
    blanks = Person.objects.bulk_create(
        Person(
            municipality_id=dates[date].municipality_id, name=GONE, folded_name="",
            met=dates[date].starts, erased=now,
        )
        for _person, date in pairs
    )  # fmt: skip
    blank = dict(zip(pairs, blanks, strict=True))
    note_use((person, dates[date].ends) for person, date in pairs)
    persons, occasions = {person for person, _date in pairs}, list(dates)
    both = Q(person__in=persons, occasion__in=occasions)
    signups = [
        row for row in Signup.objects.filter(both) if (row.person_id, row.occasion_id) in blank
    ]
    for row in signups:
        row.person, row.page, row.entered_by = blank[row.person_id, row.occasion_id], None, None
        row.by_relative, row.secret = "", new_secret()
    Signup.objects.bulk_update(signups, ["person", "page", "entered_by", "by_relative", "secret"])
    ticks = [
        row for row in Attendance.objects.filter(both) if (row.person_id, row.occasion_id) in blank
    ]
    for tick in ticks:
        tick.person = blank[tick.person_id, tick.occasion_id]
    Attendance.objects.bulk_update(ticks, ["person"])


def note_use(uses: Iterable[tuple[int, Moment]]) -> None:
    """Remember the last date of each person, which nothing else will tell any more."""
    last: dict[int, Moment] = {}
    for person, moment in uses:
        last[person] = max(moment, last.get(person, moment))
    persons = list(Person.objects.filter(pk__in=last))
    for person_row in persons:
        moment = last[person_row.pk]
        person_row.used = max(moment, person_row.used or moment)
    Person.objects.bulk_update(persons, ["used"])


def standings_over(municipality: int, cutoff: Moment) -> Rows:
    """The standing places that have ended."""
    last = timezone.localtime(cutoff).date()
    return Standing.objects.filter(series__municipality=municipality, until__lt=last)


def let_standings_go(rows: list[Standing]) -> None:
    """Remove standing places; until when each was held counts as the last use of its person."""
    noon = datetime.time(12)
    note_use(
        (row.person_id, timezone.make_aware(datetime.datetime.combine(row.until, noon)))
        for row in rows
        if row.until
    )
    remove(rows)


def pages_over(municipality: int, cutoff: Moment) -> Rows:
    """The personal pages on which nothing stands any more."""
    found = PersonalPage.objects.filter(person__municipality=municipality, made__lt=cutoff)
    return found.exclude(
        Exists(Signup.objects.filter(page=OuterRef("pk")))
        | Exists(Standing.objects.filter(page=OuterRef("pk")))
        # A page that came instead of this one must go on knowing that it did: a number leads into
        # none that was opened after another.
        | Exists(PersonalPage.objects.filter(instead_of=OuterRef("pk")))
    )


def cards_over(municipality: int, cutoff: Moment) -> Rows:
    """The cards that nobody has come in with for long, revoked or not."""
    never = Q(last_used__isnull=True, made__lt=cutoff)
    return Card.objects.filter(Q(last_used__lt=cutoff) | never, municipality=municipality)


def signatures_over(municipality: int, cutoff: Moment) -> Rows:
    """What was taken back long ago, and what those have signed who have left long ago."""
    works_here = Membership.objects.filter(account=OuterRef("account"), municipality=municipality)
    has_left = Q(account__isnull=False, at__lt=cutoff) & ~Exists(works_here)
    over = Q(withdrawn__lt=cutoff) | has_left
    return Signature.objects.filter(over, version__text__municipality=municipality)


def group_members_over(municipality: int, cutoff: Moment) -> Rows:
    """The places in groups that have ended."""
    last = timezone.localtime(cutoff).date()
    return GroupMember.objects.filter(group__municipality=municipality, until__lt=last)


def persons_over(municipality: int, cutoff: Moment) -> "Rows":
    """The persons whom nothing ties to a date any more, and to whom nothing is to be said.

    What arrived at a row that was merged into hers in the very moment of the merge ties her too.
    """
    last_used = Q(used__lt=cutoff) | Q(used__isnull=True, met__lt=cutoff)
    found = Person.objects.kept().filter(last_used, municipality=municipality)
    tombstones = Person.objects.filter(merged_into=OuterRef("pk"))
    return found.exclude(tied() | Exists(tombstones.filter(tied())))


def tied() -> Q:
    """That a row of the register has something to do with a date or with what is to be said."""
    state = Message.State
    waits = [state.QUEUED, state.SENDING, state.TO_CALL, state.FAILED, state.TO_PRINT]
    mine = {"person": OuterRef("pk")}
    return Q(
        Exists(Signup.objects.filter(**mine))
        | Exists(Attendance.objects.filter(**mine))
        | Exists(Standing.objects.filter(**mine))
        | Exists(Card.objects.in_force().filter(**mine))
        | Exists(Message.objects.filter(**mine, state__in=waits))
    )


# What somebody has told staff about herself, besides a name and how she is reached.
KNOWN = ~Q(needs="", street="", wish="") | Q(no_phone=True) | Q(no_email=True) | Q(hidden=True)


def has_answered() -> Q:
    """That a person has said yes or no to a text, or belongs to a group."""
    mine = {"person": OuterRef("pk")}
    return Q(
        Exists(Signature.objects.filter(**mine))
        | Exists(GroupMember.objects.lasting().filter(**mine))
    )


def known_persons_over(municipality: int, cutoff: Moment) -> Rows:
    """Those of whom staff have written down more than a name."""
    return persons_over(municipality, cutoff).filter(KNOWN | has_answered())


def passing_persons_over(municipality: int, cutoff: Moment) -> Rows:
    """Those of whom only a name and a number or an address is known."""
    return persons_over(municipality, cutoff).exclude(KNOWN | has_answered())


def let_persons_go(persons: list[Person]) -> None:
    """Remove persons; what has been sent to them stays for as long as its own rule says.

    Of who must never be shown only that something was sent: with her row goes what masks her.
    """
    theirs = Q(person__in=persons) | Q(person__merged_into__in=persons)
    never = Q(person__hidden=True) | Q(person__merged_into__hidden=True)
    blank(list(Message.objects.filter(theirs & never)))
    Message.objects.filter(theirs).update(person=None)
    remove(persons)


def words_to_all_over(municipality: int, cutoff: Moment) -> Rows:
    """What was said to all of a date, where the words are still there."""
    said = Announcement.objects.filter(occasion__municipality=municipality, at__lt=cutoff)
    return said.exclude(words="")


def blank_words(rows: list[Announcement]) -> None:
    """Forget the words; that something was said, and to how many, stays."""
    Announcement.objects.filter(pk__in=[row.pk for row in rows]).update(words="")


def answers_over(municipality: int, cutoff: Moment) -> Rows:
    """What was answered to proposals."""
    return Answer.objects.filter(activity__municipality=municipality, at__lt=cutoff)


def hostings_over(municipality: int, cutoff: Moment) -> Rows:
    """Who has hosted what, where it has ended."""
    last = timezone.localtime(cutoff).date()
    return Hosting.objects.filter(activity__municipality=municipality, until__lt=last)


def memberships_over(municipality: int, cutoff: Moment) -> Rows:
    """The assignments that have ended."""
    last = timezone.localtime(cutoff).date()
    return Membership.objects.filter(municipality=municipality, until__lt=last)


def let_members_go(rows: list[Membership]) -> None:
    """Remove assignments, and the accounts that have none left in any municipality."""
    accounts = {row.account_id for row in rows}
    remove(rows)
    mine = OuterRef("pk")
    left = Account.objects.filter(pk__in=accounts).exclude(
        Exists(Membership.objects.filter(account=mine))
        | Exists(Hosting.objects.filter(account=mine))
    )
    left.exclude(pk__in=makers_of_piles()).delete()


def makers_of_piles() -> Rows:
    """The accounts whose letters on paper are still written down."""
    return Pile.objects.values("by")
