# SPDX-License-Identifier: EUPL-1.2
import datetime
import functools
import operator
from collections.abc import Collection, Mapping
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.models import Actor, record
from traffpunkt.people.models.account import NOWHERE
from traffpunkt.places.models import Municipality, Organisation, Venue


class Role(models.TextChoices):
    """What a membership lets its account do; small named rights come from these."""

    COORDINATOR = "coordinator", _("aktivitetssamordnare")
    HOST = "host", _("värd")
    PARTNER = "partner", _("samverkanspartner")
    PARTNER_LEAD = "partner_lead", _("partnersamordnare")
    RECEPTION = "reception", _("receptionist")
    PRESENCE = "presence", _("närvaroansvarig")
    GUIDE = "guide", _("guide")
    VOLUNTEER = "volunteer", _("volontär")
    VOLUNTEER_LEAD = "volunteer_lead", _("volontärsamordnare")
    OFFICER = "officer", _("handläggare")
    ADMINISTRATOR = "administrator", _("administratör")


# Who can only work within an organisation, or at a venue; the database holds to it.
OF_AN_ORGANISATION = (Role.PARTNER, Role.PARTNER_LEAD, Role.VOLUNTEER_LEAD)
OF_A_VENUE = (Role.RECEPTION,)


class StillNeeded(Exception):
    """An assignment that may not end yet, with the reason in plain Swedish."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Questions about many memberships."""

    def current(self, day: datetime.date | None = None) -> Self:
        """Those that hold on a day; access ends the day that the membership ends."""
        today = day or timezone.localdate()
        return self.filter(Q(until__isnull=True) | Q(until__gte=today), since__lte=today)

    def within(self, municipality: Municipality) -> Self:
        """Those in one municipality."""
        return self.filter(municipality=municipality)

    def lasting(self) -> Self:
        """Those that are not over, also those that have not begun, with whom and what they name."""
        found = self.filter(Q(until__isnull=True) | Q(until__gte=timezone.localdate()))
        return found.in_full().order_by("name", "account", "role", "pk")

    def in_full(self) -> Self:
        """With the account, organisation and venue of each."""
        return self.select_related("account", "organisation", "venue", "municipality")

    def people(self) -> int:
        """How many accounts they belong to."""
        return self.order_by().values("account").distinct().count()

    def after_today(self) -> Self:
        """Those that hold today and tomorrow too."""
        today = timezone.localdate()
        return self.current(today).filter(Q(until__isnull=True) | Q(until__gt=today))

    def led(self, leads: Mapping[Role, Collection[int]]) -> Self:
        """Those with a role in an organisation, for each role the organisations."""
        hers = (Q(role=role, organisation__in=where) for role, where in leads.items())
        return self.filter(functools.reduce(operator.or_, hers, Q(pk__in=[])))

    def of_all_venues(self) -> Self:
        """Coordinators of the whole municipality."""
        return self.filter(role=Role.COORDINATOR, venue=None)

    def coordinators_at(self, venue: Venue) -> Self:
        """Those who answer for a venue: its own first, then those of the whole municipality."""
        found = self.filter(Q(venue=venue) | Q(venue=None), role=Role.COORDINATOR)
        return found.order_by(F("venue").asc(nulls_last=True), "pk")

    def by_letter(self) -> Self:
        """Those that need no provider: given by hand, to somebody whom a code by e-mail reaches."""
        return self.filter(by_groups=False).exclude(account__email__endswith=f"@{NOWHERE}")


class Membership(models.Model):
    """An uppdrag: an account's role in a municipality, perhaps only for one organisation or venue."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships"
    )
    # As the municipality wrote it: an account is common to all, and nobody learns whose an address is
    # by typing it, nor what a neighbour calls her.
    name = models.CharField(_("namn"), max_length=80)
    role = models.CharField(_("uppdrag"), max_length=20, choices=Role)
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="memberships", null=True, blank=True
    )
    venue = models.ForeignKey(
        Venue, models.CASCADE, related_name="memberships", null=True, blank=True
    )
    since = models.DateField(_("från"), default=timezone.localdate)
    until = models.DateField(_("till och med"), null=True, blank=True)

    # Given by the municipality's groups, which take it back too.
    by_groups = models.BooleanField(_("enligt grupp"), default=False, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "uppdrag"
        verbose_name_plural = "uppdrag"
        constraints = [
            models.CheckConstraint(
                condition=~Q(role__in=OF_AN_ORGANISATION) | Q(organisation__isnull=False),
                name="partner_has_organisation",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=OF_A_VENUE) | Q(venue__isnull=False),
                name="reception_has_venue",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="membership_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} – {self.get_role_display()}"

    @property
    def is_coordinator_of_all(self) -> bool:
        """Whether it carries the whole municipality's programme."""
        return self.role == Role.COORDINATOR and self.venue_id is None

    @property
    def in_words(self) -> str:
        """What the assignment is and for whom: "samverkanspartner, Kören"."""
        where = [str(place) for place in (self.organisation, self.venue) if place]
        return ", ".join([self.get_role_display(), *where])

    @property
    def is_to_come(self) -> bool:
        """Whether it has not begun."""
        return self.since > timezone.localdate()

    @property
    def ends_today(self) -> bool:
        """Whether today is its last day."""
        return self.until == timezone.localdate()

    @transaction.atomic
    def prolong(self, until: datetime.date | None, *, by: Actor) -> None:
        """Let it hold until a later day, or without end; it never becomes shorter this way."""
        if self.until is None or (until is not None and until <= self.until):
            return
        self.until = until
        self.save(update_fields=["until"])
        record("prolonged", self, by=by)

    @transaction.atomic
    def give_by_hand(self, *, by: Actor) -> None:
        """Let it be somebody's own to give and end; groups that gave it have no more to say of it."""
        if self.by_groups:
            self.by_groups = False
            self.save(update_fields=["by_groups"])
            record("appointed", self, by=by)

    @transaction.atomic
    def end(self, *, by: Actor) -> None:
        """Let today be its last day; one that has not begun never does. Someone stays in charge."""
        self.municipality.hold_still()
        today = timezone.localdate()
        if self.until is not None and self.until <= today:
            return
        if self.is_coordinator_of_all:
            self.refuse_if_needed(by)
        last = today - datetime.timedelta(days=1) if self.is_to_come else today
        self.since, self.until = min(self.since, last), last
        self.save(update_fields=["since", "until"])
        record("ended", self, by=by)

    @transaction.atomic
    def withdraw(self, *, by: Actor) -> None:
        """Let it hold no more from this moment; what the groups gave they take back at once."""
        last = timezone.localdate() - datetime.timedelta(days=1)
        self.since, self.until = min(self.since, last), last
        self.save(update_fields=["since", "until"])
        record("ended", self, by=by)

    @property
    def scope(self) -> tuple[str, int | None, int | None]:
        """The role and what it is limited to, to compare with what a group gives."""
        return self.role, self.organisation_id, self.venue_id

    def refuse_if_needed(self, by: Actor) -> None:
        """Say no while nobody else would be left to open the door again."""
        others = self.municipality.memberships.of_all_venues().after_today().exclude(pk=self.pk)
        if by == self.account.actor and not others.filter(account=self.account).exists():
            raise StillNeeded(
                _now(
                    "Det här är ditt eget uppdrag. Be en annan samordnare att avsluta det, "
                    "så blir du inte utelåst av misstag."
                )
            )
        if not others.exists():
            raise StillNeeded(
                _now("Det måste finnas minst en samordnare för hela kommunen. Utse en till först.")
            )
        if not self.by_groups and not others.by_letter().exists():
            raise StillNeeded(
                _now(
                    "Det måste finnas minst en samordnare som kan logga in med kod i e-post, om "
                    "kommunens egen inloggning inte svarar. Utse en till först."
                )
            )
