"""Candidates -> evidence: one list of sentences, best first, each scored on named features.

A linear score over features on absolute scales, so that a score means the same for every question. The weights are
learned: see `retrieval/learning`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter, mul

from embeddings.types import Reading
from retrieval.ingest.lists import introduces
from retrieval.language import tokenizer
from retrieval.language.changes import tells_stretch
from retrieval.language.contrasts import is_other_side
from retrieval.language.figures import is_other_ordinal
from retrieval.language.glossary import Glossary
from retrieval.language.quantities import kind_of_unit
from retrieval.language.subject_agreement import subject_agreement
from retrieval.learning.features import Features
from retrieval.ranking.agreement import NOTHING_KNOWN, Agrees, FigureSought, Known
from retrieval.ranking.candidates import Candidate
from retrieval.ranking.expected import share_said
from retrieval.search.open_document import AnnotatedSentence
from retrieval.types import Details, Language, PassageId, QueryPlan, Span, Wanted, is_han

_UNRELATED = 0.80
"""Cosine at which the bundled model sees no relation between a question and a sentence of one language."""
_UNRELATED_ACROSS = 0.76
"""The same of a question in Latin letters, and between a Chinese question and an English sentence."""


_UNSEEN = 0.06
"""The closeness that a sentence is given while its vector is not made yet: about what the better half of a report's
sentences have, so that missing vectors neither rule it out nor prefer it."""


_SUREST = 5.0
_values_of = attrgetter(*(field.name for field in fields(Features)))


@dataclass(frozen=True, slots=True)
class PassageReading:
    """What the reading model says of a passage."""

    start: int
    """Of the part that was read, in characters of the passage."""
    read: Reading
    """Its offsets count from there."""

    @property
    def bounded(self) -> float:
        """Log-odds that the passage answers; -5..5, for beyond that a reading is no surer."""
        return max(-_SUREST, min(_SUREST, self.read.answers))

    def share(self, span: Span) -> float:
        """How likely the answer stands in a span of the passage; 0..1."""
        return self.read.share(span.start - self.start, span.end - self.start)


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence that may answer the question."""

    entry: AnnotatedSentence
    features: Features
    score: float
    """Higher is better; about 0 for unrelated sentences, above 2 for plain hits."""
    reading: PassageReading | None = None
    """Of its passage; None: it was not read."""
    sought: FigureSought | None = None
    """What was found of the figure asked for; None: none was sought."""


def rank(
    question: QueryPlan,
    candidates: Iterable[Candidate],
    glossary: Glossary,
    weights: Features,
    agrees: Agrees,
    known: Known = NOTHING_KNOWN,
) -> list[ScoredSentence]:
    """Score candidates that come in the order of the documents; best first, ties in that order.

    Args:
        question: as understood.
        candidates: what `search` found.
        glossary: the names of indicators.
        weights: of the features, those of the domain that the documents belong to.
        agrees: that domain's part of the features.
        known: of the documents beforehand.
    """
    weighed = _values_of(weights)
    scored = [_evidence(question, candidate, glossary, weighed, agrees, known) for candidate in candidates]
    return sorted(scored, key=lambda evidence: -evidence.score)


def best_of_each_passage(ranked: Sequence[ScoredSentence], limit: int) -> list[ScoredSentence]:
    """The first evidence of each of the first `limit` passages."""
    found: dict[str, ScoredSentence] = {}
    for evidence in ranked:
        found.setdefault(evidence.entry.passage.id, evidence)
        if len(found) == limit:
            break
    return list(found.values())


def in_passage(ranked: Sequence[ScoredSentence], passage: PassageId) -> list[ScoredSentence]:
    """The evidence of one passage, best first."""
    return [evidence for evidence in ranked if evidence.entry.passage.id == passage]


def _evidence(
    question: QueryPlan,
    candidate: Candidate,
    glossary: Glossary,
    weighed: tuple[float, ...],
    agrees: Agrees,
    known: Known,
) -> ScoredSentence:
    entry = candidate.entry
    fit = agrees(question, entry)
    is_across = question.has_han and not any(map(is_han, entry.text)) and tokenizer.is_english(entry.text)
    is_foreign = is_across or question.language is Language.ENGLISH
    unrelated = _UNRELATED_ACROSS if is_across or not question.has_han else _UNRELATED
    features = Features(
        closeness=_UNSEEN if math.isnan(candidate.cosine) else candidate.cosine - unrelated,
        fast_closeness=candidate.fast_cosine,
        fast_closeness_across=candidate.fast_cosine if is_foreign else 0.0,
        words=candidate.word_coverage,
        bigrams=candidate.bigram_coverage,
        passage_words=candidate.passage_word_coverage,
        passage_bigrams=candidate.passage_bigram_coverage,
        expected=share_said(question.expected, entry.facts.normalized.lower(), entry.above.lower()),
        year=fit.year,
        role=fit.role,
        subject=subject_agreement(question.indicators, entry.spoken, glossary),
        unit=_unit_agreement(question.unit, entry),
        kind=float(_holds(question.wanted, entry)),
        listing=float(question.wanted is Wanted.LIST and _lists(entry)),
        figures=_share_of_figures(question.details, entry),
        other_side=float(
            is_other_side(entry.spoken, question.details.contrasts)
            or is_other_ordinal(entry.facts.ordinals, question.details.ordinals)
            or (question.is_of_one_year and _tells_only_stretches(question, entry, glossary))
        ),
        occasion=float(question.asks_occasion and _tells_occasion(question.wanted, entry)),
        courtesy=float(entry.facts.is_courtesy),
        report=known.priors.get(entry.document.id, 0.0),
        recorded=float(
            known.figure is not None and known.figure.is_in(entry.passage.id, entry.sentence.span)
        ),
        reading=0.0,
    )
    return ScoredSentence(entry, features, sum(map(mul, weighed, _values_of(features))), sought=known.figure)


def _tells_only_stretches(question: QueryPlan, entry: AnnotatedSentence, glossary: Glossary) -> bool:
    """Whether all clauses that name what is asked for tell of several years at once: GDP从2.5万亿元提升至3.6万亿元."""
    names = {name for each in question.indicators for name in glossary.entry(each).names}
    naming = [each.text for each in entry.facts.clauses if any(name in each.text for name in names)]
    return bool(naming) and all(map(tells_stretch, naming))


def _lists(entry: AnnotatedSentence) -> bool:
    """Whether a sentence lists things, or its paragraph introduces a list."""
    return entry.facts.is_list or introduces(entry.passage.text)


def _share_of_figures(asked: Details, entry: AnnotatedSentence) -> float:
    count = len(asked.figures) + len(asked.ordinals)
    if not count:
        return 0.0
    told = (asked.figures & entry.facts.figures, asked.ordinals & entry.facts.ordinals)
    return sum(map(len, told)) / count


def _tells_occasion(wanted: Wanted, entry: AnnotatedSentence) -> bool:
    if not entry.is_occasion:
        return False
    return entry.facts.names_speaker if wanted is Wanted.PERSON else entry.facts.has_date


def _unit_agreement(unit: str, entry: AnnotatedSentence) -> float:
    kind = kind_of_unit(unit) if unit else ""
    if not kind:
        return 0.0
    return 1.0 if kind in entry.facts.unit_kinds else -1.0


def _holds(wanted: Wanted, entry: AnnotatedSentence) -> bool:
    if wanted is Wanted.NUMBER:
        return entry.facts.has_quantity
    if wanted is Wanted.DATE:
        return entry.facts.has_date
    if wanted is Wanted.PERSON:
        return entry.facts.names_speaker
    return False
