"""Question -> candidates: the sentences that either model or the keywords think near, with what each knows of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from embeddings.types import Encoders
from retrieval.language import tokenizer
from retrieval.search.keyword_scan import Coverages, KeywordScan
from retrieval.search.open_document import AnnotatedSentence
from retrieval.search.selection import Selection
from retrieval.types import Language, QueryPlan, Wanted

_DEPTH = 64
"""Candidates taken from each leg. The right sentence was among the first 60 of one of them for every question of
the question sets; the rest is headroom."""
_ALWAYS = 8
"""Those taken from each leg of the documents that have a say in any case."""
_FAST_AT_ONCE = 48
"""Sentences embedded by the fast model while the asker waits, where vectors are not there yet: some 50 ms."""
UNSEEN = 0.30
"""What the fast model is taken to say of the others."""

_NEVER_AN_OCCASION = frozenset({Wanted.NUMBER, Wanted.LIST, Wanted.REASON})
"""What no line tells that says when, where and by whom a report was given."""
_FRONT = 8
"""Lines that may stand before the first paragraph."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence and how the legs see it. All figures: higher is better."""

    position: int
    """In the selection."""
    entry: AnnotatedSentence
    cosine: float
    """-1..1, between the question's vector and the sentence's; NaN while the sentence has none."""
    fast_cosine: float
    """The same by the fast model."""
    word_coverage: float
    """0..1, of the question's words by the sentence."""
    bigram_coverage: float
    """0..1, of its character pairs by the sentence."""
    passage_word_coverage: float
    """0..1, of its words by the paragraph with its headings."""
    passage_bigram_coverage: float
    """0..1, of its character pairs by the paragraph with its headings."""


def search(
    question: QueryPlan,
    selection: Selection,
    encoders: Encoders,
    question_vector: np.ndarray,
    always: int = 0,
) -> list[Candidate]:
    """The candidates for a question among the documents selected, in their order.

    Args:
        question: as understood.
        selection: the documents.
        encoders: the fast one embeds the likeliest sentences that have no vector yet.
        question_vector: the question's by the accurate one.
        always: how many sentences, from the first on, are of documents that have a say whatever the others say.
    """
    keywords = selection.keywords
    words, pairs = _words(question, keywords.sentence_words), _pairs(question, keywords.sentence_bigrams)
    meant = (*question.translations, *question.inflected)
    word_coverage = keywords.sentence_words.coverage(words, meant)
    pair_coverage = keywords.sentence_bigrams.coverage(pairs, meant)
    passage_words = keywords.passage_words.coverage(words, meant)[selection.passage_positions]
    passage_pairs = keywords.passage_bigrams.coverage(pairs, meant)[selection.passage_positions]

    covered = word_coverage + pair_coverage
    nearest = _best(covered + passage_words + passage_pairs, _FAST_AT_ONCE)
    asked = encoders.fast.encode_questions([question.embedding_text])[0]
    fast = selection.cosines(asked, encoders.fast, is_fast=True, among=nearest)
    near = selection.cosines(question_vector, encoders.accurate, is_fast=False)

    chosen = {*_best(near, _DEPTH), *_best(fast, _DEPTH), *_best(covered, _DEPTH, above=0.0)}
    if always:
        chosen |= {at for leg in (near, fast, covered) for at in _best(leg[:always], _ALWAYS)}
    chosen = _with_occasions(chosen, question, selection)
    fast = np.nan_to_num(fast, nan=UNSEEN)
    return [
        Candidate(
            position=at,
            entry=selection.entry(at),
            cosine=float(near[at]),
            fast_cosine=float(fast[at]),
            word_coverage=float(word_coverage[at]),
            bigram_coverage=float(pair_coverage[at]),
            passage_word_coverage=float(passage_words[at]),
            passage_bigram_coverage=float(passage_pairs[at]),
        )
        for at in sorted(chosen)
    ]


def _with_occasions(chosen: set[int], question: QueryPlan, selection: Selection) -> set[int]:
    """The positions with those that say when, where and by whom a report was given, or without the line that does."""
    if question.asks_occasion:
        return chosen.union(selection.occasions)
    if question.in_words or question.wanted in _NEVER_AN_OCCASION:
        # Where nothing has a question's words, the line below the title is left, which has its year.
        return {at for at in chosen if not _is_below_title(selection.entry(at))}
    return chosen


def _is_below_title(entry: AnnotatedSentence) -> bool:
    return entry.is_occasion and entry.passage.line <= _FRONT and not entry.facts.has_quantity


def _words(question: QueryPlan, scan: KeywordScan) -> list[str]:
    return _that_count(list(question.terms), question, scan)


def _pairs(question: QueryPlan, scan: KeywordScan) -> list[str]:
    names = (pair for name in question.indicators for pair in tokenizer.bigrams(name))
    return _that_count([*tokenizer.bigrams(question.content), *names], question, scan)


def _that_count(terms: list[str], question: QueryPlan, scan: KeywordScan) -> list[str]:
    """An English word that no document has says nothing about a Chinese text: it is in another language.

    Neither does a bare number, whose magnitude is told in another way: 100 million is 亿. Words with several forms are
    looked up by all of them.
    """
    if question.language is Language.ENGLISH:
        with_forms = {forms[0].word for forms in question.inflected}
        terms = [term for term in terms if term not in with_forms]
        return [term for term in terms if scan.knows(term) and not term.isdecimal()]
    return terms


def _best(scores: Coverages, limit: int, above: float = -np.inf) -> list[int]:
    """Positions of the best scores above a bound; NaN is none."""
    count = min(limit, len(scores))
    if not count:
        return []
    told = np.where(np.isnan(scores), -np.inf, scores)
    best = np.argpartition(-told, count - 1)[:count]
    return [int(at) for at in best if told[at] > above]
