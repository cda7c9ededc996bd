"""What is kept of a corpus: the documents with their passages and sentences, and the indexes over them."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.dictionary import EnglishDictionary
from retrieval.keyword_index import KeywordIndex
from retrieval.types import Document, Passage, Sentence
from retrieval.vector_index import VectorIndex


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


@dataclass(frozen=True, slots=True)
class KeywordIndexes:
    """Words and character bigrams, of sentences and of whole passages with their headings.

    Positions follow the order of documents, and of passages and sentences in each.
    """

    sentence_words: KeywordIndex
    sentence_bigrams: KeywordIndex
    passage_words: KeywordIndex
    passage_bigrams: KeywordIndex


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of the corpus; never changed, only replaced."""

    fingerprint: str
    """Of the encoders whose vectors it holds."""
    documents: tuple[IndexedDocument, ...]
    vectors: VectorIndex
    """Of the sentences, by the accurate encoder."""
    fast_vectors: VectorIndex
    """Of the sentences, by the fast one."""
    word_vectors: VectorIndex
    """Of the words of `english.vocabulary`, by the fast one; ids are their positions."""
    keywords: KeywordIndexes
    english: EnglishDictionary
    """What English questions are looked up by."""
