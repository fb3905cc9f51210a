# SPDX-License-Identifier: EUPL-1.2
"""The shape that Python code keeps: sizes, names, directions. Each check yields its complaints."""

import ast
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[1]
LICENCE = "SPDX-License-Identifier: EUPL-1.2"

LONGEST_FUNCTION = 40
LONGEST_VIEW = 15
LONGEST_FILE = 400

BANNED_NAMES = frozenset(
    "common util utils lib helper helpers core service services manager managers "
    "handler handlers info data process".split()
)
HOOKS_OF_OTHERS = {"handle", "add_arguments"}  # what Django calls in a command
NAMES_OF_OTHERS = {
    "AccountManager": "Django's word for what AUTH_USER_MODEL needs",
    "process_view": "Django's hook for middleware",
}
NARROWED = {"within", "of_desk", "about", "at_dates"}
SIGNALS = ("django.dispatch", "django.db.models.signals")
NETWORK = (
    "smtplib", "requests", "urllib.request", "http.client", "socket", "httpx", "aiohttp",
    "django.core.mail",
)  # fmt: skip
MAY_USE_NETWORK = (
    "traffpunkt/outbox/", "traffpunkt/channels/",
    "traffpunkt/people/oidc.py", "traffpunkt/people/saml_metadata.py",
)  # fmt: skip

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Source:
    """One file, named from the root of the repository."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @property
    def package(self) -> str:
        """traffpunkt/people/views.py is in people."""
        return PurePosixPath(self.name).parts[1]

    @property
    def is_test(self) -> bool:
        return "tests" in PurePosixPath(self.name).parts or self.name == "conftest.py"

    @property
    def is_view(self) -> bool:
        path = PurePosixPath(self.name)
        return not self.is_test and (path.name == "views.py" or path.parent.name == "views")

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def imported(self) -> Iterator[tuple[int, str]]:
        """Each imported name in full, with its line."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)

    def at(self, line: int, complaint: str) -> str:
        return f"{self.name}:{line} {complaint}"


Check = Callable[[Source], Iterator[str]]


def files(*patterns: str) -> list[Source]:
    """The files of the repository by pattern, without what is generated or borrowed."""
    found = sorted({path for pattern in patterns for path in ROOT.glob(pattern)})
    names = [path.relative_to(ROOT).as_posix() for path in found if path.is_file()]
    return [
        Source(name, (ROOT / name).read_text())
        for name in names
        if not re.search(r"/(migrations|vendor|__pycache__)/", name)
    ]


def our_python() -> list[Source]:
    return files("traffpunkt/**/*.py")


def all_python() -> list[Source]:
    return files("traffpunkt/**/*.py", "tests/**/*.py", "bench/**/*.py", "*.py")


def complaints(check: Check, sources: Iterable[Source]) -> list[str]:
    return [complaint for source in sources for complaint in check(source)]


def docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    if ast.get_docstring(node) is None:
        return 0
    return (first.end_lineno or first.lineno) - first.lineno + 1


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def licence_is_first(source: Source) -> Iterator[str]:
    if LICENCE not in "\n".join(source.lines[:2]) and source.text:
        yield source.at(1, f"does not begin with {LICENCE}")


def fits_on_a_screen(source: Source) -> Iterator[str]:
    if len(source.lines) > LONGEST_FILE:
        yield source.at(1, f"has {len(source.lines)} lines, more than {LONGEST_FILE}")
    for function in source.functions():
        if length(function) > LONGEST_FUNCTION:
            yield source.at(function.lineno, f"{function.name} has {length(function)} lines")


def views_are_short(source: Source) -> Iterator[str]:
    for function in source.functions() if source.is_view else ():
        body = (function.end_lineno or 0) - function.body[0].lineno + 1 - docstring_lines(function)
        if body > LONGEST_VIEW:
            yield source.at(function.lineno, f"{function.name} has a body of {body} lines")


def views_are_functions(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree) if source.is_view else ():
        if isinstance(node, ast.ClassDef):
            yield source.at(node.lineno, f"{node.name} is a class among views")


def views_ask_their_municipality(source: Source) -> Iterator[str]:
    """No `Model.objects` and no filter in a view: the tenant is where every question starts.

    `Model.objects.within(request.municipality)` and `.of_desk(request.desk)` do start there, and so
    do `.about(activities)` and `.at_dates(occasions)`, which take such a question.
    """
    nodes = [node for node in ast.walk(source.tree) if isinstance(node, ast.Attribute)]
    narrowed = {id(node.value) for node in nodes if node.attr in NARROWED}
    for node in nodes if source.is_view else ():
        if node.attr == "objects" and id(node) not in narrowed:
            yield source.at(node.lineno, f"asks the whole table {ast.unparse(node)}")
        if node.attr in {"filter", "exclude", "raw", "extra"}:
            yield source.at(node.lineno, f"calls .{node.attr}, a question for a QuerySet method")


def no_signals(source: Source) -> Iterator[str]:
    for line, name in source.imported():
        if name.startswith(SIGNALS):
            yield source.at(line, f"imports {name}: write what happens where it happens")


def network_only_at_the_edge(source: Source) -> Iterator[str]:
    if source.is_test or source.name.startswith(MAY_USE_NETWORK):
        return
    for line, name in source.imported():
        if any(name == banned or name.startswith(f"{banned}.") for banned in NETWORK):
            yield source.at(line, f"imports {name}: only outbox and channels talk to the network")


def nothing_is_marked_safe(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and called(node) in {"mark_safe", "SafeString", "SafeText"}:
            yield source.at(node.lineno, f"calls {called(node)}: use format_html")
        if isinstance(node, ast.ImportFrom) and "mark_safe" in {name.name for name in node.names}:
            yield source.at(node.lineno, "imports mark_safe: use format_html")


def called(node: ast.Call) -> str:
    """The last part of the name that is called."""
    return str(getattr(node.func, "id", getattr(node.func, "attr", "")))


def words_in(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)}


def names_are_from_daily_speech(source: Source) -> Iterator[str]:
    """Sentences of tests may say what they like; modules, classes and functions may not."""
    if source.is_test:
        return
    if bad := words_in(PurePosixPath(source.name).stem) & BANNED_NAMES:
        yield source.at(1, f"is called {', '.join(bad)}")
    for node in ast.walk(source.tree):
        if isinstance(node, Definition) and node.name not in NAMES_OF_OTHERS:
            yield from (
                source.at(node.lineno, f"{node.name} says {word}")
                for word in words_in(node.name) & BANNED_NAMES
            )


def says_what_it_is_for(source: Source) -> Iterator[str]:
    """Each public class, function and method of the system has a sentence."""
    if not source.is_test:
        yield from undocumented(source, source.tree)


def undocumented(source: Source, owner: ast.Module | ast.ClassDef) -> Iterator[str]:
    for node in owner.body:
        if not isinstance(node, Definition) or node.name.startswith("_"):
            continue
        if isinstance(owner, ast.ClassDef) and node.name in HOOKS_OF_OTHERS:
            continue
        nested_class = isinstance(node, ast.ClassDef) and isinstance(owner, ast.ClassDef)
        if not nested_class and not ast.get_docstring(node):
            yield source.at(node.lineno, f"{node.name} has no sentence that says what it is for")
        if isinstance(node, ast.ClassDef) and not nested_class:
            yield from undocumented(source, node)


def nothing_stands_in_the_field(source: Source) -> Iterator[str]:
    for number, line in enumerate(source.lines, 1):
        if not source.is_test and re.search(r"""["']placeholder["']""", line):
            yield source.at(number, "sets a placeholder: the label and its help say it")


def layers() -> list[set[str]]:
    """The packages from top to bottom as pyproject.toml tells import-linter; siblings together."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    rows = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    return [set(row.replace(" ", "").split("|")) for row in rows]


def height(package: str) -> int:
    """How far up a package lies; the floor is 0."""
    for up, row in enumerate(reversed(layers())):
        if package in row:
            return up
    raise LookupError(f"{package} is in no layer of pyproject.toml")


def points_upward(owner: str, other: str) -> bool:
    """Whether one package leans on another that is not below it."""
    return owner != other and height(other) >= height(owner)


ON_EACH_FILE: list[Check] = [licence_is_first, fits_on_a_screen]
ON_OUR_CODE: list[Check] = [
    views_are_short,
    views_are_functions,
    views_ask_their_municipality,
    no_signals,
    network_only_at_the_edge,
    nothing_is_marked_safe,
    names_are_from_daily_speech,
    says_what_it_is_for,
    nothing_stands_in_the_field,
]
