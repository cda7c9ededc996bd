"""Corpus -> snapshot. Only new and changed documents are read and embedded; deleted ones are gone from the next."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from embeddings.types import Encoders, Progress, TextEncoder, Vectors
from retrieval import structure, tokenizer
from retrieval.dictionary import build_dictionary
from retrieval.documents import describe, identify
from retrieval.errors import EmptyCorpusError, RetrievalError, UnreadableDocumentError
from retrieval.index_store import IndexStore
from retrieval.keyword_index import KeywordIndex
from retrieval.sentences import searched_text, sentences
from retrieval.snapshot import IndexedDocument, KeywordIndexes, Snapshot
from retrieval.source_text import PLAIN, Layout
from retrieval.sources import SUFFIXES, SourceReader, content_of
from retrieval.types import Document, DocumentId, SentenceId
from retrieval.vector_index import VectorIndex

_LOCK_FILE = "~$"
"""Begins the name of what Word puts beside a document while it is open."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What a build did; counts of documents but for passages and sentences."""

    documents: int
    passages: int
    sentences: int
    added: int
    updated: int
    removed: int
    unchanged: int
    seconds: float
    skipped: tuple[UnreadableDocumentError, ...]
    """Files that could not be indexed, each with its reason."""


@dataclass(frozen=True, slots=True)
class _Corpus:
    documents: tuple[IndexedDocument, ...]
    skipped: tuple[UnreadableDocumentError, ...]


def update(
    store: IndexStore, paths: Sequence[Path], encoders: Encoders, progress: Progress | None = None
) -> IndexReport:
    """Bring the index up to date with the files.

    Raises:
        EmptyCorpusError: not one file can be indexed; the index stays as it was.
        IndexFolderError: the index cannot be written; it stays as it was.
    """
    started = time.perf_counter()
    with store.locked():
        former = _former(store, encoders)
        known = {held.document.id: held for held in former.documents} if former else {}
        corpus = _read(paths, known)
        if not corpus.documents:
            raise EmptyCorpusError(tuple(paths), corpus.skipped)
        if former is None or corpus.documents != former.documents:
            store.save(_build(corpus.documents, former, encoders, progress), paths)
        else:
            store.remember(paths)
    for problem in corpus.skipped:
        _log.warning("skipped %s", problem)
    return _report(known, corpus, time.perf_counter() - started)


def hold(
    store: IndexStore,
    documents: tuple[IndexedDocument, ...],
    encoders: Encoders,
    sources: Sequence[Path],
    progress: Progress | None = None,
) -> None:
    """Make the index hold exactly these documents; sentences it held before keep their vectors.

    Raises:
        IndexFolderError: the index cannot be written; it stays as it was.
    """
    with store.locked():
        former = _former(store, encoders)
        if former is None or documents != former.documents:
            store.save(_build(documents, former, encoders, progress), sources)


def cut_up(
    document: Document, lines: Sequence[str], source: Path, content_hash: str, layout: Layout = PLAIN
) -> IndexedDocument:
    """The passages and sentences of a document.

    Raises:
        UnreadableDocumentError: it has none.
    """
    passages = tuple(structure.passages(document, lines, layout))
    found = tuple(sentence for passage in passages for sentence in sentences(document, passage))
    if not found:
        raise UnreadableDocumentError(source, "has no sentence to index")
    return IndexedDocument(document, str(source.absolute()), content_hash, passages, found)


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files to index, sorted: files as given, folders searched for those of a known kind."""
    found: dict[Path, Path] = {}
    for path in paths:
        for file in _texts_in(path) if _is_folder(path) else [path]:
            found.setdefault(file.absolute(), file)
    return sorted(found.values())


def _texts_in(folder: Path) -> Iterator[Path]:
    return (
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES and not path.name.startswith(_LOCK_FILE) and not _is_folder(path)
    )


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # A name too long, a folder closed to us: reading it will say so.
        return False


def _former(store: IndexStore, encoders: Encoders) -> Snapshot | None:
    """The snapshot to take over from, if it is sound and of the same kind."""
    if store.is_empty:
        return None
    try:
        return store.load(encoders.fingerprint)
    except RetrievalError as error:
        _log.warning("%s It is built anew.", error)
        return None


def _read(paths: Sequence[Path], known: Mapping[DocumentId, IndexedDocument]) -> _Corpus:
    found: dict[DocumentId, IndexedDocument] = {}
    skipped: list[UnreadableDocumentError] = []
    with SourceReader() as reader:
        for path in find_files(paths):
            key = identify(path.name)
            # Two files of one name in different folders are two documents.
            key = identify(str(path.absolute())) if key in found else key
            try:
                found[key] = _read_one(reader, path, key, known.get(key))
            except UnreadableDocumentError as error:
                skipped.append(error)
    return _Corpus(tuple(found.values()), tuple(skipped))


def _read_one(
    reader: SourceReader, path: Path, key: DocumentId, former: IndexedDocument | None
) -> IndexedDocument:
    # The bytes that are hashed are those that are read, though the file may grow meanwhile.
    content = content_of(path)
    content_hash = hashlib.sha256(content).hexdigest()
    if former and former.content_hash == content_hash and former.source == str(path.absolute()):
        return former
    source = reader.read(path, content)
    document = describe(path, source.lines, key)
    return cut_up(document, source.lines, path, content_hash, source.layout)


def _build(
    documents: tuple[IndexedDocument, ...],
    former: Snapshot | None,
    encoders: Encoders,
    progress: Progress | None,
) -> Snapshot:
    passages = {passage.id: passage for indexed in documents for passage in indexed.passages}
    found = [sentence for indexed in documents for sentence in indexed.sentences]
    known = _known(former)
    texts = [sentence.span.of(passages[sentence.passage].text) for sentence in found]
    ids = [sentence.id for sentence in found]
    held, held_fast = (former.vectors, former.fast_vectors) if former else (None, None)
    vectors = _vectors(ids, texts, known, held, encoders.accurate, progress)
    fast_vectors = _vectors(ids, texts, known, held_fast, encoders.fast, progress)
    sentence_texts = [searched_text(passages[sentence.passage], sentence) for sentence in found]
    passage_texts = [
        " ".join((indexed.document.title, *passage.section, passage.text))
        for indexed in documents
        for passage in indexed.passages
    ]
    keywords = _keywords(sentence_texts, passage_texts)
    english = build_dictionary(keywords.passage_words.vocabulary)
    word_vectors = encoders.fast.encode_passages(english.vocabulary)
    return Snapshot(
        fingerprint=encoders.fingerprint,
        documents=documents,
        vectors=VectorIndex.build(ids, vectors),
        fast_vectors=VectorIndex.build(ids, fast_vectors),
        word_vectors=VectorIndex.build(range(len(word_vectors)), word_vectors),
        keywords=keywords,
        english=english,
    )


def _known(former: Snapshot | None) -> frozenset[SentenceId]:
    """The sentences whose vectors a snapshot holds."""
    documents = former.documents if former else ()
    return frozenset(sentence.id for indexed in documents for sentence in indexed.sentences)


def _vectors(
    ids: Sequence[SentenceId],
    texts: Sequence[str],
    known: frozenset[SentenceId],
    former: VectorIndex | None,
    encoder: TextEncoder,
    progress: Progress | None,
) -> Vectors:
    """Vectors in the order of the sentences; a sentence that stood in the former snapshot keeps its own."""
    vectors = np.empty((len(ids), encoder.dimension), np.float32)
    old = [at for at, key in enumerate(ids) if former and key in known]
    new = [at for at, key in enumerate(ids) if not (former and key in known)]
    if former and old:
        vectors[old] = former.vectors([ids[at] for at in old])
    if new:
        vectors[new] = encoder.encode_passages([texts[at] for at in new], progress)
    return vectors


def _keywords(sentence_texts: Sequence[str], passage_texts: Sequence[str]) -> KeywordIndexes:
    return KeywordIndexes(
        sentence_words=KeywordIndex.build([tokenizer.words(text) for text in sentence_texts]),
        sentence_bigrams=KeywordIndex.build([tokenizer.bigrams(text) for text in sentence_texts]),
        passage_words=KeywordIndex.build([tokenizer.words(text) for text in passage_texts]),
        passage_bigrams=KeywordIndex.build([tokenizer.bigrams(text) for text in passage_texts]),
    )


def _report(known: Mapping[DocumentId, IndexedDocument], corpus: _Corpus, seconds: float) -> IndexReport:
    now = {indexed.document.id: indexed for indexed in corpus.documents}
    unchanged = sum(known.get(key) == indexed for key, indexed in now.items())
    added = sum(key not in known for key in now)
    return IndexReport(
        documents=len(now),
        passages=sum(len(indexed.passages) for indexed in corpus.documents),
        sentences=sum(len(indexed.sentences) for indexed in corpus.documents),
        added=added,
        updated=len(now) - added - unchanged,
        removed=sum(key not in now for key in known),
        unchanged=unchanged,
        seconds=round(seconds, 3),
        skipped=corpus.skipped,
    )
