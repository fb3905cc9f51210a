# SPDX-License-Identifier: EUPL-1.2
"""What is said to all who come to one date, and to whom of them."""

from collections import Counter
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from traffpunkt.activities.announcing import Reach, draft, reach_of
from traffpunkt.activities.models import Announcement, Occasion, Offer
from traffpunkt.activities.templatetags.programme import way
from traffpunkt.outbox import gsm
from traffpunkt.places.forms import PlainForm
from traffpunkt.places.guards import new_press, pressed

SEND = "skicka"
Audience = Announcement.Audience


class AnnouncementForm(PlainForm):
    """To whom, and the words; they are shown as they will be read before anything is sent."""

    to = forms.ChoiceField(label=_("Till vilka?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Vad vill du säga?"),
        help_text=_(
            "Till exempel: Ta med inneskor. Aktiviteten, dagen och platsen står redan med."
        ),
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        max_length=1000,
    )

    def __init__(self, data: QueryDict | None, *, occasion: Occasion) -> None:
        super().__init__(data, initial={"to": Audience.SEATED})
        self.occasion = occasion
        self.offers = {str(offer.pk): offer for offer in occasion.offers.select_related("venue")}
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)  # noqa: S101 - said above
        to.choices = self.choices

    @property
    def choices(self) -> list[tuple[str, str]]:
        """All, those of each way, and those who wait, with how many sign-ups that is; none empty."""
        signups = self.occasion.signups.standing_now()
        found = Counter(signups.values_list("offer", "state"))
        ways = [
            (key, way(offer), found[offer.pk, "expected"]) for key, offer in self.offers.items()
        ]
        waiting = sum(count for (_offer, state), count in found.items() if state == "waiting")
        rows = [(str(Audience.SEATED), _now("Alla som har plats"), sum(row[2] for row in ways))]
        rows += ways if len([row for row in ways if row[2]]) > 1 else []
        rows += [(str(Audience.WAITING), _now("De som står i kö"), waiting)]
        return [(key, _now("%s (%d)") % (words, count)) for key, words, count in rows if count]

    def clean_words(self) -> str:
        """Words without addresses of the web."""
        words = str(self.cleaned_data["words"])
        # Any of it may be sent as SMS, and people must not learn to follow links in those.
        if gsm.holds_link(gsm.plain(words)):
            raise ValidationError(
                _now("Skriv ingen webbadress här. Den som är anmäld har länken på sin egen sida.")
            )
        return words

    @property
    def token(self) -> str:
        """What makes two presses one."""
        given = str(self.data.get("tryck", "")) if self.is_bound else ""
        return given if pressed(given) else new_press()

    @property
    def is_for_keeps(self) -> bool:
        """Whether the press means that it is to be sent, and not only shown."""
        return self.data.get("gor") == SEND

    @property
    def offer(self) -> Offer | None:
        """The way whose people it is for, when it is for one."""
        return self.offers.get(self.cleaned_data["to"])

    @property
    def announcement(self) -> Announcement:
        """What was written, as the verb takes it."""
        typed: dict[str, Any] = self.cleaned_data
        audience = Audience.WAY if self.offer else typed["to"]
        press = pressed(self.token)
        assert press is not None  # noqa: S101 - a token of our own
        return draft(self.occasion, audience, self.offer, typed["words"], press)


def reach_words(reach: Reach) -> str:
    """How many are told, and how: "12 personer får e-post. 3 personer behöver du ringa."."""
    parts = []
    if reach.written:
        parts.append(
            ngettext("%(n)s person får ett meddelande.", "%(n)s personer får ett meddelande.",
                     reach.written) % {"n": reach.written}
        )  # fmt: skip
    if reach.rung:
        parts.append(
            ngettext("%(n)s person hamnar under Ring.", "%(n)s personer hamnar under Ring.",
                     reach.rung) % {"n": reach.rung}
        )  # fmt: skip
    return " ".join(parts)


def reach_in_words(announcement: Announcement) -> str:
    """The same, of what is about to be said."""
    return reach_words(reach_of(announcement))
