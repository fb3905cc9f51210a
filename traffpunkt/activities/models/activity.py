# SPDX-License-Identifier: EUPL-1.2
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from traffpunkt.channels.models import Link
from traffpunkt.places.models import Municipality, Organisation
from traffpunkt.places.validators import refuse_civic_number


class TopicQuerySet(models.QuerySet["Topic"]):
    """Questions about many topics."""

    def names(self) -> list[tuple[str, str]]:
        """Key and name of each, by name."""
        return list(self.values_list("key", "name"))


class Topic(models.Model):
    """What an activity is about, in one or two words; a municipality keeps its own list."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="topics")
    key = models.SlugField(_("nyckel"))
    name = models.CharField(_("namn"), max_length=40)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = "ämne"
        verbose_name_plural = "ämnen"
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(fields=["municipality", "key"], name="topic_in_municipality")
        ]

    def __str__(self) -> str:
        return self.name


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Questions about many activities."""

    def published(self) -> Self:
        """Those that everybody may see."""
        return self.filter(state=Activity.State.PUBLISHED)

    def on_demand(self) -> Self:
        """Those that are there at any hour, newest first."""
        return self.filter(kind=Activity.Kind.ON_DEMAND).order_by("-pk")


class Activity(models.Model):
    """What is done: one name, one text, one list of people, in whichever ways one takes part."""

    class Kind(models.TextChoices):
        OPEN_HOUSE = "open_house", _("öppen träff")
        COURSE = "course", _("kurs")
        EVENT = "event", _("evenemang")
        HELP = "help", _("hjälp med mobil, platta och dator")
        BROADCAST = "broadcast", _("direktsändning")
        ON_DEMAND = "on_demand", _("film att se när som helst")

    class State(models.TextChoices):
        IDEA = "idea", _("idé")
        DRAFT = "draft", _("utkast")
        PROPOSED = "proposed", _("föreslagen")
        PUBLISHED = "published", _("publicerad")
        ARCHIVED = "archived", _("arkiverad")

    class Filming(models.TextChoices):
        NONE = "none", _("filmas inte")
        LIVE = "live", _("direktsänds")
        RECORDED = "recorded", _("spelas in")

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="activities")
    title = models.CharField(_("namn"), max_length=100, validators=[refuse_civic_number])
    text = models.TextField(
        _("vad vi gör"), max_length=3000, blank=True, validators=[refuse_civic_number]
    )
    easy_text = models.TextField(
        _("lättläst text"), max_length=1000, blank=True, validators=[refuse_civic_number]
    )
    kind = models.CharField(_("slag"), max_length=10, choices=Kind, default=Kind.OPEN_HOUSE)
    topics = models.ManyToManyField(
        Topic, related_name="activities", blank=True, verbose_name=_("ämnen")
    )
    language = models.CharField(_("språk"), max_length=3, default="sv")
    bring = models.CharField(
        _("ta med"), max_length=200, blank=True, validators=[refuse_civic_number]
    )
    cost = models.CharField(
        _("kostnad"), max_length=80, blank=True, validators=[refuse_civic_number]
    )
    filming = models.CharField(_("film"), max_length=8, choices=Filming, default=Filming.NONE)
    captions = models.BooleanField(_("textas"), default=False)
    sign_language = models.BooleanField(_("teckenspråkstolkas"), default=False)
    seated = models.BooleanField(_("man kan sitta hela tiden"), default=False)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="activities", null=True, blank=True
    )
    partner = models.ForeignKey(
        Organisation, models.PROTECT, related_name="activities", null=True, blank=True,
        verbose_name=_("samverkanspartner"),
    )  # fmt: skip
    link = models.ForeignKey(
        Link, models.SET_NULL, related_name="activities", null=True, blank=True
    )
    state = models.CharField(_("läge"), max_length=9, choices=State, default=State.DRAFT)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "aktivitet"
        verbose_name_plural = "aktiviteter"
        ordering = ("title",)
        indexes = [models.Index(fields=["municipality", "state", "kind"], name="activity_shown")]

    def __str__(self) -> str:
        return self.title


class Hosting(models.Model):
    """An account that hosts one activity: sees its lists and changes its dates, nothing else."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="hostings")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="hostings")
    since = models.DateField(_("från"))
    until = models.DateField(_("till och med"), null=True, blank=True)

    class Meta:
        verbose_name = "värdskap"
        verbose_name_plural = "värdskap"
        constraints = [models.UniqueConstraint(fields=["activity", "account"], name="hosting_once")]

    def __str__(self) -> str:
        return f"{self.account_id} – {self.activity_id}"
