"""A cell of a table in a document -> the answer: its words as written, and its row with what stands above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from embeddings.types import TextEncoder
from retrieval.compose.answering import MAX_CITATIONS
from retrieval.compose.asked_words import AskedText, LabelText, asked_text
from retrieval.compose.cell_choice import CellChoice, best_cell
from retrieval.compose.citing import cite
from retrieval.compose.label_grid import GridRow, LabelGrid
from retrieval.language.glossary import Glossary
from retrieval.ranking.retriever import Found
from retrieval.search.open_document import OpenTable
from retrieval.types import (
    Answer,
    AnswerPart,
    Citation,
    Language,
    Missing,
    PassageId,
    QueryPlan,
    Span,
    Status,
    Wanted,
)

_DOCUMENTS = 8
"""Whose tables are looked at: those of the sentences that come closest to the question."""
_MOST_ROWS = 4000
_ENOUGH = 0.5
"""Share of the question that the names of a cell say, if it answers."""
_TELLS_ROW = 0.04
_TELLS_COLUMN, _LEAD = 0.02, 0.25
"""What a column's own names say of the question, or how far it is ahead of the others by all that speaks for it."""
_NAME_AND_VALUE = 2
"""Columns of a table that has nothing to choose."""
_MOST_SIDES = 4
"""Years that are asked about at once, each of which has its cell."""
_SURELY = 0.95
_GIVEN = frozenset({Status.ANSWERED, Status.AMBIGUOUS})
_EXACT = frozenset({Wanted.NUMBER, Wanted.DATE, Wanted.PERSON})
"""Kinds of answers that one cell is, and a whole row is not."""


class CellFinder:
    """Finds cells that answer questions."""

    def __init__(self, glossary: Glossary, encoder: TextEncoder) -> None:
        """Take the names of indicators, and the model that compares names with questions."""
        self._glossary = glossary
        self._encoder = encoder

    def answer(self, found: Found, said: Answer) -> Answer:
        """The answer with the cell that tells, or as it is, if none does.

        Args:
            found: the question, and the documents that were searched.
            said: what the sentences of these documents answer.
        """
        plan = found.question
        tables = list(_tables(found))
        if not tables or plan.wanted is Wanted.REASON:
            return said
        if 1 < len(plan.years) <= _MOST_SIDES:
            sides = [self._best(found, replace(plan, years=(when,)), tables) for when in plan.years]
            choices = [side.choice for side in sides if side is not None and _is_answer(side.choice)]
            if len(choices) == len(plan.years):
                sides_said = zip(choices, plan.years, strict=True)
                return _joined([_answer(plan, choice, said, when) for choice, when in sides_said])
        if plan.wanted is Wanted.LIST:
            return said
        best = self._best(found, plan, tables)
        if best is None:
            return said
        if _is_answer(best.choice):
            return said if _says_more(said, best) else _answer(plan, best.choice, said)
        return _refused(said) if _is_row_of_something_else(said, best.choice) else said

    def _best(self, found: Found, plan: QueryPlan, tables: Sequence[OpenTable]) -> _Best | None:
        keywords = found.selection.keywords

        def idf(word: str) -> float:
            return (keywords.sentence_words if word.isascii() else keywords.sentence_bigrams).idf(word)

        asked = asked_text(plan, self._glossary, idf, keywords.sentence_bigrams.rarity_of_unknown)
        with_sounds = plan.language is Language.ENGLISH
        grids = (LabelGrid(table, asked, with_sounds=with_sounds) for table in tables)
        choice = best_cell(grids, plan, asked, self._encoder)
        return None if choice is None else _Best(choice, asked)


@dataclass(frozen=True, slots=True)
class _Best:
    choice: CellChoice
    asked: AskedText
    """What it was chosen by."""


def _tables(found: Found) -> Iterator[OpenTable]:
    likely = dict.fromkeys(each.entry.document.id for each in found.evidence)
    opened = {each.indexed.document.id: each for each in found.selection.opened}
    rows = 0
    for key in list(likely)[:_DOCUMENTS]:
        for table in opened[key].tables if key in opened else ():
            rows += len(table.rows)
            if rows <= _MOST_ROWS:
                yield table


def _is_answer(choice: CellChoice) -> bool:
    """Whether the names of a cell say enough of what was asked, and those of its row and column tell it apart."""
    if choice.lacks_must or choice.coverage < _ENOUGH or not _tells_row(choice):
        return False
    is_only_column = choice.grid.width == _NAME_AND_VALUE and choice.column > 0
    return choice.of_column >= _TELLS_COLUMN or choice.lead >= _LEAD or is_only_column


def _tells_row(choice: CellChoice) -> bool:
    return choice.of_row >= _TELLS_ROW or len(choice.grid.rows) == 1


def _is_row_of_something_else(said: Answer, choice: CellChoice) -> bool:
    """Whether the answer is a row of a table though no cell answers: the row of another year, model or dish."""
    if said.status not in _GIVEN or said.citations[0].row is None:
        return False
    is_exact = said.question.wanted in _EXACT
    return is_exact or said.citations[0].row.is_header or choice.lacks_must or not _tells_row(choice)


def _refused(said: Answer) -> Answer:
    nearest = tuple(replace(each, highlights=()) for each in said.citations)
    return Answer(said.question, Status.NOT_FOUND, (), 1 - said.confidence, nearest, Missing.EVIDENCE)


def _says_more(said: Answer, best: _Best) -> bool:
    """Whether a paragraph that is no row of a table answers with more of the question's words."""
    if said.status not in _GIVEN or said.citations[0].row is not None:
        return False
    first = said.citations[0]
    text = LabelText.of(" ".join((first.document, *first.section, first.text)), with_sounds=False)
    return best.asked.coverage([text.share_of(word) for word in best.asked.words]) > best.choice.coverage


def _answer(plan: QueryPlan, choice: CellChoice, said: Answer, when: int | None = None) -> Answer:
    holder = _holder(choice)
    document = choice.grid.table.document
    span = holder.own(choice.column) if holder else Span(0, 0)
    row = holder or choice.row
    marked = (span,) if holder else ()
    score = max([round(choice.coverage, 4), *(each.score for each in said.citations)])
    own = cite(row.passage, document, marked, score)
    others = tuple(each for each in said.citations if each.passage != row.passage.id)
    citations: tuple[Citation, ...] = (own, *others)[:MAX_CITATIONS]
    if holder is None:
        return Answer(plan, Status.NOT_FOUND, (), choice.coverage, citations, Missing.EVIDENCE)
    words = span.of(row.passage.text)
    part = AnswerPart(words, when, None, document.place, row.passage.id)
    confidence = min(_SURELY, 0.5 + 0.45 * choice.coverage)
    return Answer(plan, Status.ANSWERED, (part,), confidence, citations)


def _joined(sides: Sequence[Answer]) -> Answer:
    """The cells of several answers as one, each row once; one that is empty is left out."""
    held = [side for side in sides if side.parts]
    if not held:
        return sides[0]
    cited: dict[PassageId, Citation] = {}
    for side in held:
        first = side.citations[0]
        before = cited.get(first.passage, replace(first, highlights=()))
        spans = dict.fromkeys((*before.highlights, *first.highlights))
        cited[first.passage] = replace(before, highlights=tuple(spans))
    others = [each for each in held[0].citations if each.passage not in cited]
    return replace(
        held[0],
        parts=tuple(part for side in held for part in side.parts),
        confidence=min(side.confidence for side in held),
        citations=(*cited.values(), *others)[:MAX_CITATIONS],
    )


def _holder(choice: CellChoice) -> GridRow | None:
    """The row in which the words of the cell stand: its own, or one above that reaches down to it; None: it is empty."""
    if not choice.row.words(choice.column):
        return None
    rows = choice.grid.all_rows
    at = rows.index(choice.row)
    while at > 0 and rows[at].own(choice.column) == Span(0, 0):
        at -= 1
    own = rows[at].own(choice.column)
    return rows[at] if own.start < own.end else None
