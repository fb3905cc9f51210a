# SPDX-License-Identifier: EUPL-1.2
import datetime
import functools
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.models import Actor, record
from traffpunkt.people.models import Account, Membership, Role
from traffpunkt.places.models import Municipality

if TYPE_CHECKING:
    from traffpunkt.activities.models.activity import Activity


# The roles that are given for one activity each.
AT_AN_ACTIVITY = (Role.HOST, Role.PRESENCE, Role.GUIDE, Role.VOLUNTEER)


class HostingQuerySet(models.QuerySet["Hosting"]):
    """Questions about many hostings."""

    def within(self, municipality: Municipality) -> Self:
        """Those of one municipality's activities."""
        return self.filter(activity__municipality=municipality)

    def lasting(self) -> Self:
        """Those that are not over, with account and activity."""
        found = self.filter(Q(until__isnull=True) | Q(until__gte=timezone.localdate()))
        return found.in_full().order_by("activity__title", "pk")

    def in_full(self) -> Self:
        """With account and activity."""
        return self.select_related("account", "activity")

    def current(self) -> Self:
        """Those that hold today; access ends the day that they end."""
        today = timezone.localdate()
        return self.filter(Q(until__isnull=True) | Q(until__gte=today), since__lte=today)

    def of_account(self, account: Account, *roles: str) -> Self:
        """Those of one account, in some roles."""
        return self.filter(account=account, role__in=roles)

    def led(self, municipality: Municipality, leads: Mapping[Role, Collection[int]]) -> Self:
        """Those in organisations that somebody leads: their people, at their own activities."""
        found = Q(pk__in=[])
        for role, where in leads.items():
            theirs = Membership.objects.within(municipality).led({role: where}).values("account")
            found |= Q(role=role, activity__partner__in=where, account__in=theirs)
        return self.within(municipality).filter(found)

    def of_activities(self, activities: Collection[int]) -> Self:
        """The hosts of some activities, each with what its municipality calls the host, as `name`."""
        hosts = self.filter(activity__in=activities, role=Role.HOST)
        return hosts.annotate(name=name_of_host()).order_by("pk")

    @transaction.atomic
    def give(
        self,
        activity: "Activity",
        account: Account,
        until: datetime.date | None,
        *,
        by: Actor,
        role: str = Role.HOST,
    ) -> "Hosting":
        """Let an account host an activity, or have another role there; given again it goes on until
        the new day."""
        activity.hold_still()
        today = timezone.localdate()
        hosting, is_new = self.get_or_create(
            activity=activity,
            account=account,
            role=role,
            defaults={"since": today, "until": until},
        )
        if is_new or hosting.until != until:
            hosting.since, hosting.until = min(hosting.since, today), until
            hosting.save(update_fields=["since", "until"])
            record("given", hosting, by=by, municipality=activity.municipality_id)
        return hosting

    @transaction.atomic
    def end_all(self, *, by: Actor) -> None:
        """End each of them."""
        for hosting in self.lasting():
            hosting.end(by=by)


@functools.cache
def name_of_host() -> Subquery:
    """What the municipality calls a host: put together once, since I dag asks it each time."""
    known = Membership.objects.filter(
        account=OuterRef("account"), municipality=OuterRef("activity__municipality")
    )
    return Subquery(known.order_by("pk").values("name")[:1])


class Hosting(models.Model):
    """An account with a role at one activity: a host sees its lists and changes its dates, others
    do what their role carries, nothing else."""

    activity = models.ForeignKey("Activity", models.CASCADE, related_name="hostings")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="hostings")
    role = models.CharField(
        _("uppdrag"),
        max_length=20,
        choices=[(role.value, role.label) for role in AT_AN_ACTIVITY],
        default=Role.HOST,
    )
    since = models.DateField(_("från"))
    until = models.DateField(_("till och med"), null=True, blank=True)

    objects = HostingQuerySet.as_manager()

    # What the host is called here: only where `of_activities` has brought it.
    name: str | None

    class Meta:
        verbose_name = "värdskap"
        verbose_name_plural = "värdskap"
        constraints = [
            models.UniqueConstraint(fields=["activity", "account", "role"], name="hosting_once"),
            models.CheckConstraint(
                condition=Q(role__in=AT_AN_ACTIVITY), name="hosting_role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} – {self.activity_id}"

    @property
    def in_words(self) -> str:
        """Who one is there: "värd för Stickcafé"."""
        told = {"role": self.get_role_display(), "activity": self.activity}
        return _now("%(role)s för %(activity)s") % told

    def covers(self, day: datetime.date) -> bool:
        """Whether a day lies within it."""
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def ends_today(self) -> bool:
        """Whether today is its last day."""
        return self.until == timezone.localdate()

    @transaction.atomic
    def end(self, *, by: Actor) -> None:
        """Let today be its last day; what is over already stays as it was."""
        today = timezone.localdate()
        if self.until is not None and self.until <= today:
            return
        self.until = today
        self.save(update_fields=["until"])
        record("ended", self, by=by, municipality=self.activity.municipality_id)
