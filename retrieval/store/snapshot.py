"""What is kept of a corpus: the documents with their passages and sentences, and what is known of their words."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.language.dictionary import EnglishDictionary
from retrieval.store.terms import DocumentTerms
from retrieval.store.vector_index import VectorIndex
from retrieval.types import Document, Heading, Passage, Sentence


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """One document, read and cut up."""

    document: Document
    source: str
    """Path of the file it was read from."""
    content_hash: str
    """SHA-256 of the file's bytes."""
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]
    facts: tuple[str, ...]
    """What each sentence tells, as `facts_text` writes it."""
    passage_facts: tuple[str, ...]
    """The same of the passages."""
    terms: DocumentTerms
    headings: tuple[Heading, ...] = ()
    """Those on lines of their own, in their order; none, too, of what was indexed before they were kept."""


@dataclass(frozen=True, slots=True)
class DocumentHeader:
    """What an index knows of a document without opening it."""

    document: Document
    source: str
    content_hash: str
    passages: int
    sentences: int


@dataclass(frozen=True, slots=True)
class WordKnowledge:
    """What is known of the words of the documents of everybody."""

    words: frozenset[str]
    """Those that typing errors are mended by."""
    english: EnglishDictionary
    """What English questions are looked up by."""
    vectors: VectorIndex
    """Of the words of `english.vocabulary`, by the fast encoder; ids are their positions."""
