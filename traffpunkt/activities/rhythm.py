# SPDX-License-Identifier: EUPL-1.2
"""A rule in words: "Varannan vecka på tisdag och torsdag klockan 13.00–15.00 från 1 september"."""

import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from traffpunkt.activities.recurrence import BY_MONTH, LAST, SINGLE_DATES, Rule, wall_end
from traffpunkt.places.models.venue import Weekday
from traffpunkt.ui.words import clock, listed

MOST_DATES_NAMED = 4


def ordinal(number: int) -> str:
    """A counting word: "tredje"."""
    words = {
        1: _("första"), 2: _("andra"), 3: _("tredje"), 4: _("fjärde"), 5: _("femte"),
        6: _("sjätte"), 7: _("sjunde"), 8: _("åttonde"), LAST: _("sista"),
    }  # fmt: skip
    return words.get(number, _("%(n)s:e") % {"n": number})


def plain_date(day: datetime.date) -> str:
    """A date without its weekday: "1 september", with the year when it is not this one."""
    this_year = day.year == timezone.localdate().year
    return formats.date_format(day, "j F" if this_year else "j F Y")


def how_often(rule: Rule) -> str:
    """Which weeks or months: "Varannan vecka på tisdag och torsdag"."""
    names = [str(Weekday(number).label) for number in rule.days_of_week]
    if rule.pattern == BY_MONTH:
        return monthly_words(rule, names)
    if rule.every == 1:
        return _("Varje %(days)s") % {"days": listed(names)}
    if rule.every == 2:
        return _("Varannan vecka på %(days)s") % {"days": listed(names)}
    return _("Var %(nth)s vecka på %(days)s") % {
        "nth": ordinal(rule.every),
        "days": listed(names),
    }


def monthly_words(rule: Rule, names: list[str]) -> str:
    """Which days of which months: "Andra tisdagen i månaden"."""
    days = listed([_("%(day)sen") % {"day": name} for name in names])
    facts = {"nth": ordinal(rule.nth).capitalize(), "days": days, "months": ordinal(rule.every)}
    if rule.every == 1:
        return _("%(nth)s %(days)s i månaden") % facts
    if rule.every == 2:
        return _("%(nth)s %(days)s varannan månad") % facts
    return _("%(nth)s %(days)s var %(months)s månad") % facts


def dates_words(days: list[datetime.date]) -> str:
    """A few dates by name, many by number."""
    if len(days) > MOST_DATES_NAMED:
        return ngettext("%(n)s datum", "%(n)s datum", len(days)) % {"n": len(days)}
    return listed([plain_date(day) for day in days])


def in_words(rule: Rule, start: datetime.time, minutes: int) -> str:
    """The whole rule in one sentence without its full stop."""
    told = {"from": clock(start), "to": clock(wall_end(start, minutes))}
    hours = _("klockan %(from)s–%(to)s") % told
    if rule.pattern == SINGLE_DATES:
        days = sorted({rule.first, *rule.added} - rule.removed)
        return _("%(days)s %(hours)s") % {"days": dates_words(days).capitalize(), "hours": hours}
    return " ".join([how_often(rule), hours, *limits(rule), *exceptions(rule)])


def limits(rule: Rule) -> list[str]:
    """From when and until when."""
    farthest = rule.until or rule.first + datetime.timedelta(days=800)
    begins = next(iter(rule.pattern_days(farthest)), rule.first)
    words = [_("från %(day)s") % {"day": plain_date(begins)}]
    if rule.until:
        words.append(_("till %(day)s") % {"day": plain_date(rule.until)})
    return words


def exceptions(rule: Rule) -> list[str]:
    """What was added and removed by hand."""
    words = []
    if rule.added:
        words.append(_("och även %(days)s") % {"days": dates_words(sorted(rule.added))})
    if rule.removed:
        words.append(_("utom %(days)s") % {"days": dates_words(sorted(rule.removed))})
    return words
