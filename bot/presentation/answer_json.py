"""Answer -> the JSON object that other programs read."""

from __future__ import annotations

from typing import Any

from bot.presentation.table_json import table_to_json
from retrieval.types import Answer, Citation


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
        "citations": [citation_to_json(citation) for citation in answer.citations],
        "milliseconds": answer.milliseconds,
    }
    # Only where there is one, so that readers of the contract meet nothing new with other answers.
    return held if answer.table is None else held | {"kind": "table", "table": table_to_json(answer.table)}


def citation_to_json(citation: Citation) -> dict[str, Any]:
    """One citation of the command line's contract."""
    held = {
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
    # Only where there are pages, so that readers of the contract meet nothing new with documents they know.
    return held if citation.page is None else held | {"page": citation.page}
