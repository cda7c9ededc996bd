"""Why an answer came out as it did, as lines of a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from bot.presentation.rich_text import clipped
from retrieval.evaluation.explaining import Explanation, Worth
from retrieval.types import QueryPlan

_TEXT_UNITS = 60
_HIDDEN = frozenset({"text", "terms"})


def render_explanation(explanation: Explanation) -> str:
    """How the question was understood, the features of the first five sentences, of the clauses and of the verdict."""
    lines = ["", "question", *_question(explanation.question)]
    if explanation.sentences:
        lines += ["", "sentences"]
    for evidence, worths in explanation.sentences:
        text = clipped(evidence.entry.text, _TEXT_UNITS)
        lines += [f"  {evidence.score:6.2f}  line {evidence.entry.passage.line}  {text}", _worths(worths)]
    if explanation.clauses:
        lines += ["", "clauses of the first paragraph"]
    for clause, worths in explanation.clauses:
        text = clipped(clause.span.of(clause.entry.passage.text), _TEXT_UNITS)
        lines += [f"  {clause.score:6.2f}  {text}", _worths(worths)]
    if explanation.grounds:
        logit = sum(worth.points for worth in explanation.grounds)
        lines += ["", f"log-odds of an answer: {logit:.2f}", _worths(explanation.grounds)]
    return "\n".join(lines)


def _question(question: QueryPlan) -> list[str]:
    lines = []
    for field in fields(question):
        value = getattr(question, field.name)
        if value and field.name not in _HIDDEN:
            lines.append(f"  {field.name}: {_shown(field.name, value)}")
    return lines


def _shown(name: str, value: object) -> str:
    if name == "translations" and isinstance(value, tuple):
        groups = ("/".join(meaning.word for meaning in group[:3]) for group in value)
        return "  ".join(groups)
    if name == "places" and isinstance(value, tuple):
        return " ".join("/".join(sorted(names)) for names in value)
    if name == "named" and isinstance(value, tuple):
        return " ".join("/".join(place.name for place in mention.candidates) for mention in value)
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    return str(value)


def _worths(worths: Iterable[Worth]) -> str:
    return "          " + "  ".join(f"{worth.name} {worth.points:+.2f}" for worth in worths)
