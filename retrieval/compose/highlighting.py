"""The sentences of a passage and a question -> the words that answer it, as spans of the source.

A sentence of an official document strings facts together with commas; the answer is the one clause that speaks of
what was asked and holds the kind of answer wanted. Its bounds are the clause's own: 城镇登记失业率控制在3%以内, never
a figure torn from its unit or its bound. Where several things are asked for, it is the items that are as many.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from embeddings.types import TextEncoder
from retrieval.compose.clause_features import ClauseScorer, score_of
from retrieval.compose.in_words import excerpt_around, filled, with_condition
from retrieval.compose.latin_excerpt import fitted
from retrieval.compose.spoken_of import SpokenOf
from retrieval.language.glossary import Glossary
from retrieval.language.time_words import says_when
from retrieval.learning.features import ClauseFeatures
from retrieval.ranking.scoring import ScoredSentence
from retrieval.search.open_document import AnnotatedSentence
from retrieval.search.selection import Keywords
from retrieval.types import QueryPlan, Span, Wanted

_SEVERAL = 2
_REACH = 1.0
"""How far below the best sentence of a passage another may score, and still have the clause that answers."""
_HEAD = 2
"""Characters of a noun that say what it is: the 基地 of 产业基地."""
_BETWEEN_ITEM = "、"
_BETWEEN_ITEMS = re.compile(r"、|[和与及](?=[^、]+$)")
_NUMBERS_ONLY = re.compile(r"第?[一二三四五六七八九十]+[是要]?")
_ENUMERATION = re.compile(
    r"(?:[一二三四五六七八九]是要?|第[一二三四五六七八九][，、,])([^，；。！？,;]{2,30})"
)


@dataclass(frozen=True, slots=True)
class ClauseEvidence:
    """A clause that may be the answer."""

    entry: AnnotatedSentence
    span: Span
    features: ClauseFeatures
    score: float
    """Higher is better; comparable among the clauses of one passage."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """The words of a passage that answer."""

    entry: AnnotatedSentence
    """The sentence they stand in, or that introduces them."""
    spans: tuple[Span, ...]
    """Offsets into the passage's text, in its order."""
    clause: ClauseEvidence | None
    """What speaks for them; None for the items of an enumeration."""
    leaves_out_topic: bool = False
    """Whether the sentence does not speak of what the question begins with, though the documents do."""
    unknown: float = 0.0
    """Share of what a Chinese question says, by rarity, that nothing searched has; 0..1."""
    found: float = 0.0
    """How much of what the question says its paragraph or the headings have, in words that are as rare as can be."""


class Highlighter:
    """Finds the words that answer a question in the sentences of one passage."""

    def __init__(
        self, glossary: Glossary, keywords: Keywords, encoder: TextEncoder, weights: ClauseFeatures
    ) -> None:
        """Take what the clauses are scored by.

        Args:
            glossary: the names of indicators.
            keywords: how rare words are in the documents.
            encoder: the model that compares clauses with the question.
            weights: of the features of a clause, in the domain that the documents belong to.
        """
        self._glossary = glossary
        self._pairs = keywords.sentence_bigrams
        self._spoken_of = SpokenOf(glossary, keywords.passage_words, keywords.sentence_bigrams)
        self._encoder = encoder
        self._weights = weights

    def highlight(
        self, question: QueryPlan, evidence: Sequence[ScoredSentence], *, closely: bool = True
    ) -> Highlight:
        """One clause, or the several items that were asked for.

        Args:
            question: as understood.
            evidence: sentences of one passage, best first.
            closely: whether the model compares the clauses with the question; it takes some milliseconds.
        """
        first = evidence[0].entry
        if items := _asked_items(question, first):
            return Highlight(
                first,
                items,
                None,
                unknown=self._spoken_of.unknown(question),
                found=self._spoken_of.found(question, first),
            )
        best = self.rank(question, evidence, closely=closely)[0]
        span, passage = best.span, best.entry.passage.text
        spans = [each.span for each in best.entry.passage_clauses]
        if _answers_in_clauses(question, best):
            lists = question.wanted is Wanted.LIST
            span = excerpt_around(passage, spans, span, goes_on=question.in_words, lists=lists)
        elif question.wanted is Wanted.NUMBER:
            span = _with_other_figure(question, best)
        span = with_condition(passage, spans, span)
        if question.of_unknown_kind:
            span = filled(passage, spans, span)
        if evidence[0].reading and question.wanted is not Wanted.LIST:
            span = fitted(passage, span, evidence[0].reading.share)
        return Highlight(
            best.entry,
            (span,),
            best,
            leaves_out_topic=not self._spoken_of.has_topic(question, best.entry),
            unknown=self._spoken_of.unknown(question),
            found=self._spoken_of.found(question, best.entry),
        )

    def rank(
        self, question: QueryPlan, evidence: Sequence[ScoredSentence], *, closely: bool = True
    ) -> list[ClauseEvidence]:
        """The clauses of the sentences that come close to the best one; best first, ties in the order of the text."""
        near = [each for each in evidence if evidence[0].score - each.score <= _REACH]
        every = [(each, clause) for each in near for clause in each.entry.facts.clauses]
        # 第一，… begins with a clause that says nothing.
        found = [each for each in every if not _NUMBERS_ONLY.fullmatch(each[1].text)] or every
        texts = [clause.span.of(each.entry.passage.text) for each, clause in found]
        cosines = self._cosines(question, texts) if closely else [0.0] * len(texts)
        scorer = ClauseScorer(question, self._glossary, self._pairs.idf)
        scored = []
        head = 0.0
        for (each, clause), cosine in zip(found, cosines, strict=True):
            head = head if clause.is_further_item else cosine
            # What an item of a list is about stands in the first one.
            read = each.reading.share(clause.span) if each.reading else 0.0
            below = each.score - evidence[0].score
            features = scorer.features(each, clause, (cosine + head) / 2, below, read)
            scored.append(
                ClauseEvidence(each.entry, clause.span, features, score_of(features, self._weights))
            )
        return sorted(scored, key=lambda each: (-each.score, each.span))

    def _cosines(self, question: QueryPlan, texts: Sequence[str]) -> list[float]:
        asked, *found = self._encoder.encode_passages([question.embedding_text, *texts])
        return [float(vector @ asked) for vector in found]


def _with_other_figure(question: QueryPlan, best: ClauseEvidence) -> Span:
    """The best clause, with the next of its sentence where it has no figures but those of the question.

    户籍人口不超过100万，租房能扣多少: 市辖区户籍人口不超过100万的城市，扣除标准为每月800元.
    """
    clauses = best.entry.facts.clauses
    own = next((each.figures for each in clauses if each.span == best.span), frozenset())
    following = next((each for each in clauses if each.span.start >= best.span.end), None)
    if not own or not own <= question.details.figures or following is None or not following.has_quantity:
        return best.span
    return Span(best.span.start, following.span.end)


def _answers_in_clauses(question: QueryPlan, best: ClauseEvidence) -> bool:
    """Whether the answer may stand beside the clause that comes closest to the question.

    A figure stands in the clause that says of what; the name of who did something stands before it or after it.
    """
    if question.wanted is Wanted.NUMBER:
        return False
    if question.wanted is Wanted.LIST and _lists(question, best.span.of(best.entry.passage.text)):
        return False
    if question.wanted is Wanted.DATE:
        return not says_when(best.span.of(best.entry.passage.text))
    return question.in_words or question.wanted is not Wanted.ANYTHING or not best.features.figure_maybe


def _lists(question: QueryPlan, clause: str) -> bool:
    """Whether a clause lists by itself as many things as are asked for: 建设广佛肇、深莞惠、珠中江三大经济圈."""
    listed = 1 + len(_BETWEEN_ITEMS.findall(clause))
    return _BETWEEN_ITEM in clause and listed >= (question.count or _SEVERAL + 1)


def _asked_items(question: QueryPlan, entry: AnnotatedSentence) -> tuple[Span, ...]:
    """The items of a list that was asked for, or of as many things as were: 三大产业基地是什么."""
    if question.wanted is Wanted.LIST and (items := _enumeration(entry)):
        return items
    return _items(question, entry) if question.wanted in {Wanted.LIST, Wanted.NAME} else ()


def _enumeration(entry: AnnotatedSentence) -> tuple[Span, ...]:
    """The items of 一是…；二是…；三是… in the paragraph, if there are several and the sentence leads up to them."""
    matches = list(_ENUMERATION.finditer(entry.passage.text))
    if len(matches) < _SEVERAL or matches[-1].end() < entry.sentence.span.start:
        return ()
    between = entry.passage.text[entry.sentence.span.end : matches[0].start()]
    return tuple(Span(*match.span(1)) for match in matches) if len(between) <= 1 else ()


def _items(question: QueryPlan, entry: AnnotatedSentence) -> tuple[Span, ...]:
    """The clauses of a paragraph that end in the noun asked for, if they are as many as asked for: 三大产业基地."""
    count, noun = question.count, question.focus
    if count < _SEVERAL or not noun:
        return ()
    ending = noun[-_HEAD:]
    items = tuple(clause.span for clause in entry.passage_clauses if clause.text.endswith(ending))
    return items if len(items) == count else ()
