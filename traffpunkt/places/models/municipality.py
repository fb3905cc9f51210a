# SPDX-License-Identifier: EUPL-1.2
import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.models import Actor, record
from traffpunkt.places.framing import refuse_strange_origins
from traffpunkt.places.models.changing import take_over
from traffpunkt.places.validators import (
    refuse_civic_number,
    refuse_reserved_slug,
    refuse_weak_on_dark,
    refuse_weak_on_light,
)

if TYPE_CHECKING:
    from traffpunkt.places.models.fault_report import FaultReport

LANGUAGES = {
    "sv": "Svenska",
    "en": "English",
    "ar": "العربية",
    "fa": "فارسی",
    "prs": "دری",
    "so": "Soomaali",
    "ti": "ትግርኛ",
    "uk": "Українська",
    "fi": "Suomi",
}


def only_swedish() -> list[str]:
    """What a new municipality speaks until it says more."""
    return ["sv"]


def refuse_unknown_languages(codes: Any) -> None:
    """A municipality's languages are a list of known codes with Swedish first."""
    if not isinstance(codes, list) or codes[:1] != ["sv"] or not set(codes) <= set(LANGUAGES):
        raise ValidationError(_("Välj språk ur listan. Svenska ska stå först."))


class Municipality(models.Model):
    """A kommun: the tenant and data controller. Every question starts from one."""

    name = models.CharField(_("namn"), max_length=80, unique=True)
    slug = models.SlugField(_("adress"), unique=True, validators=[refuse_reserved_slug])
    host = models.CharField(
        _("värdnamn"),
        max_length=120,
        unique=True,
        null=True,
        blank=True,
        help_text=_("Lämna tomt om kommunen nås med sin adress efter snedstrecket."),
        validators=[
            RegexValidator(r"^[a-z0-9.-]+$", _("Skriv bara värdnamnet, utan https och snedstreck."))
        ],
    )
    help_phone = models.CharField(_("hjälptelefon"), max_length=30)
    help_hours = models.CharField(
        _("telefontider"), max_length=80, default="måndag–fredag klockan 09.00–15.00"
    )
    sender_name = models.CharField(_("träffpunkternas namn"), max_length=60)
    sms_sender = models.CharField(
        _("avsändare i sms"),
        max_length=11,
        blank=True,
        validators=[
            RegexValidator(r"^[A-Za-z][A-Za-z0-9 ]*$", _("Högst elva bokstäver a–z eller siffror."))
        ],
    )
    reply_email = models.EmailField(_("e-post för svar"), blank=True)
    privacy_contact = models.CharField(_("dataskyddsombud"), max_length=120, blank=True)
    colour_light = models.CharField(
        _("färg på ljust papper"),
        max_length=7,
        default="#0b4a5c",
        validators=[refuse_weak_on_light],
    )
    colour_dark = models.CharField(
        _("färg på mörkt papper"), max_length=7, default="#9ad8e8", validators=[refuse_weak_on_dark]
    )
    languages = models.JSONField(
        _("språk"), default=only_swedish, validators=[refuse_unknown_languages]
    )
    seat_held_days = models.PositiveSmallIntegerField(
        _("dagar som en ledig plats hålls för den som ska ringas"), default=2
    )
    framed_by = models.JSONField(
        _("webbplatser som får visa programmet"),
        default=list,
        blank=True,
        validators=[refuse_strange_origins],
    )
    quiet_from = models.TimeField(_("skicka ingenting efter klockan"), default=datetime.time(20))
    quiet_until = models.TimeField(_("skicka ingenting före klockan"), default=datetime.time(8))
    statement = models.JSONField(_("tillgänglighetsredogörelse"), default=dict, blank=True)
    appeal = models.TextField(
        _("så överklagar man"), max_length=2000, blank=True, validators=[refuse_civic_number]
    )

    class Meta:
        verbose_name = "kommun"
        verbose_name_plural = "kommuner"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def front_door(self) -> str:
        """Where its start page is, seen from the installation: its own host, or its first segment."""
        return f"https://{self.host}/" if self.host else f"/{self.slug}/"

    @property
    def spoken(self) -> dict[str, str]:
        """The languages in which one can be helped here, each by its own name; Swedish first."""
        return {code: LANGUAGES[code] for code in self.languages}

    @transaction.atomic
    def change(self, facts: Mapping[str, Any], *, by: Actor) -> None:
        """Take over changed facts."""
        if take_over(self, facts):
            record("changed", self, by=by, municipality=self.pk)

    @transaction.atomic
    def receive_fault(self, text: str, contact: str = "", *, by: Actor) -> "FaultReport":
        """Keep what somebody could not use; the same words again are the report that still waits."""
        self.hold_still()
        known = self.fault_reports.waiting().filter(text=text, contact=contact).first()
        if known is not None:
            return known
        report = self.fault_reports.create(text=text, contact=contact)
        record("reported", report, by=by)
        return report

    @transaction.atomic
    def state(self, said: Mapping[str, Any], *, by: Actor) -> None:
        """Say how accessible the site is; the day of the change is noted with it."""
        # Read anew under the lock, so that the same press again finds its own words.
        self.reread()
        kept = self.statement | said
        if kept != self.statement:
            self.statement = kept | {"updated": timezone.localdate().isoformat()}
            self.save(update_fields=["statement"])
            record("stated", self, by=by, municipality=self.pk)

    def reread(self) -> None:
        """Lock the row and read it anew in place, for who decides by what it says."""
        rows = Municipality.objects.select_for_update(no_key=True)
        self.refresh_from_db(from_queryset=rows)

    def hold_still(self) -> None:
        """Let one at a time write what must be there only once; the rest wait for the transaction."""
        Municipality.objects.select_for_update(no_key=True).get(pk=self.pk)
