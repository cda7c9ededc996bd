"""A segment: some hundred documents of one owner, written once and never changed; an index is a list of them.

    segments/NAME/documents.bin    the documents one after another, compressed; one is read when a question comes to it
                  documents.json   what is known of each without reading it, and where it stands
                  passages.npy     which document each passage id belongs to
                  ids/             the ids of the passages and of the sentences, in the order of the documents
                  paragraphs.npy   fingerprints by which copies of a document are known
                  keywords/        BM25 over the words of the passages
                  sums.json        checksums of the other files; written last

The idea is Lucene's (https://lucene.apache.org/core/9_12_0/core/org/apache/lucene/codecs/lucene912/package-summary.html):
a new or changed document costs a small new segment, and small ones are merged now and then.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import re
import shutil
import uuid
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.errors import DamagedIndexError
from retrieval.ingest.duplicates import Fingerprint, fingerprint
from retrieval.store import durable, records
from retrieval.store.keyword_index import KeywordIndex
from retrieval.store.snapshot import DocumentHeader, IndexedDocument
from retrieval.store.terms import MARK
from retrieval.types import EVERYBODY, PassageId

_BYTES = "documents.bin"
_TABLE = "documents.json"
_PASSAGES = "passages.npy"
_KEYWORDS = "keywords"
_PASSAGE_IDS = "ids/passages.npy"
_SENTENCE_IDS = "ids/sentences.npy"
_SUMS = "sums.json"
_PARAGRAPHS = "paragraphs.npy"
_PARAGRAPH_TYPE = np.dtype([("document", np.uint32), ("length", np.uint32), ("hash", np.uint64)])
_PASSAGE_ID = re.compile(r"[0-9a-f]{16}")
_PASSAGE_TYPE = np.dtype([("passage", np.uint64), ("document", np.uint32)])


@dataclass(frozen=True, slots=True)
class _Range:
    """Where a document stands in the file."""

    start: int
    size: int
    checksum: int


class Segment:
    """A segment that was written; documents are numbered in their order."""

    def __init__(self, folder: Path) -> None:
        """Open it.

        Raises:
            DamagedIndexError: a file is missing or is not what was written.
        """
        self.folder = folder
        self.name = folder.name
        table = _read_json(folder / _TABLE)
        try:
            self._ranges = tuple(_Range(*row["place"]) for row in table)
            self.documents = tuple(_held(row) for row in table)
        except (LookupError, TypeError, ValueError) as error:
            raise DamagedIndexError(folder, f"{_TABLE} cannot be read") from error
        owners = {held.document.owner for held in self.documents}
        if len(owners) > 1:
            raise DamagedIndexError(folder, "it holds documents of several owners")
        self.owner = next(iter(owners), EVERYBODY)
        """Of all its documents: what one chat may not see is left out segment by segment, with all that is counted in it."""
        self.starts = tuple(accumulate((held.sentences for held in self.documents), initial=0))
        """The row of each document's first sentence, and at the end the number of sentences."""
        self.passage_starts = tuple(accumulate((held.passages for held in self.documents), initial=0))
        """The same of passages."""
        # Mapped now: a later build may remove the files while this state is still asked.
        self._bytes = _mapped(folder / _BYTES)
        self._passages = _loaded(folder / _PASSAGES)
        self.passage_ids = _loaded(folder / _PASSAGE_IDS)
        """Of all documents, in their order; 16 hexadecimal digits as a number."""
        self.sentence_ids = _loaded(folder / _SENTENCE_IDS)
        """Of all documents, in their order."""

    @property
    def size(self) -> int:
        """Bytes of the documents."""
        return sum(range_.size for range_ in self._ranges)

    def verify(self) -> None:
        """Compare every file with its checksum; takes a second for a gigabyte.

        Raises:
            DamagedIndexError: a file is missing or is not what was written.
        """
        sums = _read_json(self.folder / _SUMS)
        if not isinstance(sums, dict) or not sums.keys() >= {_BYTES, _TABLE, _PASSAGES, _PARAGRAPHS}:
            raise DamagedIndexError(self.folder, f"{_SUMS} cannot be read")
        for name, digest in sums.items():
            if _digest(self.folder / name) != digest:
                raise DamagedIndexError(self.folder, f"{name} is not what was written")

    def hold(self) -> None:
        """Open every file now, so that the segment can be used even after its folder is removed.

        Raises:
            DamagedIndexError: a file is missing or is not what was written.
        """
        _ = self._bytes, self._passages, self.keywords

    def read(self, number: int) -> IndexedDocument:
        """One document whole.

        Raises:
            DamagedIndexError: it is not what was written.
        """
        range_ = self._ranges[number]
        held = self._bytes[range_.start : range_.start + range_.size]
        if zlib.crc32(held) != range_.checksum:
            raise DamagedIndexError(self.folder, "a document is not what was written")
        return records.from_bytes(held, self.folder / _BYTES)

    def holder_of(self, passage: PassageId) -> int | None:
        """The number of the document that has a passage; None: none has."""
        if not _PASSAGE_ID.fullmatch(passage):
            return None
        key = np.uint64(int(passage, 16))
        at = int(np.searchsorted(self._passages["passage"], key))
        if at == len(self._passages) or self._passages["passage"][at] != key:
            return None
        return int(self._passages["document"][at])

    @property
    def fingerprints(self) -> list[Fingerprint]:
        """By which copies of each document are known.

        Raises:
            DamagedIndexError: the file is missing or is not what was written.
        """
        rows = _loaded(self.folder / _PARAGRAPHS)
        paragraphs: list[set[tuple[int, int]]] = [set() for _ in self.documents]
        for number, length, hashed in rows.tolist():
            paragraphs[number].add((hashed, length))
        pairs = zip(self.documents, paragraphs, strict=True)
        return [Fingerprint(held.document, frozenset(own)) for held, own in pairs]

    @cached_property
    def keywords(self) -> KeywordIndex:
        """Over the passages of all documents, in their order."""
        return KeywordIndex.load(self.folder / _KEYWORDS)


def write_segment(folder: Path, documents: Iterable[IndexedDocument]) -> None:
    """Write a segment; it is whole, or the folder is not there.

    Raises:
        OSError: it cannot be written.
    """
    aside = folder.with_name(f"{folder.name}.{uuid.uuid4().hex[:8]}")
    aside.mkdir(parents=True)
    try:
        _write(aside, documents)
        aside.rename(folder)
    except OSError:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    durable.sync(folder.parent)


def _write(folder: Path, documents: Iterable[IndexedDocument]) -> None:
    table: list[dict[str, Any]] = []
    passages: list[tuple[int, int]] = []
    paragraphs: list[tuple[int, int, int]] = []
    sentence_ids: list[int] = []
    words: list[Sequence[str]] = []
    start = 0
    with (folder / _BYTES).open("wb") as stream:
        for number, indexed in enumerate(documents):
            held = records.to_bytes(indexed)
            stream.write(held)
            table.append(_row(indexed, _Range(start, len(held), zlib.crc32(held))))
            start += len(held)
            passages += [(int(passage.id, 16), number) for passage in indexed.passages]
            sentence_ids += [sentence.id for sentence in indexed.sentences]
            own = fingerprint(indexed.document, (passage.text for passage in indexed.passages))
            paragraphs += [(number, length, hashed) for hashed, length in sorted(own.paragraphs)]
            words += [text.strip(MARK).split(2 * MARK) for text in indexed.terms.passage_words.marked]
    text = json.dumps(table, ensure_ascii=False)
    # A file's name may be bytes that are no text, which Python holds as lone surrogates.
    (folder / _TABLE).write_text(text, encoding="utf-8", errors="surrogatepass")
    (folder / _PASSAGE_IDS).parent.mkdir()
    np.save(folder / _PASSAGE_IDS, np.array([key for key, _ in passages], np.uint64))
    np.save(folder / _SENTENCE_IDS, np.array(sentence_ids, np.int64))
    np.save(folder / _PASSAGES, np.sort(np.array(passages, _PASSAGE_TYPE), order="passage"))
    np.save(folder / _PARAGRAPHS, np.array(paragraphs, _PARAGRAPH_TYPE))
    KeywordIndex.build(words).save(folder / _KEYWORDS)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in files:
        durable.sync(path)
    sums = {path.relative_to(folder).as_posix(): _digest(path) for path in files}
    durable.write_text(folder / _SUMS, json.dumps(sums, indent=1))


def _row(indexed: IndexedDocument, range_: _Range) -> dict[str, Any]:
    return {
        "document": records.document_to_json(indexed.document),
        "source": indexed.source,
        "content_hash": indexed.content_hash,
        "passages": len(indexed.passages),
        "sentences": len(indexed.sentences),
        "place": [range_.start, range_.size, range_.checksum],
    }


def _held(row: dict[str, Any]) -> DocumentHeader:
    return DocumentHeader(
        records.document_from_json(row["document"]),
        row["source"],
        row["content_hash"],
        row["passages"],
        row["sentences"],
    )


def _read_json(file: Path) -> Any:  # noqa: ANN401 - JSON
    try:
        return json.loads(file.read_text(encoding="utf-8", errors="surrogatepass"))
    except (OSError, ValueError) as error:
        raise DamagedIndexError(file.parent, f"{file.name} cannot be read") from error


def _mapped(file: Path) -> mmap.mmap:
    try:
        with file.open("rb") as stream:
            return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise DamagedIndexError(file.parent, f"{file.name} cannot be read") from error


def _loaded(file: Path) -> np.ndarray:
    try:
        return np.load(file, mmap_mode="r")  # type: ignore[no-any-return]
    except (
        Exception
    ) as error:  # numpy reads the head of a file with Python's own parser, and lets all its errors through
        raise DamagedIndexError(file.parent, f"{file.name} cannot be read") from error


def _digest(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise DamagedIndexError(file, "it cannot be read") from error
