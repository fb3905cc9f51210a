# SPDX-License-Identifier: EUPL-1.2
"""Standing places as the desk gives and sees them: what one would come to, and who has one."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from traffpunkt.activities.models import Offer, Series, Signup, Standing, Way
from traffpunkt.activities.refusals import Full
from traffpunkt.activities.rosters import name_of
from traffpunkt.journal.models import Actor
from traffpunkt.people.desk import Desk
from traffpunkt.places.models.venue import Weekday
from traffpunkt.ui.words import listed

SEATED, QUEUED, LEFT_OUT, ANSWERED = "seated", "queued", "left_out", "answered"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the standing places that could be given, and what one would come to with it."""

    standing: Standing
    words: str
    prospect: list[str]

    @property
    def value(self) -> str:
        """What the form sends for it."""
        return "" if self.standing.weekday is None else str(self.standing.weekday)


def choices(signup: Signup, series: Series) -> list[Choice]:
    """The weekday of the date that one has said yes to, then all days; one where there is but one."""
    days = series.rule.days_of_week
    names = [str(Weekday(day).label) for day in days]
    found: list[tuple[int | None, str]] = []
    own = (signup.occasion.slot or timezone.localdate(signup.occasion.starts)).weekday()
    if len(days) > 1 and own in days:
        words = _("Bara på %(day)sar") % {"day": str(Weekday(own).label)}
        found.append((own, words))
    found.append((None, _("Varje gång: %(days)s") % {"days": listed(names)}))
    wishes = [(standing_like(signup, series, weekday), words) for weekday, words in found]
    return [Choice(wish, words, prospect_words(prospect(wish))) for wish, words in wishes]


def chosen(offered: list[Choice], value: str | None) -> Standing:
    """The standing place that was chosen; the first where none was."""
    return next((one for one in offered if one.value == value), offered[0]).standing


def grant(wish: Standing, *, by: Actor) -> Standing:
    """Give the standing place that was only thought of so far."""
    return wish.series.grant_standing(
        wish.person, wish.way, wish.venue, wish.headcount,
        weekday=wish.weekday, page=wish.page, by=by,
    )  # fmt: skip


def standing_like(signup: Signup, series: Series, weekday: int | None = None) -> Standing:
    """The standing place that keeps what a sign-up is for one date; not saved."""
    is_party = signup.offer.way == Way.WATCH_PARTY
    return Standing(
        series=series,
        person=signup.person,
        page=signup.page,
        weekday=weekday,
        way=signup.offer.way,
        venue=signup.offer.venue if is_party else None,
        headcount=signup.headcount,
    )


def prospect(standing: Standing) -> Counter[str]:
    """How many coming dates it would give a seat, a place in the queue, or nothing."""
    dates = standing.series.occasions.ahead().happening()
    ahead = [date.pk for date in dates if standing.is_for(date)]
    signups = Signup.objects.standing_now().of(standing.person).at_dates(dates)
    answered = set(signups.values_list("occasion_id", flat=True))
    offers: dict[int, Offer] = {}
    in_way = Offer.objects.with_counts().in_way(standing.way, standing.venue)
    for offer in in_way.filter(occasion__in=ahead):
        offers.setdefault(offer.occasion_id, offer)
    return Counter(
        ANSWERED if pk in answered else outlook(offers.get(pk), standing.headcount) for pk in ahead
    )


def outlook(offer: Offer | None, headcount: int) -> str:
    """What so many would get in one way, by the rules that sign them up."""
    if offer is None:
        return LEFT_OUT
    if offer.fits(headcount):
        return SEATED
    try:
        offer.refuse_if_no_queue(headcount)
    except Full:
        return LEFT_OUT
    return QUEUED


def prospect_words(found: Counter[str]) -> list[str]:
    """The same as sentences; what is nought is not said, but that no date comes."""
    sentences = {
        SEATED: ngettext(
            "På %(n)s kommande tillfälle finns plats.",
            "På %(n)s kommande tillfällen finns plats.",
            found[SEATED],
        ),
        QUEUED: ngettext(
            "På %(n)s är det fullt. Där blir det kö.",
            "På %(n)s är det fullt. Där blir det kö.",
            found[QUEUED],
        ),
        LEFT_OUT: ngettext(
            "På %(n)s går det inte att få plats.",
            "På %(n)s går det inte att få plats.",
            found[LEFT_OUT],
        ),
        ANSWERED: ngettext(
            "Till %(n)s är personen redan anmäld. Den anmälan ändras inte.",
            "Till %(n)s är personen redan anmäld. De anmälningarna ändras inte.",
            found[ANSWERED],
        ),
    }
    said = [words % {"n": found[kind]} for kind, words in sentences.items() if found[kind]]
    return said or [_("Inga datum är planerade än. Platsen gäller när de kommer.")]


@dataclass(frozen=True, slots=True)
class StandingRow:
    """One standing place with the name as the reader may see it."""

    standing: Standing
    name: str


@dataclass(frozen=True, slots=True)
class StandingGroup:
    """The standing places of one series."""

    series: Series
    rows: list[StandingRow]


def standing_groups(series: Iterable[Series], desk: Desk) -> list[StandingGroup]:
    """The standing places that last, by series, in one question; series without any left out."""
    groups = {one.pk: StandingGroup(one, []) for one in series}
    for standing in Standing.objects.lasting().in_full().filter(series__in=groups):
        row = StandingRow(standing, name_of(standing.person, desk))
        groups[standing.series_id].rows.append(row)
    return [group for group in groups.values() if group.rows]
