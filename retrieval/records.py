"""Documents with their passages and sentences <-> lines of JSON, one document a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from retrieval.errors import DamagedIndexError
from retrieval.snapshot import IndexedDocument
from retrieval.types import Document, Passage, PassageId, Role, Sentence, SentenceId, Span


def write_documents(file: Path, documents: Iterable[IndexedDocument]) -> None:
    """Write documents in their order."""
    with file.open("w", encoding="utf-8", errors="surrogatepass") as stream:
        for indexed in documents:
            stream.write(json.dumps(_to_json(indexed), ensure_ascii=False, separators=(",", ":")) + "\n")


def read_documents(file: Path) -> Iterator[IndexedDocument]:
    """Read what `write_documents` wrote.

    Raises:
        DamagedIndexError: a line is not such a document.
    """
    try:
        with file.open(encoding="utf-8", errors="surrogatepass") as stream:
            for line in stream:
                yield _from_json(json.loads(line))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedIndexError(file, "the documents cannot be read") from error


def _to_json(indexed: IndexedDocument) -> dict[str, Any]:
    by_passage: dict[PassageId, list[Any]] = {passage.id: [] for passage in indexed.passages}
    for sentence in indexed.sentences:
        by_passage[sentence.passage].append(_sentence_to_json(sentence))
    return {
        "document": asdict(indexed.document),
        "source": indexed.source,
        "content_hash": indexed.content_hash,
        "passages": [
            [p.id, p.section, p.paragraph, p.line, p.text, p.page, by_passage[p.id]] for p in indexed.passages
        ],
    }


def _sentence_to_json(sentence: Sentence) -> list[Any]:
    lead_in = [sentence.lead_in.start, sentence.lead_in.end] if sentence.lead_in else None
    span = sentence.span
    return [sentence.id, span.start, span.end, lead_in, sorted(sentence.years), sentence.role]


def _from_json(held: dict[str, Any]) -> IndexedDocument:
    document = Document(**held["document"])
    passages: list[Passage] = []
    sentences: list[Sentence] = []
    for key, section, paragraph, line, text, page, own in held["passages"]:
        passages.append(Passage(key, document.id, tuple(section), paragraph, line, text, page))
        sentences.extend(_sentence_from_json(key, fields) for fields in own)
    return IndexedDocument(document, held["source"], held["content_hash"], tuple(passages), tuple(sentences))


def _sentence_from_json(passage: PassageId, fields: list[Any]) -> Sentence:
    key, start, end, lead_in, years, role = fields
    return Sentence(
        SentenceId(key),
        passage,
        Span(start, end),
        Span(*lead_in) if lead_in else None,
        frozenset(years),
        Role(role) if role else None,
    )
