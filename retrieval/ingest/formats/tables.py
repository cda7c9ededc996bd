"""Rows of tables -> lines with the cells side by side, each under the rows that name its columns and the unit above the table.

Many pages and forms hold whole texts in cells to lay them out; such a row amounts to the lines of its cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from retrieval.ingest.formats.table_headers import (
    Origin,
    Row,
    Slot,
    column_names,
    header_count,
    is_figure,
    is_of_names,
)
from retrieval.ingest.source_text import SourceLine
from retrieval.types import Span, TableHead, TableRow

_CELL_LINES = 3
_CELL_CHARACTERS = 200
"""Figures and their names are short."""
_UNIT = re.compile(
    r"(?:计量|数据|金额)?单\s*位\s*[:：]\s*[^\s（）()，。][^（）()，。]{0,30}|unit\s*:\s*[^()]{1,40}",
    re.IGNORECASE,
)
"""What stands above a table: 单位：万元."""
_BRACKETS = "（）() "
LINES_ABOVE = 2
"""That may say what a table is about and in which unit its figures are."""
_LONGEST_CAPTION = 60
_SENTENCE_ENDS = "。；;"
_NO_GROUP = re.compile(r"(?:备?注|说明|资料来源|数据来源|notes?|sources?)\s*[:：\d]", re.IGNORECASE)
"""A line below a table, which says nothing of the rows after it."""
_GROUP_COLUMNS = 3
"""Of a table whose rows with a single cell name the rows that follow."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a row as its format has it."""

    lines: Sequence[SourceLine]
    columns: int = 1
    """How many it reaches over."""
    rows: int = 1
    """The same, downwards."""
    is_name: bool = False
    """Whether the format says that it names a column or a row."""
    is_covered: bool = False
    """Whether it belongs to the cell above."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row with its cells in their columns."""

    slots: Row
    line: SourceLine
    """Its words side by side."""


class TableLines:
    """Turns the rows of one table into lines, from top to bottom."""

    def __init__(self, before: Iterable[str] = ()) -> None:
        """Take what stands above.

        Args:
            before: the lines before the table, which may say its name and the unit of its figures.
        """
        self._before = list(before)[-LINES_ABOVE:]
        self._head: TableHead | None = None
        """None: it has not shown yet which rows name the columns."""
        self._above: tuple[str, ...] = ()
        self._names: list[str] = []
        """The texts of the rows that name the columns."""
        self._waiting: list[_Placed] = []
        self._reaching: dict[int, tuple[int, str]] = {}
        """By column: for how many more rows a cell reaches down, and its words."""
        self._last: list[str] = []
        """What the columns of the row before say."""
        self._group = ""

    @property
    def has_begun(self) -> bool:
        """Whether rows below those that name the columns were there."""
        return self._head is not None

    def row(self, cells: Sequence[TableCell]) -> Iterator[SourceLine]:
        """The lines that are known by now, with those of this row or without.

        Args:
            cells: from left to right, empty ones, too.
        """
        if not all(map(_is_short, cells)):
            yield from self.end()
            for cell in cells:
                yield from cell.lines
            return
        placed = self._placed(cells)
        if not placed.line.text:
            return
        if self._head is not None:
            yield from self._body(placed)
        elif not self._waiting and _is_single(placed) and len(placed.slots) > 1:
            self._before = [*self._before, placed.line.text][-LINES_ABOVE:]
            yield placed.line
        else:
            self._waiting.append(placed)
            yield from self._decided(is_whole=False)

    def end(self) -> Iterator[SourceLine]:
        """The lines that are left."""
        if self._waiting:
            yield from self._decided(is_whole=True)

    def _decided(self, *, is_whole: bool) -> Iterator[SourceLine]:
        count = header_count([placed.slots for placed in self._waiting], is_whole=is_whole)
        if count is None:
            return
        waiting, self._waiting = self._waiting, []
        headers = waiting[:count]
        unit = next((found for line in reversed(self._before) if (found := _unit_in(line))), "")
        caption = next((line for line in reversed(self._before) if _is_caption(line)), "")
        names = column_names([placed.slots for placed in headers])
        self._head = TableHead(0, names, unit, caption)
        self._names = [placed.line.text for placed in headers]
        self._above = (*((unit,) if unit else ()), *self._names) if headers else ()
        for placed in headers:
            yield _with(placed, TableRow(self._head, _spans(placed.slots), is_header=True))
        for placed in waiting[count:]:
            yield from self._body(placed)

    def _body(self, placed: _Placed) -> Iterator[SourceLine]:
        assert self._head is not None
        text = placed.line.text
        if text in self._names:
            return  # Said again at the top of a page.
        is_wide = len(self._head.columns) >= _GROUP_COLUMNS
        if is_wide and _is_single(placed) and placed.slots[0].is_filled and not is_figure(text):
            if _is_group(text):
                self._group, self._last = text, []
            yield placed.line
            return
        carried = tuple(self._carried(placed.slots))
        self._last = [slot.words or above for slot, above in zip(placed.slots, carried, strict=True)]
        above = (
            *self._above,
            *((self._group,) if self._group else ()),
            *filter(None, dict.fromkeys(carried)),
        )
        carried = carried if any(carried) else ()
        yield _with(placed, TableRow(self._head, _spans(placed.slots), carried), above)

    def _carried(self, slots: Row) -> Iterator[str]:
        """What cells above say of this row: those that reach down, and names that are written only once."""
        labels = [column for column, slot in enumerate(slots) if slot.words]
        first = labels[0] if labels and not is_figure(slots[labels[0]].words) else 0
        for column, slot in enumerate(slots):
            if slot.origin is Origin.ABOVE:
                yield slot.words
            elif column < first and column < len(self._last) and not is_figure(self._last[column]):
                yield self._last[column]
            else:
                yield ""

    def _placed(self, cells: Sequence[TableCell]) -> _Placed:
        slots: list[Slot] = []
        lines: list[SourceLine] = []
        at = 0
        for cell in cells:
            self._reach_down(slots)
            words = " ".join(line.text for line in cell.lines)
            if cell.is_covered:
                above = self._last_words(len(slots))
                slots += [Slot(above, origin=Origin.ABOVE)] * cell.columns
                continue
            span = Span(at, at + len(words))
            at += len(words) + 1 if words else 0
            lines += cell.lines
            for number in range(cell.columns):
                if cell.rows > 1:
                    self._reaching[len(slots)] = (cell.rows - 1, words)
                origin = Origin.LEFT if number else Origin.OWN
                slots.append(Slot(words, span if words else Span(0, 0), origin, cell.is_name))
        self._reach_down(slots)
        text = " ".join(line.text for line in lines)
        first = lines[0] if lines else SourceLine("")
        return _Placed(slots, SourceLine(text, page=first.page, line=first.line))

    def _reach_down(self, slots: list[Slot]) -> None:
        """Add the columns that cells above reach into, and note that they did."""
        while (column := len(slots)) in self._reaching:
            left, words = self._reaching.pop(column)
            slots.append(Slot(words, origin=Origin.ABOVE))
            if left > 1:
                self._reaching[column] = (left - 1, words)

    def _last_words(self, column: int) -> str:
        if self._waiting and column < len(self._waiting[-1].slots):
            return self._waiting[-1].slots[column].words
        return self._last[column] if column < len(self._last) else ""


def can_name_columns(cells: Sequence[str]) -> bool:
    """Whether a row of these cells may be the first one of a table."""
    return is_of_names([Slot(words) for words in cells])


def _unit_in(line: str) -> str:
    found = _UNIT.search(line)
    return found[0].strip(_BRACKETS) if found else ""


def _is_caption(line: str) -> bool:
    said = _UNIT.sub("", line).strip(_BRACKETS)
    return bool(said) and len(said) <= _LONGEST_CAPTION and said[-1] not in _SENTENCE_ENDS


def _is_group(text: str) -> bool:
    is_name = len(text) <= _LONGEST_CAPTION and text[-1] not in _SENTENCE_ENDS
    return is_name and not _NO_GROUP.match(text)


def _is_single(placed: _Placed) -> bool:
    """Whether a row has one cell, perhaps over all columns."""
    return sum(slot.is_filled for slot in placed.slots) == 1 and not any(
        slot.origin is Origin.ABOVE for slot in placed.slots
    )


def _spans(slots: Row) -> tuple[Span, ...]:
    return tuple(slot.span for slot in slots)


def _with(placed: _Placed, row: TableRow, above: tuple[str, ...] = ()) -> SourceLine:
    return SourceLine(placed.line.text, page=placed.line.page, line=placed.line.line, above=above, row=row)


def _is_short(cell: TableCell) -> bool:
    return (
        len(cell.lines) <= _CELL_LINES
        and sum(len(line.text) for line in cell.lines) <= _CELL_CHARACTERS
        and all(line.level is None for line in cell.lines)
    )
