# SPDX-License-Identifier: EUPL-1.2
"""What was sent when its writer had to show who she is first: kept until she has."""

from django.http import HttpRequest

from traffpunkt.people.browsers import known_number
from traffpunkt.people.limits import Limit, address_of

SPOT = "kept"
# A long plan with all its dates and ways is some ten thousand letters.
MOST_LETTERS = 60_000
# Anybody may post to an address of the workroom; few rows of sessions come of it.
BY_ADDRESS = Limit("kept-from-one-address", 30, 600, cache="near")
SECONDS = 60 * 60
NOT_KEPT = {"csrfmiddlewaretoken"}

Fields = list[tuple[str, str]]


def keep(request: HttpRequest) -> bool:
    """Keep a press and its fields in this browser's session; False where it is no form of ours, or
    nobody knows whose it is: it waits for the one who was signed in here, and for nobody else."""
    fields: Fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_KEPT
        for value in values
    ]
    is_form = bool(NOT_KEPT & set(request.POST))
    address = request.get_full_path()
    letters = len(address) + sum(len(name) + len(value) for name, value in fields)
    owner = request.user.pk if request.user.is_authenticated else known_number(request)
    if owner is None or not is_form or letters > MOST_LETTERS:
        return False
    if not BY_ADDRESS.allows(address_of(request)):
        return False
    request.session[SPOT] = {"address": address, "fields": fields, "owner": owner}
    if not request.user.is_authenticated:
        request.session.set_expiry(SECONDS)
    return True


def is_kept(request: HttpRequest) -> bool:
    """Whether something waits for who signs in here, or for who has: what another has sent is not hers."""
    owner = request.session.get(SPOT, {}).get("owner")
    if request.user.is_authenticated:
        return owner is not None and owner == request.user.pk
    return owner is not None


def kept_fields(request: HttpRequest) -> Fields:
    """The fields of what was kept, as they were sent."""
    return [(name, value) for name, value in request.session[SPOT]["fields"]]


def let_go(request: HttpRequest) -> str:
    """Forget what was kept, and say where it was going."""
    return str(request.session.pop(SPOT)["address"])
