"""Answers to questions about tables -> how often the right cell comes first, and is shown under its column's names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.tables.given import AskedCell, GivenTable
from bot.presentation.answers import render_answer
from retrieval.types import Answer, Status, is_han

_GIVEN = frozenset({Status.ANSWERED, Status.AMBIGUOUS})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question."""

    table: GivenTable
    question: str
    kind: str
    """The suffix of the file."""
    wanted: str
    """Empty: no cell answers."""
    got: str
    is_right: bool
    """Whether the answer is the cell, quoted where it stands in its row; of a question that no cell answers, refused."""
    is_shown: bool
    """Whether the message has the names of the column and the unit above the table."""

    @property
    def is_chinese(self) -> bool:
        """Whether it was asked in Chinese."""
        return any(map(is_han, self.question))


@dataclass(frozen=True, slots=True)
class Tally:
    """Of some questions."""

    right: int
    shown: int
    """Of those that are right."""
    asked: int

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> Tally:
        """Count."""
        held = list(outcomes)
        right = [each for each in held if each.is_right]
        return cls(len(right), sum(each.is_shown for each in right), len(held))


def judged(table: GivenTable, asked: AskedCell, kind: str, answer: Answer) -> Outcome:
    """What became of a question that a cell answers."""
    wanted = table.value(asked.row, asked.column)
    is_right = answer.status in _GIVEN and answer.text == wanted and _is_in_its_row(table, asked, answer)
    got = answer.text if answer.status in _GIVEN else f"({answer.status})"
    message = render_answer(answer).plain
    shown = [*table.names(asked.column), *([_of_unit(table.unit)] if table.unit else [])]
    is_shown = all(words in message for words in shown)
    return Outcome(table, asked.question, kind, wanted, got, is_right, is_shown)


def judged_refusal(table: GivenTable, question: str, kind: str, answer: Answer) -> Outcome:
    """What became of a question that no cell answers."""
    is_right = answer.status not in _GIVEN
    got = f"({answer.status})" if is_right else answer.text
    return Outcome(table, question, kind, "", got, is_right, is_shown=True)


def _is_in_its_row(table: GivenTable, asked: AskedCell, answer: Answer) -> bool:
    """Whether the first citation is the row and marks the words in their column, and not the same words in another."""
    row = table.row_words(asked.row, asked.column)
    first = answer.citations[0]
    if first.text.split() != " ".join(row).split() or not first.highlights:
        return False
    return first.highlights[0].start == _start(table, asked)


def _start(table: GivenTable, asked: AskedCell) -> int:
    """Where the words of a cell begin in its row, whose filled cells stand side by side."""
    row = asked.row
    while table.rows[row][asked.column] == "^":
        row -= 1
    before: Sequence[str] = [
        words for words in table.rows[row][: asked.column] if words not in {"", "<", "^"}
    ]
    return sum(len(words) + 1 for words in before)


def _of_unit(unit: str) -> str:
    """The unit itself: 万元 of 单位：万元."""
    return unit.replace(":", "：").rsplit("：", 1)[-1].strip()
