# SPDX-License-Identifier: EUPL-1.2
"""Bringing the dates that are ahead in line with a series' rule, without losing anybody."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from traffpunkt.activities.recurrence import Rule, match
from traffpunkt.journal.models import Actor

if TYPE_CHECKING:
    from traffpunkt.activities.models.occasion import Occasion
    from traffpunkt.activities.models.offer import Offer
    from traffpunkt.activities.models.offer_plan import OfferPlan
    from traffpunkt.activities.models.series import Series

MONTH = datetime.timedelta(days=31)
STILL_COMING = Q(signups__state__in=["expected", "waiting"])


@dataclass(slots=True)
class Outcome:
    """What a change of a series did to its dates, and how many people it concerns."""

    series: "Series"
    created: list["Occasion"] = field(default_factory=list)
    same: list["Occasion"] = field(default_factory=list)
    moved: list[tuple["Occasion", datetime.datetime]] = field(default_factory=list)
    cancelled: list["Occasion"] = field(default_factory=list)
    dropped: list["Occasion"] = field(default_factory=list)
    left_alone: list["Occasion"] = field(default_factory=list)
    people: int = 0


@dataclass(frozen=True, slots=True)
class Company:
    """How many people still mean to come to a date, and whether anybody ever did."""

    people: int = 0
    ever: bool = False


def reschedule(series: "Series", before: Rule, *, by: Actor) -> Outcome:
    """Give each date ahead its new day, hours and place; what fits nowhere is cancelled or goes.

    A date that somebody changed by hand or cancelled only learns which day of the rule it
    stands for, so that no second one is made beside it.
    """
    rows = list(series.occasions.rule_made().ahead().select_for_update(no_key=True))
    company = company_of(rows)
    days = match([day_of(row) for row in rows], free_days(series, rows),
                 ranking(rows, company), before, series.rule)  # fmt: skip
    give_slots(series, rows, days)
    outcome = Outcome(series)
    for row in rows:
        place(series, row, days.get(day_of(row)), company.get(row.pk, Company()), outcome, by=by)
    return outcome


def day_of(row: "Occasion") -> datetime.date:
    """The day of the rule that a date stands for; those without one are not asked."""
    return row.slot or timezone.localtime(row.starts).date()


def company_of(rows: list["Occasion"]) -> dict[int, Company]:
    """The company of each date, in one query; those that nobody ever signed up for are left out."""
    if not rows:
        return {}
    counted = (
        type(rows[0])
        .objects.filter(pk__in=[row.pk for row in rows], signups__isnull=False)
        .annotate(coming=Count("signups__person", filter=STILL_COMING, distinct=True))
        .values_list("pk", "coming")
        .order_by("pk")
    )
    return {pk: Company(coming, ever=True) for pk, coming in counted}


def free_days(series: "Series", rows: list["Occasion"]) -> list[datetime.date]:
    """The days that the rule gives from now on and that no past date stands for.

    They go a little beyond the last date, so that the one at the horizon finds its new day too.
    """
    last = max([series.horizon, *(day_of(row) for row in rows)]) + series.every * MONTH
    others = series.occasions.exclude(pk__in=[row.pk for row in rows])
    taken = set(others.order_by().values_list("slot", flat=True))
    return [day for day in series.days_ahead(last).days if day not in taken]


def ranking(rows: list["Occasion"], company: dict[int, Company]) -> Callable[[datetime.date], int]:
    """Which date of a stretch keeps a day when there are too few: people first, cancelled last."""
    ranks = {day_of(row): rank(row, company.get(row.pk, Company())) for row in rows}
    return ranks.__getitem__


def rank(row: "Occasion", company: Company) -> int:
    """The lower the more it matters that the date takes place."""
    if row.is_cancelled:
        return 3
    if row.hand_changed:
        return 1
    return 0 if company.people else 2


def give_slots(
    series: "Series", rows: list["Occasion"], days: dict[datetime.date, datetime.date]
) -> None:
    """Let each date stand for its new day; all let go first, since two may change places."""
    changing = [row for row in rows if days.get(day_of(row), row.slot) != row.slot]
    series.occasions.filter(pk__in=[row.pk for row in changing]).update(slot=None)
    for row in changing:
        series.occasions.filter(pk=row.pk).update(slot=days[day_of(row)])


def place(
    series: "Series",
    row: "Occasion",
    day: datetime.date | None,
    company: Company,
    outcome: Outcome,
    *,
    by: Actor,
) -> None:
    """Do with one date what its new day asks for, and write it down in the outcome."""
    if row.hand_changed or row.is_cancelled:
        outcome.left_alone.append(row)
    elif day is not None:
        carry(series, row, day, company, outcome, by=by)
    elif company.ever:
        row.call_off(_("Aktiviteten har fått nya dagar."), by=by)
        outcome.cancelled.append(row)
        outcome.people += company.people
    else:
        outcome.dropped.append(row)
        type(row).objects.filter(pk=row.pk).delete()


def carry(
    series: "Series",
    row: "Occasion",
    day: datetime.date,
    company: Company,
    outcome: Outcome,
    *,
    by: Actor,
) -> None:
    """Carry a date to its new day, hours and place, if any of them differ."""
    row.slot = day
    starts, ends = series.hours_on(day)
    before = row.starts
    if (starts, ends, series.venue_id) == (row.starts, row.ends, row.venue_id):
        outcome.same.append(row)
        if row.doors_minutes != series.doors_minutes:
            row.doors_minutes = series.doors_minutes
            row.save(update_fields=["doors_minutes"])
        return
    row.doors_minutes = series.doors_minutes
    row.carry(starts, ends, series.venue, tell=company.people > 0, by=by)
    outcome.moved.append((row, before))
    outcome.people += company.people


def fit_offers(
    occasions: Iterable["Occasion"],
    plans: Iterable["OfferPlan"],
    before: Iterable["OfferPlan"] = (),
    *,
    by: Actor,
) -> list["Offer"]:
    """Give dates these ways of taking part; return those that stay because somebody uses them.

    Where other plans held `before`, a date takes over only what is new in these. A way that is no
    longer offered goes, unless somebody has signed up in it: then it stays for them and closes
    for others.
    """
    earlier = {key_of(plan): plan for plan in before}
    staying = []
    for occasion in occasions:
        offers = {key_of(offer): offer for offer in occasion.offers.select_related("link")}
        for plan in plans:
            offer = offers.pop(key_of(plan), None)
            if offer is None:
                plan.offer_for(occasion).save()
            else:
                set_terms(offer, plan.news_for(offer, earlier.get(key_of(plan))), by=by)
        staying += [offer for offer in offers.values() if not withdraw_offer(offer)]
    return staying


def as_it_stands(occasion: "Occasion") -> tuple[object, ...]:
    """All of one date that staff may change by hand, its ways of taking part with it."""
    when_and_where = occasion.starts, occasion.ends, occasion.venue_id
    ways = list(occasion.offers.order_by("pk").values())
    return *when_and_where, occasion.note, occasion.doors_minutes, ways


def key_of(terms: "Offer | OfferPlan") -> tuple[str, int | None]:
    """What tells two ways of one date apart: there may be several watch parties."""
    return terms.way, terms.venue_id if terms.way == "watch_party" else None


def set_terms(offer: "Offer", facts: dict[str, Any], *, by: Actor) -> None:
    """Give an offer new terms; its seats change by the verb that also seats those who wait."""
    seats = facts.pop("capacity", offer.capacity)
    changed = [name for name, value in facts.items() if getattr(offer, name) != value]
    for name in changed:
        setattr(offer, name, facts[name])
    if changed:
        offer.save(update_fields=changed)
    if offer.capacity != seats:
        offer.set_capacity(seats, by=by)


def withdraw_offer(offer: "Offer") -> bool:
    """Take a way of taking part away, or close it where people have signed up in it."""
    if offer.signups.exists():
        offer.close()
        return False
    offer.delete()
    return True
