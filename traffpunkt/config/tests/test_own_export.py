# SPDX-License-Identifier: EUPL-1.2
"""A municipality takes out all that is its own, and only that, and reads it in somewhere else."""

import json
import re
import zipfile

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models
from django.utils import timezone

from tests import makers
from traffpunkt.config import belonging, exporting, leaflet
from traffpunkt.config.belonging import (
    COMMON,
    NEVER,
    WITHHELD,
    NoAnswer,
    OwnTable,
    own_models,
    tables_of,
    way_of,
)
from traffpunkt.config.tables import Column, Table
from traffpunkt.config.tests.test_export import add_rows_of_its_own, emptied, parts
from traffpunkt.config.tests.test_import import rewritten
from traffpunkt.demo.gavle import GAVLE
from traffpunkt.demo.making import make_town
from traffpunkt.demo.orebro import OREBRO
from traffpunkt.journal.models import SYSTEM, Entry, record
from traffpunkt.journal.sealing import seal_all
from traffpunkt.journal.verifying import verified
from traffpunkt.outbox.models import Message
from traffpunkt.people.models import Account, Card, Membership, PersonalPage
from traffpunkt.places.models import ErasureDecision, Municipality, Venue

pytestmark = pytest.mark.django_db(transaction=True)

PROOF = "journal-proof.jsonl"


SAME_IN_SWEDISH = {"organisation", "text"}


@pytest.fixture(autouse=True)
def _own(own_var, settings):
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "granne.txt").write_text("grannens bild")


def taken_out(file, slug="gavle"):
    call_command("export", file, kommun=slug)
    return parts(file)


def content(held):
    """What a package holds, but for the texts about it."""
    return {name: part for name, part in held.items() if name.startswith("rows/")}


def grown(town):
    """A municipality of the demo with a row in each table."""
    make_town(town)
    here = add_rows_of_its_own(town.slug)
    here.erasures.get_or_create(rule="signup", reference="KS 1", defaults={"count": 3})
    here.fault_reports.create(text="Ljudet är lågt.")
    makers.make_topic(municipality=here, name="Ett ämne till")
    ErasureDecision.objects.state(here, {"is_on": False, "reference": "KS 2"}, by=SYSTEM)
    seal_all()


def numbers(held, model):
    key, part = model._meta.pk.name, held[Table(model).file]
    return {json.loads(line)[key] for line in part.splitlines()}


def test_not_one_row_name_or_number_of_a_neighbour_is_in_the_package(own_var):
    grown(GAVLE)
    alone = taken_out(own_var / "alone.zip")
    grown(OREBRO)
    shared = Account.objects.filter(memberships__municipality__slug="gavle")[0]
    Membership.objects.create(
        account=shared, name="Grannens namn", role="host",
        municipality=Municipality.objects.get(slug="orebro"),
    )  # fmt: skip
    Account.objects.filter(pk=shared.pk).update(last_login=timezone.now())

    beside = taken_out(own_var / "beside.zip")

    # A package that a neighbour's coming changes by no sign tells nothing of her.
    assert content(beside) == content(alone)
    assert beside[PROOF] == alone[PROOF]
    assert b"orebro" not in b"".join(beside.values()).lower()
    assert "media/granne.txt" not in beside
    theirs = taken_out(own_var / "theirs.zip", "orebro")
    untried = [file for file in content(beside) if not (beside[file] and theirs[file])]
    assert not untried
    for model in own_models():
        assert model in COMMON or not numbers(theirs, model) & numbers(beside, model)


def test_each_row_of_a_table_of_ones_own_is_some_municipalitys_package(own_var):
    grown(GAVLE)
    grown(OREBRO)
    both = [taken_out(own_var / f"{slug}.zip", slug) for slug in ("gavle", "orebro")]

    for model in own_models():
        out = set().union(*(numbers(held, model) for held in both))
        all_of_them = model._base_manager.exclude(belonging.REMAIN.get(model, models.Q(pk=0)))
        missing = set(all_of_them.values_list("pk", flat=True)) - out
        if model is Entry:
            missing -= set(
                Entry.objects.filter(municipality_number=None).values_list("pk", flat=True)
            )
        assert not missing, f"{model} lacks rows"


def test_each_table_has_an_answer():
    for model in apps.get_models(include_auto_created=True):
        way_of(model)
    known = {model._meta.label_lower for model in apps.get_models(include_auto_created=True)}
    assert set(NEVER) <= known
    assert set(belonging.WAYS) <= known
    assert all(why.endswith(".") for why in NEVER.values())


def test_a_table_without_an_answer_stops_the_export(own_var, monkeypatch):
    makers.make_municipality(slug="gavle")
    monkeypatch.delitem(belonging.WAYS, "people.contactway")

    with pytest.raises(NoAnswer, match="Vems är raderna i people"):
        call_command("export", own_var / "own.zip", kommun="gavle")

    assert not list(own_var.glob("*.zip"))


def test_what_opens_something_stays(own_var):
    grown(GAVLE)
    page = PersonalPage.objects.all()[0]
    Message.objects.create(
        municipality=Municipality.objects.get(), key="with-address", kind="confirmation",
        channel="email", state="sent", body=f"Se https://t.example/min-sida/{page.secret}/ och kom!",
    )  # fmt: skip
    Message.objects.create(
        municipality=Municipality.objects.get(), key="underway", kind="confirmation",
        channel="email", body="Snart hos dig.",
    )  # fmt: skip

    held = taken_out(own_var / "own.zip")

    said = b"".join(content(held).values()).decode()
    for model, names in WITHHELD.items():
        for row in model._base_manager.values_list(*names):
            assert not [
                value for value in row if isinstance(value, str) and value and value in said
            ]
    assert "min-sida/…/ och kom!" in said
    assert "Snart hos dig" not in said


def test_a_field_that_sounds_like_a_secret_stays():
    sounds = re.compile("secret|token|pin$|password|print$|key_")
    for model in own_models():
        named = {field.name for field in model._meta.concrete_fields if sounds.search(field.name)}
        assert named <= set(WITHHELD.get(model, {})), model


def test_the_readme_tells_of_each_file_and_column_in_swedish(own_var):
    makers.make_municipality(slug="gavle", name="Kommunen {Gävle}")

    told = taken_out(own_var / "own.zip")["readme.txt"].decode()

    assert "Uttag ur Träffpunkt" in told
    assert "Kommunen {Gävle}" in told
    for table in tables_of():
        assert f"{table.file} – " in told
        for column in table.columns:
            words = leaflet.words_for(column.field)
            assert f"  {column.name}: {words}" in told
            assert words != column.name or column.name in SAME_IN_SWEDISH
    for label, why in NEVER.items():
        assert f"{label}: {why}" in told


def test_only_files_that_own_rows_name_come_along(own_var, settings, monkeypatch):
    makers.make_venue(municipality=makers.make_municipality(slug="gavle"), name="egen.txt")
    (settings.MEDIA_ROOT / "egen.txt").write_text("egen bild")

    class Pictured(OwnTable):
        @property
        def columns(self):
            fields = [
                models.FileField("namn") if field.name == "name" else field for field in self.fields
            ]
            for field in fields:
                field.set_attributes_from_name(field.name or "name")
            return [Column(field, self.kind(field)) for field in fields]

    def pictured(number):
        return [Pictured(Venue, number), OwnTable(Municipality, number)]

    monkeypatch.setattr(exporting, "tables_of", pictured)
    with zipfile.ZipFile(own_var / "own.zip", "w") as archive:
        exporting.fill(archive, Municipality.objects.get())

    held = parts(own_var / "own.zip")
    assert [name for name in held if name.startswith("media/")] == ["media/egen.txt"]


def test_a_municipality_moves_out_and_nothing_of_it_is_lost(own_var, settings):
    grown(OREBRO)
    grown(GAVLE)
    before = taken_out(own_var / "first.zip")
    old = set(PersonalPage.objects.values_list("secret", flat=True))
    emptied(settings)

    call_command("import", own_var / "first.zip")

    assert [here.slug for here in Municipality.objects.all()] == ["gavle"]
    assert not old & set(PersonalPage.objects.values_list("secret", flat=True))
    assert not any(account.has_usable_password() for account in Account.objects.all())
    assert not any(card.fits("0000") for card in Card.objects.all())
    assert verified().holds
    after = taken_out(own_var / "second.zip")
    journal = Table(Entry).file
    assert after[journal].startswith(before[journal])
    (last,) = after[journal][len(before[journal]) :].splitlines()
    assert json.loads(last)["verb"] == "imported"
    rest = [name for name in content(before) if name != journal]
    assert {name: after[name] for name in rest} == {name: before[name] for name in rest}


def test_the_manifest_says_whose_it_is_and_how_many_rows(own_var):
    makers.make_municipality(slug="gavle")

    held = taken_out(own_var / "own.zip")

    manifest = json.loads(held["manifest.json"])
    assert manifest["municipality"] == "gavle"
    assert manifest["rows"] == sum(len(part.splitlines()) for part in content(held).values())


def test_a_municipality_that_is_not_there_gives_no_export(own_var):
    with pytest.raises(CommandError, match="Det finns ingen kommun med adressen gavle"):
        call_command("export", own_var / "own.zip", kommun="gavle")


def test_a_package_is_not_read_in_beside_others(own_var):
    makers.make_municipality(slug="gavle")
    taken_out(own_var / "own.zip")

    with pytest.raises(CommandError, match="också när den är av en enda kommun"):
        call_command("import", own_var / "own.zip")


def own_lines(own_var, settings, change):
    """A package of some sealed lines, with a neighbour's between, changed and read in."""
    gavle, other = makers.make_municipality(slug="gavle"), makers.make_municipality()
    doer = Account.objects.create(email="karin@kommun.example").actor
    for here in (gavle, gavle, other, gavle):
        record("opened", here, by=doer, municipality=here.pk)
    seal_all()
    taken_out(own_var / "own.zip")
    rewritten(own_var / "own.zip", change)
    emptied(settings)
    call_command("import", own_var / "own.zip")


def test_a_journal_line_that_was_changed_on_the_way_is_found(own_var, settings):
    def change(held, _manifest):
        journal = Table(Entry).file
        first, *rest = held[journal].splitlines(keepends=True)
        held[journal] = first.replace(b'"opened"', b'"closed"') + b"".join(rest)

    with pytest.raises(CommandError, match="är inte som den skrevs"):
        own_lines(own_var, settings, change)

    assert not Municipality.objects.exists()


def test_a_journal_line_that_is_gone_is_found(own_var, settings):
    def change(held, _manifest):
        journal = Table(Entry).file
        held[journal] = b"".join(held[journal].splitlines(keepends=True)[1:])

    with pytest.raises(CommandError, match="är inte som den skrevs"):
        own_lines(own_var, settings, change)


def test_an_account_that_only_the_journal_names_lends_its_number_to_nobody(own_var, settings):
    own_lines(own_var, settings, lambda held, manifest: None)

    doer = Entry.objects.filter(verb="opened")[0].actor
    assert not Account.objects.exists()
    assert Account.objects.create(email="yusuf@kommun.example").pk > int(doer.split(":")[1])
    assert verified().holds
