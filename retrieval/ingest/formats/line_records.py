"""Lines <-> the JSON in which the parsers' process hands them over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from retrieval.ingest.source_text import SourceLine
from retrieval.types.scan_json import scan_from_json, scan_to_json
from retrieval.types.table_json import heads_from_json, heads_to_json, row_from_json, row_to_json


def lines_to_json(lines: Sequence[SourceLine]) -> dict[str, Any]:
    """The lines of a file: {"lines": [[text, level, page, line, above, row, scan], …], "tables": […]}."""
    held = [
        [
            each.text,
            each.level,
            each.page,
            each.line,
            each.above,
            each.row and row_to_json(each.row),
            each.scan and scan_to_json(each.scan),
        ]
        for each in lines
    ]
    return {"lines": held, "tables": heads_to_json(each.row for each in lines if each.row)}


def lines_from_json(held: Mapping[str, Any]) -> list[SourceLine]:
    """Read what `lines_to_json` made."""
    heads = heads_from_json(held["tables"])
    return [
        SourceLine(
            text,
            level,
            page,
            line,
            tuple(above),
            row_from_json(row, heads) if row else None,
            None if scan is None else scan_from_json(scan),
        )
        for text, level, page, line, above, row, scan in held["lines"]
    ]
