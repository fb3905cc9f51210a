# SPDX-License-Identifier: EUPL-1.2
"""What keeps machines out of public forms, and that nobody else notices.

A press carries a signed token: it says when the form was opened and makes two presses one.
Nobody is turned away for good: who trips is asked to press again, with everything typed kept.
"""

import uuid
from typing import Any

from django.core.signing import BadSignature, TimestampSigner
from django.utils.translation import gettext as _

from traffpunkt.places.forms import PlainForm

SIGNER = TimestampSigner(salt="traffpunkt.press")
QUICKEST = 2
# Over 20 hours (WCAG 2.2.6): a form that is left open over night still works.
LONGEST = 60 * 60 * 48


def new_press() -> str:
    """A token for one press of one form, dated now."""
    return SIGNER.sign(uuid.uuid4().hex)


def pressed(token: str, longest: int = LONGEST) -> uuid.UUID | None:
    """The identity that a token carries, or None when it is not ours or too old."""
    try:
        return uuid.UUID(SIGNER.unsign(token, max_age=longest))
    except (BadSignature, ValueError):
        return None


class GuardedForm(PlainForm):
    """A public form with a trap and a clock; `{{ form }}` brings both."""

    is_of_workroom = False

    template_name = "places/guarded_form.html"
    TICKET = "tryck"
    TRAP = "hemsida"

    @property
    def token(self) -> str:
        """What the hidden field carries: the same token as long as it holds."""
        given = str(self.data.get(self.TICKET, ""))
        return given if pressed(given) else new_press()

    @property
    def press(self) -> uuid.UUID:
        """The identity of this press."""
        return pressed(str(self.data.get(self.TICKET, ""))) or uuid.uuid4()

    def clean(self) -> dict[str, Any]:
        """Ask whoever tripped to press once more; a person then gets through."""
        token = str(self.data.get(self.TICKET, ""))
        if not pressed(token):
            self.add_error(None, _("Sidan hade varit öppen länge. Tryck en gång till."))
        elif pressed(token, QUICKEST):
            self.add_error(None, _("Det gick så fort att vi blev osäkra. Tryck en gång till."))
        elif self.data.get(self.TRAP):
            words = _(
                "Webbläsaren fyllde i ett fält som ska vara tomt. Nu är det tömt. Tryck igen."
            )
            self.add_error(None, words)
        return self.cleaned_data
