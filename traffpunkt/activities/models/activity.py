# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, Min, Q, When
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.models.hosting import Hosting
from traffpunkt.activities.models.terms import keep_link
from traffpunkt.activities.models.topic import Topic
from traffpunkt.activities.refusals import NotReady, PeopleExpected
from traffpunkt.activities.search.index import refresh
from traffpunkt.channels.models import Link
from traffpunkt.journal.models import Actor, record
from traffpunkt.people.models import Account, Role
from traffpunkt.places.models import Municipality, Organisation
from traffpunkt.places.models.changing import take_over
from traffpunkt.places.models.municipality import LANGUAGES
from traffpunkt.places.validators import refuse_civic_number
from traffpunkt.ui.words import listed

if TYPE_CHECKING:
    from traffpunkt.activities.models.series import Series
    from traffpunkt.people.desk import Desk


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Questions about many activities."""

    def published(self) -> Self:
        """Those that everybody may see."""
        return self.filter(state=Activity.State.PUBLISHED)

    def on_demand(self) -> Self:
        """Those that are there at any hour, newest first."""
        return self.filter(kind=Activity.Kind.ON_DEMAND).order_by("-pk")

    def about_topic(self, key: str) -> Self:
        """Those about a topic, by its key; within one municipality."""
        return self.filter(topics__key=key)

    def made_after(self, pk: int) -> Self:
        """Those that came after one."""
        return self.filter(pk__gt=pk)

    def proposed(self) -> Self:
        """Those that wait for a coordinator's answer."""
        return self.filter(state=Activity.State.PROPOSED)

    def astray_in_search(self) -> Self:
        """Those that search should find and does not, or finds and should not."""
        is_published = Q(state=Activity.State.PUBLISHED)
        is_found = Q(search_hits__isnull=False)
        return self.filter((is_published & ~is_found) | (is_found & ~is_published)).distinct()

    def of_desk(self, desk: "Desk") -> Self:
        """Those that somebody works with today: a coordinator the whole municipality's, or her
        venues' and her own; a partner its organisation's; a host those she hosts."""
        here = self.filter(municipality=desk.municipality)
        if desk.is_coordinator:
            return here
        hers = Activity.objects.filter(decided_by(desk) | worked_on_by(desk))
        return here.filter(pk__in=hers.values("pk"))

    def of_partners(self, organisations: Collection[int]) -> Self:
        """Those of some organisations."""
        return self.filter(partner__in=organisations)

    def numbered(self, typed: str) -> "Activity | None":
        """The one with a number from an address, if it is a number of any of them."""
        known = typed.isascii() and typed.isdecimal() and len(typed) < 12
        return self.filter(pk=typed).first() if known else None

    def with_next_date(self) -> Self:
        """Each with when it comes next, if it does."""
        ahead = Q(occasions__ends__gt=timezone.now()) & ~Q(occasions__state="cancelled")
        return self.annotate(next_date=Min("occasions__starts", filter=ahead))

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
    hosted = Q(
        pk__in=Hosting.objects.current().of_account(desk.account, Role.HOST).values("activity")
    )
    return (hosted if desk.has_role(Role.HOST) else Q(pk__in=[])) | Q(
        partner__in=desk.organisation_ids
    )


class Activity(models.Model):
    """What is done: one name, one text, one list of people, in whichever ways one takes part."""

    class Kind(models.TextChoices):
        OPEN_HOUSE = "open_house", _("öppen träff")
        COURSE = "course", _("kurs")
        EVENT = "event", _("föreläsning, utflykt eller fest")
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
    minutes = models.PositiveSmallIntegerField(_("filmens längd i minuter"), null=True, blank=True)
    sign_language = models.BooleanField(_("teckenspråkstolkas"), default=False)
    seated = models.BooleanField(_("man kan sitta hela tiden"), default=False)
    takes_numbers = models.BooleanField(_("besökare tar ett nummer"), default=False)
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
    press = models.UUIDField(null=True, blank=True, unique=True, editable=False)

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

    @property
    def responsible_name(self) -> str:
        """What the one who answers for it is called here."""
        return self.responsible.name_in(self.municipality) if self.responsible else ""

    def may_publish(self, desk: "Desk") -> bool:
        """Whether a desk decides what everybody sees: the municipality's coordinators, and a
        venue's over what takes place there and nowhere else."""
        here = Activity.objects.filter(pk=self.pk, municipality=desk.municipality)
        if desk.is_coordinator:
            return here.exists()
        return here.filter(decided_by(desk)).exists() and not self.is_held_beyond(desk.venue_ids)

    def is_held_beyond(self, venues: list[int]) -> bool:
        """Whether it takes place at any other venue too, by its series or a date to come."""
        beyond = Q(venue__isnull=False) & ~Q(venue__in=venues)
        coming = self.occasions.upcoming()
        return self.series.filter(beyond).exists() or coming.filter(beyond).exists()

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
    def is_proposed(self) -> bool:
        """Whether it waits for a coordinator's answer."""
        return self.state == self.State.PROPOSED

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
    def change(self, facts: dict[str, Any], *, by: Actor) -> None:
        """Change what it is called, what is done, and all else that is said of it."""
        self.hold_still()
        topics = facts.pop("topics", None)
        for name, value in keep_link(facts).items():
            setattr(self, name, value)
        self.save()
        if topics is not None:
            self.topics.set(topics)
        record("changed", self, by=by)
        refresh(self)

    @property
    def language_name(self) -> str:
        """The language that is spoken, by its own name."""
        return LANGUAGES[self.language]

    @transaction.atomic
    def hand_over(
        self, responsible: Account | None, partner: Organisation | None, *, by: Actor
    ) -> None:
        """Let somebody else answer for it, with another partner or none; the same changes nothing."""
        self.hold_still()
        if take_over(self, {"responsible": responsible, "partner": partner}):
            record("handed-over", self, by=by)

    @transaction.atomic
    def add_series(
        self, facts: dict[str, Any], plans: list[dict[str, Any]], *, by: Actor
    ) -> "Series":
        """Let it come back by a rule, in some ways; the same rule again is the series there is."""
        self.hold_still()
        rule = {name: facts[name] for name in self.series.model.CHANGEABLE if name in facts}
        if same := self.series.filter(**rule).first():
            return same
        series = self.series.create(municipality_id=self.municipality_id, **rule)
        series.take(facts)
        series.plan_offers(plans)
        record("planned", series, by=by)
        series.unroll(by=by)
        refresh(self)
        return series

    @transaction.atomic
    def add_all_series(
        self, rhythms: list[dict[str, Any]], plans: list[dict[str, Any]], *, by: Actor
    ) -> None:
        """Let it come back in several rhythms at once."""
        for facts in rhythms:
            self.add_series(facts, plans, by=by)

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

    def return_draft(self, *, by: Actor) -> None:
        """Make a proposal a draft again, to be changed; the row must be held still."""
        self.enter(self.State.DRAFT, "sent-back", by=by)

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
        refresh(self)

    def refuse_if_expected(self) -> None:
        """Say no while somebody is signed up for a date that is ahead."""
        if self.occasions.happening().upcoming().with_people().exists():
            raise PeopleExpected(
                _now("Det finns anmälda till tillfällen som kommer. Ställ in dem först.")
            )
