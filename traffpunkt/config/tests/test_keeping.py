# SPDX-License-Identifier: EUPL-1.2
"""The commands of retention and of the register, and what the doctor says of how long things stay."""

import os
import time

import pytest
import time_machine
from django.core.management import CommandError, call_command

from tests.makers import make_municipality, make_occasion, make_signup, the_municipality
from traffpunkt.activities.models import Signup
from traffpunkt.config.doctor import keeping
from traffpunkt.home.tests.retention_rows import A_DAY, DAY, decide, reported

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.VAR = tmp_path
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.BACKUPS = tmp_path / "backups"


@pytest.fixture
def _old_signup():
    with time_machine.travel(DAY, tick=False):
        make_signup(make_occasion(starts=DAY), "Astrid")


@pytest.mark.usefixtures("_old_signup")
def test_a_dry_run_counts_and_leaves_everything(capsys):
    call_command("gallring", "--provkor")

    said = capsys.readouterr().out
    assert f"{the_municipality().name} (inget gallringsbeslut)" in said
    assert "     1  Anmälningar, 30 dagar efter tillfället" in said
    assert Signup.objects.get().person.name == "Astrid"


@pytest.mark.usefixtures("_old_signup")
def test_the_command_erases_where_that_is_decided(capsys):
    decide()
    neighbour = make_municipality()

    call_command("gallring", "--provkor")
    assert "(KS 2026/14, 2 januari 2026)" in capsys.readouterr().out
    call_command("gallring")

    said = capsys.readouterr().out
    assert f"{neighbour.name}: inget gallringsbeslut, inget togs bort" in said
    assert "rader är gallrade." in said
    assert Signup.objects.get().person.name == "Namnet är borttaget"


def test_a_package_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "arkiv").write_text("in the way")
    with time_machine.travel(DAY, tick=False):
        the_municipality()
        reported()
    with time_machine.travel(DAY + 400 * A_DAY, tick=False):
        decide()
        with pytest.raises(CommandError, match="Arkivpaketet gick inte att skriva"):
            call_command("gallring")


def test_the_register_is_shown_or_written(capsys, tmp_path):
    here = the_municipality()
    call_command("register", here.slug)
    shown = capsys.readouterr().out
    call_command("register", here.slug, "--to", str(tmp_path / "register.md"))

    assert "är skriven" in capsys.readouterr().out
    assert (tmp_path / "register.md").read_text().strip() == shown.strip()
    assert f"Personuppgiftsansvarig: {here.name}." in shown
    assert "## Anmälningar och närvaro" in shown
    assert "- **Hur länge:** Anmälningar: 30 dagar efter tillfället" in shown


def test_a_register_of_nobody_and_one_that_cannot_be_written_are_said(tmp_path):
    with pytest.raises(CommandError, match="ingen kommun med adressen ingenstans"):
        call_command("register", "ingenstans")
    with pytest.raises(CommandError, match="Det gick inte att skriva"):
        call_command("register", the_municipality().slug, "--to", str(tmp_path))


def test_the_doctor_reminds_of_a_municipality_without_a_decision():
    here = the_municipality()
    assert keeping.erasure().word == "varning"
    assert here.name in keeping.erasure().said
    decide(is_on=False)
    assert keeping.erasure().word == "varning"
    decide()
    assert keeping.erasure().word == "ok"


def test_the_doctor_sees_copies_that_outlive_what_was_erased(settings):
    assert keeping.old_backups().word == "ok"
    settings.BACKUPS.mkdir()
    (settings.BACKUPS / "folder").mkdir()
    for name, days in (("young.tar", 34), ("old.tar", 36)):
        path = settings.BACKUPS / name
        path.touch()
        moment = time.time() - days * 86400
        os.utime(path, (moment, moment))

    found = keeping.old_backups()
    assert (found.word, found.said[:18]) == ("varning", "1 säkerhetskopior ")
    (settings.BACKUPS / "old.tar").unlink()
    assert keeping.old_backups().word == "ok"
