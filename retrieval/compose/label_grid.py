"""A table -> the words that name its rows and columns, and how much of a question each of them says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from retrieval.compose.asked_words import AskedText, LabelText
from retrieval.ingest.formats.table_headers import is_figure
from retrieval.search.open_document import OpenTable
from retrieval.types import Passage, Span, TableRow

Shares = NDArray[np.float32]
_MANY_ROWS = 400
"""Of a longer table only the rows are compared that have some word of the question as it is written."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row below those that name the columns."""

    passage: Passage
    row: TableRow

    def words(self, column: int) -> str:
        """What its cell says, or one above that reaches down to it; empty: nothing."""
        own = self.own(column).of(self.passage.text)
        carried = self.row.carried
        return own or (carried[column] if column < len(carried) else "")

    def own(self, column: int) -> Span:
        """Where the words of its cell stand; an empty span: not in this row."""
        return self.row.cells[column] if column < len(self.row.cells) else Span(0, 0)


class LabelGrid:
    """One table, asked one question."""

    def __init__(self, table: OpenTable, asked: AskedText, *, with_sounds: bool) -> None:
        """Compare.

        Args:
            table: as it was read.
            asked: what the question says.
            with_sounds: whether Chinese names may be spelt in Latin letters.
        """
        self.table = table
        self.all_rows = [
            GridRow(each, each.row) for each in table.rows if each.row is not None and not each.row.is_header
        ]
        """Those below the names of the columns."""
        is_long = len(self.all_rows) > _MANY_ROWS
        self.rows = _that_may_tell(self.all_rows, asked) if is_long else self.all_rows
        """Those that are compared with the question."""
        self.width = max((len(each.row.cells) for each in self.rows), default=0)
        self._words = asked.words
        self._with_sounds = with_sounds and not is_long
        self._held: dict[str, list[float]] = {}

    def names(self, column: int) -> str:
        """What stands above a column; empty: nothing."""
        columns = self.table.head.columns
        return " ".join(columns[column]) if column < len(columns) else ""

    @cached_property
    def of_columns(self) -> Shares:
        """How much the names of each column say of each word, shape (columns, words), 0..1."""
        return self._shares([self.names(column) for column in range(self.width)])

    @cached_property
    def of_cells(self) -> Shares:
        """The same of each cell that can name its row, shape (rows, columns, words)."""
        labels = [
            [row.words(column) if self._is_label(row, column) else "" for column in range(self.width)]
            for row in self.rows
        ]
        found: Shares = np.stack([self._shares(own) for own in labels])
        return found

    @cached_property
    def of_context(self) -> Shares:
        """The same of what stands above the table, shape (words,)."""
        first = self.rows[0]
        headers = {each.text for each in self.table.rows if each.row is not None and each.row.is_header}
        inner = headers | set(first.row.carried)
        headings = (each for each in first.passage.section if each not in inner)
        head, document = self.table.head, self.table.document
        above = (document.title, document.file, head.caption, head.unit, *headings)
        found: Shares = self._shares([" ".join(above)])[0]
        return found

    @cached_property
    def _is_numbered(self) -> bool:
        """Whether the first column only numbers the rows, which names none of them."""
        told = [row.words(0) for row in self.all_rows]
        return told == [str(at) for at in range(1, len(told) + 1)]

    def _is_label(self, row: GridRow, column: int) -> bool:
        words = row.words(column)
        if column == 0:
            return bool(words) and not self._is_numbered
        return bool(words) and not is_figure(words)

    def _shares(self, texts: Sequence[str]) -> Shares:
        for text in texts:
            if text not in self._held:
                label = LabelText.of(text, with_sounds=self._with_sounds)
                self._held[text] = [label.share_of(word) for word in self._words]
        return np.array([self._held[text] for text in texts], np.float32).reshape(len(texts), -1)


def _that_may_tell(rows: Sequence[GridRow], asked: AskedText) -> list[GridRow]:
    """The rows that have the most words of a question, in their order."""
    said = {meaning.word for word in asked.words for meaning in word.meanings}
    counts = [sum(word in row.passage.text.lower() for word in said) for row in rows]
    likely = sorted((at for at, count in enumerate(counts) if count), key=lambda at: -counts[at])[:_MANY_ROWS]
    return [rows[at] for at in sorted(likely)]
