# SPDX-License-Identifier: EUPL-1.2
"""What django-allauth may do here: let in those who are invited, for one working day.

Later ways in (card, passkey, the municipality's own sign-in) are further stages of allauth's
login; they are added to `get_login_stages` and change no view.
"""

import datetime
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone


class Doorkeeper(DefaultAccountAdapter):
    """Keeps the door that allauth opens; how a code is sent is for whoever owns the outbox."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for herself: a coordinator invites."""
        return False

    def get_login_stages(self) -> list[str]:
        """What stands between asking and being let in: a code, nothing else yet."""
        return ["allauth.account.stages.LoginByCodeStage"]

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing here: our own pages say what has happened, in our own words."""

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Begin a session that ends after a working day, however much it is used."""
        super().login(request, user)
        day = datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE)
        request.session.set_expiry(timezone.now() + day)

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """Whoever was shut out between code and answer stands before the door again."""
        return redirect("people:sign_in")
