"""JSON lines of the commands that other programs talk to: questions in, one object a line out."""

from __future__ import annotations

import json
from typing import Any


class BrokenLineError(Exception):
    """A line of JSON that asks nothing."""


def read_line(line: bytes, field: str) -> dict[str, Any]:
    """The object of a line.

    Args:
        line: as it came.
        field: what it has to hold, as text.

    Raises:
        BrokenLineError: it is no JSON object, or lacks the field.
    """
    try:
        held = json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        raise BrokenLineError(f"not a line of JSON: {error}") from error
    if not isinstance(held, dict) or not isinstance(held.get(field), str):
        raise BrokenLineError(f'not an object with a text "{field}"')
    return held


def print_json(held: dict[str, Any]) -> None:
    """Write one object as a line of its own, at once."""
    text = json.dumps(held, ensure_ascii=False)
    # A lone surrogate cannot be written as UTF-8; as an escape it can.
    print(text if text.isprintable() else json.dumps(held), flush=True)
