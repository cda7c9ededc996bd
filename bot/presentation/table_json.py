"""A table -> the JSON object that other programs read."""

from __future__ import annotations

from typing import Any

from bot.presentation.table_rows import reading_line
from retrieval.types import Cell, OtherValue, Table


def table_to_json(table: Table) -> dict[str, Any]:
    """The object of the command line's contract for a comparison; the fields after `cells` are more than it asks.

    `further` has such an object for each other indicator that the question lists.
    """
    return {
        "question": table.question,
        "indicator": table.indicator,
        "role": table.role,
        "columns": list(table.years),
        "rows": list(table.places),
        "cells": [_cell(cell) for cell in table.cells],
        "kind": table.kind,
        "reading": reading_line(table),
        "missing": table.lacking,
        "omitted": table.omitted,
        "further": [table_to_json(each) for each in table.further],
        "milliseconds": table.milliseconds,
    }


def _other(other: OtherValue) -> dict[str, Any]:
    """What another report says of a cell."""
    return {
        "value": other.value,
        "file": other.document.file,
        "line": other.passage.line,
        "text": other.passage.text,
        "highlights": [[other.span.start, other.span.end]],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    held: dict[str, Any] = {
        "place": cell.place,
        "year": cell.year,
        "value": cell.value or None,
        "why_empty": cell.why_empty,
        "file": cell.document.file if cell.document else None,
        "line": cell.passage.line if cell.passage else None,
        "role": cell.role,
        "note": cell.note,
        "others": [_other(each) for each in cell.others],
    }
    if cell.passage is None or cell.span is None:
        return held
    return held | {"text": cell.passage.text, "highlights": [[cell.span.start, cell.span.end]]}
