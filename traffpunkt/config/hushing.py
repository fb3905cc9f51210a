# SPDX-License-Identifier: EUPL-1.2
"""What the log may not hold: addresses that open somebody's own page, and rows of the database."""

import logging
import re

import structlog
from structlog.typing import EventDict

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
# What somebody asked for, and how somebody is reached.
QUERY = re.compile(r"(/[^\s?'\"]*\?)[^\s'\"]+")
REACHED = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+46\d{6,}")


def hushed(words: str) -> str:
    """Words without anybody's row, question or address, each secret cut off after its first signs."""
    cut = QUERY.sub(r"\1…", SECRET.sub(r"\1…", words))
    return REACHED.sub("…", DETAIL.sub(r"\1 …", cut))


def hush_each(_logger: object, _method: str, event: EventDict) -> EventDict:
    """The same for each part of a line that is made of parts."""
    return {name: hushed(said) if isinstance(said, str) else said for name, said in event.items()}


class HushFormatter(logging.Formatter):
    """Writes each line without its secrets: the message, and the traceback that follows it."""

    def format(self, record: logging.LogRecord) -> str:
        """The finished text, hushed."""
        return hushed(super().format(record))


class JsonFormatter(structlog.stdlib.ProcessorFormatter):
    """Writes each line as JSON: when, how grave, by whom, what, and the traceback; all hushed."""

    def __init__(self) -> None:
        super().__init__(
            foreign_pre_chain=[
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.format_exc_info,
            ],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                hush_each,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
