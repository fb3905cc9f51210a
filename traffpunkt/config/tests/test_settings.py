# SPDX-License-Identifier: EUPL-1.2
"""The settings: a secret that is made once, and switches that understand what people write."""

import pytest

from traffpunkt.config.settings import (
    counted_in,
    database_at,
    kept_secret,
    several,
    switched_on,
    whole_number,
)


def test_the_secret_is_made_once_and_is_its_owners_alone(tmp_path):
    folder = tmp_path / "var"

    first, second = kept_secret(folder), kept_secret(folder)

    assert first == second
    assert len(first) >= 50
    assert (folder / "secret-key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("word", ["1", "on", "ON", "yes", "true", "ja"])
def test_a_switch_is_on_in_many_words(word, monkeypatch):
    monkeypatch.setenv("TRAFFPUNKT_SWITCH", word)

    assert switched_on("TRAFFPUNKT_SWITCH", "off")


def test_a_switch_is_as_said_when_nothing_is_said():
    assert switched_on("TRAFFPUNKT_NOTHING", "on")
    assert not switched_on("TRAFFPUNKT_NOTHING", "off")


def test_a_list_may_have_spaces_after_its_commas(monkeypatch):
    monkeypatch.setenv("TRAFFPUNKT_LIST", "a.example, b.example,")

    assert several("TRAFFPUNKT_LIST") == ["a.example", "b.example"]
    assert several("TRAFFPUNKT_NOTHING") == []
    assert several("TRAFFPUNKT_NOTHING", "a,b") == ["a", "b"]


def test_processes_count_in_a_folder_of_their_own_when_asked_to(tmp_path):
    assert counted_in(None) == {}
    assert counted_in(tmp_path / "metrics") == {"PROMETHEUS_MULTIPROC_DIR": f"{tmp_path}/metrics"}
    assert (tmp_path / "metrics").stat().st_mode & 0o077 == 0


def test_a_number_that_is_none_is_refused_in_words(monkeypatch):
    monkeypatch.setenv("TRAFFPUNKT_SMTP_PORT", "tjugofem")

    with pytest.raises(SystemExit, match="TRAFFPUNKT_SMTP_PORT ska vara ett tal"):
        whole_number("TRAFFPUNKT_SMTP_PORT", "25")
    assert whole_number("TRAFFPUNKT_NOTHING", "25") == 25


@pytest.mark.parametrize("address", ["trams", "postgres://x:hemligt@dator:port/namn"])
def test_a_database_address_that_leads_nowhere_is_refused_without_its_password(address):
    with pytest.raises(SystemExit, match="DATABASE_URL går inte att förstå") as refusal:
        database_at(address)

    assert "hemligt" not in str(refusal.value)
