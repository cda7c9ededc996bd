"""What speaks for a clause of a sentence as the answer to a question: the values of its named features."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from operator import attrgetter, mul

from retrieval.language import tokenizer
from retrieval.language.contrasts import is_other_side
from retrieval.language.figure_kinds import can_tell
from retrieval.language.figures import tells_rank
from retrieval.language.glossary import Glossary
from retrieval.language.quantities import kind_of_unit, quantities
from retrieval.language.units import units
from retrieval.learning.features import ClauseFeatures
from retrieval.ranking.scoring import ScoredSentence
from retrieval.store.sentence_facts import ClauseFacts
from retrieval.types import Meaning, QueryPlan, Wanted

_SHORT, _LONG = 4, 60
"""Characters: a shorter clause hardly says anything, a longer one is no short answer."""
_ENOUGH_NEWS = 4
"""Character pairs: a name has about as many."""
_LIST_MARK = re.compile(r"、|以及|[和及与]")
_GOES_ON = re.compile(
    r"[^一-鿿]|增|同?比|较|占|居|[高低快慢]于|达|为|[约近超逾过至]|总量|总额|实现|完成|突破|下降|上升|回落|提高|减少|降|涨|分别|预计|年均|其中|排|位|人均|按|在|控制|保持|连续"
)
"""How a clause begins that says more of what the one before it is about; others have a subject of their own."""
_OF_ITS_OWN = 0.4
_COUNT = "count"
_PERSON = "person"
_ANY_COUNTER = frozenset("个家种项处件户")
"""Count many things, and one stands for another."""
_ALIKE = ("棵株", "辆台部架艘", "所座栋幢间套", "头只口匹", "册本篇部", "次届场", "条座", "张份")
"""Counters of the same things: people plant 棵, documents 株."""
Idf = Callable[[str], float]


_values_of = attrgetter(*(field.name for field in fields(ClauseFeatures)))


def score_of(features: ClauseFeatures, weights: ClauseFeatures) -> float:
    """The weighted sum; higher is better, comparable among the clauses of one passage."""
    score: float = sum(map(mul, _values_of(weights), _values_of(features)))
    return score


@dataclass(frozen=True, slots=True)
class _Concept:
    """Something the question says, in any of several words."""

    meanings: tuple[Meaning, ...]
    weight: float

    def share_in(self, text: str) -> float:
        return max((each.weight for each in self.meanings if each.word in text), default=0.0)


class ClauseScorer:
    """One question, looked for in many clauses."""

    def __init__(self, question: QueryPlan, glossary: Glossary, idf: Idf) -> None:
        self._question = question
        self._glossary = glossary
        self._concepts = _concepts(question, glossary, idf)
        self._total = sum(concept.weight for concept in self._concepts) or 1.0
        self._said = {
            pair
            for concept in self._concepts
            for each in concept.meanings
            for pair in tokenizer.bigrams(each.word)
        }
        self._asked = frozenset(glossary.entry(name) for name in question.indicators)
        self._kind = kind_of_unit(question.unit) if question.unit else ""
        # What a why is asked of is known; only the reason is not.
        self._focus = "" if question.wanted is Wanted.REASON else question.focus

    def features(
        self, evidence: ScoredSentence, clause: ClauseFacts, cosine: float, below: float, read: float
    ) -> ClauseFeatures:
        """The features of one clause.

        Args:
            evidence: its sentence.
            clause: what it tells.
            cosine: by the fast model, with the question.
            below: score of the sentence, less that of the passage's best; at most 0.
            read: how likely the reading model thinks the answer stands in it; 0..1.
        """
        question, own, before = self._question, clause.text, clause.before
        entry, sought = evidence.entry, evidence.sought
        details = question.details
        sentence = entry.sentence
        start = sentence.lead_in.start if sentence.lead_in else sentence.span.start
        own_share, before_share, after_share = self._shares(own, before, clause.after)
        wants_words = question.wanted in {Wanted.NAME, Wanted.LIST, Wanted.PERSON}
        holds_figure = tells_rank(own) if details.is_ordinal else clause.has_quantity
        return ClauseFeatures(
            own=own_share,
            before=before_share,
            after=after_share,
            closeness=cosine,
            figure=float(holds_figure and question.wanted is Wanted.NUMBER),
            figure_maybe=float(holds_figure and question.wanted is Wanted.ANYTHING),
            change=self._change(clause) if holds_figure else 0.0,
            unit=self._unit(clause),
            subject=self._subject(own, before),
            other_side=float(is_other_side(own, details.contrasts) or self._is_of_other_stretch(clause)),
            focus=_share_of_characters(
                self._focus, (before[-_LONG:] if clause.is_further_item else "") + own
            ),
            listing=float(question.wanted is Wanted.LIST and "、" in own),
            counted=float(question.count > 1 and len(_LIST_MARK.split(own)) == question.count),
            news=self._news(own) if wants_words else 0.0,
            named=own_share if wants_words else 0.0,
            date=float(question.wanted is Wanted.DATE and clause.has_date),
            reason=float(question.wanted is Wanted.REASON and clause.gives_reason),
            year=self._when(clause, entry.document.year),
            known_figure=len(details.figures & clause.figures) / max(1, len(details.figures)),
            short=float(len(own) < _SHORT),
            long=float(len(own) > _LONG),
            first=float(clause.span.start == start),
            sentence=below,
            recorded=float(sought is not None and sought.is_in(entry.passage.id, clause.span)),
            read=read,
        )

    def _shares(self, own: str, before: str, after: str) -> tuple[float, float, float]:
        """What the clause, what only the text before it, and what only the next clause covers of the question."""
        shares = [0.0, 0.0, 0.0]
        for concept in self._concepts:
            inside = concept.share_in(own)
            earlier = max(0.0, concept.share_in(before) - inside)
            later = max(0.0, concept.share_in(after) - inside - earlier)
            for at, share in enumerate((inside, earlier, later)):
                shares[at] += concept.weight * share / self._total
        return shares[0], shares[1], shares[2]

    def _is_of_other_stretch(self, clause: ClauseFacts) -> bool:
        return (
            clause.is_of_other_stretch
            and not self._question.details.is_other_stretch
            and len(self._question.years) == 1
        )

    def _change(self, clause: ClauseFacts) -> float:
        is_asked = self._question.details.is_change
        return float(is_asked) if is_asked is clause.tells_change else -1.0

    def _unit(self, clause: ClauseFacts) -> float:
        question = self._question
        is_measured = question.wanted is Wanted.NUMBER and not question.details.is_ordinal
        if not self._kind and question.figure_kinds and is_measured:
            return 0.0 if not clause.has_quantity or can_tell(question.figure_kinds, clause.text) else -1.0
        if not self._kind or not clause.unit_kinds:
            return 0.0
        if self._kind not in clause.unit_kinds:
            return -1.0
        return 1.0 if self._is_counted(clause.text) else -1.0

    def _is_counted(self, text: str) -> bool:
        """Whether a text counts what the question counts: 死了多少人 is not answered by 隐患3.87万项."""
        asked = _counter(self._question.unit)
        if self._kind != _COUNT or asked in _ANY_COUNTER:
            return True
        told = {_counter(each.unit) for each in quantities(text)} - {""}
        same = (
            {asked}
            if asked == _PERSON
            else {"个", asked, *(each for row in _ALIKE if asked in row for each in row)}
        )
        return not told or any(each in same or (len(each) > 1 and each != _PERSON) for each in told)

    def _subject(self, own: str, before: str) -> float:
        """What the clause names; where it names nothing, it goes on about what was named last before it."""
        if not self._asked:
            return 0.0
        glossary = self._glossary
        if named := {mention.entry for mention in glossary.mentions(own)}:
            return 1.0 if named & self._asked else -1.0
        earlier = glossary.mentions(before)
        if not earlier or earlier[-1].entry not in self._asked:
            return 0.0
        goes_on = self._question.wanted is not Wanted.NUMBER or _GOES_ON.match(own)
        return 1.0 if goes_on else _OF_ITS_OWN

    def _news(self, own: str) -> float:
        return min(1.0, len(set(tokenizer.bigrams(own)) - self._said) / _ENOUGH_NEWS)

    def _when(self, clause: ClauseFacts, of_document: int | None) -> float:
        """What 去年 means in a clause is told by the year of its own document."""
        named = clause.years.given(of_document)
        if not named or not self._question.years:
            return 0.0
        return 1.0 if set(named) & set(self._question.years) else -1.0


def _counter(unit: str) -> str:
    """What a unit counts in; those of persons are one; empty: it counts nothing."""
    found = units().get(unit.lower()) or units().get(unit.lstrip("万亿百千").lower())
    if found is None or found.dimension not in {_PERSON, "thing"}:
        return ""
    return _PERSON if found.dimension == _PERSON else unit.lstrip("万亿百千")


def _concepts(question: QueryPlan, glossary: Glossary, idf: Idf) -> list[_Concept]:
    """What a question says: its character pairs, the indicators by any of their names, and its translations."""
    with_forms = {forms[0].word for forms in question.inflected}
    pairs = [pair for pair in dict.fromkeys(tokenizer.bigrams(question.content)) if pair not in with_forms]
    concepts = [_Concept((Meaning(pair, 1.0),), idf(pair)) for pair in pairs]
    for name in question.indicators:
        entry = glossary.entry(name)
        weight = sum(map(idf, tokenizer.bigrams(entry.standard))) / 2
        concepts.append(_Concept(tuple(Meaning(name, 1.0) for name in entry.names), weight))
        concepts += [_Concept((Meaning(pair, 1.0),), idf(pair) / 2) for pair in tokenizer.bigrams(name)]
    for group in question.translations:
        concepts.append(_Concept(group, max(each.weight * idf(each.word) for each in group)))
    # A word is as rare as its commonest form.
    concepts += [_Concept(forms, min(idf(each.word) for each in forms)) for forms in question.inflected]
    return concepts


def _share_of_characters(focus: str, text: str) -> float:
    return sum(character in text for character in focus) / len(focus) if focus else 0.0
