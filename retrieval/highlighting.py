"""A sentence and a question -> the words of the sentence that answer it, as a span of the source.

A sentence of an official document strings facts together with commas; the answer is the one clause that
speaks of what was asked and holds the kind of answer wanted. Its bounds are the clause's own: 城镇登记失业率控制在3%以内,
never a figure torn from its unit or its bound.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from retrieval import tokenizer
from retrieval.catalogue import Entry
from retrieval.normalizing import normalize
from retrieval.quantities import has_date, has_quantity, kind_of_unit, unit_kinds
from retrieval.reasons import gives_reason
from retrieval.types import Question, Span, Wanted

_BREAK = re.compile(r"[，；。！？!?;：:]+|——")
_ITEM_BREAK = re.compile(r"、")
_SEVERAL = 2
_INHERITED = 0.75
"""What a clause is worth for a term that stands only before it in the sentence: 北燃公司加工…，利润增长3.9倍."""
_SHARED = 0.95
"""The same for an item of a list whose subject stands in the first: 亿元以上项目新开工133项、竣工142项."""
_KIND = 0.6
"""A clause with a figure beats one that covers this much more of the question's terms without one."""
_UNIT = 0.3
_FOCUS = 0.4
_LIST = 0.5
_NEWS = 0.3
"""A name or a list asked for is what the question does not say."""
_NAMED = 0.5
"""Where a name or a list is asked for, the question's own words count this much: the answer is made of others."""
_ENUMERATION = re.compile(
    r"(?:[一二三四五六七八九]是要?|第[一二三四五六七八九][，、,])([^，；。！？,;]{2,30})"
)

Rarity = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class _Clause:
    span: Span
    is_further_item: bool
    """Whether it is an item of a list, but not the first."""


@dataclass(frozen=True, slots=True)
class _Concept:
    """Something the question says, in any of several words."""

    words: tuple[str, ...]
    weight: float

    def stands_in(self, text: str) -> bool:
        return any(word in text for word in self.words)


def highlight(question: Question, entry: Entry, rarity: Rarity) -> tuple[Span, ...]:
    """The words of a sentence that answer: one clause, or the items of an enumeration that was asked for.

    Args:
        question: as understood.
        entry: the sentence.
        rarity: weight of a character pair.

    Returns:
        Offsets into the passage's text, in its order.
    """
    if question.wanted is Wanted.LIST and (items := _enumeration(entry)):
        return items
    return (_clause(question, entry, rarity),)


def _enumeration(entry: Entry) -> tuple[Span, ...]:
    """The items of 一是…；二是…；三是… in the paragraph, if there are several and the sentence leads up to them."""
    matches = list(_ENUMERATION.finditer(entry.passage.text))
    if len(matches) < _SEVERAL or matches[-1].end() < entry.sentence.span.start:
        return ()
    between = entry.passage.text[entry.sentence.span.end : matches[0].start()]
    return tuple(Span(*match.span(1)) for match in matches) if len(between) <= 1 else ()


def _clause(question: Question, entry: Entry, rarity: Rarity) -> Span:
    text = entry.passage.text
    concepts = _concepts(question, rarity)
    total = sum(concept.weight for concept in concepts) or 1.0
    elsewhere = question.wanted in {Wanted.NAME, Wanted.LIST, Wanted.REASON}
    own_words = _NAMED if elsewhere else 1.0
    # What a why is asked of is known; only the reason is not.
    focus = "" if question.wanted is Wanted.REASON else question.focus
    best, best_worth = entry.sentence.span, float("-inf")
    before, subject = "", ""
    for clause in _clauses(text, entry.sentence.span):
        own = normalize(clause.span.of(text)).lower()
        subject = subject if clause.is_further_item else own
        inherited = _SHARED if clause.is_further_item else _INHERITED
        covered = sum(
            concept.weight * (1.0 if concept.stands_in(own) else inherited * concept.stands_in(before))
            for concept in concepts
        )
        worth = own_words * covered / total + _fitness(question, own)
        worth += _FOCUS * _focus_share(focus, subject + own)
        if question.wanted in {Wanted.NAME, Wanted.LIST}:
            worth += _NEWS * _news(own, concepts)
        if worth > best_worth:
            best, best_worth = clause.span, worth
        before += f" {own}"
    return best


def _concepts(question: Question, rarity: Rarity) -> list[_Concept]:
    """What a question says, by its character pairs, the names of its indicators and its translations."""
    names = (pair for name in question.indicators for pair in tokenizer.bigrams(name))
    pairs = dict.fromkeys([*tokenizer.bigrams(question.content), *names])
    concepts = [_Concept((pair,), rarity(pair)) for pair in pairs]
    return concepts + [_Concept(words, max(map(rarity, words))) for words in question.translations]


def _news(text: str, concepts: list[_Concept]) -> float:
    """The share of a clause that the question does not say; 0..1."""
    pairs = set(tokenizer.bigrams(text))
    said = {pair for concept in concepts for word in concept.words for pair in tokenizer.bigrams(word)}
    return len(pairs - said) / len(pairs) if pairs else 0.0


def _fitness(question: Question, text: str) -> float:
    """What speaks for a clause besides the question's terms."""
    fitness = _KIND * _holds(question.wanted, text)
    kind = kind_of_unit(question.unit) if question.unit else ""
    fitness += _UNIT * (bool(kind) and kind in unit_kinds(text))
    return fitness + _LIST * (question.wanted is Wanted.LIST and "、" in text)


def _focus_share(focus: str, text: str) -> float:
    return sum(character in text for character in focus) / len(focus) if focus else 0.0


def _holds(wanted: Wanted, text: str) -> bool:
    if wanted is Wanted.DATE:
        return has_date(text)
    if wanted is Wanted.REASON:
        return gives_reason(text)
    if wanted in {Wanted.NUMBER, Wanted.ANYTHING}:
        return has_quantity(text)
    return False


def _clauses(text: str, span: Span) -> list[_Clause]:
    """The clauses of a sentence; items of a list are clauses of their own when each has a figure."""
    clauses: list[_Clause] = []
    for clause in _split(text, span, _BREAK):
        items = _split(text, clause, _ITEM_BREAK)
        if len(items) > 1 and all(has_quantity(item.of(text)) for item in items):
            clauses.extend(_Clause(item, at > 0) for at, item in enumerate(items))
        else:
            clauses.append(_Clause(clause, is_further_item=False))
    return clauses


def _split(text: str, span: Span, mark: re.Pattern[str]) -> list[Span]:
    bounds = [span.start]
    for match in mark.finditer(text, span.start, span.end):
        # A comma inside a number (1,000) or inside brackets or quotes does not end a clause.
        if not _is_inside(text, span.start, match.start()):
            bounds += [match.start(), match.end()]
    bounds.append(span.end)
    pieces = (Span(start, end) for start, end in zip(bounds[::2], bounds[1::2], strict=True))
    return [trimmed for piece in pieces if (trimmed := _trim(text, piece)).start < trimmed.end]


def _is_inside(text: str, start: int, at: int) -> bool:
    before = text[start:at]
    pairs = (("（", "）"), ("(", ")"), ("“", "”"), ("《", "》"))
    return any(before.count(opening) > before.count(closing) for opening, closing in pairs)


def _trim(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start] in " 　\t":
        start += 1
    while start < end and text[end - 1] in " 　\t":
        end -= 1
    return Span(start, end)
