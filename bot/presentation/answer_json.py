"""Answer -> the JSON object that other programs read."""

from __future__ import annotations

from typing import Any

from bot.presentation.document_row import cell_words
from bot.presentation.table_json import table_to_json
from retrieval.types import Answer, Citation, TableRow

_MOST_CITATIONS = 5
"""That the contract allows; a list of headings has one each."""


def answer_to_json(key: object, answer: Answer) -> dict[str, Any]:
    """The object of the command line's contract.

    Args:
        key: what the asker calls the question.
        answer: the answer to it.
    """
    held: dict[str, Any] = {
        "id": key,
        "question": answer.question.text,
        "language": answer.question.language,
        "status": answer.status,
        "answer": answer.text,
        "confidence": round(answer.confidence, 4),
        "citations": [citation_to_json(citation) for citation in answer.citations[:_MOST_CITATIONS]],
        "milliseconds": answer.milliseconds,
    }
    # Only where there is one, so that readers of the contract meet nothing new with other answers.
    return held if answer.table is None else held | {"kind": "table", "table": table_to_json(answer.table)}


def citation_to_json(citation: Citation) -> dict[str, Any]:
    """One citation of the command line's contract."""
    held: dict[str, Any] = {
        "document": citation.document,
        "file": citation.file,
        "place": citation.place,
        "year": citation.year,
        "section": list(citation.section),
        "paragraph": citation.paragraph,
        "line": citation.line,
        "text": citation.text,
        "highlights": [[span.start, span.end] for span in citation.highlights],
        "score": citation.score,
    }
    # Only where there are pages, scans or tables, so that readers of the contract meet nothing new with documents they know.
    if citation.page is not None:
        held |= {"page": citation.page}
    if citation.scan is not None:
        held |= {"scan": {"doubtful": [[span.start, span.end] for span in citation.scan.doubtful]}}
    if citation.row is not None and not citation.row.is_header:
        held |= {"row": _row_to_json(citation, citation.row)}
    return held


def _row_to_json(citation: Citation, row: TableRow) -> dict[str, Any]:
    """A row of a table, cell by cell, with what stands above it; `column` is the one that answers, from 0."""
    return {
        "unit": row.head.unit,
        "columns": [list(names) for names in row.head.columns],
        "cells": [cell_words(citation, row, at) for at in range(len(row.cells))],
        "column": citation.column,
    }
