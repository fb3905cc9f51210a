# SPDX-License-Identifier: EUPL-1.2
"""The second step in the door: after the code, before the session begins, for who has one."""

import json
from typing import Any

from allauth.account.stages import LoginStage, LoginStageController
from allauth.mfa.webauthn.internal import auth as webauthn
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from traffpunkt.people import factors
from traffpunkt.people.forms import StepForm
from traffpunkt.people.models import Account
from traffpunkt.people.sign_ins import CAME, STEP
from traffpunkt.people.signing_in import CODE, PASSKEY


class SecondStep(LoginStage):
    """Lets nobody pass whose account has a second step that is not taken."""

    key = "second-step"
    urlname = "people:second"

    @property
    def account(self) -> Account:
        """Whose door it is."""
        account = self.login.user
        assert isinstance(account, Account)  # noqa: S101 - codes go to accounts only
        return account

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """To the page that asks, or straight on."""
        came = self.login.state.get("came", {"way": CODE.key})
        self.request.session[CAME] = came
        is_asked = not came.get("factor") and bool(factors.kinds_of(self.account))
        return (redirect("people:second") if is_asked else None), True


class Question:
    """The second step as a page asks for it: which ones, and what was answered."""

    def __init__(self, request: HttpRequest, account: Account) -> None:
        self.request = request
        self.account = account
        self.kinds = factors.kinds_of(account)
        self.form = StepForm(request.POST if self.is_code else None)

    @property
    def is_code(self) -> bool:
        """Whether digits were sent, rather than a device's answer or nothing."""
        return self.request.method == "POST" and "answer" not in self.request.POST

    @property
    def takes_keys(self) -> bool:
        """Whether the account has a key in a device."""
        return PASSKEY.key in self.kinds

    def key_options(self) -> str:
        """What the browser asks the device, for this once."""
        return json.dumps(webauthn.begin_authentication(self.account))

    def answered(self) -> str:
        """The key of the second step that was taken; nothing if the page is asked for only.

        Raises DoesNotFit; what is wrong stands in the form.
        """
        if self.request.method != "POST":
            return ""
        try:
            if not self.is_code:
                return factors.prove_by_key(self.account, self.request.POST["answer"])
            if self.form.is_valid():
                return factors.prove_by_code(self.account, self.form.cleaned_data["code"])
        except factors.DoesNotFit as refusal:
            self.refusal = refusal
        return ""

    refusal: factors.DoesNotFit | None = None

    def page(self) -> dict[str, Any]:
        """What a page shows of it."""
        return {
            "form": self.form,
            "words": self.refusal.words if self.refusal else "",
            "options": self.key_options() if self.takes_keys else "",
        }

    @property
    def status(self) -> int:
        """How the page answers."""
        if self.refusal:
            return self.refusal.status
        return 422 if self.request.method == "POST" else 200


def asked(request: HttpRequest) -> "Step | None":
    """The second step that this browser stands before, if it does."""
    stage = LoginStageController.enter(request, SecondStep.key)
    if stage is None or not stage.account.is_active:
        return None
    return Step(request, stage)


class Step(Question):
    """The second step in the door."""

    def __init__(self, request: HttpRequest, stage: SecondStep) -> None:
        super().__init__(request, stage.account)
        self.stage = stage

    def go_in(self, factor: str) -> HttpResponse:
        """Begin the session, and go on to where the person was on her way."""
        self.request.session[STEP] = factor
        answer: HttpResponse = self.stage.exit()  # type: ignore[no-untyped-call]
        return answer
