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

from traffpunkt.config.doctor.folders import private
from traffpunkt.places.models import Municipality

PACKAGE = Path(__file__).resolve().parents[1]


def what_is_to_migrate() -> list[str]:
    """The steps that the database lacks, in their order."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(step) for step, _backwards in plan]


def what_is_newer() -> list[str]:
    """The steps that the database has and this version of the program does not know."""
    loader = MigrationExecutor(connection).loader
    known = {app for app, _name in loader.disk_migrations}
    # A step that was folded into another is known by the one that replaces it.
    replaced = {each for step in loader.disk_migrations.values() for each in step.replaces}
    strange = set(loader.applied_migrations) - set(loader.disk_migrations) - replaced
    return sorted(f"{app}.{name}" for app, name in strange if app in known)


def bring_database_up_to_date() -> bool:
    """Migrate if something is to be migrated; whether there was."""
    is_behind = bool(what_is_to_migrate())
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


def is_static_in_place() -> bool:
    """Whether the files for the web are laid out as they are now."""
    stamp = settings.VAR / "static.stamp"
    if not stamp.exists() or not settings.STATIC_ROOT.exists():
        return False
    return bool(stamp.read_text() == fingerprint_of_static())


def collect_static() -> bool:
    """Lay out and compress the files for the web if they have changed; whether they had."""
    if is_static_in_place():
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    # What everybody may read: a server in front hands these out by itself.
    for path in [settings.STATIC_ROOT, *settings.STATIC_ROOT.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    (settings.VAR / "static.stamp").write_text(fingerprint_of_static())
    return True


def keep_private() -> None:
    """See that nobody else on the machine can read what holds personal facts."""
    if settings.MAIL == "files":
        settings.EMAIL_FILE_PATH.mkdir(exist_ok=True)
    for path in private():
        path.chmod(path.stat().st_mode & 0o7770)


def fill_with_demo() -> bool:
    """Make up two municipalities if a demo is wanted and nothing is there; whether it was done."""
    if not settings.DEMO or "demo" not in get_commands() or Municipality.objects.exists():
        return False
    call_command("demo")
    return True


def compile_program() -> None:
    """Write bytecode, so that each start is quick also where Python is told not to write any."""
    compileall.compile_dir(PACKAGE, quiet=2)
