# SPDX-License-Identifier: EUPL-1.2
"""The documents say what the code does: each setting, command, package, link and version."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from traffpunkt.config.cli import COMMANDS
from traffpunkt.config.version import VERSION

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "sla-upp"
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
SETTING = re.compile(r"\b(?:TRAFFPUNKT_[A-Z_]*[A-Z]|DATABASE_URL)\b")
ROW = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
BOLD = re.compile(r"\*\*([^*]+)\*\*")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
PIN = re.compile(r"^([a-z0-9][a-z0-9_.-]*)(?:\[[a-z,]+\])?==(\S+)", re.MULTILINE)


def text(*parts):
    return (ROOT.joinpath(*parts)).read_text(encoding="utf-8")


def program():
    """The program's own Python, without its tests."""
    return [path for path in ROOT.glob("traffpunkt/**/*.py") if "tests" not in path.parts]


def rows(page):
    return set(ROW.findall((REFERENCE / page).read_text(encoding="utf-8")))


def test_every_word_that_a_recipe_tells_one_to_press_is_on_the_screen():
    screens = [*ROOT.glob("traffpunkt/**/*.html"), *program()]
    shown = " ".join(path.read_text("utf-8") for path in screens)

    unknown = {
        f"{page.name}: {word}"
        for page in [*ROOT.glob("docs/lara/*.md"), *ROOT.glob("docs/gora/*.md")]
        for word in BOLD.findall(" ".join(page.read_text("utf-8").split()))
        if f'"{word}"' not in shown and f">{word}<" not in shown and f"{word}{{% end" not in shown
    }
    assert unknown == set()


def test_each_setting_is_in_the_reference_and_nothing_else():
    read = {name for path in program() for name in SETTING.findall(path.read_text("utf-8"))}

    assert rows("installningar.md") == read


def test_no_document_names_a_setting_that_is_not_there():
    known = rows("installningar.md")

    for page in PAGES:
        assert set(SETTING.findall(page.read_text("utf-8"))) <= known, page


def test_each_command_is_in_the_reference_and_nothing_else():
    shown = {name for name in rows("kommandon.md") if not name.startswith("bin/")}

    assert shown == set(COMMANDS)


def test_each_command_that_a_recipe_says_is_there():
    recipes = [*ROOT.glob("docs/lara/*.md"), *ROOT.glob("docs/gora/*.md")]
    said = {
        word
        for page in recipes
        for word in re.findall(r"bin/traffpunkt ([a-z][a-z-]*)", page.read_text("utf-8"))
    }

    assert {"export", "import"} <= said <= set(COMMANDS)


def test_each_command_in_bin_is_in_the_reference():
    commands = {f"bin/{path.name}" for path in (ROOT / "bin").iterdir() if not path.suffix}

    assert {name for name in rows("kommandon.md") if name.startswith("bin/")} == commands


def test_each_package_is_in_the_reference_and_nothing_else():
    packages = {f"traffpunkt.{path.parent.name}" for path in ROOT.glob("traffpunkt/*/__init__.py")}

    assert rows("paket.md") == packages


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_each_link_leads_somewhere(page):
    for target in LINK.findall(page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_each_decision_is_on_the_list_in_its_order():
    pages = sorted(path.name for path in (ROOT / "docs" / "adr").glob("0*.md"))

    assert LINK.findall(text("docs", "adr", "README.md")) == pages
    assert [name[:4] for name in pages] == [f"{number:04}" for number in range(1, len(pages) + 1)]


@pytest.mark.parametrize("page", sorted(ROOT.glob("docs/adr/0*.md")), ids=lambda page: page.name)
def test_a_decision_fits_on_a_page(page):
    said = page.read_text("utf-8")

    assert len(said.split()) <= 350
    assert re.findall(r"^## (.+)$", said, re.MULTILINE) == ["Context", "Choice", "Price"]


def test_the_mission_has_every_row_once():
    wanted = [f"O{number}" for number in range(1, 11)] + [f"G{number}" for number in range(1, 15)]

    assert re.findall(r"^\| ([OG]\d+) \|", text("docs", "mission.md"), re.MULTILINE) == wanted


def test_what_the_mission_names_as_proof_is_there():
    for name in re.findall(r"`((?:tests|traffpunkt)/[^`:]+)", text("docs", "mission.md")):
        assert (ROOT / name).exists(), name


@pytest.mark.parametrize("page", ["pyproject.toml", "publiccode.yml"])
def test_the_version_is_the_changelogs(page):
    found = re.search(r'^(?:version = |softwareVersion: )"([^"]+)"', text(page), re.MULTILINE)

    assert found is not None
    assert found[1] == VERSION


def test_the_licence_is_whole():
    assert text("LICENSE") == text("LICENSES", "EUPL-1.2.txt")
    assert re.findall(r"^(\d+)\.", text("LICENSE"), re.MULTILINE) == [str(n) for n in range(1, 16)]


def test_both_locks_agree():
    app, dev = (dict(PIN.findall(text("requirements", f"{name}.lock"))) for name in ("app", "dev"))

    assert app.items() <= dev.items()


def test_locks_carry_hashes_and_no_addresses():
    for name in ("app.lock", "dev.lock"):
        lock = text("requirements", name)
        assert "://" not in lock
        for package in re.split(r"\n(?=[a-z])", lock):
            assert "--hash=sha256:" in package, package
    packages = json.loads(text("package-lock.json"))["packages"]
    assert not [name for name, facts in packages.items() if "resolved" in facts]
    assert all("integrity" in facts for name, facts in packages.items() if name)


@pytest.mark.parametrize("script", sorted((ROOT / "bin").iterdir()), ids=lambda path: path.name)
def test_what_is_in_bin_can_be_read_by_the_shell(script):
    subprocess.run(["bash", "-n", script], check=True)


def test_start_tells_what_can_be_chosen_from_anywhere(tmp_path):
    said = subprocess.run(
        [ROOT / "bin" / "start", "--help"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    assert all(option in said for option in ("--port", "--empty", "--database-url"))


@pytest.mark.parametrize("command", ["start", "check"])
def test_an_unknown_choice_is_refused_with_the_list(command, tmp_path):
    answer = subprocess.run(
        [ROOT / "bin" / command, "--nonsense"],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )

    assert answer.returncode == 2
    assert f"bin/{command}" in answer.stderr
