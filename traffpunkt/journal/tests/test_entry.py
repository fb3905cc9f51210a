# SPDX-License-Identifier: EUPL-1.2
import pytest

from tests.makers import make_municipality, make_person, make_venue
from traffpunkt.journal.models import GUEST, SYSTEM, Actor, Entry, NeverChangedError, record

pytestmark = pytest.mark.django_db


def test_a_line_says_who_did_what_to_which_row_in_which_municipality():
    venue = make_venue()

    line = record("opened", venue, by=Actor("account", 7))

    assert str(line) == f"account:7 opened places.venue {venue.pk}"
    assert line.municipality_number == venue.municipality_id


def test_a_row_without_municipality_is_told_where_it_happened():
    municipality = make_municipality()

    assert record("made", municipality, by=SYSTEM).municipality_number is None
    told = record("made", municipality, by=SYSTEM, municipality=municipality.pk)
    assert told.municipality_number == municipality.pk


def test_the_lines_about_one_row_come_in_order():
    astrid, bertil = make_person("Astrid"), make_person("Bertil")
    record("called", astrid, by=GUEST)
    record("called", bertil, by=GUEST)

    assert [line.verb for line in Entry.objects.about(astrid)] == ["met", "called"]


def test_a_line_holds_no_name():
    astrid = make_person("Astrid Blomkvist")

    lines = [str(list(vars(line).values())) for line in Entry.objects.about(astrid)]

    assert lines
    assert not any("Astrid" in line for line in lines)


@pytest.mark.parametrize(
    "change",
    [
        lambda line: line.save(),
        lambda line: line.delete(),
        lambda line: Entry.objects.all().update(verb="nothing"),
        lambda line: Entry.objects.filter(pk=line.pk).delete(),
        lambda line: Entry.objects.bulk_update([line], ["verb"]),
        lambda line: Entry.objects.update_or_create(pk=line.pk, defaults={"verb": "nothing"}),
    ],
)
def test_what_has_been_written_stands(change):
    line = record("opened", make_venue(), by=GUEST)
    line.verb = "nothing"

    with pytest.raises(NeverChangedError):
        change(line)

    assert Entry.objects.get(pk=line.pk).verb == "opened"
