"""The texts of uploads on the disk: each a segment of one document, with its vectors, whoever sent it.

    texts/KEY/     a segment: see `retrieval.store.segments`
    vectors/       of these: see `retrieval.store.vector_files`

The same file, of the same name, is there once however many chats hold it. The files themselves are not kept.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Set as AbstractSet
from pathlib import Path

from embeddings.types import Encoders, TextEncoder
from retrieval.store import vector_files
from retrieval.store.segments import Segment, write_segment
from retrieval.store.snapshot import IndexedDocument
from retrieval.store.vector_files import PART_ROWS, VectorFiles, parts_of
from retrieval.uploads.records import UploadKey

_AT_ONCE = 256
"""Sentences of a document that all get vectors of the accurate model before it is asked, some seconds of work; of a
longer one the likeliest get theirs when a question comes, as in an index that is not filled yet."""


class UploadTexts:
    """The texts in one folder. Safe to use from several threads, as long as one of them writes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "texts"
        self._vectors = folder / "vectors"
        self._embedding = threading.Lock()

    def has(self, key: UploadKey) -> bool:
        """Whether a text is there."""
        return (self._folder / key).is_dir()

    def write(self, key: UploadKey, document: IndexedDocument) -> None:
        """Write a text; one that is there stays.

        Raises:
            OSError: it cannot be written; nothing is left of it.
        """
        if not self.has(key):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_segment(self._folder / key, [document])

    def open(self, key: UploadKey) -> Segment:
        """A text, opened.

        Raises:
            DamagedIndexError: it is gone, or is not what was written.
        """
        return Segment(self._folder / key)

    def remove_all_but(self, kept: AbstractSet[UploadKey]) -> None:
        """Remove the other texts with their vectors, and what a stop has left half written."""
        for path in self._folder.iterdir() if self._folder.is_dir() else ():
            if path.name not in kept:
                shutil.rmtree(path, ignore_errors=True)
        vector_files.remove_all_but(self._vectors, set(kept))

    def vectors(self, encoders: Encoders) -> tuple[VectorFiles, VectorFiles]:
        """The vectors of the accurate and of the fast model."""
        return (
            VectorFiles(self._vectors, encoders.accurate.fingerprint),
            VectorFiles(self._vectors, encoders.fast.fingerprint),
        )

    def embed(self, segment: Segment, encoders: Encoders) -> None:
        """Make the vectors that a text lacks, of the accurate model only where it is short.

        Raises:
            OSError: they cannot be written.
        """
        accurate, fast = self.vectors(encoders)
        wanted = [(fast, encoders.fast)]
        if segment.starts[-1] <= _AT_ONCE:
            wanted.append((accurate, encoders.accurate))
        for files, encoder in wanted:
            if not files.has(segment):
                with self._embedding:
                    _embed(segment, files, encoder)


def _embed(segment: Segment, files: VectorFiles, encoder: TextEncoder) -> None:
    if files.has(segment):
        return
    indexed = segment.read(0)
    texts = {passage.id: passage.text for passage in indexed.passages}
    spoken = [sentence.span.of(texts[sentence.passage]) for sentence in indexed.sentences]
    for part in range(parts_of(segment)):
        rows = spoken[part * PART_ROWS : (part + 1) * PART_ROWS]
        files.write_part(segment, part, encoder.encode_passages(rows))
    files.join(segment)
    files.encode(segment)
