# SPDX-License-Identifier: EUPL-1.2
"""Who sits at the workroom's desk: an account with what it may do in one municipality today."""

import functools
from collections.abc import Callable
from contextlib import nullcontext
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from traffpunkt.journal.models import Actor
from traffpunkt.people import factors
from traffpunkt.people.keeping import keep
from traffpunkt.people.models import Account, Membership, Role, SignInRule
from traffpunkt.people.rights import Right, leads_of, rights_in, rights_of, within
from traffpunkt.people.sign_ins import came_by, is_over, second_step, stay_awake
from traffpunkt.people.signing_in import (
    BY_PROVIDER,
    CODE,
    FIRST,
    OIDC,
    RESERVE,
    Factor,
    factors_named,
)
from traffpunkt.places.models import Municipality
from traffpunkt.places.requests import GuestRequest

P = ParamSpec("P")


class Desk:
    """An account in one municipality with the memberships that hold today."""

    def __init__(self, account: Account, municipality: Municipality, way: str = CODE.key) -> None:
        self.account = account
        self.municipality = municipality
        # The rule comes with them: one question is enough for every page of the workroom.
        with_rule = account.memberships.select_related(
            "municipality__sign_in_rule", "municipality__identity_provider"
        )
        held = list(with_rule.current().within(municipality).order_by("pk"))
        self.rule = SignInRule.of(held[0].municipality if held else municipality)
        # An assignment that asks for another way in does not count at this desk.
        self.memberships: list[Membership] = [row for row in held if way in self.ways_to(row)]
        self.came_wrongly = bool(held) and not self.memberships

    def ways_to(self, row: Membership) -> set[str]:
        """The ways in by which an assignment counts: what the groups gave, only by whom was asked
        about them."""
        if row.by_groups:
            return self.rule.ways_for(row.role) & {OIDC.key}
        return self.rule.ways_for(row.role) | {FIRST.key}

    @property
    def actor(self) -> Actor:
        """The account as the doer of a verb."""
        return self.account.actor

    @property
    def name(self) -> str:
        """What she is called here; whom this municipality has never named is her address."""
        return self.account.name_in(self.municipality) or self.account.address

    def has_role(self, *roles: Role) -> bool:
        """Whether any membership of today carries one of these roles."""
        return any(membership.role in roles for membership in self.memberships)

    @functools.cached_property
    def rights(self) -> frozenset[Right]:
        """Everything that the assignments of today let the desk do; templates ask here."""
        return rights_in(self.memberships)

    def may(self, *rights: Right) -> bool:
        """Whether the desk has any of these rights."""
        return not self.rights.isdisjoint(rights)

    @property
    def is_coordinator(self) -> bool:
        """Whether the desk decides over the whole municipality's programme."""
        return self.may(Right.ALL_ACTIVITIES)

    @property
    def venue_ids(self) -> list[int]:
        """Venues that a membership is limited to and decides over."""
        return [
            row.venue_id
            for row in self.memberships
            if row.venue_id and row.role == Role.COORDINATOR
        ]

    @property
    def factors(self) -> list[Factor]:
        """The second steps that she may use here."""
        return factors_named(self.rule.factors_for(row.role for row in self.memberships))

    def decides_at(self, venues: set[int]) -> bool:
        """Whether the desk decides over what takes place at these venues, or at none at all."""
        return self.is_coordinator or (bool(self.venue_ids) and venues <= set(self.venue_ids))

    @property
    def sees_others(self) -> bool:
        """Whether there is more to protect than her own day."""
        return self.rights > {Right.TODAY}

    @property
    def door_venue_ids(self) -> list[int]:
        """Venues at whose door she receives those who come."""
        return [
            row.venue_id for row in self.memberships if row.venue_id and row.role == Role.RECEPTION
        ]

    @property
    def receives(self) -> bool:
        """Whether she ticks lists of today that she does not otherwise work with."""
        return self.has_role(Role.RECEPTION, Role.PRESENCE)

    @property
    def attends(self) -> bool:
        """Whether she is at dates as a guide or a volunteer."""
        return self.has_role(Role.GUIDE, Role.VOLUNTEER)

    @property
    def leads(self) -> dict[Role, set[int]]:
        """The roles that she gives in her own organisations, and in which."""
        return leads_of(self.memberships)

    @property
    def gives_anywhere(self) -> set[Role]:
        """The roles that she may give without a limit: none that carries more than her own."""
        # One assignment at a time: to host one activity is not to make somebody host of another.
        each = map(rights_of, self.memberships)
        return {role for rights in each if Right.MEMBERS in rights for role in within(rights)}

    @property
    def gives(self) -> list[Role]:
        """The roles that she may give, anywhere or in her own organisations."""
        return [role for role in Role if role in self.gives_anywhere or role in self.leads]

    @property
    def organisation_ids(self) -> list[int]:
        """Organisations that the desk speaks for as a partner."""
        return [
            row.organisation_id
            for row in self.memberships
            if row.organisation_id and row.role in {Role.PARTNER, Role.PARTNER_LEAD}
        ]


class DeskRequest(GuestRequest):
    """A request from somebody signed in who has an assignment in this municipality today."""

    desk: Desk


# A view behind the door.
Page = Callable[Concatenate[DeskRequest, P], HttpResponse]


def page_of(request: HttpRequest) -> str:
    """The page to come back to: this one, or where something was pressed that has no page itself."""
    if request.method != "POST":
        return request.get_full_path()
    _scheme, _colon, pressed_at = request.headers.get("Referer", "").partition("://")
    _host, slash, path = pressed_at.partition("/")
    return slash + path


def to_the_door(request: HttpRequest) -> HttpResponse:
    """To the sign-in page; whose press came too late is told what became of it."""
    # What a script sends it keeps itself until it has arrived (ADR 30).
    if request.method == "POST" and request.accepts("text/html"):
        words = _("Du behöver logga in igen. Det du nyss tryckte på är inte gjort.")
        if keep(request):
            words = _("Du behöver logga in igen. Det du nyss skrev finns kvar till dess.")
        messages.warning(request, words)
    return redirect_to_login(page_of(request))


def sent(request: HttpRequest, hold: Callable[[], object]) -> QueryDict | None:
    """What was sent with a form, or nothing when the page is only looked at.

    What the form is about is held still first, so that nobody changes it between the comparison
    with what the form was opened with and the writing (ADR 19).
    """
    if request.method != "POST":
        return None
    hold()
    return request.POST


def undisturbed(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Let a press read, decide and write in one transaction; what is only looked at needs none."""

    @functools.wraps(view)
    def in_one_go(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request = args[0]
        assert isinstance(request, HttpRequest)  # noqa: S101 - what a view begins with
        with transaction.atomic() if request.method == "POST" else nullcontext():
            return view(*args, **kwargs)

    return in_one_go


def at_home(view: Page[P]) -> Page[P]:
    """Open a view to whoever is signed in, with or without a task here: what is only about herself."""

    @functools.wraps(view)
    def behind_the_door(request: DeskRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if isinstance(request.user, Account) and is_over(request):
            logout(request)
        if not isinstance(request.user, Account):
            return to_the_door(request)
        stay_awake(request)
        request.desk = Desk(request.user, request.municipality, came_by(request))
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return behind_the_door


def opens(*rights: Right) -> Callable[[Page[P]], Page[P]]:
    """Open a view to whoever has any of these rights here today; others sign in, or find nothing.

    Where a second step is required, nothing is read before it is taken.
    """

    def to_some(view: Page[P]) -> Page[P]:
        @functools.wraps(view)
        def at_the_desk(request: DeskRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.desk.may(*rights):
                raise Http404
            if lacks_second_step(request):
                return to_the_second_step(request)
            return view(request, *args, **kwargs)

        return at_home(at_the_desk)

    return to_some


def workroom(view: Page[P]) -> Page[P]:
    """Open a view to whoever works with activities here today."""
    return opens(Right.PLAN)(view)


def lacks_second_step(request: DeskRequest) -> bool:
    """Whether the municipality requires a second step that this session has not taken."""
    allowed = {factor.key for factor in request.desk.factors} | {RESERVE, BY_PROVIDER}
    is_asked = request.desk.rule.is_required and request.desk.sees_others
    return is_asked and second_step(request) not in allowed


def to_the_second_step(request: DeskRequest) -> HttpResponse:
    """To take the second step, or to add one; what was sent is kept until then."""
    if request.method == "POST" and request.accepts("text/html"):
        keep(request)
    allowed = {factor.key for factor in request.desk.factors}
    has_one = bool(allowed & factors.kinds_of(request.desk.account))
    return redirect_to_login(
        page_of(request), reverse("people:proof" if has_one else "people:account")
    )
