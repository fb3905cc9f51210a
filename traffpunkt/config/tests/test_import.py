# SPDX-License-Identifier: EUPL-1.2
"""An export that does not fit, or is not whole, is refused with nothing written."""

import hashlib
import json
import shutil
import zipfile

import pytest
from django.core.management import CommandError, call_command

from tests import makers
from traffpunkt.config import running
from traffpunkt.config.tables import Table, tables
from traffpunkt.people.finding import find
from traffpunkt.people.models import ContactWay, Person, PersonalPage
from traffpunkt.places.models import Municipality

pytestmark = pytest.mark.django_db(transaction=True)

PERSONS = Table(Person).file


@pytest.fixture
def archive(own_var, settings):
    """An export of one person, and nothing here any more."""
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "ängen.txt").write_text("en bild")
    makers.make_page(makers.make_astrid())
    call_command("export", own_var / "all.zip")
    call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(settings.MEDIA_ROOT)
    return own_var / "all.zip"


def rewritten(archive, change, *, summed=True):
    """The same export with its parts changed, and sums that say so."""
    with zipfile.ZipFile(archive) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    manifest = json.loads(parts.pop("manifest.json"))
    change(parts, manifest)
    if summed:
        manifest["parts"] = {name: hashlib.sha256(part).hexdigest() for name, part in parts.items()}
    with zipfile.ZipFile(archive, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
        packed.writestr("manifest.json", json.dumps(manifest))
    return archive


def with_person(archive, **facts):
    """The same export with other facts about the person, or without one of them."""

    def change(parts, _manifest):
        said = json.loads(parts[PERSONS]) | facts
        parts[PERSONS] = json.dumps(said).encode() + b"\n"

    return rewritten(archive, change)


def refused(archive, match):
    with pytest.raises(CommandError, match=match) as fault:
        call_command("import", archive)
    assert str(fault.value).startswith("Ingenting är inläst.")
    assert "Astrid" not in str(fault.value)


@pytest.fixture
def _nothing_is_written(archive, settings):
    yield
    assert [table.file for table in tables() if table.model._base_manager.exists()] == []
    assert not settings.MEDIA_ROOT.exists()
    assert not list(settings.VAR.glob("importing-*"))
    assert [path for path in settings.VAR.parent.iterdir() if "onda" in path.name] == []


@pytest.mark.usefixtures("_nothing_is_written")
class TestRefusals:
    """Each leaves the installation as empty as it was."""

    @pytest.mark.parametrize(
        "name", ["media/../../onda.txt", "/var/onda.txt", "media/..\\onda.txt", "media//onda.txt",
                 "media/", "onda.txt", "rows/onda.jsonl", "../onda.txt"],
    )  # fmt: skip
    def test_a_part_that_does_not_belong(self, archive, name):
        refused(rewritten(archive, lambda parts, _: parts.update({name: b"x"})), "hör hemma")

    def test_a_part_that_is_missing(self, archive):
        refused(rewritten(archive, lambda parts, _: parts.pop(PERSONS)), f"saknar {PERSONS}")

    def test_a_part_that_is_promised_only(self, archive):
        def change(parts, _manifest):
            parts.pop("media/ängen.txt")

        refused(rewritten(archive, change, summed=False), "de delar som den säger")

    def test_a_part_that_stands_twice(self, archive):
        with zipfile.ZipFile(archive, "a") as packed, pytest.warns(UserWarning, match="Duplicate"):
            packed.writestr(PERSONS, b"")
        refused(archive, "de delar som den säger")

    def test_a_changed_row(self, archive):
        def change(parts, _manifest):
            parts[PERSONS] = parts[PERSONS].replace(b"Astrid", b"Bertil")

        refused(rewritten(archive, change, summed=False), "stämmer inte med sin summa")

    def test_a_changed_byte_of_the_file(self, archive):
        whole = bytearray(archive.read_bytes())
        with zipfile.ZipFile(archive) as packed:
            entry = packed.getinfo(PERSONS)
        at = entry.header_offset + 30 + len(PERSONS) + 20 + entry.compress_size // 2
        whole[at] ^= 0xFF
        archive.write_bytes(whole)
        refused(archive, "ingen hel export|sin summa")

    def test_half_a_file(self, archive):
        archive.write_bytes(archive.read_bytes()[:-500])
        refused(archive, "ingen hel export")

    def test_a_file_that_is_not_there(self, archive, tmp_path):
        refused(tmp_path / "borta.zip", "finns inte")

    @pytest.mark.parametrize("words", ["[]", "{}", '{"parts": []}', "inte JSON"])
    def test_a_file_of_something_else(self, archive, words):
        with zipfile.ZipFile(archive, "w") as packed:
            packed.writestr("manifest.json", words)
        refused(archive, "ingen hel export")

    def test_a_file_without_a_manifest(self, archive):
        with zipfile.ZipFile(archive, "w") as packed:
            packed.writestr("bild.txt", "x")
        refused(archive, "ingen hel export")

    def test_an_export_of_a_newer_version(self, archive):
        def change(_parts, manifest):
            manifest["migrations"].append("people.9999_tomorrow")

        refused(rewritten(archive, change), r"nyare version.*people\.9999_tomorrow")

    def test_an_export_of_an_older_version(self, archive):
        def change(_parts, manifest):
            steps = [step for step in manifest["migrations"] if step.startswith("people.")]
            manifest["migrations"].remove(steps[-1])

        refused(rewritten(archive, change), "äldre version")

    @pytest.mark.parametrize(
        "facts",
        [{"name": None}, {"name": 7}, {"hidden": 0}, {"met": "i går"}, {"shoe_size": 41}],
        ids=str,
    )
    def test_a_row_that_tells_of_nothing(self, archive, facts):
        refused(with_person(archive, **facts), f"Rad 1 i {PERSONS}")

    @pytest.mark.parametrize("line", [b"x", b"[]", b"\xff", b"[" * 100_000], ids=len)
    def test_a_line_that_is_no_row(self, archive, line):
        def change(parts, _manifest):
            parts[PERSONS] += line

        refused(rewritten(archive, change), f"Rad 2 i {PERSONS}")

    def test_a_row_that_points_at_nothing(self, archive):
        refused(with_person(archive, municipality=4711), "hänger inte ihop")

    def test_a_row_that_stands_twice(self, archive):
        def change(parts, _manifest):
            parts[PERSONS] *= 2

        refused(rewritten(archive, change), "hänger inte ihop")

    def test_a_number_that_no_database_holds(self, archive):
        refused(with_person(archive, id=10**30), "Ingenting är inläst")

    def test_media_files_that_cannot_stand_beside_each_other(self, archive):
        def change(parts, _manifest):
            parts["media/ängen.txt/bild"] = b"x"

        refused(rewritten(archive, change), "Ingenting är inläst")

    def test_while_the_system_runs(self, archive):
        with running.along_with_others():
            refused(archive, "Systemet är igång")


def test_what_is_here_is_not_mixed_with_what_comes(archive):
    makers.make_municipality(name="Örebro")

    refused(archive, "Här finns redan innehåll")

    assert Municipality.objects.get().name == "Örebro"


def test_media_files_that_are_here_are_not_thrown_away(archive, settings):
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "egen.txt").write_text("en annan bild")

    refused(archive, "håller redan filer")

    assert [path.name for path in settings.MEDIA_ROOT.iterdir()] == ["egen.txt"]
    assert not Municipality.objects.exists()


def test_an_export_that_fits_comes_in_whole(archive, settings):
    call_command("import", archive)

    assert Person.objects.get().name == "Astrid"
    here = Municipality.objects.get()
    assert find(here.persons.all(), here, "Astird").persons == [Person.objects.get()]
    assert ContactWay.objects.get().value == "+46701740605"
    assert PersonalPage.objects.valid().exists()
    assert (settings.MEDIA_ROOT / "ängen.txt").stat().st_mode & 0o777 == 0o600
