# SPDX-License-Identifier: EUPL-1.2
"""The kinds of documents that a municipality keeps, and which of their fields tell of somebody.

A document is one row of one kind. What a table is missing here is said in `LEFT_OUT`, with why.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, TypeAlias

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from traffpunkt.activities.extracts import date_and_time
from traffpunkt.activities.models import (
    Announcement,
    Answer,
    Attendance,
    Cancellation,
    Signature,
    Signup,
    Standing,
)
from traffpunkt.activities.traces import about, who
from traffpunkt.home.retention import BY_KEY
from traffpunkt.journal.models import Actor, Entry
from traffpunkt.outbox.models.message import CODE
from traffpunkt.people.models import Person
from traffpunkt.places.models import Municipality
from traffpunkt.ui import words

Rows: TypeAlias = "QuerySet[Any]"
Known: TypeAlias = "dict[str, str]"


class Nature(Enum):
    """How a field begins: never masked, shown until it is masked, or masked until it is shown."""

    FACT = auto()
    OPEN = auto()
    PRIVATE = auto()


@dataclass(frozen=True)
class Piece:
    """One field of a document: what it is called, and how it is read."""

    name: str
    label: StrOrPromise
    nature: Nature
    read: Callable[[Any, Known], object] = field(compare=False)


@dataclass(frozen=True)
class Kind:
    """One kind of documents: its rows in a municipality, and the ways by which they are searched."""

    key: str
    title: StrOrPromise
    rows: Callable[[Municipality], Rows]
    # The moment or the day that a span of time is about; until when, where it goes on.
    when: str
    pieces: tuple[Piece, ...]
    is_day: bool = False
    until: str = ""
    # The ways to an activity, a venue and a person; texts in which a name may stand instead.
    activity: str = ""
    venue: str = ""
    person: str = ""
    texts: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


def said(name: str, label: StrOrPromise, nature: Nature = Nature.FACT) -> Piece:
    """A field as it stands; its way may go by other rows."""

    def read(row: Any, _known: Known) -> object:
        found = row
        for part in name.split("."):
            if found is None:
                return ""
            found = getattr(found, part)
        return found() if callable(found) else found

    return Piece(name.replace(".", "_"), label, nature, read)


def open_text(name: str, label: StrOrPromise) -> Piece:
    """A text that is written for everybody."""
    return said(name, label, Nature.OPEN)


def private(name: str, label: StrOrPromise) -> Piece:
    """What tells of somebody, or may."""
    return said(name, label, Nature.PRIVATE)


def doer(name: str = "by") -> Piece:
    """Who of the staff did it, in her role; nobody else is named."""
    return Piece(name, _("Vem"), Nature.FACT, lambda row, known: who(getattr(row, name), known))


def who_answers(activity: Any, known: Known) -> str:
    """Who answers for an activity, as all are called whom one question has found."""
    account = activity.responsible_id
    return who(str(Actor("account", account)), known) if account else ""


def date_of(row: Any, _known: Known) -> str:
    """Which date it is about: "Stickcafé, tisdag 4 mars 13.00"."""
    return date_and_time(row.occasion)


def ways_of(person: Person, _known: Known) -> str:
    """All numbers and addresses of somebody."""
    return ", ".join(way.value for way in person.contact_ways.all())


DATE = Piece("date", _("Tillfälle"), Nature.FACT, date_of)
OF_DATE: dict[str, Any] = {
    "activity": "occasion__activity", "venue": "occasion__venue",
    "when": "occasion__starts", "near": ("occasion__activity",),
}  # fmt: skip
BY_PERSON: dict[str, Any] = {"person": "person", "near": ("occasion__activity", "person")}
NAME = private("person.name", _("Person"))


def of_dates(model: Any) -> Callable[[Municipality], Rows]:
    """The rows of a table that hang on the dates of a municipality."""
    return lambda here: model.objects.filter(occasion__municipality=here)


def dates(here: Municipality) -> Rows:
    """The dates, with how many were signed up and how many came."""
    came = Attendance.objects.filter(outcome=Attendance.Outcome.PRESENT)
    return here.occasions.annotate(signed=how_many(Signup.objects.all()), came=how_many(came))


def how_many(rows: Rows) -> Coalesce:
    """How many rows hang on a date, as a question of its own: a count of dates need not ask it."""
    mine = rows.filter(occasion=OuterRef("pk")).order_by().values("occasion")
    return Coalesce(Subquery(mine.annotate(n=Count("pk")).values("n")), 0)


def messages(here: Municipality) -> Rows:
    """All that was sent but codes to sign in with, which open something and die at once."""
    return here.messages.exclude(kind=CODE)


def persons(here: Municipality) -> Rows:
    """Those of the register who are still named there."""
    return here.persons.kept().prefetch_related("contact_ways")


def of_series(here: Municipality) -> Rows:
    """The standing places."""
    return Standing.objects.filter(series__municipality=here)


def of_activities(here: Municipality) -> Rows:
    """What was answered to proposals."""
    return Answer.objects.filter(activity__municipality=here)


def lines(here: Municipality) -> Rows:
    """The lines of the journal that are a municipality's."""
    return Entry.objects.filter(municipality_number=here.pk)


def what_was_erased(row: Any, _known: Known) -> object:
    """What a line of the protocol is about, as its rule calls it."""
    return BY_KEY[row.rule].title if row.rule in BY_KEY else row.rule


KINDS: tuple[Kind, ...] = (
    Kind(
        "activity", _("Aktiviteter"), lambda here: here.activities.all(), "occasions__starts", (
            open_text("title", _("Namn")), open_text("text", _("Vad vi gör")),
            open_text("easy_text", _("Lättläst text")), open_text("bring", _("Ta med")),
            open_text("cost", _("Kostnad")), said("get_state_display", _("Läge")),
            Piece("responsible", _("Ansvarig"), Nature.FACT, who_answers),
        ),
        activity="pk", venue="occasions__venue", texts=("title", "text", "easy_text"),
    ),
    Kind(
        "occasion", _("Tillfällen och närvaro i antal"), dates, "starts", (
            said("activity.title", _("Aktivitet")), said("starts", _("Börjar")),
            said("venue", _("Plats")), said("get_state_display", _("Läge")),
            open_text("note", _("Anteckning till alla")), said("signed", _("Anmälda")),
            said("came", _("Kom")),
        ),
        activity="activity", venue="venue", texts=("note",), near=("activity", "venue"),
    ),
    Kind("cancellation", _("Inställda tillfällen"), of_dates(Cancellation), pieces=(
        DATE, open_text("reason", _("Anledning")), said("at", _("När")), doer(),
    ), texts=("reason",), **OF_DATE),
    Kind("signup", _("Anmälningslistor"), of_dates(Signup), pieces=(
        DATE, NAME, private("code", _("Anmälningsnummer")),
        private("by_relative", _("Anmäld av")), said("get_state_display", _("Läge")),
        said("headcount", _("Antal personer")), said("made", _("Gjord")),
    ), **OF_DATE | BY_PERSON),
    Kind("attendance", _("Närvaro med namn"), of_dates(Attendance), pieces=(
        DATE, NAME, said("get_outcome_display", _("Så gick det")), said("at", _("När")),
    ), **OF_DATE | BY_PERSON),
    Kind(
        "standing", _("Fasta platser"), of_series, "since", (
            said("series.activity", _("Aktivitet")), NAME, said("since", _("Från")),
            said("until", _("Till och med")),
        ),
        is_day=True, until="until", activity="series__activity", venue="venue", person="person",
        near=("series__activity", "person"),
    ),
    Kind("announcement", _("Meddelanden till alla"), of_dates(Announcement), pieces=(
        DATE, private("words", _("Vad som sades")), said("reached", _("Hur många det gällde")),
        doer(), said("at", _("När")),
    ), texts=("words",), **OF_DATE | {"when": "at"}),
    Kind(
        "answer", _("Svar på förslag"), of_activities, "at", (
            said("activity.title", _("Aktivitet")), private("words", _("Svar")), doer(),
            said("at", _("När")),
        ),
        activity="activity", texts=("words",), near=("activity",),
    ),
    Kind(
        "message", _("Sms, e-post, brev och samtal"), messages, "not_before", (
            said("get_channel_display", _("Skickas som")), NAME,
            private("address", _("Nummer eller adress")), private("subject", _("Rubrik")),
            private("body", _("Text")), private("fault", _("Fel")),
            said("get_state_display", _("Läge")), said("not_before", _("När")),
        ),
        person="person", near=("person",),
    ),
    Kind(
        "person", _("Personer i registret"), persons, "met", (
            private("name", _("Namn")),
            Piece("ways", _("Telefon och e-post"), Nature.PRIVATE, ways_of),
            private("post", _("Adress")), private("needs", _("Bra att veta")),
            said("met", _("Inskriven")),
        ),
        person="pk",
    ),
    Kind(
        "signature", _("Underskrifter och samtycken"), Signature.objects.within, "signed", (
            said("version.title", _("Text")), NAME, said("get_answer_display", _("Svar")),
            said("get_way_display", _("Hur")), private("on_behalf", _("Svarade i personens ställe")),
            private("kept_where", _("Var pappret finns")), said("signed", _("Dag")),
            said("withdrawn", _("Togs tillbaka")),
        ),
        is_day=True, person="person", activity="activity", texts=("on_behalf", "kept_where"),
        near=("version", "person"),
    ),
    Kind(
        "fault", _("Anmälda brister och svar"), lambda here: here.fault_reports.all(), "sent", (
            private("text", _("Vad som inte gick")), private("contact", _("Telefon eller e-post")),
            private("answer_text", _("Svar")), said("sent", _("Skickad")),
            said("answered", _("Besvarad")),
        ),
        texts=("text", "contact", "answer_text"),
    ),
    Kind(
        "wish", _("Önskemål och svar"), lambda here: here.wishes.all(), "left", (
            private("text", _("Önskan")), private("said_by.name", _("Person")),
            private("name", _("Namn")), private("contact", _("Telefon eller e-post")),
            said("venue", _("Plats")), doer(), said("left", _("Lämnad")),
            said("get_state_display", _("Läge")), private("note", _("Ord till kollegerna")),
            open_text("shown_text", _("Önskan på webbplatsen")),
            open_text("answer", _("Svar till alla")), said("decided", _("Senast besvarad")),
        ),
        activity="activity", venue="venue", person="said_by",
        texts=("text", "name", "contact", "note", "answer"), near=("said_by", "venue"),
    ),
    Kind(
        "agreement", _("Avtal"), lambda here: here.agreements.all(), "starts", (
            said("organisation.name", _("Med")), said("reference", _("Diarienummer")),
            said("starts", _("Börjar")), said("ends", _("Slutar")),
        ),
        is_day=True, until="ends", near=("organisation",),
    ),
    Kind(
        "entry", _("Journalens rader"), lines, "at", (
            said("at", _("När")), doer("actor"), said("verb", _("Vad som gjordes")),
            said("noun", _("Med vad")), private("number", _("Nummer")),
        ),
        person="pk",
    ),
    Kind(
        "erasure", _("Gallringsprotokoll"), lambda here: here.erasures.all(), "day", (
            said("day", _("Dag")), Piece("rule", _("Vad"), Nature.FACT, what_was_erased),
            said("count", _("Antal")), said("decision", _("Beslut")),
        ),
        is_day=True,
    ),
)  # fmt: skip
BY_NAME = {kind.key: kind for kind in KINDS}

ALL_SEE_IT = _("Står öppet på webbplatsen.")
OPENS = _("Öppnar något, eller finns bara för inloggningen.")
NO_TIME = _("Har ingen tid att söka på. Står under Inställningar.")
COPY = _("En kopia eller ett avtryck av det som redan finns med.")
WITHOUT_TEXT = _("Bara koder och antal, som journalen redan visar.")
# Tables with texts that are no kind of their own, and why; the tests see that none is forgotten.
LEFT_OUT: dict[str, StrOrPromise] = {
    **dict.fromkeys(
        ("places.municipality", "places.venue", "places.openinghours", "places.closedday",
         "activities.topic", "activities.offer", "activities.offerplan", "activities.series",
         "activities.synonym", "channels.link"), ALL_SEE_IT),
    **dict.fromkeys(
        ("places.organisation", "places.organisationcontact", "places.erasuredecision",
         "people.membership", "people.identityprovider", "people.grouprole", "people.legaltext",
         "people.legalversion", "activities.group", "activities.wording"), NO_TIME),
    **dict.fromkeys(
        ("people.account", "people.card", "people.personalpage", "people.signin", "people.signinrule",
         "people.firstword", "people.codenumber", "people.identity", "people.providersignin",
         "people.takeout", "places.screen"), OPENS),
    **dict.fromkeys(
        ("people.intake", "people.merge", "people.personkey", "people.spelling", "people.contactway",
         "outbox.smstry", "activities.searchword", "activities.searchgram",
         "activities.searchhit", "places.disclosure", "journal.stamp", "journal.seal",
         "journal.weeding"), COPY),
    **dict.fromkeys(
        ("cafe.ticket", "activities.groupmember", "activities.hosting", "activities.tally",
         "activities.move", "activities.seriesdate",
         "activities.reminderrule", "activities.reminderround", "outbox.pile",
         "outbox.standstill"), WITHOUT_TEXT),
}  # fmt: skip


def of_person(kind: Kind, rows: Rows, person: Person) -> "Rows | None":
    """The rows of a kind about somebody; None where nothing tells whom they are about."""
    if kind.key == "entry":
        return rows.filter(pk__in=about(person).values("pk"))
    if kind.person:
        return rows.filter(**{kind.person: person.pk})
    if not kind.texts:
        return None
    told = Q()
    for text in kind.texts:
        told |= Q(**{f"{text}__icontains": person.name})
    return rows.filter(told)


def in_words(value: object) -> str:
    """A value as people read it; nothing where there is nothing."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return f"{words.written(value, 'j F Y')} {words.clock(value)}"
    if isinstance(value, datetime.date):
        return words.written(value, "j F Y")
    return str(value)
