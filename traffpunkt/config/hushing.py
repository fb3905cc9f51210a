# SPDX-License-Identifier: EUPL-1.2
"""What the log may not hold: an address of somebody's own opens her page to whoever reads it."""

import logging
import re

# As people.models.person.new_secret makes them. A place whose name is as long is cut too: no harm.
SECRET = re.compile(r"(?<=/)[A-Za-z0-9_-]{22}(?![A-Za-z0-9_-])")


def hushed(words: object) -> object:
    """Words with each secret of an address cut off after its first signs."""
    return SECRET.sub(lambda found: f"{found[0][:4]}…", words) if isinstance(words, str) else words


class HushFilter(logging.Filter):
    """Cuts secrets off in every line before it is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the line through without its secrets."""
        record.msg = hushed(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(hushed(word) for word in record.args)
        return True
