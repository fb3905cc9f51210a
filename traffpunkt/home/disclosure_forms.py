# SPDX-License-Identifier: EUPL-1.2
"""What a coordinator writes when somebody asks for documents: what to search, and what to mask."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from traffpunkt.home.grounds import GROUNDS
from traffpunkt.home.kinds import KINDS
from traffpunkt.home.masking import OUT, Document, Shown
from traffpunkt.home.searches import Search
from traffpunkt.people.finding import MOST_LETTERS, find
from traffpunkt.people.models import Person
from traffpunkt.places.forms import PlainForm, PlainModelForm
from traffpunkt.places.models import Disclosure, Municipality, Venue
from traffpunkt.ui.forms import PlainDateField, speak_plainly

BEGIN = "borja"
# A word that stands in the names of more activities than this narrows nothing.
MOST_ACTIVITIES = 50
CHOOSE = ("", _("Välj"))


class SearchForm(PlainForm):
    """The days, and what else narrows it. Who asks is no field: an authority may not ask that."""

    first = PlainDateField(
        label=_("Första dagen"), help_text=_("Till exempel 3 mars 2026."), looks_back=True
    )
    last = PlainDateField(
        label=_("Sista dagen"), help_text=_("Lämna tomt för till och med i dag."), required=False
    )
    kinds = forms.MultipleChoiceField(
        label=_("Slag av handlingar"), help_text=_("Kryssa i inget för alla slag."), required=False,
        choices=[(kind.key, kind.title) for kind in KINDS], widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    venue = forms.ModelChoiceField(
        label=_("Plats"),
        queryset=Venue.objects.none(),
        required=False,
        empty_label=_("Alla platser"),
    )
    activity = forms.CharField(
        label=_("Aktivitet"), help_text=_("Skriv något av namnet, till exempel Stickcafé."),
        required=False, max_length=100,
    )  # fmt: skip
    who = forms.CharField(
        label=_("Den som handlingarna gäller"),
        help_text=_("Sök som i registret: namn eller slutet av numret. Skriv inte vem som frågar."),
        required=False, max_length=MOST_LETTERS, widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    person = forms.ChoiceField(
        label=_("Vem av dem?"), required=False, choices=(), widget=forms.RadioSelect
    )
    ground = forms.ChoiceField(
        label=_("Grund för det som maskeras från början"),
        help_text=_("Kommunens jurist avgör vilken som gäller. Du kan välja en annan för varje uppgift."),
        required=False, choices=[CHOOSE, *GROUNDS.items()],
    )  # fmt: skip
    needed_when: ClassVar[dict[str, StrOrPromise]] = {"ground": _("när du börjar maskera")}

    def __init__(self, municipality: Municipality, data: Any = None) -> None:
        super().__init__(data)
        self.municipality = municipality
        self.activities: tuple[int, ...] = ()
        self.fields["venue"].queryset = municipality.venues.all()  # type: ignore[attr-defined]
        self.fields["who"].validators = []
        self.candidates = self.meant()
        if len(self.candidates) > 1:
            self.fields["person"].choices = [(str(p.pk), called(p)) for p in self.candidates]  # type: ignore[attr-defined]
        else:
            del self.fields["person"]

    def meant(self) -> list[Person]:
        """Those of the register whom the words may mean."""
        typed = str(self.data.get("who", "")).replace("\0", "").strip() if self.is_bound else ""
        if not typed:
            return []
        return find(self.municipality.persons.kept(), self.municipality, typed).persons

    def clean_activity(self) -> str:
        """The activities whose names hold the words."""
        typed = str(self.cleaned_data["activity"])
        if typed:
            rows = self.municipality.activities.filter(title__icontains=typed)
            self.activities = tuple(rows.values_list("pk", flat=True)[: MOST_ACTIVITIES + 1])
            if not self.activities:
                raise forms.ValidationError(_("Ingen aktivitet heter så. Skriv en del av namnet."))
            if len(self.activities) > MOST_ACTIVITIES:
                raise forms.ValidationError(_("Många aktiviteter heter så. Skriv mer av namnet."))
        return typed

    def clean(self) -> dict[str, Any]:
        """See that the days come in their order, and that one person is meant."""
        found = super().clean() or self.cleaned_data
        first, last = found.get("first"), found.get("last") or timezone.localdate()
        if first and last < first:
            self.add_error("last", _("Sista dagen är före den första. Skriv en senare dag."))
        found["last"] = last
        if found.get("who") and not self.candidates:
            self.add_error("who", _("Ingen i registret heter så. Skriv på ett annat sätt."))
        if "person" in self.fields and not found.get("person") and "person" not in self.errors:
            self.add_error("person", _("Det finns flera. Välj en av dem."))
        if BEGIN in self.data and not found.get("ground"):
            self.add_error("ground", _("Välj en grund innan du börjar maskera."))
        return found

    @property
    def search(self) -> Search:
        """What was asked."""
        said = self.cleaned_data
        chosen = said.get("person") or (self.candidates[0].pk if self.candidates else 0)
        return Search(
            self.municipality, said["first"], said["last"], tuple(said["kinds"]),
            said["venue"].pk if said["venue"] else None, self.activities, int(chosen) or None,
        )  # fmt: skip


def called(person: Person) -> str:
    """Somebody with how she is reached, so that two of one name are told apart."""
    return ", ".join([person.name, *(way.value for way in person.contact_ways.all())])


class MaskForm(PlainForm):
    """Each field of some documents that somebody can mask or hand out."""

    def __init__(self, documents: Iterable[Document], data: Any = None) -> None:
        super().__init__(data)
        self.documents = list(documents)
        for document in self.documents:
            for shown in filter(lambda one: one.may_be_decided, document.fields):
                self.fields[shown.key] = choice_of(shown)

    @property
    def decided(self) -> dict[str, str]:
        """What was changed, by the field it is about."""
        initial = {name: field.initial for name, field in self.fields.items()}
        return {name: said for name, said in self.cleaned_data.items() if said != initial[name]}

    def shown(self) -> list[dict[str, Any]]:
        """Each document with its fields, and the question about those that can be decided."""
        return [
            {"kind": document.kind.title, "rows": [
                (one, self[one.key] if one.key in self.fields else None) for one in document.fields
            ]}
            for document in self.documents
        ]  # fmt: skip


def choice_of(shown: Shown) -> forms.ChoiceField:
    """The question what becomes of one field."""
    choices = [(OUT, _("Lämna ut")), *GROUNDS.items()]
    question = forms.ChoiceField(
        label=shown.piece.label, choices=choices, initial=shown.ground or OUT
    )
    speak_plainly(question)
    return question


class WordsForm(PlainForm):
    """Words that are masked wherever they stand."""

    words = forms.CharField(
        label=_("Ord att maskera överallt"),
        help_text=_("Ett namn, ett nummer eller några ord på varje rad."),
        widget=forms.Textarea(attrs={"rows": 6}), max_length=2000, required=False,
    )  # fmt: skip
    ground = forms.ChoiceField(label=_("Grund"), choices=[*GROUNDS.items()])


class AppealForm(PlainModelForm):
    """What stands on each paper of how one appeals."""

    class Meta:
        model = Municipality
        fields = ("appeal",)
        widgets: ClassVar = {"appeal": forms.Textarea(attrs={"rows": 8})}
        help_texts: ClassVar = {
            "appeal": _(
                "Står först på varje utlämnande. Lämna tomt för texten som visas här under."
            )
        }


def words_form(disclosure: Disclosure, data: Any) -> WordsForm:
    """The form of the words as they stand now."""
    ground = disclosure.words_ground or disclosure.ground
    return WordsForm(data, initial={"words": disclosure.words, "ground": ground})
