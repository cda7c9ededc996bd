"""A file -> an indexed document: read, described, cut up into passages and sentences, segmented into terms."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from retrieval.documents import structure
from retrieval.documents.sentences import sentences
from retrieval.documents.source_text import PLAIN, Layout
from retrieval.documents.sources import SourceReader, content_of
from retrieval.domain import Domain
from retrieval.domains import DOMAINS
from retrieval.errors import UnreadableDocumentError
from retrieval.index import facts_text
from retrieval.index.sentence_facts import facts_of
from retrieval.index.snapshot import IndexedDocument
from retrieval.index.terms import terms_of
from retrieval.types import Document, DocumentId, Passage, Sentence


def read_document(reader: SourceReader, path: Path, key: DocumentId) -> IndexedDocument:
    """Read a file whole.

    Raises:
        UnreadableDocumentError: it cannot be read, or has no sentence.
    """
    # The bytes that are hashed are those that are read, though the file may grow meanwhile.
    content = content_of(path)
    source = reader.read(path, content)
    document = described(path, source.lines, key)
    return cut_up(document, source.lines, path, hashlib.sha256(content).hexdigest(), source.layout)


def described(path: Path, lines: Sequence[str], key: DocumentId) -> Document:
    """What a file says of itself, by the first domain that knows it."""
    found = (domain.describe(path, lines, key) for domain in DOMAINS)
    return next(document for document in found if document is not None)


def cut_up(
    document: Document, lines: Sequence[str], source: Path, content_hash: str, layout: Layout = PLAIN
) -> IndexedDocument:
    """The passages and sentences of a document.

    Raises:
        UnreadableDocumentError: it has none.
    """
    passages = tuple(structure.passages(document, lines, layout))
    annotate = partial(_domain_of(document).annotate, document, passages)
    found = tuple(sentences(passages, annotate))
    if not found:
        raise UnreadableDocumentError(source, "has no sentence to index")
    passage_of = {passage.id: passage for passage in passages}
    facts = tuple(_facts(passage_of[sentence.passage], sentence, document.speaker) for sentence in found)
    of_passages = tuple(map(facts_text.passage_to_text, passages))
    terms = terms_of(document, passages, found)
    return IndexedDocument(
        document, str(source.absolute()), content_hash, passages, found, facts, of_passages, terms
    )


def _facts(passage: Passage, sentence: Sentence, speaker: str) -> str:
    return facts_text.to_text(facts_of(passage, sentence, speaker), passage, sentence)


def _domain_of(document: Document) -> Domain:
    return next((domain for domain in DOMAINS if domain.name == document.domain), DOMAINS[-1])


def hash_of(path: Path) -> str:
    """SHA-256 of a file.

    Raises:
        UnreadableDocumentError: it is not a file, is too big, or cannot be read.
    """
    return hashlib.sha256(content_of(path)).hexdigest()
