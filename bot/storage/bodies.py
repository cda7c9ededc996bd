"""Reads the JSON of a record; one that an older version wrote and this one cannot read counts as absent."""

from __future__ import annotations

import logging
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

_logger = logging.getLogger(__name__)
_Record = TypeVar("_Record")


def read_body(adapter: TypeAdapter[_Record], body: str) -> _Record | None:
    """The record, or None when its fields are no longer those of this version."""
    try:
        return adapter.validate_json(body)
    except ValidationError as error:
        # Its message would repeat what somebody asked.
        _logger.info("A stored record is passed over: %d fields do not fit", error.error_count())
        return None
