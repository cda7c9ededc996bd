"""Question sets -> scores.

found@k: a gold line is among the first k citations of an answer; a refusal finds nothing, whatever is shown beside it.
answered: the short answer has an acceptable string, not as a part of a longer number, and is short. cited: every part
of the short answer lies in a highlighted span, and every highlighted span is what the source file has at that line and
place. refused: an unanswerable question was not answered, and small talk was not even searched for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import median, quantiles

from retrieval.asking import AnswersQuestions
from retrieval.evaluation.question_sets import (
    COMPARE,
    LIST,
    SMALLTALK,
    Dialogue,
    GoldLine,
    JudgedQuery,
    JudgedQuestion,
)
from retrieval.ingest.source_text import SourceText
from retrieval.ingest.sources import read_source
from retrieval.questions.follow_up import to_remember
from retrieval.types import PUBLIC, Answer, Citation, QueryPlan, Status

_FILES_HELD = 16
_SHORT_ANSWER = 60
_LIST_EXTRA = 40
_SEVERAL = 2
REFUSALS = frozenset({Status.NOT_FOUND, Status.OFF_TOPIC})
"""What an answer that quotes nothing as the answer says of itself."""


@dataclass(frozen=True, slots=True)
class QueryScores:
    """Scores on a public set; shares 0..1."""

    count: int
    found_at_1: float
    found_at_5: float
    median_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class QueryOutcome:
    """What became of one query of a public set."""

    found_at_1: bool
    found_at_5: bool
    milliseconds: float


SourceOf = Callable[[str], Path]
"""The path of a source file, by its name."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question of a set."""

    judged: JudgedQuestion
    answer: Answer
    found_at_1: bool
    found_at_5: bool
    answered: bool
    cited: bool
    refused: bool

    @property
    def is_miss(self) -> bool:
        """Whether anything is to be done about it."""
        if not self.judged.answerable:
            return not self.refused
        return not (self.found_at_1 and self.answered and self.cited)


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares of a group of outcomes, 0..1; None where the group has no question to measure it on."""

    group: str
    count: int
    answerable: int
    found_at_1: float | None
    found_at_5: float | None
    answered: float | None
    cited: float | None
    refused: float | None
    """Of the unanswerable questions."""
    false_refusals: float | None
    """Of the answerable ones."""
    median_ms: float
    p95_ms: float


def ask_all(engine: AnswersQuestions, dialogues: Iterable[Dialogue], source_of: SourceOf) -> list[Outcome]:
    """Ask every question, the turns of a dialogue in one chat, and judge the answers."""
    outcomes: list[Outcome] = []
    for dialogue in dialogues:
        previous: QueryPlan | None = None
        for judged in dialogue.turns:
            answer = engine.answer(judged.question, previous, scope=PUBLIC)
            previous = to_remember(answer, previous)
            outcomes.append(judge(judged, answer, source_of))
    return outcomes


def judge(judged: JudgedQuestion, answer: Answer, source_of: SourceOf) -> Outcome:
    """Compare an answer with what a right one is."""
    lines = [GoldLine(citation.file, citation.line) for citation in answer.citations]
    is_given = answer.status not in REFUSALS
    return Outcome(
        judged=judged,
        answer=answer,
        found_at_1=is_given and bool(judged.gold.intersection(lines[:1])),
        found_at_5=is_given and bool(judged.gold.intersection(lines[:5])),
        answered=_is_answered(judged, answer.text),
        cited=_is_cited(answer, source_of),
        refused=_is_refused(judged, answer) or _corrects(judged, answer),
    )


def ask_queries(engine: AnswersQuestions, queries: Iterable[JudgedQuery]) -> list[QueryOutcome]:
    """Ask every query of a public set; a passage is found when it is among the citations."""
    outcomes: list[QueryOutcome] = []
    for query in queries:
        answer = engine.answer(query.text, scope=PUBLIC)
        files = [citation.file for citation in answer.citations]
        first, among = bool(query.gold.intersection(files[:1])), bool(query.gold.intersection(files[:5]))
        outcomes.append(QueryOutcome(first, among, answer.milliseconds))
    return outcomes


def query_scores(outcomes: Sequence[QueryOutcome]) -> QueryScores:
    """The shares over all queries of a public set."""
    return QueryScores(
        count=len(outcomes),
        found_at_1=_share([each.found_at_1 for each in outcomes]) or 0.0,
        found_at_5=_share([each.found_at_5 for each in outcomes]) or 0.0,
        median_ms=_median_and_p95([each.milliseconds for each in outcomes])[0],
        p95_ms=_median_and_p95([each.milliseconds for each in outcomes])[1],
    )


def has_answer(short: str, answer: str) -> bool:
    """Whether the answer stands in the text, and not as a part of a longer number."""
    after = r"(?![0-9])" if answer[-1:].isdigit() else ""
    return bool(re.search(rf"(?<![0-9.]){re.escape(answer)}{after}", short))


def scores(outcomes: Sequence[Outcome]) -> list[Scores]:
    """Scores of all outcomes, then by language, then by type."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups["all"].append(outcome)
    for outcome in sorted(outcomes, key=lambda each: each.judged.language):
        groups[outcome.judged.language or "-"].append(outcome)
    for outcome in sorted(outcomes, key=lambda each: each.judged.type):
        groups[outcome.judged.type or "-"].append(outcome)
    return [_scores(group, members) for group, members in groups.items()]


def _scores(group: str, outcomes: Sequence[Outcome]) -> Scores:
    answerable = [each for each in outcomes if each.judged.answerable]
    unanswerable = [each for each in outcomes if not each.judged.answerable]
    median_ms, p95_ms = _median_and_p95([each.answer.milliseconds for each in outcomes])
    return Scores(
        group=group,
        count=len(outcomes),
        answerable=len(answerable),
        found_at_1=_share([each.found_at_1 for each in answerable]),
        found_at_5=_share([each.found_at_5 for each in answerable]),
        answered=_share([each.answered for each in answerable]),
        cited=_share([each.cited for each in outcomes]),
        refused=_share([each.refused for each in unanswerable]),
        false_refusals=_share([each.refused for each in answerable]),
        median_ms=median_ms,
        p95_ms=p95_ms,
    )


def _median_and_p95(times: Sequence[float]) -> tuple[float, float]:
    if len(times) < _SEVERAL:
        return (times[0], times[0]) if times else (0.0, 0.0)
    return median(times), quantiles(times, n=20, method="inclusive")[-1]


def _share(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None


def _is_answered(judged: JudgedQuestion, short: str) -> bool:
    if not judged.answers:
        return False
    if judged.type in {LIST, COMPARE}:
        longest = sum(map(len, judged.answers)) + _LIST_EXTRA
        return len(short) <= longest and all(has_answer(short, answer) for answer in judged.answers)
    return len(short) <= _SHORT_ANSWER and any(has_answer(short, answer) for answer in judged.answers)


def _is_cited(answer: Answer, source_of: SourceOf) -> bool:
    spans = [span.of(citation.text) for citation in answer.citations for span in citation.highlights]
    parts_covered = all(any(part.text in span for span in spans) for part in answer.parts)
    return parts_covered and all(_is_verbatim(citation, source_of) for citation in answer.citations)


def _is_verbatim(citation: Citation, source_of: SourceOf) -> bool:
    if citation.text not in _text_of(source_of(citation.file)).beginning_on(citation.line):
        return False
    return all(0 <= span.start < span.end <= len(citation.text) for span in citation.highlights)


@lru_cache(maxsize=_FILES_HELD)
def _text_of(file: Path) -> SourceText:
    return read_source(file)


def _is_refused(judged: JudgedQuestion, answer: Answer) -> bool:
    """Words of conversation that were searched for in the documents have not been understood, even if nothing was found."""
    return answer.status is Status.OFF_TOPIC if judged.type == SMALLTALK else answer.status in REFUSALS


def _corrects(judged: JudgedQuestion, answer: Answer) -> bool:
    """A citation of the line that contradicts a false presupposition is as good as a refusal."""
    first = {GoldLine(citation.file, citation.line) for citation in answer.citations[:1]}
    return not judged.answerable and bool(judged.gold & first)
