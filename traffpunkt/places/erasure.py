# SPDX-License-Identifier: EUPL-1.2
"""How long fault reports and the contact ways of organisations are kept, and why."""

import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.register import ALL, LEGAL_DUTY, Processing, Register
from traffpunkt.journal.retention import Rows, Rule, remove
from traffpunkt.places.models import (
    Agreement,
    ClosedDay,
    Disclosure,
    Erasure,
    ErasureDecision,
    FaultReport,
    Municipality,
    Organisation,
    OrganisationContact,
    Screen,
    Venue,
)


def old_reports(municipality: int, cutoff: datetime.datetime) -> Rows:
    """The reports that were answered before a moment, or that nobody has answered since."""
    settled = Q(answered__lt=cutoff) | Q(answered__isnull=True, sent__lt=cutoff)
    return FaultReport.objects.filter(settled, municipality=municipality)


def contacts_over(municipality: int, cutoff: datetime.datetime) -> Rows:
    """The contact ways of organisations whose last agreement has ended."""
    last = timezone.localtime(cutoff).date()
    agreed = Agreement.objects.filter(
        municipality=municipality, organisation=OuterRef("organisation")
    )
    goes_on = Q(ends__isnull=True) | Q(ends__gte=last)
    found = OrganisationContact.objects.filter(Exists(agreed), municipality=municipality)
    return found.exclude(Exists(agreed.filter(goes_on)))


def disclosures_over(municipality: int, cutoff: datetime.datetime) -> Rows:
    """The disclosures that nobody has worked on since a moment, and that still say what is masked."""
    return Disclosure.objects.filter(
        municipality=municipality, touched__lt=cutoff, emptied__isnull=True
    )


def empty(rows: list[Disclosure]) -> None:
    """Forget what was masked and about whom was asked; what was handed out, and how much, stays."""
    Disclosure.objects.filter(pk__in=[row.pk for row in rows], handed_out__isnull=True).delete()
    for row in rows:
        search = {key: said for key, said in row.search.items() if key != "person"}
        Disclosure.objects.filter(pk=row.pk).update(
            search=search, masks={}, words="", emptied=timezone.now()
        )


RULES = (
    Rule(
        "fault_report",
        _("Anmälda brister"),
        _("Anmälan, svaret och hur man når den som skrev tas bort."),
        _("efter svaret"),
        old_reports,
        remove,
        amount=12,
        unit="months",
        least=1,
        most=60,
        # Not how the writer is reached: what was wrong and what was done is what is kept.
        archived=("id", "sent", "text", "answered", "answer_text"),
        is_kept=True,
    ),
    Rule(
        "organisation_contact",
        _("Hur man når organisationer"),
        _("Telefon och e-post tas bort."),
        _("efter att sista avtalet slutade"),
        contacts_over,
        remove,
        amount=12,
        unit="months",
        least=1,
        most=60,
    ),
    Rule(
        "disclosure",
        _("Utlämnande av handlingar"),
        _(
            "Utkast tas bort. Av det som lämnades ut finns kvar vad ni sökte och hur mycket det var."
        ),
        _("efter att någon senast arbetade med det"),
        disclosures_over,
        empty,
        amount=14,
        least=7,
        most=90,
    ),
)

OWN = _("Kommunens egna uppgifter, som alla får se.")

REGISTER = Register(
    processings=(
        Processing(
            key="fault_report",
            title=_("Anmälda brister i tillgängligheten"),
            purpose=_("Svara den som inte kunde använda något, och rätta felet."),
            people=_("Den som skriver, om hon lämnar telefon eller e-post."),
            basis=LEGAL_DUTY,
            seen_by=_("Samordnare för hela kommunen."),
            fields={FaultReport: ("text", "contact", "answer_text")},
            rules=("fault_report",),
        ),
        Processing(
            key="organisation_contact",
            title=_("Hur man når organisationer med avtal"),
            purpose=_("Nå dem som håller i en aktivitet."),
            people=_("Den som svarar hos organisationen."),
            seen_by=_("Samordnare för hela kommunen."),
            fields={OrganisationContact: ("email", "phone")},
            rules=("organisation_contact",),
        ),
        Processing(
            key="disclosure",
            title=_("Utlämnande av allmänna handlingar"),
            purpose=_("Lämna ut det som någon har rätt till, och maskera resten."),
            people=_("De som nämns i handlingarna. Vem som bad om dem sparas inte."),
            basis=LEGAL_DUTY,
            seen_by=_("Samordnare för hela kommunen."),
            fields={Disclosure: (ALL,)},
            rules=("disclosure",),
        ),
    ),
    tells_of_nobody={
        Municipality: {ALL: OWN},
        Venue: {ALL: OWN},
        ClosedDay: {ALL: OWN},
        Organisation: {ALL: _("En organisation är ingen person.")},
        Agreement: {ALL: _("Avtalets nummer hos kommunen.")},
        ErasureDecision: {ALL: _("Kommunens eget beslut.")},
        Erasure: {ALL: _("Bara antal.")},
        Screen: {ALL: _("Vad skärmen kallas, och ett avtryck av dess nyckel.")},
    },
)
