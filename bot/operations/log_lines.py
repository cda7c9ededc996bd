"""One line for each thing that is logged, whatever files and people are called that it speaks of."""

from __future__ import annotations

import logging

from retrieval.errors import in_one_line


class LogLines(logging.Formatter):
    """Escapes what would end a line or drive the terminal; of a trace, the lines stay."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """The line of a record."""
        record.message = in_one_line(record.message)
        return super().formatMessage(record)

    def format(self, record: logging.LogRecord) -> str:
        """The line, and the trace below it if there is one."""
        line, *trace = super().format(record).split("\n")
        return "\n".join([line, *map(in_one_line, trace)])
