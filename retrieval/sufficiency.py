"""Is the best evidence an answer? Judged on absolute grounds, and said as a probability.

A year or a place the documents do not have rules an answer out. The rest is a logistic model over the features of
the best evidence; its weights stand in one table.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.catalogue import Catalogue
from retrieval.places import short_name
from retrieval.ranking import Evidence
from retrieval.reasons import gives_reason
from retrieval.types import Language, Missing, Question, Wanted

ENOUGH = 0.5
"""Confidence below which it is more honest to say that nothing was found."""
_BIAS = -3.6
_SCORE = 3.0
_OTHER_YEAR = -2.5
_FOREIGN = 1.1
"""An English question and its Chinese answer share fewer words, and their vectors lie further apart."""
_OTHER_SUBJECT = -4.0
_OTHER_UNIT = -6.0
_NO_REASON = -3.5
_OPPOSITE = -6.0
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


def judge(question: Question, nearest: Sequence[Evidence], catalogue: Catalogue) -> Verdict:
    """Judge the best evidence of a question.

    Args:
        question: as understood.
        nearest: the best evidence of each passage, best first.
        catalogue: what is indexed.
    """
    if question.years and catalogue.is_dated and not catalogue.years.intersection(question.years):
        return Verdict(0.0, Missing.YEAR)
    if not nearest:
        return Verdict(0.0, Missing.EVIDENCE)
    if _is_elsewhere(question, nearest[0]):
        return Verdict(0.0, Missing.PLACE)
    confidence = _confidence(question, nearest[0])
    if confidence >= ENOUGH:
        return Verdict(confidence, None)
    names_no_indicator = nearest[0].features.subject < 0
    return Verdict(confidence, Missing.INDICATOR if names_no_indicator else Missing.EVIDENCE)


def _is_elsewhere(question: Question, best: Evidence) -> bool:
    """Whether places are named, none of which the document or the paragraph is about."""
    document, passage = best.entry.document, best.entry.passage
    own = short_name(document.place)
    known = f"{own} {document.title} {' '.join(passage.section)} {passage.text}"
    return bool(question.places) and not any(name in known for names in question.places for name in names)


def _confidence(question: Question, best: Evidence) -> float:
    features = best.features
    logit = _BIAS + _SCORE * best.score
    logit += _FOREIGN * (question.language is Language.ENGLISH)
    logit += _OTHER_YEAR * (features.year < 0)
    logit += _OTHER_SUBJECT * (features.subject < 0)
    logit += _OTHER_UNIT * (features.unit < 0 and question.wanted is Wanted.NUMBER)
    logit += _NO_REASON * (question.wanted is Wanted.REASON and not gives_reason(best.entry.text))
    logit += _OPPOSITE * _says_the_opposite(question.normalized, best.entry.text)
    return 1 / (1 + math.exp(-logit))


def _says_the_opposite(question: str, text: str) -> bool:
    """Whether the question supposes what the evidence contradicts."""
    return any(
        supposed in question and supposed not in text and told in text and told not in question
        for supposed, told in _OPPOSITES
    )
