# SPDX-License-Identifier: EUPL-1.2
"""Questions about many sign-ups."""

import datetime
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from traffpunkt.people.models import ContactWay, Person, PersonalPage
from traffpunkt.people.models.person import folded
from traffpunkt.places.models import Municipality

if TYPE_CHECKING:
    from traffpunkt.activities.models.occasion import Occasion
    from traffpunkt.activities.models.signup import Signup

UNDO_TIME = datetime.timedelta(minutes=30)
A_DAY = datetime.timedelta(days=1)


def end_of_hold(occasion: "Occasion") -> datetime.datetime:
    """Until when a seat that is given now is held for whom somebody has to ring: some days, as the
    municipality decides, and never past the start."""
    return min(timezone.now() + occasion.municipality.seat_held_days * A_DAY, occasion.starts)


class SignupQuerySet(models.QuerySet["Signup"]):
    """Questions about many sign-ups."""

    def expected(self) -> Self:
        """Those that have a seat."""
        return self.filter(state="expected")

    def queue(self) -> Self:
        """Those that wait, in order."""
        return self.filter(state="waiting").order_by("queued", "pk")

    def standing_now(self) -> Self:
        """Those that still count: seated or waiting."""
        return self.exclude(state="withdrawn")

    def of(self, person: Person) -> Self:
        """Those of one person."""
        return self.filter(person=person)

    def with_dates(self) -> Self:
        """Each with its date and its way of taking part, and where those are."""
        return self.select_related(
            "occasion__activity", "occasion__venue", "occasion__municipality", "offer__venue",
            "offer__link", "person",
        )  # fmt: skip

    def to_come(self) -> Self:
        """Those for dates that have not ended, soonest first."""
        return self.filter(occasion__ends__gt=timezone.now()).order_by("occasion__starts", "pk")

    def been(self) -> Self:
        """Those for dates that have ended, the latest first."""
        return self.filter(occasion__ends__lte=timezone.now()).order_by("-occasion__starts", "pk")

    def on_page(self, page: PersonalPage) -> Self:
        """Those that stand on somebody's own page."""
        return self.filter(page=page)

    def of_others(self, page: PersonalPage | None) -> Self:
        """Those that do not stand on this page, and that its holder has no business to know of."""
        return self.exclude(page=page) if page else self

    def within(self, municipality: Municipality) -> Self:
        """Those of one municipality's persons."""
        return self.filter(person__municipality=municipality)

    def of_a_day(self, ways: Iterable[str]) -> Self:
        """Those that guests made in a day for anybody who is reached in one of these ways."""
        lately = self.filter(source="web", made__gt=timezone.now() - A_DAY)
        return lately.filter(person__contact_ways__value__in=ways).distinct()

    def ending_in(self, digits: str, letter: str = "") -> Self:
        """Those with a seat whose telephone number ends so, and whose called name begins so."""
        phones = ContactWay.objects.filter(kind=ContactWay.Kind.PHONE, value__endswith=digits)
        found = self.expected().filter(person__in=phones.values("person"))
        return found.filter(person__folded_name__startswith=folded(letter)).order_by("pk")

    def besides(self, signup: "Signup") -> Self:
        """The others of the same person for the same date that still count."""
        hers = self.standing_now().filter(occasion=signup.occasion_id, person=signup.person_id)
        return hers.exclude(pk=signup.pk).select_related("offer__venue").order_by("pk")

    def touching(self, occasion: "Occasion", person: Person, press: uuid.UUID | None) -> Self:
        """Those of one person for one date, and the one that a press has made, wherever it is."""
        found = Q(occasion=occasion, person=person)
        if press:
            found |= Q(press=press)
        return self.filter(found).select_related("person").order_by("pk")

    def pressed(self, press: uuid.UUID, name: str) -> Self:
        """Those that this press has made for somebody of this name, and that still count."""
        return self.standing_now().filter(press=press, person__folded_name=folded(name))

    def on_the_list(self) -> Self:
        """Those that the list of a date shows, in the order of their asking: all that count, and
        who has left so lately that one press undoes it."""
        return self.filter(self.left_lately() | ~Q(state="withdrawn")).order_by("queued", "pk")

    def just_left(self) -> Self:
        """Those that were withdrawn so lately that one press undoes it."""
        return self.filter(self.left_lately())

    def left_lately(self) -> Q:
        """Withdrawn so lately that one press undoes it; who only changed her way has not left."""
        lately = Q(state="withdrawn", ended__gt=timezone.now() - UNDO_TIME)
        instead = self.model.objects.standing_now().filter(instead_of=OuterRef("pk"))
        return lately & ~Q(Exists(instead))

    def at_dates(self, occasions: "models.QuerySet[Occasion]") -> Self:
        """Those of some dates."""
        return self.filter(occasion__in=occasions)

    def keys_after(self, last: int, dates: Iterable[int], most: int) -> list[int]:
        """The keys of those of some dates, by key, so many after the last one that was seen."""
        found = self.filter(occasion__in=list(dates), pk__gt=last).order_by("pk")
        return list(found.values_list("pk", flat=True)[:most])

    def to_remind(self, keys: list[int]) -> Self:
        """Some by key, each with whom it is about, and when she first asked; no more is read of
        each than its reminder needs."""
        found = self.filter(pk__in=keys).annotate(
            asked=Coalesce("instead_of__made", "made", output_field=models.DateTimeField())
        )
        found = found.only("occasion", "offer", "person", "headcount", "code", "held_until")
        return found.prefetch_related("person__contact_ways").order_by("pk")

    def before(self, signup: "Signup") -> Self:
        """Those that asked earlier."""
        earlier = Q(queued__lt=signup.queued) | Q(queued=signup.queued, pk__lt=signup.pk)
        return self.filter(earlier)

    def with_person(self) -> Self:
        """Each with whom it is about."""
        return self.select_related("person")

    def with_contacts(self) -> Self:
        """Each with her offer, her person and how to reach her, in two queries."""
        return self.select_related("offer__venue", "person__municipality").prefetch_related(
            "person__contact_ways"
        )

    def heads(self) -> int:
        """How many seats those with a seat take."""
        counted: int | None = self.expected().aggregate(heads=Sum("headcount"))["heads"]
        return counted or 0

    def lapsed(self, now: datetime.datetime) -> Self:
        """Those whose seat was held for a call that nobody could settle in time.

        Nobody rings about a seat on a date that is cancelled: there no seat is lost by waiting.
        """
        held = self.expected().filter(held_until__lte=now, occasion__starts__gt=now)
        return held.exclude(occasion__state="cancelled")

    def hold_anew(self, occasion: "Occasion") -> int:
        """Let the days for which seats of a date are held begin again; how many seats."""
        held = self.expected().filter(occasion=occasion, held_until__isnull=False)
        return held.update(held_until=end_of_hold(occasion))
