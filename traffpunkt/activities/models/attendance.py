# SPDX-License-Identifier: EUPL-1.2
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.models.occasion import Occasion
from traffpunkt.activities.models.terms import Way
from traffpunkt.people.models import Person
from traffpunkt.places.models import Venue


class Attendance(models.Model):
    """What happened: a person came in a way, was excused, or did not come. Never the promise."""

    class Outcome(models.TextChoices):
        PRESENT = "present", _("kom")
        EXCUSED = "excused", _("hade förhinder")
        NO_SHOW = "no_show", _("kom inte")

    occasion = models.ForeignKey(Occasion, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendances")
    way = models.CharField(_("deltog"), max_length=11, choices=Way)
    outcome = models.CharField(max_length=7, choices=Outcome)
    first_time = models.BooleanField(_("första gången"), default=False)
    at = models.DateTimeField(default=timezone.now)
    by = models.CharField(max_length=40)

    class Meta:
        verbose_name = "närvaro"
        verbose_name_plural = "närvaro"
        constraints = [
            models.UniqueConstraint(fields=["occasion", "person"], name="attendance_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.outcome}"


class Tally(models.Model):
    """A head count by eye for one way of taking part; never added to attendance.

    People who watch together are counted at each venue by itself.
    """

    occasion = models.ForeignKey(Occasion, models.CASCADE, related_name="tallies")
    way = models.CharField(_("deltog"), max_length=11, choices=Way)
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="+", null=True, blank=True)
    seniors = models.PositiveSmallIntegerField(_("seniorer"))
    first_timers = models.PositiveSmallIntegerField(_("varav för första gången"), default=0)
    at = models.DateTimeField(default=timezone.now)
    by = models.CharField(max_length=40)

    class Meta:
        verbose_name = "räkning"
        verbose_name_plural = "räkningar"
        constraints = [
            models.UniqueConstraint(
                fields=["occasion", "way"], condition=Q(venue__isnull=True), name="one_tally_a_way"
            ),
            models.UniqueConstraint(
                fields=["occasion", "way", "venue"],
                condition=Q(venue__isnull=False),
                name="one_tally_a_venue",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.seniors}"
