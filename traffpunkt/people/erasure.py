# SPDX-License-Identifier: EUPL-1.2
"""What is kept of people, and why. How long is said where one knows what they are signed up for."""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.register import ALL, CONTRACT, Processing, Register
from traffpunkt.people.models import (
    Account,
    Card,
    CodeNumber,
    ContactWay,
    FirstWord,
    GroupRole,
    Identity,
    IdentityProvider,
    Intake,
    LegalText,
    LegalVersion,
    Membership,
    Merge,
    Person,
    PersonalPage,
    PersonKey,
    ProviderSignIn,
    SignIn,
    SignInRule,
    Spelling,
    Takeout,
)

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
                         "language", "wish", "no_phone", "no_email", "hidden", "used",
                         "merged_into"),
                ContactWay: ("person", "value", "relative", "kind", "since"),
                PersonalPage: ("person", "secret"),
                PersonKey: ("person", "key"),
                Spelling: ("cut", "key"),
            },
            rules=("passing_person", "known_person", "page"),
            kept_for=_("Det som sökningen läser försvinner senast natten efter personen."),
        ),
        Processing(
            key="card",
            title=_("Kort för seniorer"),
            purpose=_("Låta den som inte har e-post se och ändra sina egna anmälningar."),
            people=_("Seniorer som har bett om ett kort."),
            seen_by=_("Samordnare för hela kommunen. Ingen ser koden."),
            fields={Card: ("person", "short", "token_print", "pin", "by", "revoked_by", "last_used")},
            rules=("card",),
        ),
        Processing(
            key="merge",
            title=_("Personer som har slagits ihop"),
            purpose=_("Ha varje person en gång i registret, och kunna ångra om det blev fel."),
            people=_("De som fanns två gånger i registret."),
            seen_by=_("Samordnare för hela kommunen."),
            fields={Merge: (ALL,)},
            kept_for=_("Det som behövs för att ångra tas bort efter 30 dagar, resten med personen."),
        ),
        Processing(
            key="intake",
            title=_("Listor som läses in"),
            purpose=_("Lägga in personer och aktiviteter från en lista, och kunna ångra det."),
            people=_("De som står i listan."),
            seen_by=_("Samordnare för hela kommunen."),
            fields={Intake: (ALL,)},
            kept_for=_(
                "Listan försvinner när den läses in, annars efter en vecka. Sedan finns bara nummer kvar."
            ),
        ),
        Processing(
            key="takeout",
            title=_("Uttag av allt som är kommunens"),
            purpose=_("Låta kommunen ta med sig sitt, och kunna se vem som gjorde det."),
            people=_("Samordnaren som bad om uttaget. Filen har uppgifter om alla i registret."),
            seen_by=_("Samordnare för hela kommunen."),
            fields={Takeout: ("by", "fault")},
            kept_for=_("Filen tas bort efter ett dygn. Raden om den är kvar, som journalen."),
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
                Identity: (ALL,),
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
            fields={Session: (ALL,), SignIn: (ALL,), ProviderSignIn: (ALL,)},
            kept_for=_("12 timmar. Sedan tas de bort varje timme, utan beslut: de är bara teknik."),
        ),
        Processing(
            key="first_word",
            title=_("Den första samordnarens engångsord"),
            purpose=_("Släppa in den första samordnaren innan breven går fram. Bara ett avtryck finns kvar."),
            people=_("Den som driften har gett ett."),
            basis=CONTRACT,
            seen_by=_("Ingen."),
            fields={FirstWord: (ALL,)},
            kept_for=_("Tills det används, annars ett dygn. Det som har gått ut tas bort varje timme."),
        ),
        Processing(
            key="code_number",
            title=_("Mobilnummer för koder"),
            purpose=_("Skicka koden till inloggningen som sms, till den som har valt det."),
            people=_("Personal, värdar och partner som har lagt till sitt nummer."),
            basis=CONTRACT,
            seen_by=_("Ingen utom personen själv."),
            fields={CodeNumber: (ALL,)},
            kept_for=_("Tills personen tar bort det, eller en samordnare tar bort ett andra steg."),
        ),
        Processing(
            key="factor",
            title=_("Andra steg vid inloggning"),
            purpose=_("Visa att det är rätt person som loggar in. Nyckeln är låst, och ingen kan läsa den."),
            people=_("Personal, värdar och partner som har lagt till ett."),
            basis=CONTRACT,
            seen_by=_("Ingen. Samordnare ser att det finns."),
            fields={Authenticator: (ALL,)},
            kept_for=_("Tills personen eller en samordnare tar bort det."),
        ),
    ),
    tells_of_nobody={
        LegalText: {ALL: _("Kommunens egen text.")},
        LegalVersion: {ALL: _("Kommunens egen text. Formulären tar inte emot personnummer.")},
        IdentityProvider: {ALL: _("Kommunens egen inloggning.")},
        GroupRole: {ALL: _("Vad kommunens grupper betyder här.")},
        SignInRule: {ALL: _("Kommunens egen regel för inloggning.")},
    },
)  # fmt: skip
