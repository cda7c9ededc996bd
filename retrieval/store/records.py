"""One document with its passages, sentences and terms <-> compressed bytes, read whole when a question comes to it."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson

from retrieval.errors import DamagedIndexError
from retrieval.store.snapshot import IndexedDocument
from retrieval.store.terms import DocumentTerms, TermTexts
from retrieval.types import Document, Heading, Level, Passage, PassageId, Role, Sentence, SentenceId, Span
from retrieval.types.scan_json import scan_from_json, scan_to_json
from retrieval.types.table_json import heads_from_json, heads_to_json, row_from_json, row_to_json

_LEVEL = 6
"""Of zlib: half the size of level 1, and read as fast."""
_TERMS = ("sentence_words", "sentence_bigrams", "passage_words", "passage_bigrams")


_ROLES: dict[str | None, Role | None] = {None: None, **{role.value: role for role in Role}}
"""Looking a role up is three times faster than making it, and documents have hundreds."""


def to_bytes(indexed: IndexedDocument) -> bytes:
    """A document as bytes; equal documents give equal bytes."""
    text = json.dumps(_to_json(indexed), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)


def from_bytes(held: bytes, file: Path) -> IndexedDocument:
    """Read what `to_bytes` made.

    Args:
        held: the bytes.
        file: where they came from, to say so.

    Raises:
        DamagedIndexError: they are not such a document.
    """
    try:
        return _from_json(_loaded(zlib.decompress(held)))
    except (zlib.error, ValueError, LookupError, TypeError) as error:
        raise DamagedIndexError(file, "a document cannot be read") from error


def _loaded(text: bytes) -> dict[str, Any]:
    try:
        found: dict[str, Any] = orjson.loads(text)
    except orjson.JSONDecodeError:  # It takes no lone surrogates, which a file may have.
        found = json.loads(text.decode("utf-8", "surrogatepass"))
    return found


def document_to_json(document: Document) -> dict[str, Any]:
    """The fields of a document."""
    return asdict(document)


def document_from_json(held: dict[str, Any]) -> Document:
    """Read what `document_to_json` made; raises TypeError or LookupError for other fields."""
    return Document(**held | {"level": Level(held["level"])})


def _to_json(indexed: IndexedDocument) -> dict[str, Any]:
    by_passage: dict[PassageId, list[Any]] = {passage.id: [] for passage in indexed.passages}
    for sentence in indexed.sentences:
        by_passage[sentence.passage].append(_sentence_to_json(sentence))
    terms = [getattr(indexed.terms, name) for name in _TERMS]
    rows = [passage.row for passage in indexed.passages if passage.row]
    # A document without tables is written as it was before there were any.
    tables = {"tables": heads_to_json(rows)} if rows else {}
    titles = {"headings": [[each.text, each.line, each.page] for each in indexed.headings]}
    return (
        tables
        | (titles if indexed.headings else {})
        | {
            "document": document_to_json(indexed.document),
            "source": indexed.source,
            "content_hash": indexed.content_hash,
            "passages": [
                [p.id, p.section, p.paragraph, p.line, p.text, p.page, by_passage[p.id], *_beside_text(p)]
                for p in indexed.passages
            ],
            "facts": indexed.facts,
            "passage_facts": indexed.passage_facts,
            "terms": [[each.marked, each.runs, each.counts] for each in terms],
        }
    )


def _beside_text(passage: Passage) -> list[Any]:
    """The row of a table, and what is known of a scan: as much as there is, so that plain documents stay as they were."""
    row = row_to_json(passage.row) if passage.row else None
    scan = scan_to_json(passage.scan) if passage.scan else None
    return [row, scan] if scan is not None else [row] if row is not None else []


def _sentence_to_json(sentence: Sentence) -> list[Any]:
    lead_in = [sentence.lead_in.start, sentence.lead_in.end] if sentence.lead_in else None
    span = sentence.span
    return [sentence.id, span.start, span.end, lead_in, sorted(sentence.years), sentence.role]


def _from_json(held: dict[str, Any]) -> IndexedDocument:
    document = document_from_json(held["document"])
    passages: list[Passage] = []
    sentences: list[Sentence] = []
    heads = heads_from_json(held.get("tables", ()))
    for key, section, paragraph, line, text, page, own, *beside in held["passages"]:
        row, scan = [*beside, None, None][:2]
        passages.append(
            Passage(
                key,
                document.id,
                tuple(section),
                paragraph,
                line,
                text,
                page,
                row_from_json(row, heads) if row else None,
                None if scan is None else scan_from_json(scan),
            )
        )
        sentences.extend(_sentence_from_json(key, fields) for fields in own)
    terms = [TermTexts(tuple(marked), tuple(runs), tuple(counts)) for marked, runs, counts in held["terms"]]
    return IndexedDocument(
        document,
        held["source"],
        held["content_hash"],
        tuple(passages),
        tuple(sentences),
        _facts_of(held["facts"], len(sentences)),
        _facts_of(held["passage_facts"], len(passages)),
        DocumentTerms(*terms),
        tuple(Heading(*each) for each in held.get("headings", ())),
    )


def _facts_of(held: list[str], count: int) -> tuple[str, ...]:
    if len(held) != count or not all(isinstance(each, str) for each in held):
        raise ValueError
    return tuple(held)


def _sentence_from_json(passage: PassageId, fields: list[Any]) -> Sentence:
    key, start, end, lead_in, years, role = fields
    return Sentence(
        SentenceId(key),
        passage,
        Span(start, end),
        Span(*lead_in) if lead_in else None,
        frozenset(years),
        _ROLES[role],
    )
