"""Passages -> the sentences and clauses that are searched, each with its year and role."""

from __future__ import annotations

import hashlib

from retrieval.documents import structure, time_and_role
from retrieval.documents.report_parts import parts
from retrieval.documents.time_and_role import TimeAndRole
from retrieval.types import Document, Passage, PassageId, Sentence, SentenceId, Span

_ID_BITS = 63
"""FAISS keeps ids as signed 64-bit numbers."""


def sentences(document: Document, passage: Passage, part: TimeAndRole | None = None) -> list[Sentence]:
    """The sentences of one passage in their order.

    Args:
        document: the document.
        passage: one of its passages.
        part: what the part of the document says in which it stands; None: what the passage's own headings say.
    """
    part = part or parts(document, (passage,))[0]
    found: list[Sentence] = []
    for unit in structure.units(passage.text):
        spoken = _with_lead_in(passage.text, unit.span, unit.lead_in)
        told = time_and_role.of_sentence(spoken, document, part)
        found.append(
            Sentence(_id(passage.id, unit.span), passage.id, unit.span, unit.lead_in, told.years, told.role)
        )
    return found


def searched_text(passage: Passage, sentence: Sentence) -> str:
    """What keywords are looked up in: the sentence, after the words that introduce its list."""
    return _with_lead_in(passage.text, sentence.span, sentence.lead_in)


def _with_lead_in(text: str, span: Span, lead_in: Span | None) -> str:
    return (lead_in.of(text) if lead_in else "") + span.of(text)


def _id(passage: PassageId, span: Span) -> SentenceId:
    digest = hashlib.sha256(f"{passage} {span.start} {span.end}".encode())
    return SentenceId(int.from_bytes(digest.digest()[:8]) >> (64 - _ID_BITS))
