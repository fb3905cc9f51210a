# SPDX-License-Identifier: EUPL-1.2
"""Wishes: what people would like to happen, what became of each, and what everybody may read of it."""

import re
import uuid
from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.db.models import Case, Prefetch, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.models import Activity
from traffpunkt.journal.models import Actor, record
from traffpunkt.people.models import Person
from traffpunkt.places.models import Municipality, Venue
from traffpunkt.places.validators import refuse_civic_number

if TYPE_CHECKING:
    from traffpunkt.people.desk import Desk

LONGEST = 1000
LONGEST_WORD = 200


class WishQuerySet(models.QuerySet["Wish"]):
    """Questions about many wishes."""

    def kept(self) -> Self:
        """Those that nobody has removed."""
        return self.filter(removed__isnull=True)

    def of_desk(self, desk: "Desk") -> Self:
        """Those that somebody answers for: a coordinator all, one of a venue her venue's."""
        here = self.filter(municipality=desk.municipality)
        return here if desk.is_coordinator else here.filter(venue__in=desk.venue_ids)

    def untouched(self) -> Self:
        """Those that nobody has said anything of yet."""
        return self.kept().filter(state=Wish.State.NEW)

    def in_state(self, state: str) -> Self:
        """Those of one state, or all where none is asked for."""
        return self.filter(state=state) if state in Wish.State.values else self

    def in_turn(self) -> Self:
        """The new ones first, those that are done with last; the latest first among them."""
        turn = Case(*(When(state=one, then=place) for place, one in enumerate(Wish.State)))
        return self.alias(turn=turn).order_by("turn", "-pk").select_related("venue")

    def shown(self) -> Self:
        """Those that everybody may read, the latest first, each with what it became and when."""
        became = Prefetch("activity", Activity.objects.published().with_next_date())
        found = self.kept().filter(is_shown=True).order_by("-decided", "-pk")
        return found.prefetch_related(became)

    @transaction.atomic
    def leave(
        self, municipality: Municipality, facts: dict[str, Any], press: uuid.UUID, *, by: Actor
    ) -> "Wish":
        """A new wish; the same press again is the same one."""
        wish, is_new = self.get_or_create(
            municipality=municipality, press=press, defaults=facts | {"by": str(by)}
        )
        if is_new:
            record("left", wish, by=by)
        return wish


class Wish(models.Model):
    """What somebody would like to happen, where, said by whom, heard by whom, and what became of it."""

    class State(models.TextChoices):
        NEW = "new", _("ny")
        THINKING = "thinking", _("vi tänker")
        PLANNED = "planned", _("planeras")
        HAPPENED = "happened", _("har blivit av")
        DECLINED = "declined", _("blir inte av")

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="wishes")
    venue = models.ForeignKey(
        Venue, models.SET_NULL, related_name="wishes", null=True, blank=True, verbose_name=_("var")
    )
    text = models.TextField(_("önskan"), max_length=LONGEST, validators=[refuse_civic_number])
    name = models.CharField(_("namn"), max_length=60, blank=True, validators=[refuse_civic_number])
    contact = models.CharField(
        _("telefon eller e-post"), max_length=120, blank=True, validators=[refuse_civic_number]
    )
    said_by = models.ForeignKey(
        Person, models.SET_NULL, related_name="wishes", null=True, blank=True,
        verbose_name=_("sagd av"),
    )  # fmt: skip
    by = models.CharField(_("mottagen av"), max_length=40, editable=False)
    left = models.DateTimeField(_("lämnad"), default=timezone.now, editable=False)
    press = models.UUIDField(default=uuid.uuid4, editable=False)
    state = models.CharField(_("läge"), max_length=8, choices=State, default=State.NEW)
    note = models.CharField(
        _("ord till kollegerna"), max_length=LONGEST_WORD, blank=True,
        validators=[refuse_civic_number],
    )  # fmt: skip
    is_shown = models.BooleanField(_("visas på webbplatsen"), default=False)
    shown_text = models.TextField(
        _("önskan på webbplatsen"), max_length=LONGEST, blank=True, validators=[refuse_civic_number]
    )
    answer = models.TextField(
        _("svar till alla"), max_length=LONGEST, blank=True, validators=[refuse_civic_number]
    )
    activity = models.ForeignKey(
        Activity, models.SET_NULL, related_name="wishes", null=True, blank=True,
        verbose_name=_("blev aktiviteten"),
    )  # fmt: skip
    decided = models.DateTimeField(_("senast besvarad"), null=True, blank=True, editable=False)
    removed = models.DateTimeField(_("borttagen"), null=True, blank=True, editable=False)

    objects = WishQuerySet.as_manager()

    class Meta:
        verbose_name = "önskan"
        verbose_name_plural = "önskemål"
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(fields=["municipality", "press"], name="wish_press_once"),
            models.CheckConstraint(
                condition=Q(is_shown=False) | ~Q(shown_text=""), name="wish_shown_in_words"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "state"], name="wish_by_state")]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def names(self) -> list[str]:
        """What must not be read by everybody: whoever said it, and how she is reached."""
        person = self.said_by.name if self.said_by else ""
        return [words for words in (self.name, self.contact, person) if words]

    def is_named_in(self, text: str) -> bool:
        """Whether a text says whose wish it is, as a word of its own."""
        return any(
            re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE)
            for words in self.names
        )

    @property
    def became(self) -> Activity | None:
        """The activity that everybody may read of; a draft is nobody's business yet."""
        is_open = self.activity is not None and self.activity.is_published
        return self.activity if is_open else None

    def hold_still(self) -> None:
        """Lock the row and read it anew."""
        rows = Wish.objects.select_for_update(no_key=True)
        self.refresh_from_db(from_queryset=rows)

    @transaction.atomic
    def answer_with(self, facts: dict[str, Any], *, by: Actor) -> bool:
        """Say what becomes of it, and what everybody may read; whether anything is new."""
        changed = [name for name in facts if getattr(self, name) != facts[name]]
        if changed:
            for name in changed:
                setattr(self, name, facts[name])
            self.decided = timezone.now()
            self.save(update_fields=[*changed, "decided"])
            record("answered", self, by=by)
        return bool(changed)

    def become(self, activity: Activity, *, by: Actor) -> bool:
        """Lead to the activity that was planned of it; a second press changes nothing."""
        facts: dict[str, Any] = {"activity": activity}
        if self.state in {Wish.State.NEW, Wish.State.THINKING}:
            facts["state"] = Wish.State.PLANNED
        return self.answer_with(facts, by=by)

    @transaction.atomic
    def remove(self, *, by: Actor) -> bool:
        """Take it away from everybody's eyes; it can be taken back until it is erased."""
        gone = Wish.objects.kept().filter(pk=self.pk).update(removed=timezone.now())
        if gone:
            record("removed", self, by=by)
        return bool(gone)

    @transaction.atomic
    def take_back(self, *, by: Actor) -> bool:
        """Let it stand where it stood before it was removed."""
        back = Wish.objects.filter(pk=self.pk, removed__isnull=False).update(removed=None)
        if back:
            record("restored", self, by=by)
        return bool(back)
