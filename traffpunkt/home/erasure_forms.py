# SPDX-License-Identifier: EUPL-1.2
"""The form in which a municipality states what it has decided on erasure."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from traffpunkt.home.retention import BY_KEY, RULES
from traffpunkt.home.settings_forms import SMALL_NUMBER
from traffpunkt.journal.retention import Rule
from traffpunkt.places.forms import PlainForm
from traffpunkt.places.models import ErasureDecision
from traffpunkt.ui.forms import PlainDateField, speak_plainly

NEEDED = _("behövs för att gallra")


class ErasureForm(PlainForm):
    """The decision, and how long each kind of row is kept."""

    is_on = forms.ChoiceField(
        label=_("Ska gamla uppgifter tas bort?"),
        choices=[("on", _("Ja, varje natt")), ("off", _("Nej, allt får vara kvar tills vidare"))],
        widget=forms.RadioSelect,
    )
    reference = forms.CharField(
        label=_("Gallringsbeslutets nummer"),
        help_text=_("Diarienumret, till exempel KS 2026/14."),
        max_length=60,
        required=False,
    )
    decided = PlainDateField(
        label=_("När ni beslutade"),
        help_text=_("Till exempel 3 mars 2026."),
        required=False,
        looks_back=True,
    )
    plan = forms.CharField(
        label=_("Dokumenthanteringsplan"),
        help_text=_("Vilken plan tiderna kommer från, om ni har en."),
        max_length=120,
        required=False,
    )

    needed_when = {"reference": NEEDED, "decided": NEEDED}

    def __init__(self, decision: ErasureDecision, *given: Any, **more: Any) -> None:
        initial = {
            "is_on": "on" if decision.is_on else "off",
            "reference": decision.reference,
            "decided": decision.decided,
            "plan": decision.plan,
        }
        super().__init__(*given, initial=initial | more.pop("initial", {}), **more)
        self.decision = decision
        for rule in RULES:
            self.add(rule)

    def add(self, rule: Rule) -> None:
        """Ask how long a rule waits, and whether what it takes is to be kept for good."""
        amount = forms.IntegerField(
            label=self.question(rule),
            help_text=_now("Från %(least)s till %(most)s.")
            % {"least": rule.least, "most": rule.in_words(rule.most)},
            min_value=rule.least,
            max_value=rule.most,
            initial=self.decision.amount(rule),
            widget=SMALL_NUMBER,
        )
        speak_plainly(amount)
        self.fields[f"{rule.key}_amount"] = amount
        if rule.archived:
            self.fields[f"{rule.key}_kept"] = forms.BooleanField(
                label=_now("%(title)s: skriv ett arkivpaket först") % {"title": rule.title},
                initial=self.decision.keeps(rule),
                required=False,
            )

    def question(self, rule: Rule) -> str:
        """How many days or months after what: "Anmälningar: antal dagar efter tillfället"."""
        unit = _now("antal månader") if rule.unit == "months" else _now("antal dagar")
        return f"{rule.title}: {unit} {rule.after}"

    def clean(self) -> dict[str, Any]:
        """Nothing is erased without a decision of the municipality's own."""
        told = self.cleaned_data
        if told.get("is_on") == "on":
            if not told.get("reference") and "reference" not in self.errors:
                self.add_error("reference", _("Skriv beslutets nummer, till exempel KS 2026/14."))
            if not told.get("decided") and "decided" not in self.errors:
                self.add_error("decided", _("Skriv dagen, till exempel 3 mars 2026."))
        return told

    @property
    def facts(self) -> dict[str, Any]:
        """What was decided; only the times that differ from ours are kept."""
        told = self.cleaned_data
        amounts = {rule.key: told[f"{rule.key}_amount"] for rule in RULES}
        kept = {rule.key: told[f"{rule.key}_kept"] for rule in RULES if rule.archived}
        return {
            "is_on": told["is_on"] == "on",
            "reference": told["reference"],
            "decided": told["decided"],
            "plan": told["plan"],
            "amounts": {key: n for key, n in amounts.items() if n != BY_KEY[key].amount},
            "kept": {key: yes for key, yes in kept.items() if yes != BY_KEY[key].is_kept},
        }
