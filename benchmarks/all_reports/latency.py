"""Time of a whole answer, one thread, one question after another, each asked once: over all reports and over fewer."""

from __future__ import annotations

import random
import statistics
from collections.abc import Sequence

from benchmarks.all_reports.asking import ask, percentile_95
from benchmarks.all_reports.errors import TooFewError
from benchmarks.all_reports.ground import Ground
from benchmarks.all_reports.question_lists import (
    on,
    own_questions,
    panjin_questions,
    reports_questions,
    unplaced_questions,
    with_place,
)
from benchmarks.all_reports.results import Curve, Measured
from benchmarks.all_reports.sizes import Corpus, corpora, share_of_vectors
from benchmarks.figures import Figure
from retrieval.evaluation.question_sets import JudgedQuestion

_MEDIAN_ASKED, _95TH_ASKED, _GROWTH_ASKED = 60.0, 150.0, 4.0
_BASE = 1
"""Of the corpora, the one that growth counts from: 30 reports."""
_QUICK = 8


def measure(ground: Ground) -> Measured:
    """Ask what is asked of all reports, then the same questions of every corpus."""
    found = corpora(ground)
    if len(found) <= _BASE + 1:
        raise TooFewError("reports")
    everything = _some(ground, [*reports_questions(ground.shared), *own_questions()])
    whole = ask(ground, found[-1].index, everything)
    without_location = ask(ground, found[-1].index, _some(ground, unplaced_questions()))
    same = common_questions(ground, found[_BASE])
    sessions = [ask(ground, corpus.index, _some(ground, same)) for corpus in found]
    sizes = [corpus.size for corpus in found]
    medians = [statistics.median(session.milliseconds) for session in sessions]
    growth = medians[-1] / medians[_BASE]
    name = f"question, warm, {sizes[-1]} reports, {len(whole.told)} questions"
    figures = [
        Figure(f"{name}: median", statistics.median(whole.milliseconds), "ms", at_most=_MEDIAN_ASKED),
        Figure(f"{name}: 95th percentile", percentile_95(whole.milliseconds), "ms", at_most=_95TH_ASKED),
        Figure(
            f"median of the same {len(sessions[0].told)} questions, {sizes[-1]} reports against {sizes[_BASE]}",
            growth,
            "times",
            at_most=_GROWTH_ASKED,
        ),
        Figure(
            "questions that name no place: median", statistics.median(without_location.milliseconds), "ms"
        ),
        Figure(
            "questions that name no place: 95th percentile",
            percentile_95(without_location.milliseconds),
            "ms",
        ),
        Figure("opening the index", whole.opening_seconds, "s"),
    ]
    curves = [
        _curve("median", sizes, medians),
        _curve("95th percentile", sizes, [percentile_95(session.milliseconds) for session in sessions]),
    ]
    notes = list(share_of_vectors(ground.index, ground.encoders).notes())
    return Measured(figures, curves, notes)


def common_questions(ground: Ground, corpus: Corpus) -> list[JudgedQuestion]:
    """Those that a corpus answers, and so do all that hold it; what is about Panjin says so."""
    questions = [
        *(with_place(each, "盘锦") for each in panjin_questions(ground.shared)),
        *reports_questions(ground.shared),
    ]
    found = on(questions, corpus.files)
    if not found:
        raise TooFewError(f"questions on the first {corpus.size} reports")
    return found


def _some(ground: Ground, questions: Sequence[JudgedQuestion]) -> list[JudgedQuestion]:
    """The questions in an order in which those on one report are seldom neighbours."""
    shuffled = random.Random(3).sample(list(questions), len(questions))
    return shuffled[:_QUICK] if ground.is_quick else shuffled


def _curve(name: str, sizes: Sequence[int], values: Sequence[float]) -> Curve:
    return Curve(name, "ms", "reports", tuple(zip(map(float, sizes), values, strict=True)))
