# SPDX-License-Identifier: EUPL-1.2
"""Signing in with a code: allauth keeps the code in the session of the browser that asked.

An address that we do not know gets the same page, the same limits and no code, so that nobody
can find out who works here.
"""

import time

from allauth.account import app_settings
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.models import GUEST, record
from traffpunkt.people import text_codes
from traffpunkt.people.browsers import known_name, remember
from traffpunkt.people.desk import Desk
from traffpunkt.people.keeping import is_kept
from traffpunkt.people.limits import Limit, address_of
from traffpunkt.people.models import Account
from traffpunkt.people.sign_ins import SHARED
from traffpunkt.people.signing_in import CODE, SMS
from traffpunkt.people.ways import landing, way_back
from traffpunkt.places.models import Municipality

# Per account and per code first; a whole library shares one address, so its ceiling is high. A
# browser where she has signed in before has a count of its own: strangers cannot lock her out.
ASKED = Limit("code-asked", 5, 60 * 10)
ASKED_IN_A_DAY = Limit("code-asked-in-a-day", 60, 60 * 60 * 24)
TRIED = Limit("code-tried", 5, 60 * 10)
FROM_ONE_ADDRESS = Limit("code-from-one-address", 300, 60)


class WrongCode(Exception):
    """The code does not fit, and may be tried again."""

    words = _("Koden stämmer inte. Titta efter och skriv de sex siffrorna igen.")


class NewCodeNeeded(Exception):
    """The code can no longer be used: too many tries, or too late."""

    words = _("Koden gäller inte längre. Skriv din e-post, så skickar vi en ny.")


class TooManyTries(NewCodeNeeded):
    """Somebody asks or guesses faster than a person would."""

    words = _(
        "Det blev många försök på kort tid. Vänta tio minuter och försök igen, eller ring oss."
    )


class AskedCode:
    """A code that this browser has asked for and not used yet."""

    def __init__(self, process: LoginCodeVerificationProcess) -> None:
        self.process = process

    @property
    def email(self) -> str:
        """The address that the code went to, if it is known here."""
        return str(self.process.state["email"])

    @property
    def is_in_time(self) -> bool:
        """Whether a code can still be used: the same for all, whether or not one was texted."""
        since = self.process.state.get("texted", self.process.state["at"])
        return bool(time.time() - since <= app_settings.LOGIN_BY_CODE_TIMEOUT)

    @property
    def is_texted(self) -> bool:
        """Whether a code was asked for as SMS here."""
        return "texted" in self.process.state

    @property
    def account(self) -> Account | None:
        """Whose code it is, if the address is known here."""
        user = self.process.user
        return user if isinstance(user, Account) else None

    def ask_for_text(self, request: HttpRequest, municipality: Municipality) -> None:
        """Send a new code as SMS to who has a number; the code of the letter fits no more then.

        For others nothing changes that can be seen: their page lives as long and takes as many tries.
        """
        if not self.is_in_time:
            raise NewCodeNeeded
        if not FROM_ONE_ADDRESS.allows(address_of(request)):
            raise text_codes.TooManyTexts
        text_codes.count(request, self.email, known_name(request, self.account))
        state = self.process.state
        state["texted"] = time.time()
        if number := text_codes.number_of(self.account, municipality):
            told = {"code": text_codes.send(request, number), "made": time.time(), "way": SMS.key}
            state.update(told)
        request.session.set_expiry(app_settings.LOGIN_BY_CODE_TIMEOUT + 300)
        self.process.persist()

    def fits(self, typed: str) -> bool:
        """Whether these digits are the latest code that was sent, and it is not old."""
        state = self.process.state
        made = state.get("made", state["at"])
        is_old = time.time() - made > app_settings.LOGIN_BY_CODE_TIMEOUT
        return not is_old and constant_time_compare(typed, self.process.code)

    def enter(self, request: HttpRequest, typed: str, municipality: Municipality) -> HttpResponse:
        """Open the door if the code fits; each try counts, also many at the same moment."""
        if not self.is_in_time:
            raise NewCodeNeeded
        one_code = (request.session.session_key, self.process.state["at"])
        if not (FROM_ONE_ADDRESS.allows(address_of(request)) and TRIED.allows(*one_code)):
            raise TooManyTries
        account = self.account
        if account is not None:
            if self.fits(typed):
                return self.open_the_door(account, municipality, self.wanted(request))
            record("mistyped-code", account, by=GUEST, municipality=municipality.pk)
        raise WrongCode if self.process.record_invalid_attempt() else NewCodeNeeded

    def wanted(self, request: HttpRequest) -> str:
        """Where the person was on her way: first of all to what she had sent when she was out."""
        return reverse("people:kept") if is_kept(request) else str(self.process.state["wanted"])

    @transaction.atomic
    def open_the_door(
        self, account: Account, municipality: Municipality, wanted: str
    ) -> HttpResponse:
        """Sign in, by way of the second step if she has one, and go on to where she was on her way."""
        way = self.process.state.get("way", CODE.key)
        request = self.process.request
        # Without an address allauth keeps no second list of addresses beside ours.
        record_authentication(request, account, method="code")
        onward = landing(Desk(account, municipality, way), wanted)
        login = Login(user=account, redirect_url=onward, state={"came": {"way": way}})
        answer: HttpResponse = perform_login(request, login)
        remember(answer, account)
        return answer


def ask(request: HttpRequest, email: str, wanted: str, *, shared: bool = False) -> None:
    """Send a code to the account with this address, and remember in this browser that it asked.

    `shared` is a tablet or computer that others use too.
    """
    if not FROM_ONE_ADDRESS.allows(address_of(request)):
        raise TooManyTries
    account = Account.objects.who_signs_in(email)
    who_asks = (email, known_name(request, account))
    if not (ASKED.allows(*who_asks) and ASKED_IN_A_DAY.allows(*who_asks)):
        raise TooManyTries
    request.session.set_expiry(app_settings.LOGIN_BY_CODE_TIMEOUT + 300)
    process = LoginCodeVerificationProcess.initiate(request=request, user=account, email=email)
    request.session[SHARED] = shared
    process.state["wanted"] = way_back(wanted)
    process.persist()


def asked(request: HttpRequest) -> AskedCode | None:
    """The code that this browser waits for, if there is one."""
    stage = LoginStageController.enter(request, LoginByCodeStage.key)
    return AskedCode(LoginCodeVerificationProcess(stage=stage)) if stage else None
