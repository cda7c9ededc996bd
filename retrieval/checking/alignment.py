"""How surely a figure of a claim and one of a document are about the same thing.

An indicator of the glossary is the same or another one; what it has no name for is compared word by word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.checking.claims import ClaimFigure
from retrieval.domains.work_reports.facts.records import Fact, Kind, Period
from retrieval.language.normalizing import narrowed
from retrieval.language.units import RANK, are_comparable
from retrieval.types import Role

SAME = 0.75
"""From here on two figures are about the same thing."""
LIKELY = 0.5
"""From here on they are, if the figures agree, too."""
_HARMLESS = re.compile(
    r"(?:地方|全口径|全社会|城镇|本级|完成|年度|规模以上|货物|常住|总|全年|区域|我们|这|那|咱|家|光|的)*"
)
_NEW = re.compile("新增|净增|新建|新开|增加(?!到|至)")
_NARROWER = 0.55
"""The document's figure is of a part, and the claim names none."""
_CLAUSE_LENGTH = 40
_SURE_MEANING = 0.35
_PASSAGE_SHARE, _SENTENCE_SHARE = 0.35, 0.7


@dataclass(frozen=True, slots=True)
class Aligned:
    """A figure of the document that may be meant."""

    fact: Fact
    sameness: float
    """0..1, of what they are about."""
    is_of_time: bool
    """The same year, and the same role as far as the claim tells one."""
    is_of_kind: bool
    """Both levels, both changes or both ranks, in units that can be compared."""


def aligned(figure: ClaimFigure, facts: Sequence[Fact], role: Role | None) -> list[Aligned]:
    """The figures that may be meant, the surest first."""
    found = [
        Aligned(fact, score, is_of_time(figure, fact, role), is_of_kind(figure, fact))
        for fact in facts
        if (score := sameness(figure, fact)) >= LIKELY / 2
    ]
    return sorted(found, key=lambda each: -each.sameness)


def is_of_kind(figure: ClaimFigure, fact: Fact) -> bool:
    """Whether two figures say the same sort of thing of their subjects."""
    if figure.measure is None:
        return fact.kind is figure.kind
    if not are_comparable(figure.measure.dimension, fact.measure.dimension):
        return False
    if RANK in {figure.measure.dimension, fact.measure.dimension}:
        return figure.measure.dimension == fact.measure.dimension
    return figure.kind is fact.kind or (Kind.GAP not in {figure.kind, fact.kind} and not _is_share(fact))


def is_of_time(figure: ClaimFigure, fact: Fact, role: Role | None) -> bool:
    """Whether two figures are of the same year and role."""
    if role is not None and fact.role is not None and fact.role is not role:
        return False
    if figure.period is Period.YEAR and fact.period is Period.SEVERAL_YEARS and fact.kind is Kind.GROWTH:
        return False
    return not figure.years or not fact.years or bool(figure.years & fact.years)


def sameness(figure: ClaimFigure, fact: Fact) -> float:
    """How surely two figures are about the same thing, 0..1."""
    if figure.subject.indicator:
        return _of_indicator(figure, fact)
    if figure.meanings:
        return _by_meanings(figure, fact)
    return _by_words(_words_of(figure), fact)


def says_new(fact: Fact) -> bool:
    """Whether a figure says how much came about, and not how much there is."""
    return bool(_NEW.search(_near(fact)))


def _of_indicator(figure: ClaimFigure, fact: Fact) -> float:
    if fact.subject.indicator != figure.subject.indicator:
        # A longer name of the document may hold the claim's as a part: 常住人口城镇化率.
        return (
            0.5 * _by_words(_words_of(figure), fact)
            if figure.subject.item or not fact.subject.indicator
            else 0.0
        )
    own, other = (_HARMLESS.sub("", item) for item in (figure.subject.item, fact.subject.item))
    if not own:
        return 1.0 if not other else _NARROWER
    if not other:
        return max(_NARROWER, _coverage([own], _near(fact))) if own in _near(fact) else 0.3
    shared = len(set(own) & set(other)) / len(set(own) | set(other))
    return 1.0 if own in other or other in own else 0.4 + 0.5 * shared


def _words_of(figure: ClaimFigure) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*figure.words])) or ((figure.subject.words,) if figure.subject.words else ())


def _by_words(words: Sequence[str], fact: Fact) -> float:
    if not words:
        return 0.0
    near, sentence = _near(fact), _sentence(fact)
    total = covered = 0.0
    for word in words:
        weight = float(len(word))
        total += weight
        covered += weight * max(
            _found(word, near),
            _SENTENCE_SHARE * _found(word, sentence),
            _PASSAGE_SHARE * (word in fact.passage.text),
        )
    return covered / total


def _found(word: str, text: str) -> float:
    """Whether a word stands in a text, or how much of it does: 乡村贫困人口 and 农村贫困人口."""
    if word in text:
        return 1.0
    pairs = [word[at : at + 2] for at in range(len(word) - 1)]
    held = sum(pair in text for pair in pairs)
    return held / len(pairs) if len(pairs) > 1 else 0.0


def _by_meanings(figure: ClaimFigure, fact: Fact) -> float:
    near, sentence = _near(fact), _sentence(fact)
    scores = []
    for meanings in figure.meanings:
        sure = [each for each in meanings if each.weight >= _SURE_MEANING] or list(meanings[:1])
        scores.append(
            max(
                max(
                    (each.word in near) * 1.0,
                    (each.word in sentence) * _SENTENCE_SHARE,
                    (each.word in fact.passage.text) * _PASSAGE_SHARE,
                )
                for each in sure
            )
        )
    return sum(scores) / len(scores) if scores else 0.0


def _near(fact: Fact) -> str:
    """The figure's own clause, with the subject it goes on from."""
    text = narrowed(fact.passage.text)
    head = re.split(r"[,;。:](?!\d)", text[max(0, fact.start - _CLAUSE_LENGTH) : fact.start])[-1]
    tail = re.split(r"[,;。:](?!\d)", text[fact.end : fact.end + _CLAUSE_LENGTH])[0]
    return f"{fact.subject.words} {head} {tail}"


def _sentence(fact: Fact) -> str:
    text = narrowed(fact.passage.text)
    start = max(text.rfind(mark, 0, fact.start) for mark in "。;!?")
    end = min((at for mark in "。;!?" if (at := text.find(mark, fact.end)) >= 0), default=len(text))
    return text[start + 1 : end]


def _coverage(words: Sequence[str], text: str) -> float:
    return sum(word in text for word in words) / len(words)


def _is_share(fact: Fact) -> bool:
    return fact.measure.dimension in {"share", "points", "times"}
