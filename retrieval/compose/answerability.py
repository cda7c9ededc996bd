"""Is the best evidence an answer? Judged on absolute grounds, and said as a probability.

A year or a place the documents do not have rules an answer out. The rest is a logistic model over named grounds, whose
weights are learned for each domain (`retrieval/learning`) and checked by the reliability table of `yinju evaluate`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from operator import attrgetter, mul

from retrieval.compose.highlighting import Highlight
from retrieval.language.normalizing import normalize
from retrieval.language.other_things import shipped_things, speaks_of
from retrieval.language.quantities import kind_of_unit, kinds, quantities
from retrieval.language.reasons import gives_reason
from retrieval.language.time_words import says_when
from retrieval.learning.features import AnswerabilityFeatures
from retrieval.learning.model import Weights
from retrieval.ranking.expected import unsaid
from retrieval.ranking.scoring import ScoredSentence
from retrieval.types import Difference, Language, Missing, QueryPlan, Thing, Wanted

_COUNT = "count"
_MOST_MARGIN = 1.0
_MOST_THINGS = 2
_MOST_OF_THEM = 0.5
"""Share of a question's own figures that a sentence has, if it speaks of them."""


_values_of = attrgetter(*(field.name for field in fields(AnswerabilityFeatures)))
_NONE_SET = re.compile(r"(?:没有|未|不)(?:再)?(?:提出|设定?|确定|明确|安排|下达).{0,14}(?:目标|指标|增速)")


class Threshold(StrEnum):
    """The kinds of answers that have a threshold of their own."""

    EXACT = "exact"
    """A figure or a day."""
    NAMES = "names"
    """A name, a person, yes or no: the question has fewer of the answer's words."""
    WORDS = "words"
    """Clauses or a list."""

    @classmethod
    def for_answer_to(cls, question: QueryPlan) -> Threshold:
        """The one that an answer to a question has to pass."""
        if question.wanted in {Wanted.NUMBER, Wanted.DATE}:
            return cls.EXACT
        return cls.WORDS if question.in_words or question.wanted is Wanted.LIST else cls.NAMES

    def of(self, weights: Weights) -> float:
        """The confidence from which on there is an answer."""
        if self is Threshold.EXACT:
            return weights.enough
        return weights.enough_in_words if self is Threshold.WORDS else weights.enough_in_names


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether there is an answer."""

    confidence: float
    """Probability that the best evidence answers the question; 0..1."""
    missing: Missing | None
    """What the documents do not have; None: nothing, the question can be answered."""
    difference: Difference | None = None
    """What the best evidence speaks of instead of what was asked for."""


def judge(
    question: QueryPlan,
    nearest: Sequence[ScoredSentence],
    highlight: Highlight | None,
    lacking: Missing | None,
    weights: Weights,
) -> Verdict:
    """Judge the best evidence of a question.

    Args:
        question: as understood.
        nearest: the best evidence of each passage, best first.
        highlight: the words of the first passage that would be the answer; None: there is no passage.
        lacking: what the domain knows that nothing searched is about.
        weights: of the domain that the documents belong to.
    """
    if lacking or highlight is None:
        return Verdict(0.0, lacking or Missing.EVIDENCE)
    found = grounds(question, nearest, highlight)
    odds = sum(map(mul, _values_of(weights.answerability), _values_of(found)))
    confidence = 1 / (1 + math.exp(-odds))
    if confidence >= Threshold.for_answer_to(question).of(weights):
        return Verdict(confidence, None)
    if found.other_subject:
        return Verdict(confidence, Missing.INDICATOR)
    return Verdict(confidence, Missing.EVIDENCE, _difference(_things_lacked(question, highlight), highlight))


def grounds(
    question: QueryPlan, nearest: Sequence[ScoredSentence], highlight: Highlight
) -> AnswerabilityFeatures:
    """What speaks for the first passage as the answer."""
    best, clause = nearest[0], highlight.clause
    features = best.features
    # What another report says of another year speaks neither for nor against.
    own_report = [each for each in nearest[1:] if each.entry.document.id == best.entry.document.id]
    margin = best.score - own_report[0].score if own_report else _MOST_MARGIN
    # The items of an enumeration that was asked for are what they are.
    own = clause.features if clause else None
    wanted, words = question.wanted, highlight.entry
    lacks_figure, lacks_unit = _lacks(question, highlight)
    unread = best.sought if best.sought and not best.sought.found else None
    lacked = _things_lacked(question, highlight)
    own_figures = question.details.figures or question.details.ordinals
    return AnswerabilityFeatures(
        bias=1.0,
        score=best.score,
        margin=min(_MOST_MARGIN, margin),
        coverage=own.own + own.before if own else 1.0,
        unsaid=unsaid(question.expected, words),
        closeness=own.closeness if own else features.fast_closeness,
        focus=own.focus if own and question.focus else 1.0,
        unknown=highlight.unknown,
        found=highlight.found,
        other_thing=float(_difference(lacked, highlight) is not None),
        unsaid_things=float(min(_MOST_THINGS, len({each.said for each in lacked}))),
        other_topic=float(highlight.leaves_out_topic),
        foreign=float(question.language is Language.ENGLISH),
        other_script=float(question.is_other_script),
        dated=float(bool(question.years)),
        other_year=float(features.year < 0),
        role=features.role,
        other_figures=float(bool(own_figures) and features.figures < _MOST_OF_THEM),
        measured=float(bool(question.indicators)),
        other_subject=float(features.subject < 0),
        other_indicator=float(own is not None and own.subject < 0),
        other_unit=float(lacks_unit),
        no_figure=float(lacks_figure and not _sets_none(highlight)),
        no_figure_near=float(wanted is Wanted.NUMBER and not words.facts.has_quantity),
        no_time=float(wanted is Wanted.DATE and not any(map(says_when, _words(highlight)))),
        person=float(wanted is Wanted.PERSON),
        name=float(wanted is Wanted.NAME),
        listing=float(wanted is Wanted.LIST),
        in_words=float(question.in_words),
        no_reason=float(wanted is Wanted.REASON and not gives_reason(words.text)),
        recorded=features.recorded,
        unrecorded=float(unread is not None and unread.is_named),
        unrecorded_words=float(unread is not None and not unread.is_named),
        opposite=float(_is_contradicted(question, words.text)),
        reading=best.reading.bounded if best.reading else 0.0,
    )


def _things_lacked(question: QueryPlan, highlight: Highlight) -> list[Thing]:
    """The things a question names of which neither the sentence nor what stands over it speaks."""
    entry = highlight.entry
    told = " ".join((entry.document.title, entry.above, entry.facts.normalized)).lower()
    return [each for each in question.things if not speaks_of(each, told)]


def _difference(lacked: Sequence[Thing], highlight: Highlight) -> Difference | None:
    """The first of the things lacked in whose place the words name another."""
    words = " ".join(_words(highlight)).lower()
    told = ((each, shipped_things().named_instead([each], words)) for each in lacked)
    return next((Difference(each.said, instead) for each, instead in told if instead), None)


def _lacks(question: QueryPlan, highlight: Highlight) -> tuple[bool, bool]:
    """Whether the clause has no figure where one is asked for, and whether it has none of the kind asked for."""
    own = highlight.clause.features if highlight.clause else None
    lacks_figure = question.wanted is Wanted.NUMBER and own is not None and not own.figure
    lacks_unit = own is not None and own.unit < 0
    if (lacks_figure or lacks_unit) and _shows_figure(question, _words(highlight)):
        # It stands beside the clause that comes closest, where more than that is shown.
        return False, lacks_unit and not question.unit
    return lacks_figure, lacks_unit


def _shows_figure(question: QueryPlan, words: Sequence[str]) -> bool:
    """Whether the words have a figure of the kind asked for."""
    if question.details.is_ordinal or (question.figure_kinds and not question.unit):
        return False
    kind = kind_of_unit(question.unit) if question.unit else ""
    found = [each for text in words for each in quantities(normalize(text))]
    if not kind:
        return bool(found)
    return any(kind in kinds([each]) and (kind != _COUNT or each.unit == question.unit) for each in found)


def _sets_none(highlight: Highlight) -> bool:
    """Whether the words say that there is no such figure: 没有提出具体目标."""
    return any(map(_NONE_SET.search, _words(highlight)))


def _words(highlight: Highlight) -> list[str]:
    return [span.of(highlight.entry.passage.text) for span in highlight.spans]


def _is_contradicted(question: QueryPlan, text: str) -> bool:
    """Whether the question supposes what the evidence contradicts."""
    return any(each.supposed not in text and each.contrary in text for each in question.details.suppositions)
