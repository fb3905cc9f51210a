# SPDX-License-Identifier: EUPL-1.2
"""Everything goes out in open formats and into an empty installation again, without a difference."""

import contextlib
import datetime
import decimal
import hashlib
import json
import threading
import tracemalloc
import uuid
import zipfile

import jsonschema
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, models
from django.utils import timezone

from tests import makers
from traffpunkt.activities.merging import merge
from traffpunkt.activities.models import (
    Announcement,
    Answer,
    Occasion,
    ReminderRound,
    Series,
    SeriesDate,
    Signup,
    Wording,
)
from traffpunkt.activities.models.search import SearchHit
from traffpunkt.activities.search.queries import search
from traffpunkt.config import exporting, importing, preparing
from traffpunkt.config.tables import KINDS, Column, Table, tables
from traffpunkt.journal.models import GUEST, SYSTEM, Entry, record
from traffpunkt.journal.sealing import seal_all, weed
from traffpunkt.journal.verifying import verified
from traffpunkt.outbox.models import CODE, Message, Pile, SmsTry, Standstill
from traffpunkt.people.models import Identity, Person, SignInRule
from traffpunkt.places.models import ClosedDay, Municipality, OrganisationContact

pytestmark = pytest.mark.django_db(transaction=True)

JOURNAL = Table(Entry).file


@pytest.fixture(autouse=True)
def _own(own_var, settings):
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "hus").mkdir()
    (settings.MEDIA_ROOT / "hus" / "ängen.txt").write_text("en bild")


def everything():
    """All rows of all tables as values, also what many rows of two tables share."""
    return {
        table.file: list(table.model._base_manager.order_by("pk").values()) for table in tables()
    }


def found():
    """What search keeps, whatever numbers it has."""
    return set(SearchHit.objects.values_list("word__word", "activity", "weight"))


def parts(archive):
    with zipfile.ZipFile(archive) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def lines(archive, model):
    return [json.loads(line) for line in parts(archive)[Table(model).file].splitlines()]


def emptied(settings):
    call_command("flush", interactive=False, verbosity=0)
    for path in [*settings.MEDIA_ROOT.glob("*/*"), *settings.MEDIA_ROOT.iterdir()]:
        path.unlink() if path.is_file() else path.rmdir()


def add_what_the_demo_lacks():
    """A row in each table that has none, and one that points at another of its own table."""
    gavle = add_rows_of_its_own("gavle")
    seal_all()
    weed(timezone.now(), by=SYSTEM)
    record("opened", gavle, by=SYSTEM)
    seal_all()


def add_rows_of_its_own(slug):
    """What a municipality of the demo has no row of."""
    gavle = Municipality.objects.get(slug=slug)
    first, second = Signup.objects.filter(occasion__municipality=gavle).order_by("pk")[:2]
    # The earlier points at the later: neither order of the rows alone would do.
    Signup.objects.filter(pk=first.pk).update(instead_of=second)
    makers.make_page(first.person).renew(by=GUEST)
    first.person.issue_card(by=SYSTEM)
    series = list(gavle.series.order_by("pk")[:2])
    Series.objects.filter(pk=series[0].pk).update(follows=series[1])
    SeriesDate.objects.create(series=series[0], day=datetime.date(2026, 12, 24), change="removed")
    OrganisationContact.objects.create(
        municipality=gavle, organisation=makers.make_organisation(), email="f@exempel.example"
    )
    Answer.objects.create(
        activity=series[0].activity, approved=False, words="Nya\u2028rader\noch \"citat\" å", by="account:1"
    )  # fmt: skip
    Announcement.objects.create(
        occasion=first.occasion, audience="seated", words="Ta med stickor", press=uuid.uuid4(), by="account:1"
    )  # fmt: skip
    first_name, second_name = (
        makers.make_person(name, municipality=gavle) for name in ("Åsa", "Åsa Ö")
    )
    merge(first_name, second_name, by=SYSTEM)
    first.occasion.tickets.create(number=1, place="kiosk")
    gavle.intakes.create(kind="persons", fields=["name"], rows=[{"name": "Åsa"}], by="account:1")
    add_what_is_sent(gavle, first)
    day = {"first": "2026-11-20", "last": "2026-11-25"}
    gavle.disclosures.begin(gavle, day, "21:1", by=SYSTEM).mask({"fault-1-text": "out"}, by=SYSTEM)
    return gavle


def add_what_is_sent(town, signup):
    """What reminding, texting and printing leave behind."""
    date = signup.occasion
    ReminderRound.objects.create(occasion=date, starts=date.starts, moment=date.starts)
    SignInRule.objects.create(municipality=town, factors={"host": ["totp"]})
    Wording.objects.create(municipality=town, key="reminder", body="Hej {namn}!")
    pile = Pile.objects.create(municipality=town, by=makers.make_account(municipality=town))
    Identity.objects.create(issuer="https://in.example", sub=town.slug, account=pile.by)
    here = {"municipality": town, "person": signup.person, "body": "Hej!", "kind": "moved"}
    Message.objects.create(
        key=f"letter:{town.slug}", channel="letter", state="to_print", pile=pile, **here
    )
    text = Message.objects.create(key=f"text:{town.slug}", channel="sms", state="sent", **here)
    SmsTry.objects.create(message=text, address="+46701740605", mark="m", state="sent", number="s1")
    Standstill.objects.begin("sms", "credits", datetime.timedelta(hours=1))


def is_shown_by_the_rows(field, rows):
    return any(row[field.attname] is not None for row in rows)


def test_the_demo_comes_through_without_a_difference(own_var, settings, capsys):
    call_command("demo")
    add_what_the_demo_lacks()
    before, sought = everything(), found()
    first, second = own_var / "first.zip", own_var / "second.zip"
    call_command("export", first)
    emptied(settings)
    assert not any(everything().values())

    call_command("import", first)

    assert "är inläst" in capsys.readouterr().out
    after = everything()
    said = after[JOURNAL][len(before[JOURNAL]) :]
    assert [(line["verb"], line["noun"]) for line in said] == [
        ("imported", "places.municipality")
    ] * 2
    del after[JOURNAL][len(before[JOURNAL]) :]
    assert after == before
    assert found() == sought
    assert (verified().holds, verified().lines) == (True, 2)
    assert (settings.MEDIA_ROOT / "hus" / "ängen.txt").read_text() == "en bild"
    # Each table and each way from a table to itself was tried.
    assert [file for file, rows in before.items() if not rows] == []
    own = [
        (table.file, field)
        for table in tables()
        for field in table.model._meta.concrete_fields
        if field.related_model is table.model
    ]
    assert len(own) == 4
    assert all(is_shown_by_the_rows(field, before[file]) for file, field in own)

    call_command("export", second)

    old, new = parts(first), parts(second)
    assert new.pop(JOURNAL).startswith(old.pop(JOURNAL))
    rest = [name for name in old if name not in {"readme.txt", "manifest.json"}]
    assert {name: new[name] for name in rest} == {name: old[name] for name in rest}


def test_new_rows_work_after_what_came(own_var, settings):
    makers.make_signup(makers.make_occasion(seats=2))
    call_command("export", own_var / "all.zip")
    emptied(settings)
    call_command("import", own_var / "all.zip")

    occasion = Occasion.objects.get()
    occasion.sign_up(makers.make_bertil(), occasion.offers.get(), by=GUEST)

    signed_up = occasion.signups.order_by("pk").values_list("person__name", flat=True)
    assert list(signed_up) == ["Astrid", "Bertil"]
    assert search(Municipality.objects.get(), "stickcafé").found


def test_a_number_that_the_journal_tells_of_is_not_given_again(own_var, settings):
    municipality = makers.make_municipality()
    day = datetime.date(2026, 12, 24)
    facts = {"municipality": municipality, "first": day, "last": day, "reason": "Julafton"}
    gone = ClosedDay.objects.create(**facts)
    record("removed", gone, by=GUEST)
    last = gone.pk
    gone.delete()
    call_command("export", own_var / "all.zip")
    emptied(settings)
    call_command("import", own_var / "all.zip")

    facts["municipality"] = Municipality.objects.get()
    assert ClosedDay.objects.create(**facts).pk == last + 1


def test_an_export_is_its_owners_alone_and_tells_what_it_holds(own_var):
    makers.make_astrid()
    archive = own_var / "all.zip"

    call_command("export", archive)

    assert archive.stat().st_mode & 0o777 == 0o600
    assert not list(own_var.glob(".unfinished-*"))
    held = parts(archive)
    manifest = json.loads(held.pop("manifest.json"))
    assert manifest["parts"] == {
        name: hashlib.sha256(part).hexdigest() for name, part in held.items()
    }
    assert "personuppgifter" in held["readme.txt"].decode()
    assert not [name for name in held if "search" in name or "session" in name or "key" in name]
    assert (own_var / "secret-key").exists()


def test_each_line_is_what_the_schema_says(own_var):
    makers.make_signup()
    makers.make_series()
    archive = own_var / "all.zip"
    call_command("export", archive)
    held = parts(archive)
    schema = json.loads(held["schema.json"])

    assert set(schema) == {name for name in held if name.startswith("rows/")}
    for name, said in schema.items():
        for line in held[name].splitlines():
            jsonschema.validate(json.loads(line), said)
    told = schema["rows/activities.signup.jsonl"]["properties"]
    assert told["person"]["refersTo"] == {"file": "rows/people.person.jsonl", "field": "id"}
    assert told["state"]["choices"]
    assert told["made"]["format"] == "date-time"
    (signup,) = lines(archive, Signup)
    assert signup["person"] == Person.objects.get().pk
    assert datetime.datetime.fromisoformat(signup["made"]) == Signup.objects.get().made


def test_a_file_points_only_at_itself_and_those_before():
    seen: set[type[models.Model]] = set()
    for table in tables():
        seen.add(table.model)
        for field in table.model._meta.concrete_fields:
            assert field.related_model is None or field.related_model in seen


def test_a_code_to_sign_in_with_stays_at_home(own_var):
    facts = {"kind": CODE, "channel": "email", "address": "karin@kommun.example"}
    Message.objects.create(key="a", body="Din kod är 123 456", **facts)
    Message.objects.create(key="b", body="", state="sent", **facts)
    Message.objects.create(key="c", body="Hej!", **facts | {"kind": "promotion"})

    call_command("export", own_var / "all.zip")

    assert [row["key"] for row in lines(own_var / "all.zip", Message)] == ["b", "c"]


def test_an_export_is_one_moment_and_stops_nobody_who_writes():
    municipality = makers.make_municipality()

    def write():
        makers.make_person("Bertil", municipality=municipality)
        connections.close_all()

    with exporting.one_moment():
        assert not Person.objects.exists()
        writer = threading.Thread(target=write)
        writer.start()
        writer.join(timeout=10)
        assert not writer.is_alive()
        assert not Person.objects.exists()

    assert Person.objects.get().name == "Bertil"
    makers.make_astrid(municipality=municipality)


def test_much_takes_no_more_memory_than_little(own_var, settings, monkeypatch):
    monkeypatch.setattr(exporting, "BATCH", 100)
    monkeypatch.setattr(importing, "BATCH", 100)
    megabyte = 1024 * 1024
    facts = {"kind": "promotion", "channel": "email", "body": "Hej! " * 800}
    for begun in range(0, 4000, 500):
        Message.objects.bulk_create(
            Message(key=str(number), **facts) for number in range(begun, begun + 500)
        )

    with peak() as export_took:
        call_command("export", own_var / "all.zip")
    emptied(settings)
    with peak() as import_took:
        call_command("import", own_var / "all.zip")

    assert Message.objects.count() == 4000
    assert len(parts(own_var / "all.zip")[Table(Message).file]) > 16 * megabyte
    assert max(*export_took, *import_took) < 8 * megabyte


@contextlib.contextmanager
def peak():
    """A list that holds the most memory that was taken meanwhile."""
    took: list[int] = []
    tracemalloc.start()
    try:
        yield took
        took.append(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()


def test_a_file_that_is_there_is_not_written_over(own_var):
    (own_var / "all.zip").write_text("något annat")

    with pytest.raises(CommandError, match="finns redan"):
        call_command("export", own_var / "all.zip")

    assert (own_var / "all.zip").read_text() == "något annat"


def test_a_folder_that_is_not_there_gives_no_export(own_var):
    with pytest.raises(CommandError, match="Det blev ingen export"):
        call_command("export", own_var / "gone" / "all.zip")


@pytest.mark.parametrize("question", ["what_is_to_migrate", "what_is_newer"])
def test_a_database_of_another_version_is_not_exported(own_var, monkeypatch, question):
    monkeypatch.setattr(preparing, question, lambda: ["people.9999_tomorrow"])

    with pytest.raises(CommandError, match="en annan version"):
        call_command("export", own_var / "all.zip")


def test_what_goes_away_meanwhile_is_not_in_the_export(own_var, monkeypatch):
    gone = [("media/borta.txt", own_var / "media" / "borta.txt")]
    monkeypatch.setattr(exporting, "beside_the_database", lambda: gone)

    call_command("export", own_var / "all.zip")

    assert "media/borta.txt" not in parts(own_var / "all.zip")


EACH_KIND = [
    ("DecimalField", decimal.Decimal("12.50"), "12.50"),
    ("BinaryField", b"\x00\xff", "AP8="),
    ("FloatField", 0.5, 0.5),
    ("FileField", "hus/ängen.txt", "hus/ängen.txt"),
    ("TimeField", datetime.time(13, 30), "13:30:00"),
    ("DateField", datetime.date(2026, 12, 24), "2026-12-24"),
    ("DateTimeField", makers.local(2026, 7, 1, 13), "2026-07-01T11:00:00+00:00"),
    ("UUIDField", uuid.UUID(int=7), "00000000-0000-0000-0000-000000000007"),
    ("JSONField", {"b": [1, {"d": 1, "c": 2}], "a": None}, {"a": None, "b": [1, {"c": 2, "d": 1}]}),
]


@pytest.mark.parametrize(("kind", "value", "written"), EACH_KIND)
def test_each_kind_of_value_is_read_as_it_was_written(kind, value, written):
    said = KINDS[kind].write(value)

    assert json.dumps(said) == json.dumps(written)
    column = Column(models.CharField(name="x"), KINDS[kind])
    assert column.read(json.loads(json.dumps(said))) == value


NOTHING = [
    ("CharField", 1), ("CharField", None), ("BigIntegerField", True), ("BigIntegerField", "1"),
    ("BooleanField", 1), ("DateTimeField", "2026-07-01T11:00:00"), ("UUIDField", "x"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "said"), NOTHING)
def test_what_can_mean_nothing_is_not_guessed_at(kind, said):
    with pytest.raises((TypeError, ValueError)):
        Column(models.CharField(name="x"), KINDS[kind]).read(said)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a way of beginning that SQLite has")
def test_after_an_export_writers_queue_as_before(own_var):
    usual = vars(connections["default"])["transaction_mode"]
    call_command("export", own_var / "all.zip")

    assert vars(connections["default"])["transaction_mode"] == usual == "IMMEDIATE"
