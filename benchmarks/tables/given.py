"""The tables of the set and what is asked of them, from `benchmarks/questions/tables`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "questions" / "tables"
LEFT, ABOVE = "<", "^"
"""Stand for a cell that is one with that on its left, or with that above."""


@dataclass(frozen=True, slots=True)
class AskedCell:
    """A question and the cell that answers it."""

    question: str
    row: int
    """From 0, below those that name the columns; so is the next."""
    column: int


@dataclass(frozen=True, slots=True)
class GivenTable:
    """One document with a table."""

    name: str
    title: str
    before: tuple[str, ...]
    caption: str
    unit: str
    columns: tuple[tuple[str, ...], ...]
    """The rows that name the columns, as wide as the others."""
    rows: tuple[tuple[str, ...], ...]
    after: tuple[str, ...]
    repeats_header: bool
    """Whether the names of the columns stand on every page."""
    held_out: bool
    """Whether its questions were left unseen while the rules were made."""
    asked: tuple[AskedCell, ...]
    refused: tuple[str, ...]
    """Questions that no cell answers."""

    def value(self, row: int, column: int) -> str:
        """The words of a cell, which may reach down from a row above."""
        while self.rows[row][column] == ABOVE:
            row -= 1
        return self.rows[row][column]

    def row_words(self, row: int, column: int) -> list[str]:
        """What stands in the row in which the words of a cell do, from left to right."""
        while self.rows[row][column] == ABOVE:
            row -= 1
        return [words for words in self.rows[row] if words not in {"", LEFT, ABOVE}]

    def names(self, column: int) -> list[str]:
        """The names of a column, outermost first."""
        found: list[str] = []
        for row in self.columns:
            at = column
            while row[at] == LEFT:
                at -= 1
            if row[at] not in {"", ABOVE}:
                found.append(row[at])
        return found


def given_tables(folder: Path = FOLDER) -> list[GivenTable]:
    """All tables, in the order of their names."""
    return [
        _table(file.stem, tomllib.loads(file.read_text("utf-8"))) for file in sorted(folder.glob("*.toml"))
    ]


def _table(name: str, held: dict[str, Any]) -> GivenTable:
    return GivenTable(
        name,
        held["title"],
        tuple(held["before"]),
        held.get("caption", ""),
        held.get("unit", ""),
        tuple(map(tuple, held["columns"])),
        tuple(map(tuple, held["rows"])),
        tuple(held.get("after", ())),
        held.get("repeats_header", True),
        held.get("held_out", False),
        tuple(AskedCell(each["q"], *each["cell"]) for each in held["ask"]),
        tuple(held.get("refuse", ())),
    )
