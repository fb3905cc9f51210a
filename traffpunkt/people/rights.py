# SPDX-License-Identifier: EUPL-1.2
"""Who may do what: the one table of small rights, and which role carries which (ADR 32).

A desk asks `desk.may(Right.X)`; a page opens with `@opens(Right.X)`. The scope (which venue, whose
organisation, which activity, from when until when) stands in the assignment, not here.
"""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from traffpunkt.people.models.membership import Membership, Role


class Right(models.TextChoices):
    """One small thing that somebody may do, said in a sentence to whoever gives the role."""

    TODAY = "today", _("Se sin egen sida I dag.")
    TICK = "tick", _("Pricka av vilka som kommer i dag, och räkna. Namn, men inga telefonnummer.")
    WALK_IN = "walk_in", _("Skriva upp den som kommer i dag utan att ha anmält sig.")
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
    DISCLOSE = "disclose", _("Lämna ut handlingar som någon begär, med namnen maskerade.")
    TAKE_OUT = "take_out", _("Ta ut allt som är kommunens i en fil.")
    INCIDENT = "incident", _("Ta ut underlaget när något har hänt.")
    TERMS = "terms", _("Skriva avtal med organisationer.")
    FIGURES = "figures", _("Läsa avtal, registerförteckning och hur gallringen går. Inga namn.")
    ERASURE = "erasure", _("Besluta om gallring.")
    OWN_MEMBERS = "own_members", _("Ge uppdrag i sin egen organisation, och avsluta dem.")
    MEMBERS = "members", _("Se alla medarbetare, ge dem uppdrag och avsluta uppdragen.")
    SIGNING_IN = "signing_in", _("Bestämma hur man loggar in.")
    # Whoever lays down where others sign in can become any of them: it goes with no lesser role.
    OWN_DOOR = (
        "own_door",
        _("Koppla kommunens egen inloggning, och säga vad grupperna där får göra."),
    )
    SEALS = "seals", _("Se journalens sigill.")


# What everybody does who works with activities of her own.
AT_WORK = frozenset(
    {
        Right.TODAY, Right.TICK, Right.WALK_IN, Right.PLAN, Right.LISTS, Right.RING, Right.PERSONS,
    }
)  # fmt: skip
# A coordinator of one venue only: what she decides there, and nothing of the municipality.
OF_ONE_VENUE = AT_WORK | {Right.PUBLISH, Right.HIDDEN}

CARRIED: dict[Role, frozenset[Right]] = {
    Role.COORDINATOR: frozenset(Right),
    Role.HOST: AT_WORK,
    Role.PARTNER: AT_WORK,
    Role.PARTNER_LEAD: AT_WORK | {Right.OWN_MEMBERS},
    Role.RECEPTION: frozenset({Right.TODAY, Right.TICK, Right.WALK_IN}),
    Role.PRESENCE: frozenset({Right.TODAY, Right.TICK}),
    Role.GUIDE: frozenset({Right.TODAY}),
    Role.VOLUNTEER: frozenset({Right.TODAY}),
    Role.VOLUNTEER_LEAD: frozenset({Right.TODAY, Right.OWN_MEMBERS}),
    Role.OFFICER: frozenset({Right.TODAY, Right.FIGURES}),
    Role.ADMINISTRATOR: frozenset(
        {
            Right.TODAY, Right.SETTINGS, Right.FIGURES, Right.OWN_MEMBERS, Right.MEMBERS,
            Right.SIGNING_IN, Right.SEALS,
        }
    ),
}  # fmt: skip
# What is said of each role to whoever gives it.
ABOUT: dict[Role, StrOrPromise] = {
    Role.COORDINATOR: _(
        "Sköter program, personer och inställningar i hela kommunen. Eller bara det som är på en plats."
    ),
    Role.HOST: _("Tar hand om en aktivitet: listan, närvaron och datumen."),
    Role.PARTNER: _("Arbetar med sin organisations aktiviteter: föreslår, ser listor och anmäler."),
    Role.PARTNER_LEAD: _("Som en samverkanspartner. Ger också uppdrag i sin egen organisation."),
    Role.RECEPTION: _(
        "Prickar av dem som kommer i dag till en plats. Ser namn, men inga telefonnummer."
    ),
    Role.PRESENCE: _(
        "Prickar av dem som kommer i dag till en enda aktivitet. Ser namn, inget mer."
    ),
    Role.GUIDE: _("Ser sina egna tider. Ser inga namn på dem som kommer."),
    Role.VOLUNTEER: _("Ser sina egna tider. Ser inga namn på dem som kommer."),
    Role.VOLUNTEER_LEAD: _("Ger uppdrag till guider och volontärer i sin egen organisation."),
    Role.OFFICER: _(
        "Läser avtal, registerförteckning och gallring. Ser inga namn på dem som deltar."
    ),
    Role.ADMINISTRATOR: _(
        "Sköter medarbetare, inloggning och inställningar. Ser inga listor på dem som deltar."
    ),
}
# Whom somebody may take into her own organisation, whichever rights they carry in it.
LED: dict[Role, tuple[Role, ...]] = {
    Role.PARTNER_LEAD: (Role.HOST, Role.PARTNER),
    Role.VOLUNTEER_LEAD: (Role.GUIDE, Role.VOLUNTEER),
}


def rights_of(membership: Membership) -> frozenset[Right]:
    """What an assignment lets its account do."""
    if membership.role == Role.COORDINATOR and membership.venue_id is not None:
        return OF_ONE_VENUE
    return CARRIED[Role(membership.role)]


def rights_in(memberships: Iterable[Membership]) -> frozenset[Right]:
    """What some assignments let their account do together."""
    return frozenset[Right]().union(*map(rights_of, memberships))


def in_order(rights: frozenset[Right]) -> list[Right]:
    """Some rights as the table has them."""
    return [right for right in Right if right in rights]


def within(rights: frozenset[Right]) -> list[Role]:
    """The roles that carry nothing beyond some rights, in our order: nobody gives more than she has."""
    return [role for role in Role if CARRIED[role] <= rights]


def leads_of(memberships: Iterable[Membership]) -> dict[Role, set[int]]:
    """The roles that somebody gives in her own organisations, and in which."""
    found: dict[Role, set[int]] = {}
    for row in memberships:
        for role in LED.get(Role(row.role), ()):
            found.setdefault(role, set()).update(filter(None, [row.organisation_id]))
    return found
