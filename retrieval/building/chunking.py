"""A file -> an indexed document: read, described, cut up into passages and sentences, segmented into terms.

What a domain does with a document may fail; the document is then indexed as one of no special kind, so that a mistake
in one domain costs what that domain would have told, and never a document or a build.
"""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from retrieval import domains
from retrieval.domain import Domain
from retrieval.errors import DomainError, Refusal, UnreadableDocumentError
from retrieval.ingest import structure
from retrieval.ingest.sentences import sentences
from retrieval.ingest.source_text import PLAIN, Layout
from retrieval.ingest.sources import SourceReader, content_of
from retrieval.store import facts_text
from retrieval.store.sentence_facts import facts_of
from retrieval.store.snapshot import IndexedDocument
from retrieval.store.terms import terms_of
from retrieval.types import Annotation, Document, DocumentId, Owner, Passage, Sentence

_LONGEST_REASON = 200
"""Characters of a domain's own error that are told; its text may hold a whole document."""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document as it was read from its file."""

    indexed: IndexedDocument
    problem: DomainError | None = None
    """Why it was indexed by the last domain, which takes every file; None: its own domain did all that was asked."""


def read_document(reader: SourceReader, path: Path, key: DocumentId, owner: Owner) -> ReadDocument:
    """Read a file whole, as a document of its owner.

    Raises:
        UnreadableDocumentError: it cannot be read, or has no sentence.
    """
    # The bytes that are hashed are those that are read, though the file may grow meanwhile.
    return read_content(reader, path, content_of(path), key, owner)


def read_content(
    reader: SourceReader, path: Path, content: bytes, key: DocumentId, owner: Owner
) -> ReadDocument:
    """Make a document of the content of a file, which need not be on the disk.

    Args:
        reader: reads the text.
        path: what the file is called.
        content: its bytes.
        key: the id that the document gets.
        owner: whose it is.

    Raises:
        UnreadableDocumentError: as `read_document`.
    """
    source = reader.read(path, content)
    content_hash = hashlib.sha256(content).hexdigest()

    def indexed(known: Sequence[Domain]) -> IndexedDocument:
        document = described(path, source.lines, key, owner, known)
        return cut_up(document, source.lines, path, content_hash, source.layout)

    try:
        return ReadDocument(indexed(domains.DOMAINS))
    except DomainError as problem:
        try:
            return ReadDocument(indexed(domains.DOMAINS[-1:]), problem)
        except DomainError as again:
            raise UnreadableDocumentError(path, again.reason) from again


def described(
    path: Path, lines: Sequence[str], key: DocumentId, owner: Owner, known: Sequence[Domain] | None = None
) -> Document:
    """What a file says of itself, by the first domain that knows it; to whom it belongs, no file says.

    Args:
        path: the file.
        lines: its lines, without their ends.
        key: the id that the document gets.
        owner: whose it is, whatever a domain writes there.
        known: the domains that are asked, the last of which takes every file; None: all.

    Raises:
        DomainError: a domain failed, or gave the document another id or another domain's name.
    """
    for domain in domains.DOMAINS if known is None else known:
        try:
            document = domain.describe(path, lines, key)
        except Exception as error:  # what a domain raises on somebody's file cannot be known here
            raise DomainError(path, domain.name, "describing", _reason(error)) from error
        if document is None:
            continue
        if (document.id, document.domain) != (key, domain.name):
            found = f"it gave the id {document.id} and the domain {document.domain or 'without a name'}"
            raise DomainError(path, domain.name, "describing", found)
        return replace(document, owner=owner)
    raise UnreadableDocumentError(path, "is of no kind that any domain knows")


def cut_up(
    document: Document, lines: Sequence[str], source: Path, content_hash: str, layout: Layout = PLAIN
) -> IndexedDocument:
    """The passages and sentences of a document.

    Raises:
        UnreadableDocumentError: it has none.
        DomainError: its domain could not tell what they speak of.
    """
    outline = _domain_of(document).outline
    passages = tuple(structure.passages(document, lines, layout, outline))

    def annotate(spoken: Sequence[Sequence[str]]) -> list[list[Annotation]]:
        return _annotated(source, document, passages, spoken)

    found = tuple(sentences(passages, annotate))
    if not found:
        raise UnreadableDocumentError(source, "has no sentence to index", Refusal.EMPTY)
    passage_of = {passage.id: passage for passage in passages}
    facts = tuple(_facts(passage_of[sentence.passage], sentence, document.speaker) for sentence in found)
    of_passages = tuple(map(facts_text.passage_to_text, passages))
    terms = terms_of(document, passages, found)
    headings = tuple(structure.headings(lines, layout, outline))
    where = str(source.absolute())
    return IndexedDocument(
        document, where, content_hash, passages, found, facts, of_passages, terms, headings
    )


def _facts(passage: Passage, sentence: Sentence, speaker: str) -> str:
    return facts_text.to_text(facts_of(passage, sentence, speaker), passage, sentence)


def _annotated(
    path: Path, document: Document, passages: Sequence[Passage], spoken: Sequence[Sequence[str]]
) -> list[list[Annotation]]:
    """What the sentences speak of, by the document's domain: one annotation a sentence, or a `DomainError`."""
    domain = _domain_of(document)
    try:
        told = domain.annotate(document, passages, spoken)
        asked, given = [len(texts) for texts in spoken], [len(annotations) for annotations in told]
    except Exception as error:  # as in `described`
        raise DomainError(path, domain.name, "annotating", _reason(error)) from error
    if given != asked:
        counts = f"it gave {sum(given)} annotations in {len(given)} passages for {sum(asked)} sentences in {len(asked)}"
        raise DomainError(path, domain.name, "annotating", counts)
    return told


def _domain_of(document: Document) -> Domain:
    known = domains.DOMAINS
    return next((domain for domain in known if domain.name == document.domain), known[-1])


def _reason(error: Exception) -> str:
    """An error's kind, its text, and the line that raised it, for whoever mends the domain."""
    raised = traceback.extract_tb(error.__traceback__)[-1]
    text = f"{type(error).__name__}: {error}"[:_LONGEST_REASON]
    return f"{text}, at {Path(raised.filename).name}:{raised.lineno}"


def hash_of(path: Path) -> str:
    """SHA-256 of a file.

    Raises:
        UnreadableDocumentError: it is not a file, is too big, or cannot be read.
    """
    return hashlib.sha256(content_of(path)).hexdigest()
