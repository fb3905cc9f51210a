# SPDX-License-Identifier: EUPL-1.2
"""Archive packages: what is to be kept for good is written in open formats before it goes."""

import csv
import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from traffpunkt.journal.retention import Rule

# The folder of the packages, in the folder for what changes.
ARCHIVE = "arkiv"


def columns(rule: Rule, model: Any) -> list[dict[str, str]]:
    """What each column holds."""
    found = [model._meta.get_field(name) for name in rule.archived]
    return [
        {"name": one.name, "title": str(one.verbose_name), "kind": one.get_internal_type()}
        for one in found
    ]


def values(rule: Rule, row: Any) -> dict[str, str]:
    """One row as text: moments with their zone, a choice in its words, nothing as nothing."""
    said = {}
    for name in rule.archived:
        value = getattr(row, row._meta.get_field(name).attname)
        said[name] = value.isoformat() if hasattr(value, "isoformat") else written(value)
    return said


def written(value: Any) -> str:
    """A value as text; nothing is nothing, but no and zero are said."""
    return "" if value is None else str(value)


def as_csv(told: list[dict[str, str]], heads: list[dict[str, str]]) -> str:
    """The rows as a table that any program opens."""
    out = io.StringIO()
    writer = csv.DictWriter(out, [head["name"] for head in heads])
    writer.writeheader()
    writer.writerows(told)
    return out.getvalue()


def write_package(folder: Path, rule: Rule, rows: list[Any], decision: str) -> Path:
    """Write rows as one package; the same rows again take its place, and a half one never stands."""
    model = type(rows[0])
    heads, told = columns(rule, model), [values(rule, row) for row in rows]
    facts = {
        "title": str(rule.title), "decision": decision, "columns": heads, "rows": len(told),
        "written": timezone.now().isoformat(), "model": model._meta.label,
    }  # fmt: skip
    page = {"facts": facts, "heads": heads, "rows": [list(each.values()) for each in told]}
    parts = {
        "beskrivning.json": json.dumps(facts, ensure_ascii=False, indent=2),
        "rader.json": json.dumps(told, ensure_ascii=False, indent=2),
        "rader.csv": as_csv(told, heads),
        "lasbar.html": render_to_string("journal/archive.html", page),
    }
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / f"{rule.key}-{rows[0].pk}-{rows[-1].pk}.zip"
    half = target.with_suffix(".half")
    half.touch(mode=0o600)
    with half.open("wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, words in parts.items():
                archive.writestr(name, words)
        file.flush()
        os.fsync(file.fileno())
    half.rename(target)
    # The day's folder and the municipality's may be as new as the package.
    for each in (folder, *folder.parents[:2]):
        settle(each)
    return target


def settle(folder: Path) -> None:
    """See that the names in a folder are down on the disk too."""
    line = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(line)
    finally:
        os.close(line)
