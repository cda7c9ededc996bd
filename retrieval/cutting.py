"""A file -> an indexed document: read, described, cut up into passages and sentences, segmented into terms."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from retrieval import structure
from retrieval.documents import describe
from retrieval.errors import UnreadableDocumentError
from retrieval.reading import read_lines
from retrieval.report_parts import parts
from retrieval.sentences import sentences
from retrieval.snapshot import IndexedDocument
from retrieval.terms import terms_of
from retrieval.types import Document, DocumentId


def read_document(path: Path, key: DocumentId) -> IndexedDocument:
    """Read a file whole.

    Raises:
        UnreadableDocumentError: it cannot be read, or has no sentence.
    """
    content_hash = hash_of(path)
    lines = read_lines(path)
    return cut_up(describe(path, lines, key), lines, path, content_hash)


def cut_up(document: Document, lines: Sequence[str], source: Path, content_hash: str) -> IndexedDocument:
    """The passages and sentences of a document.

    Raises:
        UnreadableDocumentError: it has none.
    """
    passages = tuple(structure.passages(document, lines))
    told = zip(passages, parts(document, passages), strict=True)
    found = tuple(sentence for passage, part in told for sentence in sentences(document, passage, part))
    if not found:
        raise UnreadableDocumentError(source, "has no sentence to index")
    terms = terms_of(document, passages, found)
    return IndexedDocument(document, str(source.absolute()), content_hash, passages, found, terms)


def hash_of(path: Path) -> str:
    """SHA-256 of a file.

    Raises:
        UnreadableDocumentError: it is not a file, or cannot be read.
    """
    try:
        if path.exists() and not path.is_file():
            raise UnreadableDocumentError(path, "is not a file")
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableDocumentError(path, f"cannot be read ({error.strerror or error})") from error
