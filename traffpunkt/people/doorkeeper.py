# SPDX-License-Identifier: EUPL-1.2
"""What django-allauth may do here: let in those who are invited, for one working day.

Later ways in (card, the municipality's own sign-in) end in `login` here as well, and the second step
stands between each of them and the room.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from traffpunkt.people import sign_ins
from traffpunkt.people.models import Account


class Doorkeeper(DefaultAccountAdapter):
    """Keeps the door that allauth opens; how a code is sent is for whoever owns the outbox."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for herself: a coordinator invites."""
        return False

    def get_login_stages(self) -> list[str]:
        """What stands between asking and being let in: a code, and the second step of who has one."""
        return [
            "allauth.account.stages.LoginByCodeStage",
            "traffpunkt.people.second_step.SecondStep",
        ]

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing here: our own pages say what has happened, in our own words."""

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Begin a session, in which she has shown who she is just now."""
        super().login(request, user)
        assert isinstance(user, Account)  # noqa: S101 - AUTH_USER_MODEL
        user.arrive(request.municipality)  # type: ignore[attr-defined]
        sign_ins.begin(request, user)

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """Whoever was shut out between code and answer stands before the door again."""
        return redirect("people:sign_in")
