# SPDX-License-Identifier: EUPL-1.2
"""Persons from a list: what each row says, who is known already, reading in and taking back."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from traffpunkt.journal.models import Actor, Entry, record
from traffpunkt.people import fields, register
from traffpunkt.people.models import ContactWay, Intake, Person, PersonKey
from traffpunkt.people.models.person import folded
from traffpunkt.places.civic_numbers import holds_civic_number
from traffpunkt.places.models import Municipality
from traffpunkt.ui import sheets

HEADINGS = sheets.by_heading(
    {
        "name": "namn förnamn tilltalsnamn kallas deltagare person",
        "surname": "efternamn",
        "phone": "telefon telefonnummer telefonnr tel hemtelefon telefon1",
        "mobile": "mobil mobilnummer mobilnr mobiltelefon telefon2",
        "email": "epost epostadress mejl mejladress mail mailadress email",
        "street": "gata gatuadress adress postadress box",
        "care_of": "co våning",
        "postcode": "postnummer postnr",
        "town": "ort postort stad",
        "needs": "braattveta behov",
    }
)
# A number that Excel has taken the zero from: nine figures of a mobile, eight or nine of a town's.
WITHOUT_ZERO = re.compile(r"[1-9](?:[ -]?\d){6,8}")
AT_ONCE = 1000
HAS_CIVIC_NUMBER = _later("Raden har ett personnummer. Ta bort det; det sparas aldrig här.")
A_WEEK = datetime.timedelta(weeks=1)
MOST_SIGNS = {"street": 60, "care_of": 60, "town": 40, "needs": 300}
# Figures that may look like a personnummer by chance; each is looked at by its own rule.
NUMBERS = {"phone", "mobile", "postcode"}


@dataclass(frozen=True, slots=True)
class Found:
    """What one row of a list says: a person as she would be kept, or why she cannot be."""

    number: int
    facts: dict[str, str] = field(default_factory=dict)
    ways: tuple[tuple[str, str], ...] = ()
    fault: str = ""
    is_known: bool = False

    @property
    def name(self) -> str:
        """The called name."""
        return self.facts.get("name", "")

    @property
    def is_new(self) -> bool:
        """Whether a press makes a person of it."""
        return not self.fault and not self.is_known


@transaction.atomic
def look_at(
    municipality: Municipality, kind: str, content: bytes, known: dict[str, str], *, by: Actor
) -> Intake:
    """Keep the understood columns of a list, to be looked at; raises sheets.Unreadable."""
    headings, *rows = sheets.read(content)
    places = sheets.columns(headings, known)
    if "name" not in places.values():
        words = _("Det finns ingen kolumn med rubriken %(name)s. Skriv rubriker på första raden.")
        wanted = _("Namn") if kind == Intake.Kind.PERSONS else _("Titel")
        raise sheets.Unreadable(words % {"name": wanted})
    others = [word for place, word in enumerate(headings) if word and place not in places]
    made = municipality.intakes.create(
        kind=kind,
        fields=list(places.values()),
        left_out=[word[:40] for word in others if not holds_civic_number(word)],
        rows=[guarded(row) for row in sheets.by_field(rows, places)],
        by=str(by),
    )
    record("looked-at", made, by=by)
    return made


def guarded(row: dict[str, str]) -> dict[str, str]:
    """A row without personnummer: where one stands the whole cell goes, and the row says so."""
    kept = {name: cell for name, cell in row.items() if not is_civic(name, cell)}
    return kept if len(kept) == len(row) else {**kept, "civic": "1"}


def is_civic(name: str, cell: str) -> bool:
    """Whether a cell holds a personnummer; a number that begins as a telephone's may look like one."""
    return holds_civic_number(cell) and not (name in NUMBERS and cell.startswith(("0", "+")))


def understood(intake: Intake) -> list[Found]:
    """Each row as a person; who is in the register, or earlier in the list, is known."""
    rows = [read(number, row) for number, row in enumerate(intake.rows, start=2) if row]
    return with_known(intake.municipality, rows)


def read(number: int, row: dict[str, str]) -> Found:
    """One row; what cannot be kept is told in words."""
    if "civic" in row:
        return Found(number, fault=str(HAS_CIVIC_NUMBER))
    try:
        whole = " ".join(filter(None, [row.get("name", ""), row.get("surname", "")]))
        facts = {"name": fields.NameField().clean(whole), **letters(row)}
        ways = tuple(dict.fromkeys(ways_of(row)))
    except ValidationError as fault:
        return Found(number, fault=" ".join(fault.messages))
    return Found(number, facts, ways)


def ways_of(row: dict[str, str]) -> Iterable[tuple[str, str]]:
    """The numbers and the address of a row, as they are kept."""
    for name in ("phone", "mobile", "email"):
        if typed := row.get(name, ""):
            shorn = name != "email" and WITHOUT_ZERO.fullmatch(typed)
            contact = fields.understood(f"0{typed}" if shorn else typed)
            if contact.phone:
                yield ContactWay.Kind.PHONE, contact.phone
            else:
                yield ContactWay.Kind.EMAIL, contact.email


def letters(row: dict[str, str]) -> dict[str, str]:
    """Where a letter reaches her, and what is good to know; each is cut nowhere, but refused."""
    names: list[str] = ["street", "care_of", "town", "needs"]
    facts = {name: row[name] for name in names if name in row}
    for name, said in facts.items():
        if len(said) > MOST_SIGNS[name]:
            words = _("”%(start)s …” är för långt. Korta texten.")
            raise ValidationError(words % {"start": said[:20]})
    digits = re.sub(r"\D", "", row.get("postcode", ""))
    if len(digits) == 5:
        facts["postcode"] = f"{digits[:3]} {digits[3:]}"
    elif digits:
        raise ValidationError(_("Skriv postnumret med fem siffror, till exempel 803 20."))
    return facts


def with_known(municipality: Municipality, rows: list[Found]) -> list[Found]:
    """The rows, with those marked whose name is known on one of their numbers or addresses.

    Of those without any the name alone counts, where nothing else is known of its bearer.
    """
    there = known_pairs(municipality, rows)
    found = []
    for row in rows:
        keys = {(folded(row.name), value) for _kind, value in row.ways} or {(folded(row.name), "")}
        is_known = not row.fault and bool(keys & there)
        found.append(Found(row.number, row.facts, row.ways, row.fault, is_known=is_known))
        there |= set() if row.fault else keys
    return found


def known_pairs(municipality: Municipality, rows: list[Found]) -> set[tuple[str, str]]:
    """Which names are known here on which of the numbers and addresses that the rows have."""
    values = list({value for row in rows for _kind, value in row.ways})
    found: set[tuple[str, str]] = set()
    for start in range(0, len(values), AT_ONCE):
        here = ContactWay.objects.filter(
            person__municipality=municipality, value__in=values[start : start + AT_ONCE]
        )
        found |= set(here.values_list("person__folded_name", "value"))
    names = list({folded(row.name) for row in rows if not row.ways})
    for start in range(0, len(names), AT_ONCE):
        bare = municipality.persons.filter(
            contact_ways__isnull=True, folded_name__in=names[start : start + AT_ONCE]
        )
        found |= {(name, "") for name in bare.values_list("folded_name", flat=True)}
    return found


@transaction.atomic
def read_in(intake: Intake, *, by: Actor) -> bool:
    """Make persons of the new rows; False where somebody has done so already."""
    intake.municipality.hold_still()
    fresh = intake.hold_still()
    if fresh.done is not None:
        return False
    new = [row for row in understood(fresh) if row.is_new]
    made = Person.objects.bulk_create(
        (
            Person(municipality=intake.municipality, folded_name=folded(row.name), **row.facts)
            for row in new
        ),
        batch_size=AT_ONCE,
    )
    ContactWay.objects.bulk_create(
        (
            ContactWay(person=person, kind=kind, value=value)
            for person, row in zip(made, new, strict=True)
            for kind, value in row.ways
        ),
        batch_size=AT_ONCE,
    )
    let_search_know(intake.municipality_id, made, new)
    note_all("met", made, by=by)
    fresh.settle([person.pk for person in made], by=by)
    return True


def let_search_know(municipality: int, made: list[Person], rows: list[Found]) -> None:
    """Let the register find many new persons by what their rows say."""
    for start in range(0, len(made), AT_ONCE):
        handful = zip(made[start : start + AT_ONCE], rows[start : start + AT_ONCE], strict=True)
        keys = {
            person.pk: register.keys_of(person, [value for _kind, value in row.ways])
            for person, row in handful
        }
        register.write(municipality, keys)


def note_all(verb: str, persons: Iterable[Person], *, by: Actor) -> None:
    """A line in the journal for each of many persons."""
    Entry.objects.bulk_create(
        (
            Entry(
                actor=str(by), verb=verb, noun="people.person", number=person.pk,
                municipality_number=person.municipality_id,
            )
            for person in persons
        ),
        batch_size=AT_ONCE,
    )  # fmt: skip


@transaction.atomic
def take_back(intake: Intake, *, by: Actor) -> int | None:
    """Take away the persons that a list made and nobody has used since; how many stay.

    None where it cannot be taken back any more.
    """
    fresh = intake.hold_still()
    if not fresh.may_be_undone:
        return None
    stay = 0
    for start in range(0, len(fresh.made), AT_ONCE):
        made = Person.objects.filter(pk__in=fresh.made[start : start + AT_ONCE])
        # Held, so that nobody signs up somebody who is just being taken away.
        list(made.select_for_update().values_list("pk", flat=True))
        unused = list(made.exclude(used()))
        stay += made.count() - len(unused)
        note_all("removed", unused, by=by)
        Person.objects.filter(pk__in=[person.pk for person in unused]).delete()
    fresh.take_back(by=by)
    return stay


def used() -> Q:
    """Persons of whom more is known than a list said: what others keep of them, or a correction."""
    asked = Q(pk__in=Entry.objects.filter(noun="people.person", verb="corrected").values("number"))
    for relation in Person._meta.related_objects:
        if relation.related_model not in {ContactWay, PersonKey}:
            others = relation.related_model._base_manager.exclude(**{relation.field.name: None})
            asked |= Q(pk__in=others.values(relation.field.attname))
    return asked


def let_go_of_forgotten() -> int:
    """Throw away lists that were looked at a week ago and never read in; how many."""
    count, _kinds = Intake.objects.forgotten(timezone.now() - A_WEEK).delete()
    return count
