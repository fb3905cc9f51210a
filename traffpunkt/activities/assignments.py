# SPDX-License-Identifier: EUPL-1.2
"""Medarbetare: who has which assignment in a municipality, given, told of and ended."""

import datetime
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _

from traffpunkt.activities.models import Activity, Hosting
from traffpunkt.activities.models.hosting import HostingQuerySet
from traffpunkt.journal.models import Actor, Entry
from traffpunkt.outbox.actions import write
from traffpunkt.outbox.models import Message, MessageQuerySet, subject_of
from traffpunkt.people.actions import appoint
from traffpunkt.people.desk import Desk
from traffpunkt.people.factors import accounts_with_one, remove_all
from traffpunkt.people.models import Account, Membership, Role, StillNeeded
from traffpunkt.people.models.membership import MembershipQuerySet
from traffpunkt.people.rights import Right
from traffpunkt.places.models import Municipality, Organisation, Venue

# The kind of a letter about an assignment.
LETTER = "assignment"
STEP_LETTER = "step"


@dataclass
class Colleague:
    """Somebody with her assignments in one municipality."""

    account: Account
    name: str
    memberships: list[Membership] = field(default_factory=list)
    hostings: list[Hosting] = field(default_factory=list)
    letter_failed: bool = False
    has_step: bool = False


def memberships_of(desk: Desk) -> MembershipQuerySet:
    """The assignments that a desk sees and may end: all, or those in her own organisations."""
    here = Membership.objects.within(desk.municipality)
    return here if desk.may(Right.MEMBERS) else here.led(desk.leads)


def hostings_of(desk: Desk) -> HostingQuerySet:
    """The roles at single activities that a desk sees and may end."""
    here = Hosting.objects.within(desk.municipality)
    return here if desk.may(Right.MEMBERS) else here.led(desk.municipality, desk.leads)


def colleagues(desk: Desk) -> list[Colleague]:
    """Everybody of the desk's with an assignment that is not over, by name. Four queries."""
    unreached = set(letters(desk.municipality).failed().values_list("address", flat=True))
    rows = list(memberships_of(desk).lasting())
    protected = accounts_with_one(row.account_id for row in rows)
    found: dict[int, Colleague] = {}
    for membership in rows:
        account = membership.account
        colleague = found.setdefault(account.pk, Colleague(account, membership.name))
        colleague.memberships.append(membership)
        colleague.has_step = account.pk in protected
        colleague.letter_failed = account.email in unreached
    for hosting in hostings_of(desk).lasting():
        if hosting.account_id in found:
            found[hosting.account_id].hostings.append(hosting)
    return list(found.values())


@transaction.atomic
def assign(
    municipality: Municipality,
    email: str,
    name: str,
    role: Role,
    *,
    by: Actor,
    door: str,
    organisation: Organisation | None = None,
    venue: Venue | None = None,
    activity: Activity | None = None,
    until: datetime.date | None = None,
) -> Membership:
    """Give somebody an assignment by her e-mail, and write to her about it.

    A host, or who else is there for one activity, gets it too. `door` is where one signs in.
    """
    account = Account.objects.invite(email, by)
    given: Membership | Hosting | None = None
    if activity is not None:
        # The activity is held before the municipality, as in every verb: no two wait in a ring.
        given = Hosting.objects.give(activity, account, until, by=by, role=role)
    membership = appoint(
        account,
        role,
        municipality,
        by=by,
        name=name,
        organisation=organisation,
        venue=venue,
        until=until,
    )
    tell_assigned(membership, given or membership, door)
    return membership


def tell_assigned(membership: Membership, given: Membership | Hosting, door: str) -> Message | None:
    """Write to somebody, by her name here, what her assignment is and how she signs in.

    Once each time that it was given, which the journal tells from a second press.
    """
    municipality, account = membership.municipality, membership.account
    lines = Entry.objects.about(given)
    lasts = _("Det gäller tills vidare.")
    if given.until:
        lasts = _("Det gäller till och med %s.") % formats.date_format(given.until, "j F Y")
    told = {"place": municipality.sender_name, "what": given.in_words}
    first = _("Du har fått ett uppdrag hos %(place)s: %(what)s.") % told
    how = _("Så loggar du in: öppna %(door)s och skriv din e-post, %(email)s.")
    parts = [
        _("Hej %s!") % membership.name,
        f"{first} {lasts}",
        how % {"door": door, "email": account.email},
        _("Då får du ett brev med en kod. Du behöver inget lösenord."),
    ]
    return write(
        account.email,
        LETTER,
        _("Ditt uppdrag: %s") % given.in_words,
        "\n\n".join(parts),
        key=f"{LETTER}:{lines.values_list('pk', flat=True).last()}",
        municipality=municipality,
        about=subject_of(given),
    )


def letters(municipality: Municipality) -> MessageQuerySet:
    """The letters about assignments in a municipality."""
    return municipality.messages.of_kinds(LETTER)


def write_again(membership: Membership, *, by: Actor) -> bool:
    """Send what did not reach her once more; False when all of it has, or is on its way."""
    hers = letters(membership.municipality).addressed_to(membership.account.email)
    return sum(letter.send_again(by=by) for letter in hers.failed()) > 0


@transaction.atomic
def relieve(membership: Membership, *, by: Actor) -> None:
    """End an assignment; who is no longer a host here hosts nothing here. So with other roles."""
    membership.end(by=by)
    account, role = membership.account, membership.role
    left = account.memberships.within(membership.municipality).after_today()
    if not left.filter(role=role).exists():
        Hosting.objects.within(membership.municipality).of_account(account, role).end_all(by=by)


@transaction.atomic
def take_step_away(membership: Membership, *, by: Actor) -> bool:
    """Take away the second step that somebody has lost, and write to her that it is done.

    Not while she works in another municipality too: it guards the names there as well.
    """
    account, here = membership.account, membership.municipality
    if account.memberships.lasting().exclude(municipality=here).exists():
        raise StillNeeded(
            _(
                "Personen arbetar också i en annan kommun, och steget skyddar namnen där. "
                "Be den som sköter driften att ta bort det."
            )
        )
    if not remove_all(account, by=by, municipality=here.pk):
        return False
    last = Entry.objects.about(account).values_list("pk", flat=True).last()
    parts = [
        _("Hej %s!") % membership.name,
        _("En samordnare hos %s har tagit bort ditt andra steg vid inloggning.") % here.sender_name,
        _("Du är utloggad överallt. Logga in som vanligt och lägg till ett nytt under Mitt konto."),
        _("Har du inte bett om det? Ring oss genast: %s.") % here.help_phone,
    ]
    subject, body = _("Ditt andra steg är borttaget"), "\n\n".join(parts)
    write(account.email, STEP_LETTER, subject, body, key=f"{STEP_LETTER}:{last}", municipality=here)
    return True
