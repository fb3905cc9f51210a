# SPDX-License-Identifier: EUPL-1.2
"""Groups of persons of the register, such as a choir or those who plan the spring; never public."""

from typing import Any, Self

from django.db import models, transaction
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.models.activity import Activity
from traffpunkt.journal.models import Actor, record
from traffpunkt.people.models import Person
from traffpunkt.people.models.person import PersonQuerySet
from traffpunkt.places.models import Municipality, Organisation, Venue
from traffpunkt.places.validators import refuse_civic_number


class GroupQuerySet(models.QuerySet["Group"]):
    """Questions about many groups."""

    def in_order(self) -> Self:
        """By their names, each with how many belong to it, and whose it is."""
        here = Count("members", filter=Q(members__until__isnull=True))
        return self.annotate(many=here).select_related("organisation", "venue").order_by("name")

    def without(self, person: Person) -> Self:
        """Those to which a person does not belong."""
        return self.exclude(pk__in=person.group_members.lasting().values("group")).order_by("name")

    @transaction.atomic
    def begin(self, municipality: Municipality, facts: dict[str, Any], *, by: Actor) -> "Group":
        """A new group; the same press again is the same one."""
        municipality.hold_still()
        name = facts.pop("name")
        group, is_new = self.get_or_create(municipality=municipality, name=name, defaults=facts)
        if is_new:
            record("added", group, by=by)
        return group


class Group(models.Model):
    """Some persons who have something in common, and what the municipality needs to know it for."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="groups")
    name = models.CharField(_("namn"), max_length=80, validators=[refuse_civic_number])
    purpose = models.CharField(
        _("vad den är till för"), max_length=200, validators=[refuse_civic_number]
    )
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, related_name="groups", null=True, blank=True
    )
    venue = models.ForeignKey(Venue, models.SET_NULL, related_name="groups", null=True, blank=True)
    activity = models.ForeignKey(
        Activity, models.SET_NULL, related_name="groups", null=True, blank=True
    )
    made = models.DateTimeField(default=timezone.now, editable=False)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = "grupp"
        verbose_name_plural = "grupper"
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="group_name_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def persons(self) -> PersonQuerySet:
        """Those who belong to it today."""
        mine = self.members.lasting().values("person")
        return Person.objects.kept().filter(municipality=self.municipality_id, pk__in=mine)

    @transaction.atomic
    def change(self, facts: dict[str, Any], *, by: Actor) -> bool:
        """Call it something else, or say anew what it is for."""
        changed = [name for name in facts if getattr(self, name) != facts[name]]
        if changed:
            for name in changed:
                setattr(self, name, facts[name])
            self.save(update_fields=changed)
            record("changed", self, by=by)
        return bool(changed)

    @transaction.atomic
    def take_in(self, person: Person, *, by: Actor) -> bool:
        """Let a person belong to it; False where she does already."""
        person = person.hold_still()
        row, is_new = self.members.get_or_create(
            person=person, until=None, defaults={"by": str(by)}
        )
        if is_new:
            record("joined-group", row, by=by, municipality=self.municipality_id)
        return is_new


class GroupMemberQuerySet(models.QuerySet["GroupMember"]):
    """Questions about many memberships of groups."""

    def lasting(self) -> Self:
        """Those that have not ended."""
        return self.filter(until__isnull=True)

    def within(self, municipality: Municipality) -> Self:
        """Those of one municipality's groups."""
        return self.filter(group__municipality=municipality)

    def in_full(self) -> Self:
        """With the group and the person of each, by her name."""
        return self.select_related("group", "person").order_by("person__name", "pk")


class GroupMember(models.Model):
    """That a person belongs to a group, from when until when."""

    group = models.ForeignKey(
        Group, models.CASCADE, related_name="members", verbose_name=_("grupp")
    )
    person = models.ForeignKey(Person, models.CASCADE, related_name="group_members")
    since = models.DateField(_("från"), default=timezone.localdate)
    until = models.DateField(_("till och med"), null=True, blank=True)
    made = models.DateTimeField(default=timezone.now, editable=False)
    by = models.CharField(max_length=40, editable=False)

    objects = GroupMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "plats i en grupp"
        verbose_name_plural = "platser i grupper"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=Q(until__isnull=True),
                name="group_member_once",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="group_member_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}"

    @transaction.atomic
    def leave(self, *, by: Actor) -> bool:
        """Belong to it no more from today; a second press changes nothing."""
        mine = GroupMember.objects.lasting().filter(pk=self.pk)
        is_new = bool(mine.update(until=timezone.localdate()))
        if is_new:
            record("left-group", self, by=by, municipality=self.group.municipality_id)
        return is_new
