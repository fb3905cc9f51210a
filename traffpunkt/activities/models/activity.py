# SPDX-License-Identifier: EUPL-1.2
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, Q, When
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.refusals import NotReady, PeopleExpected
from traffpunkt.channels.models import Link
from traffpunkt.journal.models import Actor, record
from traffpunkt.people.models import Role
from traffpunkt.places.models import Municipality, Organisation
from traffpunkt.places.validators import refuse_civic_number
from traffpunkt.ui.words import listed

if TYPE_CHECKING:
    from traffpunkt.people.desk import Desk


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

    def proposed(self) -> Self:
        """Those that wait for a coordinator's answer."""
        return self.filter(state=Activity.State.PROPOSED)

    def of_desk(self, desk: "Desk") -> Self:
        """Those that somebody works with today: a coordinator the whole municipality's, or her
        venues' and her own; a partner its organisation's; a host those she hosts."""
        here = self.filter(municipality=desk.municipality)
        if desk.is_coordinator:
            return here
        return here.filter(decided_by(desk) | worked_on_by(desk)).distinct()

    def in_order(self) -> Self:
        """What waits for an answer first, what is put away last, by name between."""
        return self.annotate(
            turn=Case(
                When(state=Activity.State.PROPOSED, then=0),
                When(state=Activity.State.ARCHIVED, then=2),
                default=1,
            )
        ).order_by("turn", "title", "pk")


def decided_by(desk: "Desk") -> Q:
    """The activities that a desk decides over without deciding over the whole municipality."""
    venues = desk.venue_ids
    if not venues:
        return Q(pk__in=[])
    at_hers = Q(series__venue__in=venues) | Q(occasions__venue__in=venues)
    return at_hers | Q(responsible=desk.account)


def worked_on_by(desk: "Desk") -> Q:
    """The activities that a desk sees and proposes as their partner or host."""
    today = timezone.localdate()
    hostings = Hosting.objects.filter(
        Q(until__isnull=True) | Q(until__gte=today), account=desk.account, since__lte=today
    )
    hosted = Q(pk__in=hostings.values("activity")) if desk.has_role(Role.HOST) else Q(pk__in=[])
    return hosted | Q(partner__in=desk.organisation_ids)


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

    def may_change(self, desk: "Desk") -> bool:
        """Whether a desk may change its dates: every activity that it works with."""
        return Activity.objects.of_desk(desk).filter(pk=self.pk).exists()

    def may_publish(self, desk: "Desk") -> bool:
        """Whether a desk decides what everybody sees: coordinators, of the municipality or venue."""
        here = Activity.objects.filter(pk=self.pk, municipality=desk.municipality)
        if desk.is_coordinator:
            return here.exists()
        return here.filter(decided_by(desk)).exists()

    def may_plan(self, desk: "Desk") -> bool:
        """Whether a desk may change text and series: once published, only those who publish."""
        if self.state == self.State.PUBLISHED:
            return self.may_publish(desk)
        return self.may_change(desk)

    @property
    def is_published(self) -> bool:
        """Whether everybody sees it."""
        return self.state == self.State.PUBLISHED

    @property
    def missing(self) -> list[str]:
        """What is still needed before it can be published, in words."""
        if self.kind == self.Kind.ON_DEMAND:
            return [] if self.link_id else [_now("en länk till filmen")]
        wanted = []
        dates = self.occasions.happening().upcoming()
        if not dates.exists():
            wanted.append(_now("minst ett datum som kommer"))
        elif dates.without_offers().exists():
            wanted.append(_now("minst ett sätt att delta varje gång"))
        return wanted

    @transaction.atomic
    def publish(self, *, by: Actor) -> None:
        """Show it to everybody, once nothing is missing; again changes nothing."""
        self.hold_still()
        if self.is_published:
            return
        if wanted := self.missing:
            raise NotReady(
                _now("Det går inte att publicera än. Det saknas %(what)s.")
                % {"what": listed(wanted)}
            )
        self.enter(self.State.PUBLISHED, "published", by=by)

    @transaction.atomic
    def propose(self, *, by: Actor) -> None:
        """Ask the coordinator to publish it."""
        self.hold_still()
        if self.state in {self.State.IDEA, self.State.DRAFT}:
            self.enter(self.State.PROPOSED, "proposed", by=by)

    @transaction.atomic
    def unpublish(self, *, by: Actor) -> None:
        """Make it a draft again; not while people who have signed up expect it to take place."""
        self.hold_still()
        if self.state != self.State.DRAFT:
            self.refuse_if_expected()
            self.enter(self.State.DRAFT, "unpublished", by=by)

    @transaction.atomic
    def archive(self, *, by: Actor) -> None:
        """Put it away; its past stays. Not while people expect it to take place."""
        self.hold_still()
        if self.state != self.State.ARCHIVED:
            self.refuse_if_expected()
            self.enter(self.State.ARCHIVED, "archived", by=by)

    def hold_still(self) -> None:
        """Lock the row and read it anew."""
        self.refresh_from_db(from_queryset=Activity.objects.select_for_update())

    def enter(self, state: str, verb: str, *, by: Actor) -> None:
        """Set the state and write the journal line of the verb that led there."""
        self.state = state
        self.save(update_fields=["state"])
        record(verb, self, by=by)

    def refuse_if_expected(self) -> None:
        """Say no while somebody is signed up for a date that is ahead."""
        if self.occasions.happening().upcoming().with_people().exists():
            raise PeopleExpected(
                _now("Det finns anmälda till tillfällen som kommer. Ställ in dem först.")
            )


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
