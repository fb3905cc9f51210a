# SPDX-License-Identifier: EUPL-1.2
"""What the register is searched by is kept here: each person's keys, and how those are misspelt."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from traffpunkt.people.models.person_key import PersonKey, Spelling
from traffpunkt.people.sounds import home_keys, misspellings, name_keys, way_keys
from traffpunkt.places.models import Municipality

if TYPE_CHECKING:
    from traffpunkt.people.models import Person

# How many persons are read and written at a time.
HANDFUL = 1000


def keys_of(person: "Person", ways: Iterable[str], names: Iterable[str] = ()) -> set[str]:
    """All that a person is found by, with the names of the rows that turned out to be her."""
    found = name_keys(person.name).union(*map(name_keys, names))
    found |= home_keys(person.care_of, person.street, postcode=person.postcode)
    return found.union(*map(way_keys, ways))


def all_keys_of(person: "Person") -> set[str]:
    """All that a person is found by, from the rows that were read along with her."""
    ways = [way.value for way in person.contact_ways.all()]
    return keys_of(person, ways, [row.name for row in person.tombstones.all()])


def know(person: "Person", ways: Iterable[str]) -> None:
    """Let search find a person by what is known of her now, and by nothing else."""
    should = keys_of(person, ways, person.tombstones.values_list("name", flat=True))
    before = {row.key: row.pk for row in PersonKey.objects.filter(person=person)}
    drop(person.municipality_id, {key: pk for key, pk in before.items() if key not in should})
    write(person.municipality_id, {person.pk: should - before.keys()})


def welcome(person: "Person", ways: Iterable[str]) -> None:
    """Let search find a person who was not in the register before."""
    write(person.municipality_id, {person.pk: keys_of(person, ways)})


def drop(municipality: int, rows: dict[str, int]) -> None:
    """Forget some keys of a person, and how they are misspelt where nobody else has them."""
    PersonKey.objects.filter(pk__in=rows.values()).delete()
    if rows:
        here = PersonKey.objects.filter(municipality=municipality, key__in=rows)
        gone = rows.keys() - set(here.values_list("key", flat=True))
        Spelling.objects.filter(municipality=municipality, key__in=gone).delete()


def write(municipality: int, wanted: dict[int, set[str]]) -> None:
    """Write down keys of some persons, and how those that are new here are misspelt."""
    words = {key for keys in wanted.values() for key in keys if key.isalpha()}
    rows = Spelling.objects.filter(municipality=municipality, key__in=words, cut=F("key"))
    known = set(rows.values_list("key", flat=True)) if words else set()
    write_spellings(municipality, words - known)
    write_keys(municipality, wanted)


def write_spellings(municipality: int, words: set[str]) -> None:
    """Write down how words that are new here are misspelt."""
    Spelling.objects.bulk_create(
        Spelling(municipality_id=municipality, cut=cut, key=key)
        for key in sorted(words)
        for cut in sorted(misspellings(key))
    )


def write_keys(municipality: int, wanted: dict[int, set[str]]) -> None:
    """Write down by what some persons are found."""
    PersonKey.objects.bulk_create(
        PersonKey(municipality_id=municipality, person_id=person, key=key)
        for person, keys in wanted.items()
        for key in sorted(keys)
    )


def forget_spellings() -> int:
    """Forget how words are misspelt that nobody in the register has any more; how many rows."""
    here = PersonKey.objects.filter(municipality=OuterRef("municipality"), key=OuterRef("key"))
    count, _kinds = Spelling.objects.filter(~Exists(here)).delete()
    return count


@transaction.atomic
def rebuild(municipality: Municipality) -> int:
    """Read the whole register of a municipality anew; how many persons search finds."""
    PersonKey.objects.filter(municipality=municipality).delete()
    Spelling.objects.filter(municipality=municipality).delete()
    found = municipality.persons.unmerged().order_by("pk")
    persons = found.prefetch_related("contact_ways", "tombstones")
    last, many, words = 0, 0, set[str]()
    while handful := list(persons.filter(pk__gt=last)[:HANDFUL]):
        wanted = {row.pk: all_keys_of(row) for row in handful}
        new = {key for keys in wanted.values() for key in keys if key.isalpha()} - words
        write_spellings(municipality.pk, new)
        write_keys(municipality.pk, wanted)
        words |= new
        last, many = handful[-1].pk, many + len(handful)
    return many
