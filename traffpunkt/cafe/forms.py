# SPDX-License-Identifier: EUPL-1.2
"""What is pressed at a queue: which step, and by which press."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from traffpunkt.cafe.models import Ticket
from traffpunkt.places.forms import PlainForm


class PressForm(PlainForm):
    """One press, known again by its mark if it comes twice."""

    press = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        # A press is an identity and no text: what texts are tried against does not fit it.
        self.fields["press"].validators = []


class QueueForm(PressForm):
    """A step of the whole queue: call the next, or give a number to who cannot press."""

    NEXT, GIVE = "nasta", "nytt"
    step = forms.ChoiceField(choices=[(NEXT, _("Nästa")), (GIVE, _("Ge ett nummer"))])


class TicketForm(PlainForm):
    """A step of one number, and how it stood when it was pressed."""

    AGAIN, DONE, GONE, UNDO = "igen", "klar", "kom-inte", "angra"
    step = forms.ChoiceField(
        choices=[
            (AGAIN, _("Ropa igen")),
            (DONE, _("Klar")),
            (GONE, _("Kom inte")),
            (UNDO, _("Ångra")),
        ]
    )
    seen = forms.ChoiceField(choices=Ticket.State)


class KioskForm(PressForm):
    """A press at a kiosk: for which date."""

    occasion = forms.IntegerField(min_value=1, max_value=2**31 - 1)
