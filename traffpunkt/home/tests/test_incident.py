# SPDX-License-Identifier: EUPL-1.2
"""The incident pack holds what one municipality needs to report, and nothing of its neighbour."""

import datetime
import io
import zipfile

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.makers import (
    make_account,
    make_astrid,
    make_karin,
    make_municipality,
    make_occasion,
    make_person,
    make_signup,
    the_municipality,
)
from traffpunkt.activities.tests import desk as shared
from traffpunkt.activities.traces import about, touched_by
from traffpunkt.home.incident import Span, harmless
from traffpunkt.home.tests.settings_rooms import at, browser, next_door
from traffpunkt.journal.models import Entry, record, record_names
from traffpunkt.journal.sealing import seal_new
from traffpunkt.people.models import Person

pytestmark = pytest.mark.django_db

FILES = {
    "las-mig.txt", "imy-72-timmar.txt", "cybersakerhet-24-timmar.txt", "cybersakerhet-72-timmar.txt",
    "cybersakerhet-en-manad.txt", "journal.csv", "inloggningar.csv", "personer.csv", "kontakter.csv",
}  # fmt: skip


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name).decode("utf-8-sig") for name in packed.namelist()}


def today():
    return timezone.localdate()


def fetched(karin, first=None, **more):
    said = {"first": f"{first or today():%Y-%m-%d}", "last": ""} | more
    answer = browser(karin).post(at("incident/"), said)
    assert answer.status_code == 200
    return parts_of(answer.content)


def drawn_up(here, tmp_path, **days):
    given = {"first": today()} | days
    call_command("incident", here.slug, out=tmp_path, **given)
    (file,) = tmp_path.glob("*.zip")
    return parts_of(file.read_bytes())


def test_the_pack_has_the_journal_the_persons_and_the_texts(karin):
    signup = make_signup(make_occasion(), "Astrid")
    karin.arrive(the_municipality())
    record_names(signup.occasion, by=karin.actor, municipality=the_municipality().pk)
    seal_new()

    parts = fetched(karin)

    assert set(parts) == FILES
    assert f"{signup.person.pk};Astrid;" in parts["personer.csv"]
    assert "listan till ett tillfälle" in parts["personer.csv"]
    stamp = Entry.objects.filter(noun="activities.occasion.names").get().stamp
    assert f";{stamp.number};{stamp.hash}" in parts["journal.csv"]
    assert f"account:{karin.pk};Karin, aktivitetssamordnare" in parts["inloggningar.csv"]
    assert f"Samordnare;Karin;{karin.email}" in parts["kontakter.csv"]
    assert "Journalens kedja håller" in parts["las-mig.txt"]
    report = parts["imy-72-timmar.txt"]
    assert f"Organisation: {the_municipality().name}" in report
    assert "Anmälningar och närvaro" in report
    assert "högst 1, enligt journalen" in report
    assert "{{" not in "".join(parts.values())
    assert "&#" not in "".join(parts.values())


def test_that_it_is_drawn_up_stands_in_the_journal(karin, tmp_path):
    fetched(karin)
    parts = drawn_up(the_municipality(), tmp_path)

    lines = Entry.objects.filter(verb="drew-up-incident")
    assert [line.actor for line in lines] == [f"account:{karin.pk}", "system"]
    assert {line.municipality_number for line in lines} == {the_municipality().pk}
    assert parts["journal.csv"].count("drew-up-incident") == 2
    assert "till exempel ringlistan: 0" in parts["las-mig.txt"]


def test_nothing_of_the_neighbour_is_in_it(karin, tmp_path):
    astrid = make_astrid()
    neighbour = next_door()
    stranger = make_person("Grannens Gunnar", municipality=neighbour)
    eva = make_account("Grannens Eva", "coordinator", municipality=neighbour)
    eva.arrive(neighbour)
    record("read", stranger, by=eva.actor)
    # A line that names a row of the neighbour's by mistake shows nothing of it.
    record("read", stranger, by=karin.actor, municipality=the_municipality().pk)
    record("read", astrid, by=karin.actor)

    said = "".join(drawn_up(the_municipality(), tmp_path).values())

    assert "Astrid" in said
    assert "Grannens" not in said
    assert f"account:{eva.pk}" not in said
    assert eva.email not in said
    assert neighbour.name not in said


def test_only_the_days_that_were_asked_for_are_in_it(karin, tmp_path):
    long_ago = timezone.now() - datetime.timedelta(days=40)
    with time_machine.travel(long_ago):
        record("read", make_astrid(), by=karin.actor)
    bertil = make_person("Bertil")
    record("read", bertil, by=karin.actor)

    now = fetched(karin)
    then = drawn_up(the_municipality(), tmp_path, first=long_ago.date(), last=long_ago.date())

    assert "Astrid" not in now["personer.csv"]
    assert "Bertil" in now["personer.csv"]
    assert "Astrid" in then["personer.csv"]
    assert "Bertil" not in then["personer.csv"]


def test_days_with_nobody_in_them_say_so(tmp_path):
    here = make_municipality(privacy_contact="", reply_email="")
    day = today() - datetime.timedelta(days=80)

    parts = drawn_up(here, tmp_path, first=day, last=day)

    assert "Inga personuppgifter syns i journalen" in parts["imy-72-timmar.txt"]
    assert "Dataskyddsombud" not in parts["kontakter.csv"]


def test_a_chain_that_does_not_hold_is_said_in_capitals(karin, monkeypatch):
    record("read", make_astrid(), by=karin.actor)
    seal_new()
    monkeypatch.setattr("traffpunkt.journal.verifying.digest", lambda *given: "0" * 64)

    parts = fetched(karin)

    assert "JOURNALENS KEDJA HÅLLER INTE" in parts["las-mig.txt"]
    assert "är inte som den skrevs" in parts["imy-72-timmar.txt"]


def test_whoever_the_journal_tells_of_is_named_as_her_own_extract_has_it(karin):
    signup = make_signup(make_occasion(), "Astrid")
    make_person("Bertil", municipality=the_municipality())
    record("printed", signup.occasion, by=karin.actor, municipality=the_municipality().pk)
    span = Span(the_municipality(), today(), today())

    record("used", make_person("Kajsa").issue_card(by=karin.actor).card, by=karin.actor)
    found = {one.number for one in touched_by(span.lines, the_municipality())}

    assert found == {one.pk for one in Person.objects.all() if about(one).exists()}


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("", "", "Första dagen"),
        ("2026-03-03", "2026-03-01", "Sista dagen är före den första"),
        ("2025-03-03", "2026-03-01", "mer än tre månader"),
        ("2026-03-01", "igår kväll", "Sista dagen"),
    ],
)
def test_days_that_cannot_be_are_told_and_what_was_typed_stays(karin, first, last, said):
    answer = browser(karin).post(at("incident/"), {"first": first, "last": last})

    assert answer.status_code == 422
    assert said in shared.text(answer)
    assert not Entry.objects.filter(verb="drew-up-incident").exists()


def test_the_way_there_stands_among_the_settings(karin):
    assert at("incident/") in browser(karin).get(at("")).content.decode()


def test_a_name_is_never_a_formula():
    assert harmless("=1+1") == "'=1+1"
    assert harmless("Astrid") == "Astrid"
    assert harmless(None) == ""


def test_the_command_says_what_is_wrong(tmp_path):
    here = the_municipality()
    (tmp_path / "file").touch()
    for given, said in (
        (["ingenstans", "--from", "2026-11-20", "--out", str(tmp_path)], "ingen kommun"),
        ([here.slug, "--from", "i går", "--out", str(tmp_path)], "skriv dagen som"),
        ([here.slug, "--from", "2026-11-20", "--to", "2026-11-19", "--out", str(tmp_path)], "före"),
        ([here.slug, "--from", "2026-11-20", "--out", str(tmp_path / "file")], "inte att skriva"),
        ([here.slug, "--from", "2026-11-20", "--to", "9999-12-31", "--out", "x"], "inte varit än"),
    ):
        with pytest.raises(CommandError, match=said):
            call_command("incident", *given)


def test_the_pack_is_its_owners_alone(tmp_path):
    make_karin()
    drawn_up(the_municipality(), tmp_path)

    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_pack_that_is_cut_off_leaves_no_file(tmp_path, monkeypatch):
    def full(*given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("traffpunkt.home.incident.write_table", full)

    with pytest.raises(CommandError, match="No space left"):
        drawn_up(the_municipality(), tmp_path)
    assert list(tmp_path.iterdir()) == []
