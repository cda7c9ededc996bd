"""Rows of tables <-> values for JSON: a table's head is kept once, and its rows by its number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from retrieval.types.documents import Span, TableHead, TableRow


def heads_to_json(rows: Iterable[TableRow]) -> list[list[Any]]:
    """The heads of the tables that some rows belong to, in the order of their numbers."""
    heads = {row.head.number: row.head for row in rows}
    return [[each.number, each.columns, each.unit, each.caption] for _, each in sorted(heads.items())]


def heads_from_json(held: Iterable[list[Any]]) -> dict[int, TableHead]:
    """Read what `heads_to_json` made, by number."""
    return {
        number: TableHead(number, tuple(map(tuple, columns)), unit, caption)
        for number, columns, unit, caption in held
    }


def row_to_json(row: TableRow) -> list[Any]:
    """A row, with the number of its table."""
    spans = [bound for span in row.cells for bound in (span.start, span.end)]
    return [row.head.number, spans, list(row.carried) if any(row.carried) else [], row.is_header]


def row_from_json(held: list[Any], heads: Mapping[int, TableHead]) -> TableRow:
    """Read what `row_to_json` made; raises LookupError, TypeError or ValueError for anything else."""
    number, bounds, carried, is_header = held
    cells = tuple(Span(start, end) for start, end in zip(bounds[::2], bounds[1::2], strict=True))
    return TableRow(heads[number], cells, tuple(carried), bool(is_header))
