"""One line for each thing that is logged, as text or as JSON, whatever files and people are called that it speaks of."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

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


class JsonLines(logging.Formatter):
    """One JSON object a line: `time`, `level`, `logger`, `message`, the `facts` of a record if it has any, and its `trace`."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if trace := record.exc_text or (self.formatException(record.exc_info) if record.exc_info else ""):
            line["trace"] = trace
        return json.dumps(line)


def tell(sentence: str, level: int = logging.INFO) -> None:
    """Say what whoever started the program wants to know, however little is logged: on stderr, in the log's format."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler.formatter, JsonLines):
            handler.handle(logging.LogRecord("yinju", level, __file__, 0, sentence, None, None))
            return
    print(sentence, file=sys.stderr, flush=True)
