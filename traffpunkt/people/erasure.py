# SPDX-License-Identifier: EUPL-1.2
"""What is kept of people, and why. How long is said where one knows what they are signed up for."""

from allauth.account.models import EmailAddress, EmailConfirmation
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.register import ALL, CONTRACT, Processing, Register
from traffpunkt.people.models import Account, ContactWay, Membership, Person, PersonalPage

REGISTER = Register(
    processings=(
        Processing(
            key="person",
            title=_("Personer som anmäler sig"),
            purpose=_("Veta vem som har en plats och hur man når henne. Ett tilltalsnamn räcker."),
            people=_("Seniorer, och anhöriga som svarar för någon."),
            seen_by=_("Samordnare. Värdar och partner ser dem som är anmälda hos dem."),
            sensitive=_(
                "I fältet \"bra att veta\" kan någon skriva om hälsa. Hjälptexten ber om det som behövs på plats."
            ),
            fields={
                Person: ("name", "folded_name", "care_of", "street", "postcode", "town", "needs",
                         "language", "wish", "no_phone", "no_email", "hidden", "used"),
                ContactWay: ("person", "value", "relative", "kind", "since"),
                PersonalPage: ("person", "secret"),
            },
            rules=("passing_person", "known_person", "page"),
        ),
        Processing(
            key="account",
            title=_("De som arbetar med träffpunkterna"),
            purpose=_("Släppa in rätt person i arbetsrummet och veta vem som gör vad."),
            people=_("Personal, värdar och partner."),
            basis=CONTRACT,
            seen_by=_("Samordnare för hela kommunen."),
            fields={
                Account: ("email", "phone", "password", "last_login"),
                Membership: ("account", "name"),
                EmailAddress: (ALL,),
                EmailConfirmation: (ALL,),
            },
            rules=("membership",),
        ),
        Processing(
            key="session",
            title=_("Inloggningar som pågår"),
            purpose=_("Hålla någon inloggad, och spara det som skrevs när tiden gick ut."),
            people=_("Personal, värdar och partner."),
            basis=CONTRACT,
            seen_by=_("Ingen."),
            fields={Session: (ALL,)},
            kept_for=_("12 timmar. Sedan tas de bort varje timme, utan beslut: de är bara teknik."),
        ),
    ),
)  # fmt: skip
