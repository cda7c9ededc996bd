"""The first rows of a table -> how many of them name its columns, and what each column is called.

Names stand in one row, or in several where a name is above more than one column: its cell is merged, or the cells beside
it are left empty, as in CSV.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from retrieval.types import Span

_FIGURE = re.compile(r"[-+−]?\d[\d,，.]*\s*(?:%|％|[^\W\d]{0,3})")
_TIME = re.compile(
    r"(?:19|20)\d{2}(?:\s*年度?)?|\d{1,2}\s*(?:月份?|日|时|点|岁|年级|班|级|号|期|周|季度|档)|Q[1-4]",
    re.IGNORECASE,
)
"""Names columns though it is a number."""
_LONGEST = 300
"""Characters of a row of names."""
_MOST_ROWS = 4


_NOWHERE = Span(0, 0)


class Origin(Enum):
    """Whose words stand in a column of a row."""

    OWN = auto()
    LEFT = auto()
    """Those of the cell beside it, which reaches over this column, too."""
    ABOVE = auto()
    """Those of a cell that begins in a row above."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One column of one row."""

    words: str = ""
    span: Span = _NOWHERE
    """Of the words in the text of their row; empty: they stand in another row, or there are none."""
    origin: Origin = Origin.OWN
    is_name: bool = False
    """Whether the format says that it names a column or a row."""

    @property
    def is_filled(self) -> bool:
        """Whether words stand here that do not stand in the column before as well, or above."""
        return bool(self.words) and self.origin is Origin.OWN


Row = Sequence[Slot]


def is_figure(words: str) -> bool:
    """Whether a cell holds a figure, and no time, which may name a column.

    >>> [is_figure(words) for words in ("33.15", "12 万", "2021年", "7月", "面议")]
    [True, True, False, False, False]
    """
    return bool(_FIGURE.fullmatch(words)) and not _TIME.fullmatch(words)


def is_of_names(row: Row) -> bool:
    """Whether a first row can be one that names columns: it has several cells, and none of them is a figure."""
    filled = [slot for slot in row if slot.is_filled]
    if len(filled) < 2 or sum(len(slot.words) for slot in filled) > _LONGEST:  # noqa: PLR2004 - several
        return False
    return all(slot.is_name for slot in filled) or not any(is_figure(slot.words) for slot in filled)


def header_count(rows: Sequence[Row], *, is_whole: bool) -> int | None:
    """How many of the first rows of a table name its columns.

    Args:
        rows: those that were read, at least one.
        is_whole: whether there are no more.

    Returns:
        the number; None: that shows in the next row.
    """
    if not is_of_names(rows[0]):
        return 0
    count = 1
    while count < len(rows):
        if count == _MOST_ROWS or not _divides(rows[count], rows[count - 1]):
            return count
        count += 1
    return count if is_whole else None


def column_names(rows: Sequence[Row]) -> tuple[tuple[str, ...], ...]:
    """For each column what the rows of names say of it, outermost first.

    >>> rows = [[Slot("区"), Slot("产值"), Slot()], [Slot(), Slot("绝对数"), Slot("增速")]]
    >>> column_names(rows)
    (('区',), ('产值', '绝对数'), ('产值', '增速'))
    """
    if not rows:
        return ()
    width = max(map(len, rows))
    filled = [_spread(row, rows[at + 1] if at + 1 < len(rows) else (), width) for at, row in enumerate(rows)]
    return tuple(
        tuple(dict.fromkeys(words[column] for words in filled if words[column])) for column in range(width)
    )


def _spread(row: Row, below: Row, width: int) -> list[str]:
    """The words of a row by column, those above several columns said of each."""
    found: list[str] = []
    for column in range(width):
        words = row[column].words if column < len(row) else ""
        has_own_below = column < len(below) and below[column].is_filled
        if not words and found and has_own_below and (column < len(below)):
            words = found[-1]
        found.append(words)
    return found


def _divides(row: Row, above: Row) -> bool:
    """Whether a row names the columns below names that are above several: it says nothing in the first column."""
    filled = [column for column, slot in enumerate(row) if slot.is_filled]
    if not filled or row[0].is_filled or any(is_figure(row[column].words) for column in filled):
        return False
    under = [column for column in filled if column < len(above)]
    return any(above[column].origin is Origin.LEFT or not above[column].words for column in under)
