# SPDX-License-Identifier: EUPL-1.2
"""What a senior writes: a called name to sign up, her number to find a sign-up again."""

from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from traffpunkt.activities.guests import Guest
from traffpunkt.activities.models import Booking, Occasion, Offer, Way
from traffpunkt.activities.refusals import Refusal
from traffpunkt.people.fields import UNTOLD, ContactField, NameField, understood
from traffpunkt.people.models import PersonalPage
from traffpunkt.places.guards import GuardedForm

MORE = "fler"
MOST = 30
SEVERAL = [
    ("1", gettext_lazy("Bara en")),
    ("2", gettext_lazy("Två")),
    ("3", gettext_lazy("Tre")),
    ("4", gettext_lazy("Fyra")),
    (MORE, gettext_lazy("Fler än fyra")),
]
HOW_MANY = gettext_lazy("Skriv hur många ni är med en siffra, högst 30. Till exempel 6.")


# Who signs up herself and who signs up somebody else change over by a button with this name.
CHANGE_OVER = "byt"


def is_for_another(asked: MultiValueDict[str, str]) -> bool:
    """Whether somebody else is to be signed up: as it was, or as one just changed over."""
    changed = {"annan": True, "jag": False}
    return changed.get(asked.get(CHANGE_OVER, ""), asked.get("annan", "") == "1")


def put_by(asked: MultiValueDict[str, str]) -> str:
    """The name of somebody else, kept while one signs up oneself, in case one changes back."""
    just_left = asked.get(CHANGE_OVER) == "jag"
    return asked.get("name" if just_left else "andra", "")


def carried_over(asked: MultiValueDict[str, str]) -> dict[str, str]:
    """What was typed before one changed over, each under what it was said to be."""
    kept = {name: str(asked[name]) for name in ("contact", "several", "number") if name in asked}
    if is_for_another(asked):
        return kept | {"relative": asked.get("name", ""), "name": asked.get("andra", "")}
    return kept | {"name": asked.get("relative", "")}


class SignupForm(GuardedForm):
    """The name and, if one likes, a number or an address; nothing at all on one's own address."""

    template_name = "activities/signup_form.html"

    name = NameField(
        label=gettext_lazy("Ditt namn"),
        help_text=gettext_lazy("Det räcker med förnamn."),
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    contact = ContactField(
        label=gettext_lazy("Telefon eller e-post"),
        help_text=gettext_lazy(
            "Då kan vi höra av oss om något ändras, och du hittar din anmälan igen."
        ),
        required=False,
    )
    relative = NameField(
        label=gettext_lazy("Ditt eget namn"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    several = forms.ChoiceField(
        label=gettext_lazy("Hur många är ni?"),
        choices=SEVERAL,
        initial="1",
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Välj hur många ni är.")},
    )
    number = forms.IntegerField(
        label=gettext_lazy("Antal, om ni är fler än fyra"),
        help_text=gettext_lazy(
            "Räkna med dig själv, till exempel 6. Är ni högst fyra? Skriv inget här."
        ),
        required=False,
        min_value=1,
        max_value=MOST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": HOW_MANY, "min_value": HOW_MANY, "max_value": HOW_MANY},
    )

    def __init__(
        self,
        *given: Any,
        occasion: Occasion,
        asked: MultiValueDict[str, str],
        page: PersonalPage | None = None,
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        self.occasion = occasion
        self.page = page
        self.for_another = is_for_another(asked) and not page
        self.put_by = put_by(asked)
        # A button says which way; where none did, it is the one that the page was about.
        self.wanted = asked.getlist("satt") or asked.getlist("vald")
        self.bring_ways(counted=not self.is_bound)
        self.refusal: Refusal | None = None
        self.ask_only_what_is_needed()

    @classmethod
    def of(
        cls,
        occasion: Occasion,
        asked: MultiValueDict[str, str],
        sent: bool,
        page: PersonalPage | None,
    ) -> Self:
        """The form as it is shown, or as it was sent; who changes over finds her words again."""
        if sent and CHANGE_OVER in asked:
            return cls(occasion=occasion, asked=asked, page=page, initial=carried_over(asked))
        return cls(asked if sent else None, occasion=occasion, asked=asked, page=page)

    def bring_ways(self, *, counted: bool) -> None:
        """Read the ways of taking part; with their seats counted now where the form is shown.

        A press needs no count: its seat is decided behind the lock, and a no shows what is left then.
        """
        ways = self.occasion.offers.all()
        self.ways = list(ways.with_counts().select_related("venue") if counted else ways)
        self.offers = [way for way in self.ways if way.booking != Booking.NONE]
        self.offer = self.chosen()

    def chosen(self) -> Offer | None:
        """The way of taking part that was pressed; the only one there is when none was."""
        wanted = self.wanted[-1] if self.wanted else ""
        found = next((offer for offer in self.offers if str(offer.pk) == wanted), None)
        return self.offers[0] if found is None and len(self.offers) == 1 else found

    def ask_only_what_is_needed(self) -> None:
        """Fewer fields: none of one's own when the page knows her, a relative's when it is one."""
        if not self.for_another:
            del self.fields["relative"]
        if self.page:
            del self.fields["name"], self.fields["contact"]
        elif self.offer and self.offer.way == Way.PHONE:
            words = _("Skriv ditt nummer, så kan vi hjälpa dig in.")
            self.fields["contact"].help_text = words
        if self.for_another:
            self.fields["several"].label = _("Hur många kommer?")
            self.fields["number"].label = _("Antal, om de är fler än fyra")
            self.fields["number"].help_text = _(
                "Till exempel 6. Är de högst fyra? Skriv inget här."
            )
            self.fields["name"].label = _("Namn på den som ska delta")
            self.fields["contact"].label = _("Din telefon eller e-post")
            self.fields["contact"].help_text = _("Då hör vi av oss till dig om något ändras.")

    @property
    def others(self) -> list[Offer]:
        """Other ways that one can sign up for now."""
        return [
            offer for offer in self.offers if offer != self.offer and not offer.closed_because()
        ]

    @property
    def shut(self) -> list[Offer]:
        """What was asked for and is closed, the way chosen or all of them; while it is only asked,
        since what somebody typed stays in its fields."""
        asked = [self.offer] if self.offer else self.offers
        closed = [] if self.is_bound else [offer for offer in asked if offer.closed_because()]
        return closed if len(closed) == len(asked) else []

    @property
    def open_to_all(self) -> list[Offer]:
        """Ways that one can take part in without signing up."""
        is_on = not self.occasion.is_cancelled and not self.occasion.is_over
        return [way for way in self.ways if is_on and way not in self.offers]

    @property
    def instead(self) -> list[Offer]:
        """Ways with seats left, offered beside a chosen one that has none."""
        if self.offer is None or not (self.offer.is_full or self.offer.closed_because()):
            return []
        return [offer for offer in self.others if not offer.is_full]

    @property
    def is_hopeless(self) -> bool:
        """Whether pressing cannot lead to a seat: full, and nobody queues here."""
        return self.offer is not None and self.offer.is_full and not self.offer.has_queue

    @property
    def may_be_pressed(self) -> bool:
        """Whether there is anything to sign up or queue for in the chosen way."""
        return bool(self.offer and not self.offer.closed_because() and not self.is_hopeless)

    @property
    def says_several(self) -> bool:
        """Whether the part about being several is open: when something is written in it."""
        written = self.data if self.is_bound else self.initial
        given = str(written.get("several", "1")), str(written.get("number", ""))
        return given not in {("1", ""), ("", "")}

    def clean(self) -> dict[str, Any]:
        """Several is a choice or a number, and some way of taking part is chosen."""
        cleaned = super().clean()
        if self.offer is None:
            self.add_error(None, _("Välj hur du vill delta."))
        says_more = cleaned.get("several") == MORE and "number" not in self.errors
        if says_more and cleaned["number"] is None:
            self.add_error("number", ValidationError(str(HOW_MANY), code="how_many"))
        return cleaned

    @property
    def guest(self) -> Guest:
        """Who signs up, as far as she said."""
        several = self.cleaned_data.get("several") or "1"
        number = self.cleaned_data.get("number") or 1
        return Guest(
            name=self.cleaned_data.get("name", ""),
            contact=self.cleaned_data.get("contact") or UNTOLD,
            relative=self.cleaned_data.get("relative", ""),
            headcount=number if several in {MORE, "1"} else int(several),
            page=self.page,
        )

    def ways_of_herself(self) -> list[str]:
        """The numbers and addresses of whoever came by her own page."""
        ways = self.page.person.contact_ways.all() if self.page else []
        return [way.value for way in ways]

    def refuse(self, refusal: Refusal) -> None:
        """Keep what was typed, and say why it could not be done."""
        self.refusal = refusal


class FindForm(GuardedForm):
    """The code of a sign-up, and what only who made it knows: a number's end or an address."""

    code = forms.CharField(
        label=gettext_lazy("Ditt anmälningsnummer"),
        help_text=gettext_lazy("Sex tecken. De står på sidan som du fick när du anmälde dig."),
        max_length=60,
        error_messages={
            "required": gettext_lazy(
                "Skriv ditt anmälningsnummer. Det har sex tecken, till exempel AB3 K7M."
            ),
            "max_length": gettext_lazy("Skriv bara anmälningsnumret. Det har sex tecken."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    proof = forms.CharField(
        label=gettext_lazy("De fyra sista siffrorna i telefonnumret, eller e-postadressen"),
        help_text=gettext_lazy("Det som du skrev när du anmälde dig."),
        max_length=254,
        error_messages={
            "required": gettext_lazy(
                "Skriv de fyra sista siffrorna i telefonnumret, eller e-postadressen."
            ),
            "max_length": gettext_lazy("Skriv bara fyra siffror, eller en e-postadress."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )

    def clean_code(self) -> str:
        """Letters and digits only, in capitals."""
        return "".join(sign for sign in self.cleaned_data["code"].upper() if sign.isalnum())

    def clean_proof(self) -> str:
        """An e-mail address, or four digits; who wrote the whole number is understood."""
        typed = self.cleaned_data["proof"]
        if "@" in typed:
            return understood(typed).email
        digits = "".join(str(int(sign)) for sign in typed if sign.isdecimal())
        if len(digits) < 4:
            words = _(
                "Skriv de fyra sista siffrorna i telefonnumret, till exempel 4567. Eller skriv e-postadressen."
            )
            raise ValidationError(words, code="no_proof")
        return digits[-4:]
