"""Tables and a question -> the cell that answers it: where the row and the column meet whose names say what was asked.

A word counts for a row or a column as far as it tells it from the others; what both say counts once. The year that was
asked and the number of a model have to stand there. What names a row is any of its cells but the one that answers: a
staff list is asked for the name that stands beside an office, and for the office beside a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.types import TextEncoder
from retrieval.compose.asked_words import AskedText
from retrieval.compose.label_grid import GridRow, LabelGrid, Shares
from retrieval.language.quantities import has_date, kind_of_unit, quantities
from retrieval.types import QueryPlan, Wanted

Scores = NDArray[np.float32]
_SAME_MEANING = 0.5
"""What a cosine above that of the other rows or columns is worth, beside the share of the question's words."""
_MEAN_WORDS = 6
"""Words of a question that tell something, about: the scale of the scores."""
_OF_CONTEXT = 0.5
"""What a word is worth that stands above the table, and tells it from others."""
_SAID_ABOVE = 0.7
_COMPARED = 3
"""Tables that the model is asked about: some tens of milliseconds."""
_CLOSE_ROWS = 24
"""Rows that the model compares with the question: those whose words fit best."""
_MOST_COLUMNS = 40
_KIND, _OTHER_KIND = 0.12, -0.2
"""Of a cell that holds the kind of answer wanted, and of one that holds another."""
_CHANGE = 0.15
_FIRST_COLUMN = 0.1
"""It names the rows; it is asked for only where its own name is."""
_TIME = re.compile(r"\d{1,2}[:：]\d{2}|\d+\s*(?:年|月|日|天|时|点|分)")
_IN_BRACKETS = re.compile(r"[（(]([^（）()]{1,12})[）)]")
_GROWTH = re.compile(r"增速|增长|增幅|同比|涨幅|growth|change", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CellChoice:
    """A cell, and what speaks for it."""

    grid: LabelGrid
    row: GridRow
    column: int
    coverage: float
    """Share of what the question says, by rarity, in the names of the row and the column and above the table; 0..1."""
    of_row: float
    """Share that tells the row from the others."""
    of_column: float
    """The same of the column."""
    lead: float
    """How much it is ahead of the best cell of another column."""
    lacks_must: bool
    """Whether a year or a number that was asked stands nowhere."""
    score: float
    """Higher is better; comparable between tables."""


def best_cell(
    grids: Iterable[LabelGrid], plan: QueryPlan, asked: AskedText, encoder: TextEncoder
) -> CellChoice | None:
    """The cell that answers a question best; None: no table has a column beside the first.

    Args:
        grids: the tables, the likelier first.
        plan: the question as understood.
        asked: the same taken apart.
        encoder: the model that compares names with the question, in the few tables whose names say most of it.
    """
    if not asked.words:
        return None
    weights = np.array([word.weight for word in asked.words], np.float32)
    weights /= _MEAN_WORDS * float(np.median(weights))
    told = [_Told(grid, weights) for grid in grids if grid.rows and grid.width > 1]
    told.sort(key=lambda each: -each.promise)
    choices = [_choice(each, plan, asked, encoder) for each in told[:_COMPARED]]
    return max(choices, key=lambda choice: choice.score, default=None)


class _Told:
    """What the names of a table's rows and columns say of a question."""

    def __init__(self, grid: LabelGrid, weights: Scores) -> None:
        self.grid, self.weights = grid, weights
        self.whole = _whole(grid)
        # What stands above the table is said of all of its columns.
        columns = grid.of_columns * (1 - _SAID_ABOVE * grid.of_context)
        self.of_rows: Shares = self.whole * _rarity(self.whole > 0)
        self.of_columns: Shares = columns * _rarity(columns > 0)
        self.scores: Scores = np.maximum(self.of_rows, self.of_columns[None, :, :]) @ weights
        self.of_context = _OF_CONTEXT * float(grid.of_context @ weights)
        self.promise = float(self.scores.max()) + self.of_context


def _choice(told: _Told, plan: QueryPlan, asked: AskedText, encoder: TextEncoder) -> CellChoice:
    grid, weights = told.grid, told.weights
    scores = told.scores + _of_meaning(grid, plan, told.scores, encoder) + _of_kind(grid, plan)
    at, column = (int(each) for each in np.unravel_index(int(scores.argmax()), scores.shape))
    others = np.delete(scores[at], column)
    covered = np.maximum(np.maximum(told.whole[at, column], grid.of_columns[column]), grid.of_context)
    must = np.array([word.must for word in asked.words])
    return CellChoice(
        grid,
        grid.rows[at],
        column,
        coverage=asked.coverage([float(each) for each in covered]),
        of_row=float(told.of_rows[at, column] @ weights),
        of_column=float(np.maximum(told.of_columns[column] - told.of_rows[at, column], 0) @ weights),
        lead=float(scores[at, column] - others.max()),
        lacks_must=bool((must & (covered == 0)).any()),
        score=float(scores[at, column]) + told.of_context,
    )


def _whole(grid: LabelGrid) -> Shares:
    """For each cell what the other cells of its row say, shape (rows, columns, words)."""
    cells = grid.of_cells
    highest = cells.argmax(axis=1)[:, None, :]
    ordered = np.partition(cells, -2, axis=1)
    is_highest = np.arange(grid.width)[None, :, None] == highest
    found: Shares = np.where(is_highest, ordered[:, -2, None, :], ordered[:, -1, None, :])
    return found


def _rarity(has: NDArray[np.bool_]) -> Shares:
    """1: only one of many, along the first axis, has it; towards 0: all have."""
    count = has.shape[0]
    told = has.sum(axis=0, keepdims=True)
    rarity: Shares = (1 - (np.maximum(told, 1) - 1) / max(count, 1)).astype(np.float32)
    return rarity


def _of_meaning(grid: LabelGrid, plan: QueryPlan, scores: Scores, encoder: TextEncoder) -> Scores:
    """How much closer in meaning the names of a column and of a row are to the question than those of the others."""
    names = [grid.names(column) for column in range(grid.width)]
    of_columns = np.zeros(grid.width, np.float32)
    of_rows = np.zeros(len(grid.rows), np.float32)
    compared = [at for at, name in enumerate(names) if name][:_MOST_COLUMNS]
    likely = np.argsort(-scores.max(axis=1), kind="stable")[:_CLOSE_ROWS]
    labels = [" ".join(filter(None, (grid.rows[at].words(column) for column in (0, 1)))) for at in likely]
    first = [grid.rows[at].words(0) or label for at, label in zip(likely, labels, strict=True)]
    asked, *found = encoder.encode_passages(
        [plan.embedding_text, *(names[at] for at in compared), *(label or " " for label in first)]
    )
    cosines = np.array([float(vector @ asked) for vector in found], np.float32)
    if compared:
        own = cosines[: len(compared)]
        of_columns[compared] = own - own.mean()
    if len(likely) > 1:
        own = cosines[len(compared) :]
        of_rows[likely] = own - own.mean()
    return _SAME_MEANING * (of_columns[None, :] + of_rows[:, None])


def _of_kind(grid: LabelGrid, plan: QueryPlan) -> Scores:
    """What speaks for cells by what they hold, and against them."""
    found = np.zeros((len(grid.rows), grid.width), np.float32)
    kind = kind_of_unit(plan.unit) if plan.unit else ""
    for column in range(grid.width):
        name = grid.names(column)
        bracketed = _IN_BRACKETS.search(name)
        of_column = kind_of_unit(bracketed[1].split("/")[0]) if bracketed else ""
        if kind and of_column:
            found[:, column] += _KIND if kind == of_column else _OTHER_KIND
        if _GROWTH.search(name):
            found[:, column] += _CHANGE if plan.details.is_change else -_CHANGE
        held = [row.words(column) for row in grid.rows]
        told = [_agreement(plan, words) for words in held if words]
        # An empty cell would hold what the others of its column do.
        usual = sum(told) / len(told) if told else 0.0
        found[:, column] += [_agreement(plan, words) if words else usual for words in held]
    found[:, 0] -= _FIRST_COLUMN
    return found


def _agreement(plan: QueryPlan, words: str) -> float:
    has_digit = any(map(str.isdigit, words))
    match plan.wanted:
        case Wanted.NUMBER:
            return _KIND if has_digit else 0.0
        case Wanted.DATE:
            return _KIND if _TIME.search(words) or has_date(words) else 0.0
        case Wanted.PERSON:
            return _OTHER_KIND if has_digit or quantities(words) else 0.0
    return 0.0
