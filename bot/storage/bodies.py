"""Writes and reads the JSON of a record; one that this version cannot read counts as absent.

Its first field is a sum of the rest, as neither SQLite nor JSON notices a changed bit in a text.
"""

from __future__ import annotations

import json
import logging
import re
import zlib
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.storage.texts import storable

_logger = logging.getLogger(__name__)
_Record = TypeVar("_Record")

_SUM = re.compile(r'\{"sum":(\d+),')


def written_body(adapter: TypeAdapter[_Record], record: _Record) -> str:
    """The record as JSON, whatever characters its texts hold."""
    # pydantic's own writer refuses half a surrogate pair, which a message may hold.
    fields = adapter.dump_python(record, mode="json")
    return with_sum(storable(json.dumps(fields, ensure_ascii=False, separators=(",", ":"))))


def with_sum(body: str) -> str:
    """A JSON object of at least one field, with the sum of what was in it as its first one."""
    return f'{{"sum":{zlib.crc32(body.encode())},{body[1:]}'


def read_body(adapter: TypeAdapter[_Record], body: str) -> _Record | None:
    """The record, or None when it is damaged, or its fields are no longer those of this version."""
    if not is_intact(body):
        _logger.warning("A stored record is damaged, and passed over")
        return None
    try:
        return adapter.validate_json(body)
    except ValidationError as error:
        # Its message would repeat what somebody asked.
        _logger.info("A stored record is passed over: %d fields do not fit", error.error_count())
        return None


def is_intact(body: str) -> bool:
    """Whether a body is as it was written; one without a sum, of a former version, counts as such.

    >>> is_intact('{"sum":2745614147,}'), is_intact('{"sum":1,"text":"x"}'), is_intact('{"text":"x"}')
    (True, False, True)
    """
    found = _SUM.match(body)
    return found is None or zlib.crc32(f"{{{body[found.end() :]}".encode()) == int(found[1])
