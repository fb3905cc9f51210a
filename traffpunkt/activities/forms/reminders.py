# SPDX-License-Identifier: EUPL-1.2
"""When people are reminded: of all activities of a municipality, or of one in its own way."""

import datetime
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.models import Activity, ReminderRule, Way
from traffpunkt.places.forms import PlainForm
from traffpunkt.places.models import Municipality
from traffpunkt.ui.forms import PlainTimeField

OFF, ON, AS_ALL = "off", "on", "all"
MOST = {"days": 14, "hours": 48}
A_DAY = 24 * 60
# So that there is time left in which one may be reached at all.
LONGEST_NIGHT = 16 * 60
SHORT = forms.TextInput(attrs={"size": 4, "inputmode": "numeric", "autocomplete": "off"})


def minutes_of(clock: datetime.time) -> int:
    """The minute of the day."""
    return clock.hour * 60 + clock.minute


class ReminderForm(PlainForm):
    """Whether and when, in which ways of taking part, and whether somebody rings."""

    wish = forms.ChoiceField(
        label=_("Ska de som är anmälda få en påminnelse?"),
        choices=[(ON, _("Ja")), (OFF, _("Nej"))],
        widget=forms.RadioSelect,
    )
    amount = forms.IntegerField(
        label=_("Hur långt före?"),
        help_text=_("Till exempel 1 om det är dagen före."),
        min_value=1,
        max_value=MOST["hours"],
        widget=SHORT,
    )
    measure = forms.ChoiceField(
        label=_("Dagar eller timmar?"),
        choices=[
            ("days", _("Dagar före, vid ett klockslag")),
            ("hours", _("Timmar före")),
        ],
        widget=forms.RadioSelect,
    )
    clock = PlainTimeField(
        label=_("Vid vilket klockslag?"),
        help_text=_("Gäller när du har valt dagar. Till exempel 10.00."),
        required=False,
    )
    latest_minutes = forms.IntegerField(
        label=_("Hur många minuter före är för sent?"),
        help_text=_("Den som inte har hunnit få sin påminnelse då får ingen."),
        min_value=0,
        max_value=A_DAY,
        widget=SHORT,
    )
    ways = forms.MultipleChoiceField(
        label=_("Vilka ska påminnas?"),
        choices=[
            (Way.ON_SITE, _("De som kommer hit")),
            (Way.ONLINE, _("De som är med hemifrån")),
            (Way.PHONE, _("De som ringer in")),
            (Way.WATCH_PARTY, _("De som ser tillsammans på en annan plats")),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    rings = forms.BooleanField(
        label=_("Ring dem som vi inte kan skriva till"),
        help_text=_("De hamnar då på er ringlista. Annars får de ingen påminnelse."),
        required=False,
    )

    RULE = ("measure", "amount", "latest_minutes", "ways", "rings")

    def __init__(self, data: QueryDict | None, rule: ReminderRule | None, **more: Any) -> None:
        shown = rule or ReminderRule(is_on=False)
        initial = {name: getattr(shown, name) for name in (*self.RULE, "clock")}
        initial |= {"wish": ON if shown.is_on else OFF} | more
        super().__init__(data, initial=initial)

    @property
    def facts(self) -> dict[str, Any] | None:
        """What the rule says from now on; nothing where there is none of its own."""
        told = self.cleaned_data
        if told["wish"] == AS_ALL:
            return None
        # Hours need no clock: the one that was there stays.
        clock = told["clock"] or self.initial["clock"]
        rule = {name: told[name] for name in self.RULE}
        return rule | {"clock": clock, "is_on": told["wish"] == ON}

    def clean(self) -> dict[str, Any]:
        """Days need a time of day; and no reminder may wish to come when it is too late."""
        told = self.cleaned_data
        measure, amount = told.get("measure", "hours"), told.get("amount", 0)
        if measure == "days" and amount > MOST["days"]:
            self.add_error("amount", _("Det är för långt före. Skriv högst 14 dagar."))
        if measure == "days" and "clock" in told and told["clock"] is None:
            self.add_error("clock", _("Skriv klockslaget till exempel så här: 10.00."))
        if measure == "hours" and amount and told.get("latest_minutes", 0) > amount * 60:
            words = _("Påminnelsen skulle komma för sent. Skriv färre minuter, eller fler timmar.")
            self.add_error("latest_minutes", words)
        return told


class ReminderForAllForm(ReminderForm):
    """The rule of a municipality, and its night."""

    quiet_from = PlainTimeField(
        label=_("När börjar kvällen?"),
        help_text=_("Efter det klockslaget skickas inga påminnelser. Till exempel 20.00."),
    )
    quiet_until = PlainTimeField(
        label=_("När slutar natten?"),
        help_text=_("Då får påminnelser skickas igen. Till exempel 8.00."),
    )

    NIGHT = ("quiet_from", "quiet_until")

    def __init__(self, data: QueryDict | None, municipality: Municipality) -> None:
        night = {name: getattr(municipality, name) for name in self.NIGHT}
        super().__init__(data, municipality.reminder_rules.for_all(), **night)

    @property
    def night(self) -> dict[str, datetime.time]:
        """From when to when nobody is reminded."""
        return {name: self.cleaned_data[name] for name in self.NIGHT}

    def clean(self) -> dict[str, Any]:
        """A night leaves some hours of the day."""
        told = super().clean()
        begins, ends = (told.get(name) for name in self.NIGHT)
        if begins and begins == ends:
            self.add_error(
                "quiet_until", _("Natten måste ha en början och ett slut. Ändra en av tiderna.")
            )
        elif begins and ends and (minutes_of(ends) - minutes_of(begins)) % A_DAY > LONGEST_NIGHT:
            words = _("Då blir det nästan ingen tid kvar. Natten får vara högst 16 timmar.")
            self.add_error("quiet_until", words)
        return told


class ReminderOfActivityForm(ReminderForm):
    """An activity's own rule, or the one for all."""

    def __init__(self, data: QueryDict | None, activity: Activity) -> None:
        rules = activity.municipality.reminder_rules
        own, for_all = rules.of(activity), rules.for_all()
        super().__init__(data, own or for_all, **({} if own else {"wish": AS_ALL}))
        usual = for_all.in_words if for_all else _("ingen påminnelse")
        as_all = (AS_ALL, _("Som för andra aktiviteter: %s") % usual)
        wish = cast("forms.ChoiceField", self.fields["wish"])
        wish.choices = [as_all, (ON, _("Ja, på ett eget sätt")), (OFF, _("Nej"))]
