"""Answer -> the JSON object that other programs read."""

from __future__ import annotations

from typing import Any

from retrieval.types import Answer, Citation


def answer_to_json(key: object, answer: Answer) -> dict[str, Any]:
    """The object of the command line's contract.

    Args:
        key: what the asker calls the question.
        answer: the answer to it.
    """
    return {
        "id": key,
        "question": answer.question.text,
        "language": answer.question.language,
        "status": answer.status,
        "answer": answer.text,
        "confidence": round(answer.confidence, 4),
        "citations": [_citation(citation) for citation in answer.citations],
        "milliseconds": answer.milliseconds,
    }


def _citation(citation: Citation) -> dict[str, Any]:
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
