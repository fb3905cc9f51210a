# SPDX-License-Identifier: EUPL-1.2
"""Codes as text messages: who may get them, how often, and what is said when none leaves.

A text costs money and rings somebody's telephone, so it has a ceiling for each account and day.
"""

from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from traffpunkt.people.desk import Desk
from traffpunkt.people.limits import Limit
from traffpunkt.people.models import Account, CodeNumber, Role, SignInRule
from traffpunkt.people.signing_in import SMS
from traffpunkt.places.models import Municipality

ASKED = Limit("text-code-asked", 3, 60 * 10)
ASKED_IN_A_DAY = Limit("text-code-asked-in-a-day", 8, 60 * 60 * 24)


class NoText(Exception):
    """No text message leaves now; a code by e-mail does."""

    words = _("Sms går inte att skicka just nu. Använd koden i e-post i stället.")
    not_for_a_number = _("Sms går inte att skicka just nu. Försök igen senare, eller ring oss.")
    status = 422


class TooManyTexts(NoText):
    """So many texts have been asked for that somebody may be playing with them."""

    words = _("Det blev många sms på kort tid. Använd koden i e-post, eller vänta till senare.")
    not_for_a_number = _("Det blev många sms på kort tid. Försök igen i morgon, eller ring oss.")
    status = 429


def are_offered(municipality: Municipality) -> bool:
    """Whether somebody who works in a municipality may sign in with a code as SMS."""
    rule = SignInRule.of(municipality)
    return SMS.is_set_up and any(SMS.key in rule.ways_for(role) for role in Role)


def may_have(account: Account, municipality: Municipality) -> bool:
    """Whether a role that an account has in a municipality today lets it have codes as SMS."""
    rule = SignInRule.of(municipality)
    here = account.memberships.current().within(municipality)
    return SMS.is_set_up and any(SMS.key in rule.ways_for(row.role) for row in here)


def number_of(account: Account | None, municipality: Municipality) -> str:
    """The number to which an account may have a code in a municipality; nothing if there is none."""
    number = own(account)
    is_hers = bool(number) and account is not None and may_have(account, municipality)
    return number if is_hers else ""


def own(account: Account | None) -> str:
    """The number of an account, whether or not it may be used; nothing if there is none."""
    return CodeNumber.objects.of(account)


def keep(desk: Desk, number: str) -> None:
    """Let codes go to a number that is proven to be hers."""
    here = desk.municipality
    CodeNumber.objects.keep(desk.account, number, by=desk.actor, municipality=here)


def forget(desk: Desk) -> bool:
    """Send no more codes to her number; False if there was none."""
    here = desk.municipality.pk
    return CodeNumber.objects.forget(desk.account, by=desk.actor, municipality=here)


def do_rest(request: HttpRequest) -> bool:
    """Whether the gateway takes no text messages at the moment."""
    return bool(sender(request).texts_rest())


def count(request: HttpRequest, email: str, who_asks: str) -> None:
    """Count one text that is asked for, whether or not anybody has that address; raises NoText."""
    if do_rest(request):
        raise NoText
    if not (ASKED.allows(email, who_asks) and ASKED_IN_A_DAY.allows(email, who_asks)):
        raise TooManyTexts


def send(request: HttpRequest, number: str) -> str:
    """Send a new code to a number; the code, for whoever keeps it."""
    code = str(sender(request).generate_login_code())
    sender(request).text_code(number, code)
    return code


def sender(request: HttpRequest) -> Any:
    """The doorkeeper who sends: the settings name one who owns the outbox."""
    return get_adapter(request)
