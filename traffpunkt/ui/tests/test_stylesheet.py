# SPDX-License-Identifier: EUPL-1.2
"""The look keeps its promises: fresh, old tablets understand it, everything can be read."""

import hashlib
import re
from pathlib import Path

import pytest

from traffpunkt.ui import stylesheet
from traffpunkt.ui.contrast import contrast

TOKENS = stylesheet.spelled_out((stylesheet.FOLDER / "tokens.css").read_text())
SOURCES = {name: (stylesheet.FOLDER / f"{name}.css").read_text() for name in stylesheet.SOURCES}
TEXT_ON = {
    "paper": ["ink", "soft", "visited", "done", "warn", "error"],
    "linen": ["ink", "soft"],
    "done-paper": ["done"],
    "warn-paper": ["warn"],
    "error-paper": ["error"],
}


def colours(selector: str) -> dict[str, str]:
    """The colours that a block of tokens gives in figures."""
    block = TOKENS[TOKENS.index(f"{selector} {{") :].partition("}")[0]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))


LIGHT = colours(":root")
DARK = LIGHT | colours(":root.colours-dark")
STRONG = LIGHT | colours(":root.contrast-strong")
STRONG_DARK = DARK | colours(":root.contrast-strong.colours-dark")
SETS = {"light": LIGHT, "dark": DARK, "strong": STRONG, "strong dark": STRONG_DARK}


def test_the_one_sheet_is_made_of_todays_sources() -> None:
    served = (stylesheet.FOLDER / "site.css").read_text()

    assert served == stylesheet.joined(), "Run: python -m traffpunkt.ui.stylesheet"


def test_the_sheet_is_written_where_its_sources_are(tmp_path: Path) -> None:
    for name in stylesheet.SOURCES:
        (tmp_path / f"{name}.css").write_text(f"/* why */\n{name} {{\n  margin: 0;\n}}\n")

    written = stylesheet.write(tmp_path).read_text()

    assert "why" not in written
    assert written.count("{ margin: 0; }") == len(stylesheet.SOURCES)


def test_a_dark_set_stands_once_and_is_written_for_device_and_choice() -> None:
    written = stylesheet.spelled_out("@dark :root {\n  --ink: #ffffff;\n}\n")

    assert stylesheet.SPACE.sub(" ", written).strip() == (
        "@media (prefers-color-scheme: dark) { :root:not(.colours-light) { --ink: #ffffff; } } "
        ":root.colours-dark { --ink: #ffffff; }"
    )
    assert SOURCES["tokens"].count("@dark :root {") == 1
    assert "@dark" not in stylesheet.joined()


def test_who_asks_for_more_contrast_gets_it_in_the_dark_too() -> None:
    """Rules of equal weight: the later one holds."""
    dark = TOKENS.index(":root.colours-dark {")
    more = TOKENS.index(":root:not(.contrast-strong) {")

    assert dark < more < TOKENS.index(":root.contrast-strong {")


def test_a_browser_that_wants_dark_gets_the_same_dark_as_one_who_chose_it() -> None:
    assert colours(":root:not(.colours-light)") == colours(":root.colours-dark")
    asked, chosen = (
        ":root.contrast-strong:not(.colours-light)",
        ":root.contrast-strong.colours-dark",
    )
    assert colours(asked) == colours(chosen)


@pytest.mark.parametrize("kind", SETS)
def test_every_text_reaches_seven_to_one(kind: str) -> None:
    tokens = SETS[kind]

    weak = [
        (ink, paper)
        for paper, inks in TEXT_ON.items()
        for ink in inks
        if contrast(tokens[ink], tokens[paper]) < 7
    ]

    assert weak == []


@pytest.mark.parametrize("kind", SETS)
def test_every_line_reaches_four_and_a_half_to_one(kind: str) -> None:
    tokens = SETS[kind]

    assert contrast(tokens["line"], tokens["paper"]) >= 4.5
    assert contrast(tokens["line"], tokens["linen"]) >= 4.5


@pytest.mark.parametrize("name", SOURCES)
def test_a_tablet_of_2018_understands_the_style(name: str) -> None:
    text = stylesheet.COMMENT.sub("", SOURCES[name])
    sides = re.findall(
        r"\b(?:margin|padding|border|inset)?-?(?:left|right)\b|text-align: (?:l|r)", text
    )

    assert sides == [], "Use inline-start and inline-end"
    assert not re.search(
        r"@container|@property|color-mix|:has\(|(?<![.\d])\d+(?:d|s|l)v[hwib]\b", text
    )
    assert not re.search(r"(?:^|[{;])\s*&", text), "No nesting before Safari 17"


def test_long_words_are_parted_but_no_address_and_no_number() -> None:
    base = stylesheet.COMMENT.sub("", SOURCES["base"])
    body = base[base.index("  body {") :].partition("}")[0]
    whole = base[base.index("  bdi,") :].partition("}")[0]

    for kind in ("-webkit-hyphens", "hyphens"):
        assert f"    {kind}: auto;" in body
        assert f"    {kind}: manual;" in whole
    assert "overflow-wrap: anywhere;" in body
    for what in ("input", "textarea", 'a[href^="tel:"]', ".mail", ".code"):
        assert f"  {what}" in whole
    assert base.count("hyphens: auto") == 2


@pytest.mark.parametrize("name", SOURCES)
def test_nothing_moves_for_longer_than_a_blink(name: str) -> None:
    seconds = [float(found) for found in re.findall(r"([\d.]+)s\b", SOURCES[name])]

    assert "animation" not in SOURCES[name]
    assert max(seconds, default=0) <= 0.2


def test_no_style_is_left_for_what_no_page_has() -> None:
    package = stylesheet.FOLDER.parents[2]
    pages = "".join(
        path.read_text() for kind in ("html", "py", "js") for path in package.rglob(f"*.{kind}")
    )
    bare = stylesheet.COMMENT.sub("", "".join(SOURCES.values()))
    classes = set(re.findall(r"\.([a-z][a-z-]+)(?=[\s,:.>\[)])", bare))
    # Put together in a template from a word and the kind: "notice-{{ tone }}".
    made_up = {"button-danger", "notice-error", "notice-tip"}

    assert {
        name for name in classes - made_up if not re.search(rf"(?<![\w-]){name}(?![\w-])", pages)
    } == set()


def test_our_own_style_stays_under_two_thousand_lines() -> None:
    assert sum(len(text.splitlines()) for text in SOURCES.values()) <= 2000


def test_every_behaviour_is_small() -> None:
    scripts = list(stylesheet.FOLDER.rglob("*.js"))
    lines = {path.name: len(path.read_text().splitlines()) for path in scripts}

    assert {name: count for name, count in lines.items() if count > 50} == {}
    assert sum(lines.values()) <= 600


def test_the_font_is_the_one_that_was_vendored() -> None:
    fonts = stylesheet.FOLDER / "fonts"

    for line in (fonts / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split()
        font = (fonts / name).read_bytes()
        assert hashlib.sha256(font).hexdigest() == digest
        assert len(font) <= 40_000
