# SPDX-License-Identifier: EUPL-1.2
"""What the log may not hold: addresses that open somebody's own page, and rows of the database."""

import logging
import re

# As people.models.person.new_secret makes them, where an address, a query or a call holds them.
# A place whose name is as long is cut too: no harm.
SECRET = re.compile(
    r"((?:[/=('\"]|%2F|%3D)[A-Za-z0-9_-]{4})[A-Za-z0-9_-]{18}(?![A-Za-z0-9_-])", re.IGNORECASE
)
# PostgreSQL shows the row that it refuses, and the line of the question with the values in it. A
# value may hold line breaks of its own: all is cut until the next part of a traceback.
DETAIL = re.compile(
    r"\b((?:DETAIL|LINE \d+):).*?(?=\n\nThe above exception|\n\nDuring handling|\n?\Z)", re.DOTALL
)


def hushed(words: str) -> str:
    """Words with each secret cut off after its first signs, and without anybody's row."""
    return DETAIL.sub(r"\1 …", SECRET.sub(r"\1…", words))


class HushFormatter(logging.Formatter):
    """Writes each line without its secrets: the message, and the traceback that follows it."""

    def format(self, record: logging.LogRecord) -> str:
        """The finished text, hushed."""
        return hushed(super().format(record))
