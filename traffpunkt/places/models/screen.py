# SPDX-License-Identifier: EUPL-1.2
import datetime
import hashlib
import secrets
from typing import Self

from django.contrib.auth.hashers import check_password, make_password
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.models import SYSTEM, Actor, record
from traffpunkt.places.models.municipality import Municipality
from traffpunkt.places.models.venue import Venue
from traffpunkt.places.validators import refuse_civic_number

CODE_LASTS = datetime.timedelta(minutes=30)
# Seen is told in minutes: a screen that asks every half minute need not write each time.
SEEN_EVERY = datetime.timedelta(minutes=5)
# Three times as long as a screen that works stays silent.
SILENT_AFTER = 3 * SEEN_EVERY


def print_of(key: str) -> str:
    """What is kept of a key: enough to know it again, not enough to make it."""
    return hashlib.sha256(key.encode()).hexdigest()


class ScreenQuerySet(models.QuerySet["Screen"]):
    """Questions about many screens."""

    def in_use(self) -> Self:
        """Those that nobody has revoked, in the order in which they came."""
        return self.filter(revoked__isnull=True).order_by("pk")

    def waiting(self) -> Self:
        """Those whose code can be typed on a device now."""
        return self.in_use().filter(code_until__gt=timezone.now())

    def in_full(self) -> Self:
        """Each with its venue."""
        return self.select_related("venue")

    def known_by(self, key: str) -> "Screen | None":
        """The screen whose device carries this key."""
        return self.in_use().in_full().filter(key_print=print_of(key)).first() if key else None

    def named(self, venue: Venue, name: str) -> "Screen | None":
        """The one in use at a venue that has this name."""
        return self.in_use().filter(venue=venue, name=name).first()

    def exchange(self, code: str) -> "tuple[Screen, str] | None":
        """Take a code that was typed on a device, for a key of its own; each code works once."""
        found = [row for row in self.waiting() if constant_time_compare(row.code, code)]
        key = found[0].pair() if found else ""
        return (found[0], key) if key else None

    @transaction.atomic
    def set_up(
        self, municipality: Municipality, venue: Venue, kind: str, name: str, *, by: Actor
    ) -> "Screen":
        """A new screen at a venue with a code to type; the same press again is the same screen."""
        municipality.hold_still()
        row = self.named(venue, name)
        if row is None:
            row = self.create(municipality=municipality, venue=venue, kind=kind, name=name)
            record("set-up", row, by=by)
            row.renew_code(by=by)
        return row


class Screen(models.Model):
    """A wall screen or a kiosk at a venue, whose device carries a revocable key of its own."""

    class Kind(models.TextChoices):
        WALL = "wall", _("visar det som händer, inget att trycka på")
        KIOSK = "kiosk", _("att trycka på: gästerna prickar av sig")

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="screens")
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="screens")
    name = models.CharField(_("var skärmen finns"), max_length=60, validators=[refuse_civic_number])
    kind = models.CharField(_("slag"), max_length=5, choices=Kind)
    key_print = models.CharField(max_length=64, blank=True, editable=False)
    code_until = models.DateTimeField(null=True, blank=True, editable=False)
    made = models.DateTimeField(default=timezone.now, editable=False)
    seen = models.DateTimeField(_("sågs senast"), null=True, blank=True, editable=False)
    revoked = models.DateTimeField(null=True, blank=True, editable=False)
    pin = models.CharField(max_length=128, blank=True, editable=False)
    # When staff last came in: from then on wrong tries are counted anew.
    opened = models.DateTimeField(null=True, blank=True, editable=False)
    closed = models.DateTimeField(null=True, blank=True, editable=False)
    closed_words = models.CharField(
        _("vad som står när den är stängd"), max_length=80, blank=True,
        validators=[refuse_civic_number],
    )  # fmt: skip
    wall_day = models.DateField(null=True, blank=True, editable=False)

    objects = ScreenQuerySet.as_manager()

    class Meta:
        verbose_name = "skärm"
        verbose_name_plural = "skärmar"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["venue", "name"], condition=Q(revoked__isnull=True), name="screen_name_once"
            ),
            models.UniqueConstraint(
                fields=["key_print"], condition=~Q(key_print=""), name="screen_key_once"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def actor(self) -> Actor:
        """The screen as the doer of a verb."""
        return Actor("screen", self.pk)

    @property
    def is_kiosk(self) -> bool:
        """Whether guests press on it."""
        return self.kind == self.Kind.KIOSK

    @property
    def is_wall_today(self) -> bool:
        """Whether it is a kiosk that staff let show what happens, for today."""
        return self.is_kiosk and self.wall_day == timezone.localdate()

    @property
    def face(self) -> str:
        """What it looks like now: a kiosk may be a wall for a day."""
        return self.Kind.WALL if self.is_wall_today else self.kind

    @property
    def takes_guests(self) -> bool:
        """Whether guests press on it now."""
        return self.is_kiosk and not self.closed and not self.is_wall_today

    @property
    def code(self) -> str:
        """Six digits to type on the device, while they hold; they stand nowhere, but are computed."""
        if self.code_until is None or self.code_until <= timezone.now():
            return ""
        moment = self.code_until.astimezone(datetime.UTC).isoformat()
        mark = salted_hmac("traffpunkt.screen", f"{self.pk} {moment}", algorithm="sha256")
        return f"{int(mark.hexdigest(), 16) % 1_000_000:06d}"

    @property
    def is_silent(self) -> bool:
        """Whether it has shown something, but nothing has been heard of it lately."""
        return self.seen is not None and timezone.now() - self.seen > SILENT_AFTER

    @transaction.atomic
    def renew_code(self, *, by: Actor, lasts: datetime.timedelta = CODE_LASTS) -> None:
        """A new code; a device that works already goes on until somebody has typed it."""
        others = {row.code for row in Screen.objects.waiting().exclude(pk=self.pk)}
        self.code_until = timezone.now() + lasts
        while self.code in others:
            self.code_until += datetime.timedelta(microseconds=1)
        self.save(update_fields=["code_until"])
        record("new-code", self, by=by)

    @transaction.atomic
    def pair(self) -> str:
        """Give the device that knew the code a key; empty where another one was faster.

        Whatever device had a key before has none from now on.
        """
        key = secrets.token_urlsafe(32)
        same = Screen.objects.waiting().filter(pk=self.pk, code_until=self.code_until)
        if not same.update(key_print=print_of(key), code_until=None, seen=timezone.now()):
            return ""
        record("paired", self, by=SYSTEM)
        return key

    def note_seen(self) -> bool:
        """Write down that the device has asked, every few minutes; whether it was written."""
        now = timezone.now()
        if self.seen and now - self.seen < SEEN_EVERY:
            return False
        Screen.objects.filter(pk=self.pk).update(seen=now)
        self.seen = now
        return True

    @transaction.atomic
    def revoke(self, *, by: Actor) -> None:
        """Let its key open nothing from now on; a second press changes nothing."""
        facts = {"revoked": timezone.now(), "key_print": "", "code_until": None}
        if Screen.objects.in_use().filter(pk=self.pk).update(**facts):
            record("revoked", self, by=by)

    @transaction.atomic
    def choose_pin(self, pin: str, *, by: Actor) -> None:
        """Let staff in by other digits from now on; by none where none are given."""
        self.pin = make_password(pin) if pin else ""
        self.save(update_fields=["pin"])
        record("chose-pin", self, by=by)

    @transaction.atomic
    def let_in(self, pin: str) -> bool:
        """Whether these are the staff's digits; wrong tries before are forgotten then."""
        if not self.pin or not check_password(pin, self.pin):
            return False
        self.opened = timezone.now()
        self.save(update_fields=["opened"])
        record("let-in", self, by=self.actor)
        return True

    @transaction.atomic
    def close(self, words: str, *, by: Actor) -> None:
        """Take no guests for now, and say in words when they are welcome again."""
        self.closed, self.closed_words = timezone.now(), words
        self.save(update_fields=["closed", "closed_words"])
        record("closed", self, by=by)

    @transaction.atomic
    def reopen(self, *, by: Actor) -> None:
        """Take guests again; one that is open stays so."""
        if (
            Screen.objects.filter(pk=self.pk)
            .exclude(closed=None)
            .update(closed=None, closed_words="")
        ):
            record("reopened", self, by=by)

    @transaction.atomic
    def be_wall(self, day: datetime.date | None, *, by: Actor) -> None:
        """Show what happens, for one day, or take guests again."""
        if self.wall_day != day:
            self.wall_day = day
            self.save(update_fields=["wall_day"])
            record("became-wall" if day else "became-kiosk", self, by=by)

    @transaction.atomic
    def unpair(self, *, by: Actor) -> None:
        """Let its device be no screen from now on; a new code makes it one again."""
        facts = {"key_print": "", "code_until": None}
        if Screen.objects.filter(pk=self.pk).exclude(key_print="").update(**facts):
            record("unpaired", self, by=by)
