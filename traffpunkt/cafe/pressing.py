# SPDX-License-Identifier: EUPL-1.2
"""What a press at the desk does to a queue, and what is said of it."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from traffpunkt.activities.models import Occasion
from traffpunkt.activities.refusals import Refusal
from traffpunkt.cafe.forms import QueueForm, TicketForm
from traffpunkt.cafe.models import Ticket, TicketQuerySet
from traffpunkt.journal.models import Actor


def tickets_at(dates: QuerySet[Occasion]) -> TicketQuerySet:
    """The numbers of some dates, each with its date."""
    return Ticket.objects.at_dates(dates)


def press_queue(date: Occasion, form: QueueForm, *, by: Actor) -> str:
    """Call the next or give a number; what there is to say of it."""
    if not form.is_valid():
        raise Refusal(_("Det gick inte. Tryck igen."))
    press = form.cleaned_data["press"]
    if form.cleaned_data["step"] == form.GIVE:
        given = Ticket.objects.take(date, by=by, press=press)
        return _("Nummer %(n)s är gett.") % {"n": given.number}
    called = Ticket.objects.call_next(date, by=by, press=press)
    return "" if called else _("Ingen väntar just nu.")


def press_ticket(row: Ticket, form: TicketForm, *, by: Actor) -> None:
    """Call one number again, end it, or take back its last step."""
    if not form.is_valid():
        raise Refusal(_("Det gick inte. Tryck igen."))
    match form.cleaned_data["step"]:
        case form.AGAIN:
            row.call_again(by=by)
        case form.DONE:
            row.done(by=by)
        case form.GONE:
            row.gone(by=by)
        case _step:
            row.undo(form.cleaned_data["seen"], by=by)
