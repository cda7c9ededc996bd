"""What became of a question set: how many questions are right by each measure, in all and by language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.quality.typed_inputs import TypedOutcome
from retrieval.evaluation.calibration import Calibration, calibration
from retrieval.evaluation.scoring import Outcome
from retrieval.types import Answer, is_han

FALSELY_REFUSED = "answerable_refused"
"""The one measure of which fewer are better."""
CITED = "cited"


@dataclass(frozen=True, slots=True)
class Tally:
    """Questions that a measure counts, of those it is taken on."""

    count: int
    of: int


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a set, in all and by the language of the question."""

    name: str
    whole: Tally
    chinese: Tally
    english: Tally


@dataclass(frozen=True, slots=True)
class Miss:
    """A question that went wrong."""

    id: str
    question: str
    wanted: str
    got: str


@dataclass(frozen=True, slots=True)
class SetResult:
    """A set that was asked."""

    name: str
    questions: int
    unjudged: int
    """Of the questions: those whose answer no program can judge."""
    measures: tuple[Measure, ...]
    calibration: Calibration | None
    """None: the set does not say which short answers are right."""
    misses: tuple[Miss, ...]


@dataclass(frozen=True, slots=True)
class _Counted:
    """One question as one measure sees it."""

    is_english: bool
    counts: bool


def questions_result(name: str, outcomes: Sequence[Outcome]) -> SetResult:
    """Count the outcomes of a set of judged questions."""
    answerable = [each for each in outcomes if each.judged.answerable]
    unanswerable = [each for each in outcomes if not each.judged.answerable]
    measures = (
        _measure("right", outcomes, lambda each: not each.is_miss),
        _measure("found_at_1", answerable, lambda each: each.found_at_1),
        _measure("found_at_5", answerable, lambda each: each.found_at_5),
        _measure("answered", answerable, lambda each: each.answered),
        _measure(CITED, outcomes, lambda each: each.cited),
        _measure("refused", unanswerable, lambda each: each.refused),
        _measure(FALSELY_REFUSED, answerable, lambda each: each.refused),
    )
    misses = tuple(_miss(each) for each in outcomes if each.is_miss)
    asked = tuple(each for each in measures if each.whole.of)
    return SetResult(name, len(outcomes), 0, asked, calibration(outcomes), misses)


def typed_result(name: str, outcomes: Sequence[TypedOutcome]) -> SetResult:
    """Count the outcomes of inputs whose right behaviour is told in words."""
    judged = [each for each in outcomes if each.is_right is not None]
    measures = (
        _typed_measure("right", judged),
        _typed_measure("still_right", [each for each in judged if each.input.was_right]),
        _typed_measure("mended", [each for each in judged if not each.input.was_right]),
    )
    misses = tuple(
        Miss(each.input.id, each.input.text, each.input.expected, _got(each.answer))
        for each in judged
        if not each.is_right
    )
    return SetResult(name, len(outcomes), len(outcomes) - len(judged), measures, None, misses)


def _measure(name: str, outcomes: Iterable[Outcome], counts: Callable[[Outcome], bool]) -> Measure:
    return _tallied(name, [_Counted(_is_english(each), counts(each)) for each in outcomes])


def _typed_measure(name: str, outcomes: Iterable[TypedOutcome]) -> Measure:
    return _tallied(
        name, [_Counted(not any(map(is_han, each.input.text)), bool(each.is_right)) for each in outcomes]
    )


def _tallied(name: str, counted: Sequence[_Counted]) -> Measure:
    english = [each for each in counted if each.is_english]
    chinese = [each for each in counted if not each.is_english]
    return Measure(name, _tally(counted), _tally(chinese), _tally(english))


def _tally(counted: Sequence[_Counted]) -> Tally:
    return Tally(sum(each.counts for each in counted), len(counted))


def _is_english(outcome: Outcome) -> bool:
    """As the set says; of sets that do not, what has no Chinese character."""
    if outcome.judged.language:
        return outcome.judged.language == "en"
    return not any(map(is_han, outcome.judged.question))


def _miss(outcome: Outcome) -> Miss:
    judged = outcome.judged
    lines = sorted(judged.gold, key=lambda line: (line.file, line.line))
    gold = " ".join(f"{line.file}:{line.line}" for line in lines) or "refusal"
    return Miss(judged.id, judged.question, f"{'；'.join(judged.answers)} [{gold}]", _got(outcome.answer))


def _got(answer: Answer) -> str:
    first = next((f" [{citation.file}:{citation.line}]" for citation in answer.citations), "")
    return f"{answer.status}: {answer.text}{first}"
