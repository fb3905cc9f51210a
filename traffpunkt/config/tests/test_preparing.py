# SPDX-License-Identifier: EUPL-1.2
"""Making ready: what is done already is not done again."""

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.db.migrations.executor import MigrationExecutor

from tests import makers
from traffpunkt.config import preparing


@pytest.fixture
def orders(monkeypatch):
    """The commands that were called, which are not run."""
    called = []
    monkeypatch.setattr(preparing, "call_command", lambda name, **_given: called.append(name))
    return called


@pytest.fixture
def own_var(settings, tmp_path):
    settings.VAR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    return tmp_path


def test_a_database_in_order_is_not_migrated(db, orders):
    assert not preparing.bring_database_up_to_date()
    assert orders == ["createcachetable"]


def test_a_database_behind_is_migrated(db, orders, monkeypatch):
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_given: [("one", False)])

    assert preparing.bring_database_up_to_date()
    assert orders == ["migrate", "createcachetable"]


def test_files_for_the_web_are_laid_out_once(orders, own_var):
    assert preparing.collect_static()
    assert not preparing.collect_static()
    assert orders == ["collectstatic"]


def test_files_for_the_web_are_laid_out_again_when_one_changed(orders, own_var, monkeypatch):
    preparing.collect_static()
    monkeypatch.setattr(preparing, "fingerprint_of_static", lambda: "another")

    assert preparing.collect_static()


def test_lost_files_for_the_web_are_laid_out_again(orders, own_var, settings):
    preparing.collect_static()
    settings.STATIC_ROOT.rmdir()

    assert preparing.collect_static()


def test_a_demo_fills_an_empty_database(db, orders, settings):
    settings.DEMO = True

    assert preparing.fill_with_demo()
    assert orders == ["demo"]


def test_a_demo_leaves_a_database_that_has_a_municipality(db, orders, settings):
    settings.DEMO = True
    makers.make_municipality()

    assert not preparing.fill_with_demo()


def test_no_demo_is_made_unasked(db, orders, settings):
    settings.DEMO = False

    assert not preparing.fill_with_demo()


def test_prepare_says_only_what_it_did(db, own_var, settings, capsys, monkeypatch):
    settings.DEMO = False
    monkeypatch.setattr(preparing, "compile_program", lambda: None)

    call_command("prepare")
    call_command("prepare")

    assert capsys.readouterr().out.count("Filerna till webben är på plats.") == 1


def test_the_program_is_compiled(tmp_path, monkeypatch):
    (tmp_path / "one.py").write_text("ONE = 1\n")
    monkeypatch.setattr(preparing, "PACKAGE", tmp_path)

    preparing.compile_program()

    assert list(tmp_path.glob("__pycache__/one.*.pyc"))


def test_a_database_that_does_not_answer_is_said_plainly(monkeypatch):
    def silence():
        raise OperationalError("connection refused")

    monkeypatch.setattr(preparing, "bring_database_up_to_date", silence)

    with pytest.raises(CommandError, match="Databasen svarar inte som den ska: connection refused"):
        call_command("prepare")
