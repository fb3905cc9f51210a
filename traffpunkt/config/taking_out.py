# SPDX-License-Identifier: EUPL-1.2
"""The worker's part of a takeout: it makes the file that somebody asked for, and removes it after a day.

What is cut off half-way is begun anew: nothing says that a file is made before it is whole.
"""

import errno
import shutil

from traffpunkt.config.exporting import export
from traffpunkt.config.restoring import Refusal
from traffpunkt.people.models import Takeout
from traffpunkt.people.models.takeout import takeouts_folder

FULL = "Disken är full. Be den som sköter driften att göra plats, och försök igen."
UNWRITTEN = "Filen gick inte att skriva. Be den som sköter driften att se efter, och försök igen."


def take_out() -> None:
    """Make the file that was asked for first, if any is."""
    takeout = Takeout.objects.waiting().first()
    if takeout is None:
        return
    try:
        takeouts_folder().mkdir(mode=0o700, exist_ok=True)
        sweep()
        package = export(takeout.file, takeout.municipality)
        size = takeout.file.stat().st_size
    except OSError as fault:
        takeout.fail(FULL if fault.errno == errno.ENOSPC else UNWRITTEN)
    except Refusal as refusal:
        takeout.fail(str(refusal))
    else:
        takeout.deliver(package.rows, size)


def let_go_of_takeouts() -> None:
    """Remove the files whose day is over."""
    for takeout in Takeout.objects.overdue():
        takeout.let_go()
    sweep()


def sweep() -> None:
    """Remove each file that nobody can fetch, also what was cut off half-way."""
    known = {takeout.file for takeout in Takeout.objects.to_fetch()}
    for path in takeouts_folder().glob("*"):
        if path.is_dir():
            shutil.rmtree(path)
        elif path not in known:
            path.unlink()
