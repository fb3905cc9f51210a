# SPDX-License-Identifier: EUPL-1.2
"""How long what people sign up for is kept, and who they are; why it is kept, and who sees it."""

from django.utils.translation import gettext_lazy as _

from traffpunkt.activities import erasing
from traffpunkt.activities.models import (
    Activity,
    Announcement,
    Answer,
    Attendance,
    Cancellation,
    Hosting,
    Move,
    Occasion,
    Offer,
    OfferPlan,
    ReminderRule,
    Series,
    Signup,
    Standing,
    Synonym,
    Tally,
    Topic,
    Wording,
)
from traffpunkt.activities.models.search import SearchGram, SearchHit, SearchWord
from traffpunkt.journal.register import ALL, CONTRACT, Processing, Register
from traffpunkt.journal.retention import Rule, remove

AFTER_DATE, AFTER_USE = _("efter tillfället"), _("efter att personen senast var anmäld")
AFTER_LAST_DAY = _("efter sista dagen")

RULES = (
    Rule(
        "signup",
        _("Anmälningar"),
        _("Namnet tas bort. Att någon var anmäld finns kvar, så att ni kan räkna."),
        AFTER_DATE,
        erasing.signups_over,
        erasing.cut_off,
        amount=30,
    ),
    Rule(
        "attendance",
        _("Närvaro utan anmälan"),
        _("Namnet tas bort. Att någon kom finns kvar, så att ni kan räkna."),
        AFTER_DATE,
        erasing.attendances_over,
        erasing.cut_off,
        amount=30,
    ),
    Rule(
        "standing",
        _("Fasta platser"),
        _("Den fasta platsen tas bort."),
        AFTER_LAST_DAY,
        erasing.standings_over,
        erasing.let_standings_go,
        amount=30,
    ),
    Rule(
        "page",
        _("Personliga sidor"),
        _("Sidan tas bort när inget längre står på den."),
        _("efter att sidan gjordes"),
        erasing.pages_over,
        remove,
        amount=30,
    ),
    Rule(
        "passing_person",
        _("Personer med bara namn och nummer"),
        _("Namn, telefon och e-post tas bort."),
        AFTER_USE,
        erasing.passing_persons_over,
        erasing.let_persons_go,
        amount=30,
    ),
    Rule(
        "known_person",
        _("Personer som ni vet mer om"),
        _("Allt tas bort: namn, hur man når personen, adress och det som är bra att veta."),
        AFTER_USE,
        erasing.known_persons_over,
        erasing.let_persons_go,
        amount=12,
        unit="months",
        least=1,
        most=24,
    ),
    Rule(
        "announcement",
        _("Meddelanden till alla"),
        _("Texten tas bort. Att något sades, och till hur många, finns kvar."),
        _("efter att det skickades"),
        erasing.words_to_all_over,
        erasing.blank_words,
        amount=12,
        unit="months",
        least=1,
        most=60,
    ),
    Rule(
        "answer",
        _("Svar på förslag"),
        _("Svaret tas bort."),
        _("efter svaret"),
        erasing.answers_over,
        remove,
        amount=12,
        unit="months",
        least=1,
        most=60,
        archived=("id", "activity", "approved", "words", "at"),
    ),
    Rule(
        "hosting",
        _("Värdskap"),
        _("Vem som var värd för vad tas bort."),
        AFTER_LAST_DAY,
        erasing.hostings_over,
        remove,
        amount=12,
        unit="months",
        least=1,
        most=60,
    ),
    Rule(
        "membership",
        _("Medarbetares uppdrag"),
        _("Uppdraget och namnet tas bort, och kontot om det inte har något uppdrag kvar."),
        AFTER_LAST_DAY,
        erasing.memberships_over,
        erasing.let_members_go,
        amount=12,
        unit="months",
        least=1,
        most=60,
    ),
)

PROGRAMME = _("Programmet är skrivet av personal för alla. Formulären tar inte emot personnummer.")
SETTINGS = _("Kommunens egen inställning.")
SEARCH = _("Ord ur programmet som alla får se.")

REGISTER = Register(
    processings=(
        Processing(
            key="signup",
            title=_("Anmälningar och närvaro"),
            purpose=_("Hålla en plats, veta vilka som kommer, och ge besked när något ändras."),
            people=_("Seniorer och andra som anmäler sig, och anhöriga som anmäler någon."),
            seen_by=_("Samordnare, värdar och partner för sina egna aktiviteter. Den själv på sin sida."),
            fields={
                Signup: ("person", "entered_by", "by_relative", "code", "secret"),
                Attendance: ("person", "by"),
                Standing: ("person",),
            },
            rules=("signup", "attendance", "standing"),
        ),
        Processing(
            key="announcement",
            title=_("Meddelanden till alla och svar på förslag"),
            purpose=_("Säga samma sak till alla som är anmälda, och svara den som föreslår något."),
            people=_("De som nämns i texten, och de som skrev den."),
            seen_by=_("De som arbetar med aktiviteten, och de som fick texten."),
            fields={Announcement: (ALL,), Answer: (ALL,)},
            rules=("announcement", "answer"),
        ),
        Processing(
            key="hosting",
            title=_("Vem som är värd och ansvarig"),
            purpose=_("Veta vem som leder en aktivitet och släppa in rätt person i arbetsrummet."),
            people=_("Personal, värdar och partner."),
            basis=CONTRACT,
            seen_by=_("De som arbetar i kommunen."),
            fields={Hosting: ("account",), Activity: ("responsible",)},
            rules=("hosting", "membership"),
        ),
        Processing(
            key="changes",
            title=_("Vem som ändrade ett tillfälle"),
            purpose=_("Kunna fråga den som ställde in eller flyttade."),
            people=_("Personal, värdar och partner, bara med kontots nummer."),
            basis=CONTRACT,
            seen_by=_("Den som sköter driften."),
            fields={Cancellation: ("by",), Move: ("by",), Tally: ("by",)},
            kept_for=_("Så länge tillfället finns i programmet. Numret leder inte till någon när kontot är borta."),
        ),
    ),
    tells_of_nobody={
        Activity: {"title": PROGRAMME, "text": PROGRAMME, "easy_text": PROGRAMME, "bring": PROGRAMME,
                   "cost": PROGRAMME, "language": PROGRAMME, "filming": PROGRAMME},
        Occasion: {"note": PROGRAMME},
        Cancellation: {"reason": PROGRAMME},
        Offer: {ALL: PROGRAMME},
        OfferPlan: {ALL: PROGRAMME},
        Series: {ALL: PROGRAMME},
        Topic: {ALL: PROGRAMME},
        Wording: {ALL: SETTINGS},
        ReminderRule: {ALL: SETTINGS},
        Synonym: {ALL: SETTINGS},
        SearchWord: {ALL: SEARCH},
        SearchGram: {ALL: SEARCH},
        SearchHit: {ALL: SEARCH},
    },
)  # fmt: skip
