"""Scores of question sets as tables of a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.table import Table

from retrieval.evaluation.calibration import Calibration, Reliability
from retrieval.evaluation.explaining import Worth
from retrieval.evaluation.scoring import Outcome, QueryScores, Scores

SHARES = ("found_at_1", "found_at_5", "answered", "cited", "refused", "false_refusals")
_REASONS = 3
"""Features that are named as the reason of a miss."""


def scores_table(groups: Sequence[Scores]) -> Table:
    """One row for all questions, each language and each type."""
    table = Table("group", "questions", *SHARES, "median ms", "p95 ms")
    for group in groups:
        shares = [_share(getattr(group, name)) for name in SHARES]
        table.add_row(group.group, str(group.count), *shares, f"{group.median_ms:.1f}", f"{group.p95_ms:.1f}")
    return table


def query_table(scores: QueryScores) -> Table:
    """The scores of a public set."""
    table = Table("queries", "found_at_1", "found_at_5", "median ms", "p95 ms")
    shares = (f"{scores.found_at_1:.3f}", f"{scores.found_at_5:.3f}")
    table.add_row(str(scores.count), *shares, f"{scores.median_ms:.1f}", f"{scores.p95_ms:.1f}")
    return table


def reliability_table(rows: Sequence[Reliability], calibrated: Calibration) -> Table:
    """Whether the confidence of the answers given is how often they are right."""
    error, area = _share(calibrated.error), _share(calibrated.area)
    caption = f"expected calibration error {error}, area under the ROC curve {area}"
    table = Table("confidence", "answers", "mean confidence", "right", title="Reliability", caption=caption)
    for row in rows:
        table.add_row(
            f"{row.low:.2f}-{row.high:.2f}", str(row.count), f"{row.confidence:.2f}", f"{row.right:.2f}"
        )
    return table


def misses_table(misses: Sequence[Outcome], reasons: Mapping[str, Sequence[Worth]]) -> Table:
    """Every question that went wrong, and what spoke for what it got instead of the gold line."""
    table = Table("id", "question", "gold", "answers", "status", "lines", "got", "why", title="Misses")
    for miss in misses:
        answer, judged = miss.answer, miss.judged
        lines = " ".join(str(citation.line) for citation in answer.citations)
        gold = " ".join(str(gold.line) for gold in sorted(judged.gold, key=lambda each: each.line))
        status = f"{answer.status} ({answer.missing})" if answer.missing else str(answer.status)
        table.add_row(
            *(judged.id, judged.question, gold, "；".join(judged.answers), status, lines, answer.text),
            _why(reasons.get(judged.id, ())),
        )
    return table


def comparison_table(former: Mapping[str, Mapping[str, object]], groups: Sequence[Scores]) -> Table:
    """What changed since a former run, group by group; groups that only one run has are left out."""
    table = Table("group", *SHARES, title="Now, and the change since the former run")
    for group in groups:
        before = former.get(group.group)
        if before is not None:
            table.add_row(group.group, *(_change(getattr(group, name), before.get(name)) for name in SHARES))
    return table


def _share(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"


def _change(now: float | None, before: object) -> str:
    if now is None or not isinstance(before, int | float):
        return _share(now)
    return f"{now:.3f} {now - before:+.3f}" if now != before else f"{now:.3f}"


def _why(worths: Sequence[Worth]) -> str:
    return ", ".join(f"{worth.name} {worth.points:+.2f}" for worth in worths[:_REASONS] if worth.points > 0)
