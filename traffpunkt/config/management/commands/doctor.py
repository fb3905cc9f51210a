# SPDX-License-Identifier: EUPL-1.2
import argparse
import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from traffpunkt.config.doctor.rounds import rounds
from traffpunkt.config.doctor.verdict import Verdict, Word


class Command(BaseCommand):
    """Says what is right and what is wrong with the installation, and how each is mended."""

    help = "Se efter hur systemet mår, och hur det som är fel lagas. Svarar 1 om något är fel."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="svara så att övervakning kan läsa")

    def handle(self, *args: Any, **given: Any) -> None:
        found = list(rounds())
        if given["json"]:
            rows = [{"check": name, **asdict(verdict)} for name, verdict in found]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(line(name, verdict) for name, verdict in found))
        if any(verdict.word == Word.FAULT for _name, verdict in found):
            sys.exit(1)


def line(name: str, verdict: Verdict) -> str:
    """One check on one line: the word first, and how it is mended last."""
    mend = f" Gör så här: {verdict.remedy}" if verdict.remedy else ""
    return f"{verdict.word:<8} {name}: {verdict.said}{mend}"
