"""A cited row of a document's table, under the names of its columns and the unit above the table.

On a phone a row of ten columns cannot be read: beside the cell that answers and the one that names the row, those next
to it are shown as far as a line holds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.presentation.phone_lines import QUOTE_EMS, ems
from bot.presentation.rich_text import Piece, Style, shown, units
from retrieval.types import Citation, TableRow

_BETWEEN = " | "
_LEFT_OUT = "…"


def row_pieces(citation: Citation, limit: int) -> tuple[Piece, ...]:
    """The unit, the names of the columns and the row, each on its line, with the cell that answers in bold.

    Args:
        citation: of any paragraph.
        limit: UTF-16 units that there is room for.

    Returns:
        The pieces; none: it is no row below names of columns, or there is no room.
    """
    row = citation.row
    if row is None or row.is_header or not any(row.head.columns):
        return ()
    columns = _columns(citation, row)
    names = _joined([column_name(row, at) for at in columns], columns)
    said: list[Piece] = [Piece(f"{line}\n") for line in (shown(row.head.unit), shown(names)) if line]
    for place, at in enumerate(columns):
        between = _gap(columns, place)
        said += [Piece(between)] if between else []
        is_marked = row.cells[at] in citation.highlights
        style = Style.BOLD if is_marked else Style.PLAIN
        if words := shown(cell_words(citation, row, at)):
            said.append(Piece(words, style))
    return tuple(said) if units("".join(piece.text for piece in said)) <= limit else ()


def column_name(row: TableRow, column: int) -> str:
    """What stands above a column, from the outermost name on."""
    return " ".join(row.head.columns[column]) if column < len(row.head.columns) else ""


def cell_words(citation: Citation, row: TableRow, column: int) -> str:
    """What a cell of a cited row says, or one above that reaches down to it."""
    own = row.cells[column].of(citation.text)
    return own or (row.carried[column] if column < len(row.carried) else "")


def _columns(citation: Citation, row: TableRow) -> list[int]:
    """The columns that are shown, in their order."""
    every = range(len(row.cells))
    asked = citation.column
    ordered = sorted(every, key=lambda at: (at != asked, at != 0, abs(at - (asked or 0)), at))
    chosen: list[int] = []
    for at in ordered:
        wider = sorted([*chosen, at])
        is_needed = at in {asked, 0} and len(chosen) < 2  # noqa: PLR2004 - what is asked, and of what
        if not is_needed and _width(citation, row, wider) > QUOTE_EMS:
            break
        chosen = wider
    return chosen


def _width(citation: Citation, row: TableRow, columns: Sequence[int]) -> float:
    lines: Iterable[Sequence[str]] = (
        [column_name(row, at) for at in columns],
        [cell_words(citation, row, at) for at in columns],
    )
    return max(ems(_joined(line, columns)) for line in lines)


def _joined(words: Sequence[str], columns: Sequence[int]) -> str:
    return "".join(f"{_gap(columns, place)}{each}" for place, each in enumerate(words))


def _gap(columns: Sequence[int], place: int) -> str:
    """What stands before a cell: columns that are left out leave a mark."""
    if place == 0:
        return ""
    return (
        _BETWEEN if columns[place] == columns[place - 1] + 1 else f" {_LEFT_OUT}{_BETWEEN}".replace("  ", " ")
    )
