# SPDX-License-Identifier: EUPL-1.2
"""The form in which a municipality words one of its texts."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from traffpunkt.activities.models.worded import SWEDISH
from traffpunkt.activities.previews import Preview, words_of_astrid
from traffpunkt.activities.texts import MAYBE_EMPTY, MEANINGS, WORD, Text, fill
from traffpunkt.outbox import gsm
from traffpunkt.places.forms import PlainForm
from traffpunkt.places.models import Municipality
from traffpunkt.ui.words import listed


def in_braces(words: Any) -> str:
    """Words as they are written in a text: "{namn} och {när}"."""
    return listed([f"{{{word}}}" for word in words])


class WordingForm(PlainForm):
    """The heading and the text; what is empty, or as it stands for all, is not kept."""

    subject = forms.CharField(
        label=_("Rubrik"),
        help_text=_("Ämnet i e-post. Lämna tomt för vår vanliga."),
        max_length=150,
        required=False,
    )
    body = forms.CharField(
        label=_("Text"),
        help_text=_("Lämna tomt för vår vanliga text."),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 18}),
    )

    def __init__(
        self, data: QueryDict | None, municipality: Municipality, text: Text, language: str
    ) -> None:
        wording = municipality.wordings.of(text, language)
        # Swedish begins with the words that are there; another language with empty fields.
        usual = {"subject": text.subject, "body": text.body} if language == SWEDISH else {}
        own = {name: getattr(wording, name) for name in ("subject", "body") if wording}
        kept = {name: own.get(name) or usual.get(name, "") for name in ("subject", "body")}
        super().__init__(data, initial=kept)
        self.municipality, self.text = municipality, text

    @property
    def facts(self) -> dict[str, str]:
        """What is kept: only what differs from what stands for all."""
        usual = {"subject": self.text.subject, "body": self.text.body}
        told = {name: self.cleaned_data[name] for name in usual}
        return {name: "" if told[name] == usual[name] else told[name] for name in usual}

    @property
    def words(self) -> list[tuple[str, StrOrPromise]]:
        """The words that may stand in the text, as they are written, and what each says."""
        return [(in_braces([word]), MEANINGS[word]) for word in self.text.words]

    @property
    def preview(self) -> Preview | None:
        """The text as Astrid would get it, who does not exist; nothing while it cannot be sent."""
        if self.errors:
            return None
        told = self.cleaned_data if self.is_bound else self.initial
        invented = words_of_astrid(self.municipality)
        subject, body = told["subject"] or self.text.subject, told["body"] or self.text.body
        return Preview(self.municipality, fill(subject, invented), fill(body, invented))

    def clean_subject(self) -> str:
        """A heading of known words, without a web address."""
        typed: str = self.cleaned_data["subject"]
        self.refuse_unknown(typed)
        return typed

    def clean_body(self) -> str:
        """A text of known words in which nothing is missing that people need to know."""
        typed = "\n".join(self.cleaned_data["body"].splitlines()).strip()
        self.refuse_unknown(typed)
        said = set(WORD.findall(typed))
        if typed and (missing := [word for word in self.text.needed if word not in said]):
            words = _now("Skriv också %(words)s, annars vet man inte vad det gäller.")
            raise ValidationError(words % {"words": in_braces(missing)}, code="missing")
        self.refuse_risky_lines(typed)
        return typed

    def refuse_risky_lines(self, typed: str) -> None:
        """Say no to a line that people need and that goes when another word has nothing to say."""
        for line in typed.splitlines():
            said = set(WORD.findall(line))
            risky = sorted(said & MAYBE_EMPTY)
            if risky and said & (set(self.text.needed) - MAYBE_EMPTY):
                words = _now(
                    "Skriv %(words)s på en egen rad. Raden utgår när det inte finns något att säga."
                )
                raise ValidationError(words % {"words": in_braces(risky)}, code="risky")

    def refuse_unknown(self, typed: str) -> None:
        """Say no to words that nothing can be put in for, to loose braces and to web addresses."""
        if unknown := [word for word in WORD.findall(typed) if word not in self.text.words]:
            words = _now("%(unknown)s går inte att fylla i här. Välj bland %(words)s.")
            told = {"unknown": in_braces(unknown), "words": in_braces(self.text.words)}
            raise ValidationError(words % told, code="unknown")
        if set("{}") & set(WORD.sub("", typed)):
            words = _now("En klammer står ensam. Skriv till exempel så här: {namn}.")
            raise ValidationError(words, code="braces")
        if gsm.holds_link(gsm.plain(typed)):
            words = _now(
                "Ta bort webbadressen. Texten kan bli ett sms, och i sms skickar vi aldrig länkar."
            )
            raise ValidationError(words, code="link")
