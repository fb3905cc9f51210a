# SPDX-License-Identifier: EUPL-1.2
"""The command line: what it can do, and what it says to what it cannot."""

import datetime
import runpy
import sys

import pytest
import time_machine
from django.core.management import get_commands

from traffpunkt.config import cli
from traffpunkt.config.version import VERSION


@pytest.mark.parametrize("words", [[], ["help"], ["--help"], ["-h"]])
def test_help_names_every_command(words, capsys):
    cli.main(["traffpunkt", *words])

    said = capsys.readouterr().out
    assert all(f"  {name} " in said for name in cli.COMMANDS)


@pytest.mark.parametrize("word", ["version", "--version"])
def test_the_version_is_told(word, capsys):
    cli.main(["traffpunkt", word])

    assert capsys.readouterr().out == f"{VERSION}\n"


def test_a_mistyped_command_is_answered_with_the_nearest(capsys):
    with pytest.raises(SystemExit) as end:
        cli.main(["traffpunkt", "serv"])

    assert end.value.code == 2
    assert "Kommandot serv finns inte. Menade du serve?" in capsys.readouterr().err


def test_a_command_like_no_other_is_answered_without_a_guess(capsys):
    with pytest.raises(SystemExit):
        cli.main(["traffpunkt", "xyzzy"])

    assert "Menade" not in capsys.readouterr().err


def test_every_command_that_is_named_exists():
    assert {name.replace("-", "_") for name in cli.COMMANDS} <= set(get_commands())


def test_a_command_runs_also_at_the_very_hour_when_the_quiet_ends(capsys):
    with time_machine.travel(datetime.datetime(2027, 3, 4, 8, 0, tzinfo=datetime.UTC)):
        cli.main(["traffpunkt", "check"])

    assert "no issues" in capsys.readouterr().out


def test_python_m_is_the_command_line(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["traffpunkt", "--version"])

    runpy.run_module("traffpunkt", run_name="__main__")

    assert capsys.readouterr().out == f"{VERSION}\n"


def test_to_read_the_command_line_is_not_to_run_it(capsys):
    runpy.run_module("traffpunkt", run_name="read")

    assert capsys.readouterr().out == ""
