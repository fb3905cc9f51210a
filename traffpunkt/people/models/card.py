# SPDX-License-Identifier: EUPL-1.2
"""A senior's card: a number with a PIN, and the same number as a square for the camera (ADR 28)."""

import secrets
from typing import TYPE_CHECKING, NamedTuple, Self

from django.contrib.auth.hashers import check_password, make_password
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.models import GUEST, Actor, record
from traffpunkt.places.models import Municipality
from traffpunkt.places.models.screen import print_of

if TYPE_CHECKING:
    from traffpunkt.people.models.person import Person

# No 0 and no 1: on paper and aloud they are taken for letters.
DIGITS = "23456789"
LENGTH = 6


class IssuedCard(NamedTuple):
    """A new card with what is kept nowhere: the secret of its square, and its PIN."""

    card: "Card"
    token: str
    pin: str


class CardQuerySet(models.QuerySet["Card"]):
    """Questions about many cards."""

    def in_force(self) -> Self:
        """Those that nobody has revoked."""
        return self.filter(revoked__isnull=True)

    def within(self, municipality: Municipality) -> Self:
        """Those of one municipality."""
        return self.filter(municipality=municipality)

    def numbered(self, number: str) -> "Card | None":
        """The one in force with this number."""
        return self.in_force().filter(short=number).first()

    def in_full(self) -> Self:
        """Each with its person."""
        return self.select_related("person__municipality")

    def scanned(self, token: str) -> "Card | None":
        """The one in force whose square holds this secret."""
        return self.in_force().filter(token_print=print_of(token)).first()

    def free_number(self, municipality: Municipality) -> str:
        """A number that no card of the municipality has or has had."""
        while True:
            number = "".join(secrets.choice(DIGITS) for _place in range(LENGTH))
            if not self.model.objects.filter(municipality=municipality, short=number).exists():
                return number

    def issue(self, person: "Person", *, by: Actor) -> IssuedCard:
        """A new card with a secret and a PIN that nobody can read again."""
        token, pin = secrets.token_urlsafe(24), f"{secrets.randbelow(10_000):04d}"
        card = self.create(
            municipality=person.municipality,
            person=person,
            short=self.free_number(person.municipality),
            token_print=print_of(token),
            pin=make_password(pin),
            by=str(by),
        )
        record("issued", card, by=by)
        return IssuedCard(card, token, pin)


class Card(models.Model):
    """What opens the list of a person's own sign-ups, and nothing else."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="cards")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="cards")
    short = models.CharField(_("kortnummer"), max_length=LENGTH)
    token_print = models.CharField(max_length=64, unique=True, editable=False)
    pin = models.CharField(max_length=128, editable=False)
    made = models.DateTimeField(default=timezone.now, editable=False)
    by = models.CharField(max_length=40, editable=False)
    last_used = models.DateTimeField(_("användes senast"), null=True, editable=False)
    revoked = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_by = models.CharField(_("spärrat av"), max_length=40, blank=True, editable=False)

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = "kort"
        verbose_name_plural = "kort"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["municipality", "short"], name="card_number_once")
        ]

    def __str__(self) -> str:
        return self.in_groups

    @property
    def in_groups(self) -> str:
        """The number as one reads it aloud: "482 937"."""
        return f"{self.short[:3]} {self.short[3:]}"

    def fits(self, pin: str) -> bool:
        """Whether this is its PIN."""
        return check_password(pin, self.pin)

    @transaction.atomic
    def use(self, *, by: Actor = GUEST) -> None:
        """Write down that somebody came in with it; tries are counted anew from then on."""
        self.last_used = timezone.now()
        self.save(update_fields=["last_used"])
        record("used", self, by=by)

    @transaction.atomic
    def revoke(self, *, by: Actor) -> bool:
        """Let it open nothing from now on; a second press changes nothing."""
        facts = {"revoked": timezone.now(), "revoked_by": str(by)}
        is_new = bool(Card.objects.in_force().filter(pk=self.pk).update(**facts))
        if is_new:
            record("blocked", self, by=by)
        return is_new
