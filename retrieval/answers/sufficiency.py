"""Is the best evidence an answer? Judged on absolute grounds, and said as a probability.

A year or a place the documents do not have rules an answer out. The rest is a logistic model over named grounds;
its weights stand in one table, set near what `python -m benchmarks.fitting` prints and checked by the reliability
table of `yinju evaluate`: of the answers given with a confidence of 0.9 nine in ten are right.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from operator import attrgetter, mul

from retrieval.answers.highlighting import Highlight
from retrieval.evidence.ranking import Evidence
from retrieval.opened.open_document import AnnotatedSentence
from retrieval.opened.selection import Selection
from retrieval.places.place_names import short_name
from retrieval.types import Language, Missing, Question, Wanted
from retrieval.words.reasons import gives_reason

ENOUGH = 0.4
"""Confidence below which it is more honest to say that nothing was found."""
_MOST_MARGIN = 1.0


@dataclass(frozen=True, slots=True)
class Grounds:
    """What speaks for an answer. The same record holds the weights. Unless said otherwise 1 is yes and 0 no."""

    bias: float
    """Always 1."""
    score: float
    """Of the best evidence; see `ranking.Evidence`."""
    margin: float
    """How far the next passage of its document scores below it; 0..1."""
    coverage: float
    """Share of the question that the clause and what stands before it cover; 0..1."""
    closeness: float
    """Cosine of the fast model between the question and the clause; -1..1."""
    focus: float
    """Share of the noun that the question word belongs to in the clause; 0..1."""
    other_topic: float
    """The sentence does not speak of what the question begins with, though the documents do."""
    foreign: float
    """Asked in English: the question and its Chinese answer share fewer words."""
    other_script: float
    """Asked in neither Chinese nor Latin letters: only the vectors know what was asked."""
    other_year: float
    """The evidence speaks of other years than the ones asked for."""
    other_subject: float
    """The evidence names none of the indicators asked for."""
    other_indicator: float
    """The clause names other indicators instead."""
    other_unit: float
    """The clause has figures, but none of the kind asked for."""
    no_figure: float
    """A figure is asked for, and the clause has none."""
    no_reason: float
    """A reason is asked for, and the evidence gives none."""
    opposite: float
    """The question supposes what the evidence contradicts."""


WEIGHTS = Grounds(
    bias=-3.2,
    score=0.65,
    margin=2.2,
    coverage=0.5,
    closeness=2.2,
    focus=0.3,
    other_topic=-2.3,
    foreign=0.9,
    other_script=-2.5,
    other_year=-3.6,
    other_subject=-2.0,
    other_indicator=-2.0,
    other_unit=-4.7,
    no_figure=-3.3,
    no_reason=-4.0,
    opposite=-4.0,
)

_values_of = attrgetter(*(field.name for field in fields(Grounds)))
_WEIGHT_VALUES: tuple[float, ...] = _values_of(WEIGHTS)
_NONE_SET = re.compile(r"(?:没有|未|不)(?:再)?(?:提出|设定?|确定|明确|安排|下达).{0,14}(?:目标|指标|增速)")
_OPPOSITES = (
    ("批评", "表扬"), ("处分", "表彰"), ("亏", "利润"), ("亏损", "盈利"), ("下降", "增长"), ("下降", "提高"),
    ("减少", "增加"), ("减少", "新增"), ("降低", "提高"), ("取消", "设立"), ("关闭", "开工"), ("停工", "开工"),
    ("失败", "成功"), ("退步", "进步"), ("缩小", "扩大"), ("倒数", "首位"), ("拒绝", "通过"),
    ("推迟", "提前"), ("负增长", "增长"), ("跌", "增长"), ("流失", "引进"), ("恶化", "改善"), ("变差", "改善"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether there is an answer."""

    confidence: float
    """Probability that the best evidence answers the question; 0..1."""
    missing: Missing | None
    """What the documents do not have; None: nothing, the question can be answered."""


def judge(
    question: Question, nearest: Sequence[Evidence], highlight: Highlight | None, selection: Selection
) -> Verdict:
    """Judge the best evidence of a question.

    Args:
        question: as understood.
        nearest: the best evidence of each passage, best first.
        highlight: the words of the first passage that would be the answer; None: there is no passage.
        selection: what was searched.
    """
    if question.years and selection.is_dated and not _speaks_of(question.years, nearest, selection):
        return Verdict(0.0, Missing.YEAR)
    if highlight is None:
        return Verdict(0.0, Missing.EVIDENCE)
    if is_elsewhere(question, nearest[0].entry):
        return Verdict(0.0, Missing.PLACE)
    found = grounds(question, nearest, highlight)
    confidence = 1 / (1 + math.exp(-sum(map(mul, _WEIGHT_VALUES, _values_of(found)))))
    if confidence >= ENOUGH:
        return Verdict(confidence, None)
    return Verdict(confidence, Missing.INDICATOR if found.other_subject else Missing.EVIDENCE)


def grounds(question: Question, nearest: Sequence[Evidence], highlight: Highlight) -> Grounds:
    """What speaks for the first passage as the answer."""
    best, clause = nearest[0], highlight.clause
    features = best.features
    # What another report says of another year speaks neither for nor against.
    own_report = [each for each in nearest[1:] if each.entry.document.id == best.entry.document.id]
    margin = best.score - own_report[0].score if own_report else _MOST_MARGIN
    # The items of an enumeration that was asked for are what they are.
    own = clause.features if clause else None
    wants_number = question.wanted is Wanted.NUMBER
    return Grounds(
        bias=1.0,
        score=best.score,
        margin=min(_MOST_MARGIN, margin),
        coverage=own.own + own.before if own else 1.0,
        closeness=own.closeness if own else features.fast_closeness,
        focus=own.focus if own and question.focus else 1.0,
        other_topic=float(highlight.leaves_out_topic),
        foreign=float(question.language is Language.ENGLISH),
        other_script=float(_is_in_another_script(question)),
        other_year=float(features.year < 0),
        other_subject=float(features.subject < 0),
        other_indicator=float(own is not None and own.subject < 0),
        other_unit=float(own is not None and own.unit < 0),
        no_figure=float(wants_number and own is not None and not own.figure and not _sets_none(highlight)),
        no_reason=float(question.wanted is Wanted.REASON and not gives_reason(highlight.entry.text)),
        opposite=float(_says_the_opposite(question.normalized, highlight.entry.text)),
    )


def _speaks_of(years: Sequence[int], nearest: Sequence[Evidence], selection: Selection) -> bool:
    """Whether what was searched speaks of one of the years, be it inside a name: 中国制造2025."""
    if selection.years.intersection(years):
        return True
    return any(str(year) in each.entry.passage.text for each in nearest for year in years)


def is_elsewhere(question: Question, best: AnnotatedSentence) -> bool:
    """Whether places are named, none of which the document or the paragraph is about."""
    document, passage = best.document, best.passage
    own = short_name(document.place)
    known = f"{own} {document.title} {' '.join(passage.section)} {passage.text}"
    return bool(question.places) and not any(name in known for names in question.places for name in names)


def _sets_none(highlight: Highlight) -> bool:
    """Whether the words say that there is no such figure: 没有提出具体目标."""
    return any(_NONE_SET.search(span.of(highlight.entry.passage.text)) for span in highlight.spans)


def _is_in_another_script(question: Question) -> bool:
    letters = [character for character in question.normalized if character.isalpha()]
    return bool(letters) and not question.has_han and not any(map(str.isascii, letters))


def _says_the_opposite(question: str, text: str) -> bool:
    """Whether the question supposes what the evidence contradicts."""
    return any(
        supposed in question and supposed not in text and told in text and told not in question
        for supposed, told in _OPPOSITES
    )
