"""A table of figures -> the answer: the clauses of its cells, their paragraphs, and the table itself."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.compose.answering import MAX_CITATIONS
from retrieval.compose.citing import cite
from retrieval.types import Answer, AnswerPart, Cell, Citation, PassageId, QueryPlan, Span, Status, Table

_CONFIDENCE = 0.93
"""Of the tables of the question sets on all reports, so many have every part right."""


def answer_with(plan: QueryPlan, table: Table) -> Answer | None:
    """The answer that a table gives to a plan; None: no cell has a value.

    What a question asks for by 最高 is quoted alone. Of more paragraphs than an answer cites the rest stands in the
    table only.
    """
    held = [cell for cell in _asked_for(table) if cell.clause is not None and cell.passage is not None]
    citations = _citations(held)
    shown = {citation.passage for citation in citations}
    parts = tuple(_part(cell) for cell in held if cell.passage and cell.passage.id in shown)
    if not parts:
        return None
    return Answer(plan, Status.ANSWERED, parts, _CONFIDENCE, citations, table=table)


def is_whole(table: Table) -> bool:
    """Whether each cell has a value."""
    return all(cell.value for cell in table.cells)


def _asked_for(table: Table) -> Sequence[Cell]:
    asked = [table.cells[at] for at in table.best] or list(table.cells)
    return [*asked, *(cell for other in table.further for cell in _asked_for(other))]


def _part(cell: Cell) -> AnswerPart:
    assert cell.passage is not None
    assert cell.clause is not None
    words = cell.clause.of(cell.passage.text)
    return AnswerPart(words, cell.year, cell.role, cell.place, cell.passage.id)


def _citations(cells: Sequence[Cell]) -> tuple[Citation, ...]:
    """The paragraphs of some cells in their order, each once, with the clauses of all its cells marked."""
    marked: dict[PassageId, list[Span]] = {}
    first: dict[PassageId, Cell] = {}
    for cell in cells:
        assert cell.passage is not None
        assert cell.clause is not None
        marked.setdefault(cell.passage.id, []).append(cell.clause)
        first.setdefault(cell.passage.id, cell)
    made = []
    for key, cell in list(first.items())[:MAX_CITATIONS]:
        if cell.passage is not None and cell.document is not None:
            spans = tuple(dict.fromkeys(marked[key]))
            made.append(cite(cell.passage, cell.document, spans, _CONFIDENCE))
    return tuple(made)
