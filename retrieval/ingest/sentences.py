"""Passages -> the sentences and clauses that are searched, each with what it speaks of."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from retrieval.ingest.units import units as units_of
from retrieval.types import Annotation, Passage, PassageId, Sentence, SentenceId, Span

_ID_BITS = 63
"""FAISS keeps ids as signed 64-bit numbers."""
Annotate = Callable[[Sequence[Sequence[str]]], Sequence[Sequence[Annotation]]]
"""For each passage the texts of its sentences -> what each of them speaks of."""


def sentences(passages: Sequence[Passage], annotate: Annotate) -> list[Sentence]:
    """The sentences of a document in their order.

    Args:
        passages: all of its passages.
        annotate: tells what the sentences speak of.
    """
    units = [list(units_of(passage.text)) for passage in passages]
    spoken = [
        [_with_lead_in(passage.text, unit.span, unit.lead_in) for unit in own]
        for passage, own in zip(passages, units, strict=True)
    ]
    return [
        Sentence(_id(passage.id, unit.span), passage.id, unit.span, unit.lead_in, told.years, told.role)
        for passage, own, annotations in zip(passages, units, annotate(spoken), strict=True)
        for unit, told in zip(own, annotations, strict=True)
    ]


def searched_text(passage: Passage, sentence: Sentence) -> str:
    """What keywords are looked up in: the sentence, after the words that introduce its list."""
    return _with_lead_in(passage.text, sentence.span, sentence.lead_in)


def _with_lead_in(text: str, span: Span, lead_in: Span | None) -> str:
    return (lead_in.of(text) if lead_in else "") + span.of(text)


def _id(passage: PassageId, span: Span) -> SentenceId:
    digest = hashlib.sha256(f"{passage} {span.start} {span.end}".encode())
    return SentenceId(int.from_bytes(digest.digest()[:8]) >> (64 - _ID_BITS))
