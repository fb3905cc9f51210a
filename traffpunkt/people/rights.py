# SPDX-License-Identifier: EUPL-1.2
"""Who may do what: the one table of small rights, and which role carries which (ADR 32).

A desk asks `desk.may(Right.X)`; a page opens with `@opens(Right.X)`. The scope (which venue, whose
organisation, which activity, from when until when) stands in the assignment, not here.
"""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from traffpunkt.people.models.membership import Membership, Role


class Right(models.TextChoices):
    """One small thing that somebody may do, said in a sentence to whoever gives the role."""

    TODAY = "today", _("Se sin egen sida I dag.")
    PLAN = "plan", _("Föreslå och ändra sina egna aktiviteter, och ställa in ett tillfälle.")
    PUBLISH = "publish", _("Bestämma vad som visas för alla, för det man är samordnare för.")
    ALL_ACTIVITIES = "all_activities", _("Arbeta med alla aktiviteter i kommunen.")
    LISTS = "lists", _("Se namn och telefonnummer på sina listor, anmäla och avboka.")
    RING = "ring", _("Ringa dem som inte nås på annat sätt, om sina egna aktiviteter.")
    PERSONS = "persons", _("Söka upp och rätta uppgifter om dem som står på de egna listorna.")
    HIDDEN = "hidden", _("Se namn på dem som aldrig vill visa sitt namn.")
    REGISTER = "register", _("Se alla personer i kommunen, och slå ihop dem som står två gånger.")
    LETTERS = "letters", _("Skriva ut brev till dem som vill ha papper.")
    SETTINGS = "settings", _("Ändra kommunens uppgifter, platser, ämnen och texter.")
    FAULTS = "faults", _("Läsa och svara på anmälda brister.")
    INTAKES = "intakes", _("Läsa in listor från Excel.")
    INCIDENT = "incident", _("Ta ut underlaget när något har hänt.")
    TERMS = "terms", _("Skriva avtal med organisationer.")
    FIGURES = "figures", _("Läsa avtal, registerförteckning och hur gallringen går. Inga namn.")
    ERASURE = "erasure", _("Besluta om gallring.")
    MEMBERS = "members", _("Se alla medarbetare, ge dem uppdrag och avsluta uppdragen.")
    SIGNING_IN = "signing_in", _("Bestämma hur man loggar in.")
    SEALS = "seals", _("Se journalens sigill.")


# What everybody does who works with activities of her own.
AT_WORK = frozenset({Right.TODAY, Right.PLAN, Right.LISTS, Right.RING, Right.PERSONS})
# A coordinator of one venue only: what she decides there, and nothing of the municipality.
OF_ONE_VENUE = AT_WORK | {Right.PUBLISH, Right.HIDDEN}

CARRIED: dict[Role, frozenset[Right]] = {
    Role.COORDINATOR: frozenset(Right),
    Role.HOST: AT_WORK,
    Role.PARTNER: AT_WORK,
}


def rights_of(membership: Membership) -> frozenset[Right]:
    """What an assignment lets its account do."""
    if membership.role == Role.COORDINATOR and membership.venue_id is not None:
        return OF_ONE_VENUE
    return CARRIED[Role(membership.role)]


def rights_in(memberships: Iterable[Membership]) -> frozenset[Right]:
    """What some assignments let their account do together."""
    return frozenset[Right]().union(*map(rights_of, memberships))
