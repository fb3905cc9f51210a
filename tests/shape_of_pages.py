# SPDX-License-Identifier: EUPL-1.2
"""The shape that templates, style sheets and scripts keep."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.shape import LICENCE, Check, Source, files, points_upward

LONGEST_TEMPLATE = 120
LONGEST_SCRIPT = 50
# The screens' own presses and digits took a hundred more (ADR 36).
MOST_SCRIPT = 600
MOST_STYLE = 2000
# The screens at the door, a sheet of their own that no other page fetches (ADR 27).
MOST_STYLE_OF_SCREENS = 300
# What no browser fetches: the press reads it.
MOST_STYLE_OF_PAPER = 500

COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}|<!--.*?-->", re.DOTALL)
LEANS_ON = re.compile(r"\{%-?\s*(extends|include)\s+(\S+)(.*?)%\}", re.DOTALL)
BANNED_IN_PAGES = {
    r"\sstyle\s*=": "inline style",
    r"<style\b": "inline style sheet",
    r"<script(?![^>]*(?:\ssrc=|\stype=.application/ld\+json.>))": "inline script",
    r"\son[a-z]+\s*=\s*[\"']": "inline event",
    r"javascript:": "script in an address",
    r"\splaceholder\s*=": "placeholder: the label and its help say it",
    r"\starget\s*=": "target: the visitor chooses her windows",
    r"\|\s*safe\b": "marks as safe",
    r"\bautofocus\b": "moves the visitor about",
    r"(?:src|href)\s*=\s*[\"'](?:https?:)?//": "an address of somebody else",
    r"type\s*=\s*[\"']password": "a password",
    r"<(?:marquee|blink|center|font|frame|iframe)\b": "an element that has no place here",
}
PHYSICAL = re.compile(
    r"(?<![-\w])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)(?:-\w+)?"
    r"|border-(?:top|bottom)-(?:left|right)-radius|left|right)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
)
TOO_NEW = {
    r"@container\b": "container queries came with Safari 16",
    r"\bcontainer-(?:type|name)\b": "container queries came with Safari 16",
    r"\bokl(?:ch|ab)\(": "oklch and oklab are too new",
    r"\bcolor-mix\(": "color-mix came with Safari 16.2",
    r"\blight-dark\(": "light-dark came with Safari 17.5",
    r"@property\b": "@property came with Safari 16.4",
    r"@scope\b": "@scope came with Safari 17.4",
    r"@starting-style\b": "@starting-style came with Safari 17.5",
    r"\bsubgrid\b": "subgrid came with Safari 16",
    r"@media[^{]*[<>]": "range media queries came with Safari 16.4",
    r"\b(?:anchor-name|position-anchor|field-sizing|interpolate-size)\b": "is too new",
    r"\bview-transition-name\b": "view transitions came with Safari 18",
    r"&": "nesting came with Safari 17.2",
}
FOREIGN_STYLE = {r"@import\b": "imports", r"url\(\s*[\"']?(?:https?:)?//": "fetches from elsewhere"}


def templates() -> list[Source]:
    return files("traffpunkt/*/templates/**/*.html", "traffpunkt/*/templates/**/*.txt")


def pages() -> list[Source]:
    return [source for source in templates() if source.name.endswith(".html")]


def styles() -> list[Source]:
    """What somebody has written; the served sheet is made of it."""
    return [
        one for one in files("traffpunkt/*/static/**/*.css") if not one.name.endswith("/site.css")
    ]


def is_of_paper(source: Source) -> bool:
    return "/paper/" in source.name


def is_of_screens(source: Source) -> bool:
    return source.name.endswith("/screen.css")


def scripts() -> list[Source]:
    return files("traffpunkt/*/static/**/*.js")


def blanked(found: re.Match[str]) -> str:
    """As many lines, with nothing on them: complaints keep their line."""
    return "\n" * found[0].count("\n")


def line_of(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def owner_of_template(name: str) -> str:
    """ "activities/x.html" is of activities; base and forms belong to the look."""
    first = name.partition("/")[0]
    return "ui" if first in {"base.html", "django", "ui"} else first


def each(source: Source, text: str, banned: dict[str, str]) -> Iterator[str]:
    for pattern, words in banned.items():
        for found in re.finditer(pattern, text):
            yield source.at(line_of(text, found.start()), words)


def template_has_its_licence(source: Source) -> Iterator[str]:
    if LICENCE not in "\n".join(source.lines[:2]):
        yield source.at(1, f"does not begin with {LICENCE}")


def template_fits(source: Source) -> Iterator[str]:
    if len(source.lines) > LONGEST_TEMPLATE:
        yield source.at(1, f"has {len(source.lines)} lines, more than {LONGEST_TEMPLATE}")


def template_leans_downward(source: Source) -> Iterator[str]:
    text = COMMENT.sub(blanked, source.text)
    for found in LEANS_ON.finditer(text):
        line, name = line_of(text, found.start()), found[2].strip("\"'")
        if name == found[2]:
            yield source.at(line, f"{found[1]}s by a variable: name the template")
        elif points_upward(source.package, owner_of_template(name)):
            yield source.at(line, f"{found[1]}s {name}, which is not below {source.package}")


def components_have_no_hidden_input(source: Source) -> Iterator[str]:
    """A component of the look is told what it shows; only the shell itself knows the page."""
    if PurePosixPath(source.name).parts[1] == "ui":
        return
    for found in LEANS_ON.finditer(COMMENT.sub(blanked, source.text)):
        if found[1] == "include" and found[2].startswith('"ui/') and "only" not in found[3].split():
            yield source.at(
                line_of(source.text, found.start()), f"includes {found[2]} without only"
            )


def page_is_plain(source: Source) -> Iterator[str]:
    yield from each(source, COMMENT.sub(blanked, source.text), BANNED_IN_PAGES)


def posts_carry_a_token(source: Source) -> Iterator[str]:
    text = COMMENT.sub(blanked, source.text)
    for found in re.finditer(
        r"<form\b[^>]*method=[\"']post[\"'].*?</form>", text, re.DOTALL | re.IGNORECASE
    ):
        if "{% csrf_token %}" not in found[0]:
            yield source.at(line_of(text, found.start()), "posts without a token")


def style_reads_in_both_directions(source: Source) -> Iterator[str]:
    text = re.sub(r"/\*.*?\*/", blanked, source.text, flags=re.DOTALL)
    for found in PHYSICAL.finditer(text):
        yield source.at(line_of(text, found.start()), f"{found[0]} has a side: use inline-start")


def style_works_on_old_tablets(source: Source) -> Iterator[str]:
    text = re.sub(r"/\*.*?\*/", blanked, source.text, flags=re.DOTALL)
    yield from each(source, text, TOO_NEW | FOREIGN_STYLE)
    yield from nested_rules(source, text)


def nested_rules(source: Source, text: str) -> Iterator[str]:
    """A rule inside a rule that is not an at-rule; Safari before 17.2 drops it."""
    open_rules: list[bool] = []
    begins = 0
    for place, sign in enumerate(text):
        if sign == "{":
            is_rule = not text[begins:place].strip().startswith("@")
            if is_rule and any(open_rules):
                yield source.at(line_of(text, place), "nests a rule in a rule")
            open_rules.append(is_rule)
        elif sign == "}":
            del open_rules[-1:]
        if sign in "{};":
            begins = place + 1


def script_is_one_behaviour(source: Source) -> Iterator[str]:
    if len(source.lines) > LONGEST_SCRIPT:
        yield source.at(1, f"has {len(source.lines)} lines, more than {LONGEST_SCRIPT}")
    banned = {
        r"\b(?:inner|outer)HTML\b": "writes HTML",
        r"\beval\(|new Function\(": "runs text",
        r"document\.write\(": "writes the document",
        r"[\"'`]https?://": "an address of somebody else",
        r"\balert\(|\bconfirm\(|\bprompt\(": "stands in the way",
        r"\.style\b": "sets style: the policy allows none",
    }
    yield from each(
        source, re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", blanked, source.text, flags=re.DOTALL), banned
    )


ON_TEMPLATES: list[Check] = [template_has_its_licence, template_fits, template_leans_downward]
ON_PAGES: list[Check] = [page_is_plain, posts_carry_a_token, components_have_no_hidden_input]
ON_STYLES: list[Check] = [
    template_has_its_licence,
    style_reads_in_both_directions,
    style_works_on_old_tablets,
]
ON_SCRIPTS: list[Check] = [template_has_its_licence, script_is_one_behaviour]
