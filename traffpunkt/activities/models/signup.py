# SPDX-License-Identifier: EUPL-1.2
import secrets
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.models.occasion import Occasion
from traffpunkt.activities.models.offer import Offer
from traffpunkt.activities.models.series import Series
from traffpunkt.activities.models.terms import Way
from traffpunkt.people.models import Person
from traffpunkt.people.models.person import new_secret
from traffpunkt.places.models import Venue

# No 0 O 1 I L: read aloud on the telephone and written from a poster.
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def new_code() -> str:
    """A code of six signs that are hard to mistake for each other."""
    return "".join(secrets.choice(CODE_LETTERS) for _place in range(6))


class SignupQuerySet(models.QuerySet["Signup"]):
    """Questions about many sign-ups."""

    def expected(self) -> Self:
        """Those that have a seat."""
        return self.filter(state=Signup.State.EXPECTED)

    def queue(self) -> Self:
        """Those that wait, in order."""
        return self.filter(state=Signup.State.WAITING).order_by("queued", "pk")

    def standing_now(self) -> Self:
        """Those that still count: seated or waiting."""
        return self.exclude(state=Signup.State.WITHDRAWN)


class Signup(models.Model):
    """A promise: this person means to take part in this occasion in this way."""

    class State(models.TextChoices):
        EXPECTED = "expected", _("anmäld")
        WAITING = "waiting", _("i kö")
        WITHDRAWN = "withdrawn", _("avbokad")

    class Source(models.TextChoices):
        WEB = "web", _("webben")
        STAFF = "staff", _("personal")
        PHONE = "phone", _("telefon")
        KIOSK = "kiosk", _("skärmen på plats")
        STANDING = "standing", _("stående plats")
        WALK_IN = "walk_in", _("kom utan anmälan")
        IMPORT = "import", _("import")

    occasion = models.ForeignKey(Occasion, models.CASCADE, related_name="signups")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="signups")
    person = models.ForeignKey(Person, models.PROTECT, related_name="signups")
    state = models.CharField(max_length=9, choices=State, default=State.EXPECTED)
    headcount = models.PositiveSmallIntegerField(_("antal personer"), default=1)
    source = models.CharField(_("kom in via"), max_length=8, choices=Source, default=Source.WEB)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True
    )
    by_relative = models.CharField(_("anmäld av"), max_length=80, blank=True)
    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    secret = models.CharField(max_length=32, unique=True, default=new_secret, editable=False)
    press = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    made = models.DateTimeField(default=timezone.now, editable=False)
    queued = models.DateTimeField(default=timezone.now, editable=False)
    held_until = models.DateTimeField(
        null=True, blank=True, help_text=_("Platsen hålls hit medan någon ringer.")
    )
    ended = models.DateTimeField(null=True, blank=True)

    objects = SignupQuerySet.as_manager()

    class Meta:
        verbose_name = "anmälan"
        verbose_name_plural = "anmälningar"
        constraints = [
            models.UniqueConstraint(
                fields=["occasion", "person"], condition=Q(state="expected"),
                name="one_expected_signup",
            ),
            models.UniqueConstraint(
                fields=["offer", "person"], condition=Q(state="waiting"), name="one_place_in_queue"
            ),
            models.CheckConstraint(
                condition=Q(headcount__gte=1, headcount__lte=30), name="headcount_sensible"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["offer", "state", "queued"], name="signup_of_offer")]

    def __str__(self) -> str:
        return f"{self.code} {self.state}"


class Standing(models.Model):
    """A stående plats: "kommer varje tisdag". Each new date of the series begins with it."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="standings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="standings")
    way = models.CharField(_("sätt att delta"), max_length=11, choices=Way)
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="+", null=True, blank=True)
    headcount = models.PositiveSmallIntegerField(_("antal personer"), default=1)
    since = models.DateField(_("från"), default=timezone.localdate)
    until = models.DateField(_("till och med"), null=True, blank=True)

    class Meta:
        verbose_name = "stående plats"
        verbose_name_plural = "stående platser"
        constraints = [
            models.UniqueConstraint(
                fields=["series", "person"], condition=Q(until__isnull=True), name="one_standing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.series_id}"
