# SPDX-License-Identifier: EUPL-1.2
"""The forms of the accessibility statement and of the answer to a fault report."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.places.forms import PlainForm
from traffpunkt.places.statement import CONFORMANCE, METHODS, Statement
from traffpunkt.ui.forms import PlainDateField

LINES = ("faults", "burden", "outside")


def answers(words: dict[str, Any]) -> list[tuple[str, Any]]:
    """What one can choose: everything but that it is not known."""
    return [(key, said) for key, said in words.items() if key != "unknown"]


def chosen(words: dict[str, Any], said: Any) -> str:
    """The key of the answer that stands in the statement; none while it is not known."""
    return next((key for key, own in answers(words) if own == said), "")


class LinesField(forms.CharField):
    """Sentences, one on each line."""

    widget = forms.Textarea(attrs={"rows": 5})

    def clean(self, value: Any) -> list[str]:
        """The lines that say something."""
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        """Each sentence on its line, and what somebody typed as she typed it."""
        return "\n".join(value) if isinstance(value, list) else value


class StatementForm(PlainForm):
    """What the law asks a statement to hold; it is not published while any of it is missing."""

    authority = forms.CharField(
        label=_("Vem ansvarar för webbplatsen?"),
        help_text=_("Kommunens eller nämndens namn."),
        max_length=120,
    )
    service = forms.CharField(
        label=_("Vad heter webbplatsen?"),
        help_text=_("Så som ni själva kallar den."),
        max_length=120,
    )
    conformance = forms.ChoiceField(
        label=_("Hur väl följer webbplatsen lagen?"),
        choices=answers(CONFORMANCE),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj ett av svaren. Det säger er bedömning.")},
    )
    faults = LinesField(
        label=_("Det här är inte tillgängligt för alla"),
        help_text=_(
            "En brist på varje rad, och varför. Till exempel: Två filmer saknar textning, för att de är äldre än lagen."
        ),
        max_length=4000,
        required=False,
    )
    burden = LinesField(
        label=_("Undantag för det som vore för betungande (12 §)"),
        help_text=_("Ett undantag på varje rad, med skälet. Lämna tomt om ni inte gör något."),
        max_length=4000,
        required=False,
    )
    outside = LinesField(
        label=_("Innehåll som lagen inte gäller (9 §)"),
        help_text=_("En sak på varje rad. Lämna tomt om inget sådant finns."),
        max_length=4000,
        required=False,
    )
    assessed = PlainDateField(
        label=_("När gjordes bedömningen?"),
        help_text=_("Till exempel 4 november."),
        looks_back=True,
    )
    method = forms.ChoiceField(
        label=_("Hur gjordes den?"), choices=answers(METHODS), widget=forms.RadioSelect
    )
    post = forms.CharField(
        label=_("Dit kan man skriva brev"),
        help_text=_("Hela adressen. Hjälptelefonen står redan på sidan."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        error_messages={"required": _("Skriv adressen, till exempel: Storgatan 1, 123 45 Staden.")},
    )

    needed_when = {"faults": _("måste fyllas i om webbplatsen inte är helt förenlig")}

    def __init__(self, statement: Statement, *given: Any) -> None:
        names = ("authority", "service", "assessed", "post", *LINES)
        initial: dict[str, Any] = {name: getattr(statement, name) for name in names}
        initial["conformance"] = chosen(CONFORMANCE, statement.conformance)
        initial["method"] = chosen(METHODS, statement.method)
        super().__init__(*given, initial=initial)

    @property
    def said(self) -> dict[str, Any]:
        """The statement as it is kept."""
        return self.cleaned_data | {"assessed": self.cleaned_data["assessed"].isoformat()}

    def clean(self) -> dict[str, Any]:
        """What is said of the whole agrees with the list, and a test has been made when it is told."""
        told = self.cleaned_data
        whole, faults = told.get("conformance"), told.get("faults")
        if whole == "fully" and faults:
            words = _("Ni har valt helt förenlig. Välj delvis, eller ta bort bristerna.")
            self.add_error("faults", words)
        elif whole in {"partly", "not"} and faults == []:
            self.add_error("faults", _("Skriv vad som inte är tillgängligt, och varför."))
        if told.get("assessed") and told["assessed"] > timezone.localdate():
            self.add_error(
                "assessed", _("Den dagen har inte varit än. Skriv dagen när ni testade.")
            )
        return told


class AnswerForm(PlainForm):
    """What somebody was answered."""

    text = forms.CharField(
        label=_("Vad svarade du?"),
        help_text=_("Till exempel: Texten är större nu. Tack för att du sa till."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
