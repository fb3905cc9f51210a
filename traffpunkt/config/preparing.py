# SPDX-License-Identifier: EUPL-1.2
"""What has to be in place before the first request; each step is skipped when it is done already."""

import compileall
import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from traffpunkt.places.models import Municipality

PACKAGE = Path(__file__).resolve().parents[1]


def bring_database_up_to_date() -> bool:
    """Migrate if something is to be migrated; whether there was."""
    executor = MigrationExecutor(connection)
    is_behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if is_behind:
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    return is_behind


def fingerprint_of_static() -> str:
    """A hash over the names and contents of all files for the web."""
    total = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list(["CVS", ".*", "*~"]), key=lambda found: found[0]):
            total.update(path.encode())
            total.update(hashlib.sha256(Path(storage.path(path)).read_bytes()).digest())
    return total.hexdigest()


def collect_static() -> bool:
    """Lay out and compress the files for the web if they have changed; whether they had."""
    stamp, wanted = settings.VAR / "static.stamp", fingerprint_of_static()
    if stamp.exists() and stamp.read_text() == wanted and settings.STATIC_ROOT.exists():
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted)
    return True


def fill_with_demo() -> bool:
    """Make up two municipalities if a demo is wanted and nothing is there; whether it was done."""
    if not settings.DEMO or "demo" not in get_commands() or Municipality.objects.exists():
        return False
    call_command("demo")
    return True


def compile_program() -> None:
    """Write bytecode, so that each start is quick also where Python is told not to write any."""
    compileall.compile_dir(PACKAGE, quiet=2)
