"""A sentence -> what it tells, whatever is asked: its clauses, figures, days, years and units, and its normalised words.

This is worked out when a document is indexed, so that a question parses nothing but itself. What depends on files that
a person may edit meanwhile, the names of the glossary, is not among it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from retrieval.ingest.sentences import searched_text
from retrieval.language.changes import is_of_other_stretch, tells_change
from retrieval.language.figures import figures, ordinals
from retrieval.language.measures import Measure
from retrieval.language.normalizing import narrowed, normalize
from retrieval.language.quantities import has_date, kinds, quantities
from retrieval.language.reasons import gives_reason
from retrieval.language.time_words import YearsTold, years_told
from retrieval.store.clauses import Clause, clauses, first_clause
from retrieval.types import Passage, Sentence, Span

_COURTESY = re.compile(
    r"^(?:各位(?:代表|委员|领导)|同志们|谢谢|现在，?我代表|表示衷心的?感谢|女士们)|向大会报告工作|请予审议"
)
_LIST_MARKS = 2
_ENUMERATED = re.compile(r"[一二三四五六七八九]是|——")
_Normalize = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class ClauseFacts:
    """What a clause tells. Its texts are normalised, in lower case."""

    span: Span
    """Where it stands in the passage's text."""
    text: str
    before: str
    """What stands before it in its sentence, after the words that introduce a list."""
    after: str
    """The clause that follows in its sentence; empty: none."""
    figures: frozenset[Decimal]
    """The values of its figures."""
    unit_kinds: frozenset[str]
    years: YearsTold
    is_further_item: bool
    """See `Clause`."""
    has_quantity: bool
    has_date: bool
    gives_reason: bool
    tells_change: bool
    is_of_other_stretch: bool
    """See `is_of_other_stretch`."""


@dataclass(frozen=True, slots=True)
class SentenceFacts:
    """What a sentence tells."""

    normalized: str
    """The sentence after the words that introduce its list, normalised, in lower case."""
    clauses: tuple[ClauseFacts, ...]
    """At least one, in their order."""
    figures: frozenset[Decimal]
    """The values of its figures."""
    ordinals: frozenset[str]
    """See `ordinals`; those of the words that introduce its list, too."""
    unit_kinds: frozenset[str]
    has_quantity: bool
    has_date: bool
    names_speaker: bool
    """Names whoever gave the document."""
    is_list: bool
    is_courtesy: bool
    """Addresses the audience; says nothing."""


def facts_of(passage: Passage, sentence: Sentence, speaker: str) -> SentenceFacts:
    """What one sentence of a passage tells.

    Args:
        passage: holds it.
        sentence: where it stands.
        speaker: of the document; empty: unknown.
    """
    spoken, text = searched_text(passage, sentence).lower(), sentence.span.of(passage.text)
    normalized = normalize(spoken).lower()
    simplest = _simplest(spoken, normalized)
    # In what normalising makes no longer each figure stands at its place.
    plain = simplest(text)
    found = quantities(plain if len(plain) == len(text) else text)
    return SentenceFacts(
        normalized=normalized,
        clauses=tuple(
            _clause_facts(passage.text, sentence, clause, simplest, _within(clause.span, found, sentence))
            for clause in clauses(passage.text, sentence.span)
        ),
        figures=figures(text),
        ordinals=ordinals(spoken),
        unit_kinds=kinds(found),
        has_quantity=bool(found),
        has_date=has_date(text),
        names_speaker=bool(speaker) and speaker in re.sub(r"\s", "", text),
        is_list=text.count("、") >= _LIST_MARKS or bool(_ENUMERATED.match(text)),
        is_courtesy=bool(_COURTESY.search(text)),
    )


def _simplest(text: str, normalized: str) -> _Normalize:
    """What normalises the parts of a text: a tenth of the time where nothing but full-width forms is changed in it."""
    return _narrowed if normalized == narrowed(text) else normalize


def _narrowed(text: str) -> str:
    return narrowed(text).strip()


def _within(span: Span, found: Sequence[Measure], sentence: Sentence) -> list[Measure]:
    """The figures of a sentence that begin in one of its clauses."""
    start = sentence.span.start
    return [each for each in found if span.start <= start + each.number < span.end]


def _clause_facts(
    passage: str, sentence: Sentence, clause: Clause, simplest: _Normalize, found: Sequence[Measure]
) -> ClauseFacts:
    own = simplest(clause.span.of(passage)).lower()
    lead_in = sentence.lead_in.of(passage) if sentence.lead_in else ""
    return ClauseFacts(
        span=clause.span,
        text=own,
        before=simplest(f"{lead_in}{passage[sentence.span.start : clause.span.start]}").lower(),
        after=_following(passage, clause, sentence.span, simplest),
        figures=figures(own),
        unit_kinds=kinds(found),
        years=years_told(own),
        is_further_item=clause.is_further_item,
        has_quantity=bool(found),
        has_date=has_date(own),
        gives_reason=gives_reason(own),
        tells_change=tells_change(own),
        is_of_other_stretch=is_of_other_stretch(own),
    )


def _following(passage: str, clause: Clause, sentence: Span, simplest: _Normalize) -> str:
    rest = Span(clause.span.end, sentence.end)
    # What follows the last clause is its full stop.
    if not any(map(str.isalnum, simplest(rest.of(passage)))):
        return ""
    return simplest(first_clause(passage, rest).of(passage)).lower()
