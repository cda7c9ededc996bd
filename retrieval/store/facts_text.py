"""What a sentence or a paragraph tells <-> a short text, which is read when the sentence is looked at.

Of a sentence the text is JSON: [clauses, bits, figures, ordinals, normalized], and of each clause [gap, length, bits, figures,
years, shifts, after, text, before]; what is empty at the end is left out. What can be told from the sentence is null: words
that differ from the source by their full-width forms alone, a following clause that is the next one, and the figures of a
sentence that are those of its clauses. Of a paragraph the text is that of its clauses, each after a mark.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Any

from retrieval.ingest.sentences import searched_text
from retrieval.language.normalizing import narrowed, normalize
from retrieval.language.quantities import UNIT_KINDS
from retrieval.language.sentence_ends import latin_sentence_ends
from retrieval.language.time_words import YearsTold
from retrieval.store.clauses import clauses, first_clause
from retrieval.store.sentence_facts import ClauseFacts, SentenceFacts
from retrieval.store.terms import MARK
from retrieval.types import Passage, Sentence, Span

_SENTENCE_FLAGS = ("has_quantity", "has_date", "names_speaker", "is_list", "is_courtesy")
_CLAUSE_FLAGS = (
    "is_further_item",
    "has_quantity",
    "has_date",
    "gives_reason",
    "tells_change",
    "is_of_other_stretch",
)
_NO_YEARS = YearsTold()
_SENTENCE_FIELDS, _CLAUSE_FIELDS = 5, 9


@dataclass(frozen=True, slots=True)
class NormalizedClause:
    """A clause of a paragraph."""

    span: Span
    """Where it stands in the paragraph."""
    text: str
    """Normalised."""


def to_text(facts: SentenceFacts, passage: Passage, sentence: Sentence) -> str:
    """What a sentence tells as text; equal facts of equal sentences give equal texts."""
    rows = []
    end = sentence.span.start
    spoken = searched_text(passage, sentence).lower()
    expected = _Expected(spoken, sentence, facts.normalized)
    for at, clause in enumerate(facts.clauses):
        rows.append(_clause_to_json(clause, end, expected, _next_text(facts.clauses, at)))
        end = clause.span.end
    is_told = facts.figures == _all_figures(facts.clauses)
    fields = [
        rows,
        _bits(facts, _SENTENCE_FLAGS),
        None if is_told else _numbers(facts.figures),
        sorted(facts.ordinals),
        None if facts.normalized == narrowed(spoken) else facts.normalized,
    ]
    return json.dumps(_shortened(fields), ensure_ascii=False, separators=(",", ":"))


def from_text(text: str, passage: Passage, sentence: Sentence) -> SentenceFacts:
    """Read what `to_text` made of the same sentence."""
    rows, bits, numbers, ordinals, normalized = _filled(json.loads(text), _SENTENCE_FIELDS)
    spoken = searched_text(passage, sentence).lower()
    if normalized is None:
        normalized = narrowed(spoken)
    told = _clauses_from_json(rows, sentence.span.start, _Expected(spoken, sentence, normalized))
    return SentenceFacts(
        normalized=normalized,
        clauses=told,
        figures=_all_figures(told) if numbers is None else frozenset(map(Decimal, numbers)),
        ordinals=frozenset(ordinals or ()),
        **_unpacked(bits, _SENTENCE_FLAGS),
    )


def passage_to_text(passage: Passage) -> str:
    """The clauses of a paragraph, normalised; empty where that changes nothing but full-width forms."""
    if normalize(passage.text) == narrowed(passage.text):
        return ""
    spans = [clause.span for clause in clauses(passage.text, Span(0, len(passage.text)))]
    return "".join(f"{MARK}{normalize(span.of(passage.text))}" for span in spans)


def passage_from_text(text: str, passage: Passage) -> list[NormalizedClause]:
    """Read what `passage_to_text` made of the same paragraph."""
    spans = [clause.span for clause in clauses(passage.text, Span(0, len(passage.text)))]
    texts = text[1:].split(MARK) if text else [narrowed(span.of(passage.text)) for span in spans]
    held = [NormalizedClause(span, own) for span, own in zip(spans, texts, strict=True)]
    return [each for clause in held for each in _by_sentence(clause, passage.text)]


def _by_sentence(clause: NormalizedClause, text: str) -> list[NormalizedClause]:
    """A clause without a comma over several sentences of Latin letters is one for each."""
    ends = list(latin_sentence_ends(text, clause.span.start, clause.span.end))
    if not ends:
        return [clause]
    parts = [
        first_clause(text, Span(*part)) for part in pairwise((clause.span.start, *ends, clause.span.end))
    ]
    return [NormalizedClause(part, normalize(part.of(text))) for part in parts]


class _Expected:
    """The words of a sentence's clauses, told from those of the sentence where each character stands at its place."""

    def __init__(self, spoken: str, sentence: Sentence, normalized: str) -> None:
        self._normalized = normalized
        self._start = sentence.span.start - (len(spoken) - (sentence.span.end - sentence.span.start))

    def text(self, span: Span) -> str:
        return self._normalized[span.start - self._start : span.end - self._start]

    def before(self, span: Span) -> str:
        return self._normalized[: span.start - self._start].rstrip()


def _clause_to_json(clause: ClauseFacts, end: int, expected: _Expected, following: str) -> list[Any]:
    span = clause.span
    return _shortened(
        [
            span.start - end,
            span.end - span.start,
            _bits(clause, _CLAUSE_FLAGS),
            _numbers(clause.figures),
            list(clause.years.named),
            list(clause.years.shifts),
            None if clause.after == following else clause.after,
            None if clause.text == expected.text(span) else clause.text,
            None if clause.before == expected.before(span) else clause.before,
        ]
    )


def _clauses_from_json(
    rows: Sequence[Sequence[Any]], end: int, expected: _Expected
) -> tuple[ClauseFacts, ...]:
    found: list[ClauseFacts] = []
    following = ""
    spans = []
    for gap, length, *_ in rows:
        spans.append(Span(end + gap, end + gap + length))
        end = spans[-1].end
    # A clause may be followed by the next one, which is therefore read first.
    for span, row in zip(reversed(spans), reversed(rows), strict=True):
        _, _, bits, numbers, named, shifts, after, text, before = _filled(row, _CLAUSE_FIELDS)
        found.append(
            ClauseFacts(
                span=span,
                text=expected.text(span) if text is None else text,
                before=expected.before(span) if before is None else before,
                after=following if after is None else after,
                figures=frozenset(map(Decimal, numbers or ())),
                years=YearsTold(tuple(named or ()), tuple(shifts or ())) if named or shifts else _NO_YEARS,
                **_unpacked(bits, _CLAUSE_FLAGS),
            )
        )
        following = found[-1].text
    return tuple(reversed(found))


def _next_text(told: Sequence[ClauseFacts], at: int) -> str:
    return told[at + 1].text if at + 1 < len(told) else ""


def _all_figures(told: Iterable[ClauseFacts]) -> frozenset[Decimal]:
    return frozenset[Decimal]().union(*(clause.figures for clause in told))


def _numbers(figures: Collection[Decimal]) -> list[str]:
    return [str(figure) for figure in sorted(figures)]


def _bits(facts: SentenceFacts | ClauseFacts, flags: Sequence[str]) -> int:
    """Flags and kinds of units as one number, the first of the flags being its lowest bit."""
    held = [getattr(facts, flag) for flag in flags] + [kind in facts.unit_kinds for kind in UNIT_KINDS]
    return sum(1 << at for at, is_set in enumerate(held) if is_set)


@lru_cache(maxsize=1024)
def _unpacked(bits: int | None, flags: tuple[str, ...]) -> dict[str, Any]:
    """What `_bits` made; sentences share a few dozen numbers."""
    held = bits or 0
    kinds = held >> len(flags)
    return {flag: bool(held >> at & 1) for at, flag in enumerate(flags)} | {
        "unit_kinds": frozenset(kind for at, kind in enumerate(UNIT_KINDS) if kinds >> at & 1)
    }


def _shortened(fields: list[Any]) -> list[Any]:
    while fields and not fields[-1] and fields[-1] != "":
        fields.pop()
    return fields


def _filled(fields: Sequence[Any], count: int) -> list[Any]:
    return [*fields, *[None] * (count - len(fields))]
