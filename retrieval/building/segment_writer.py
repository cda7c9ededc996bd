"""Files -> segments, several processes side by side; what a build that was stopped has written is taken over."""

from __future__ import annotations

import hashlib
import logging
import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from embeddings.processes import WorkerProcesses
from embeddings.types import Progress
from retrieval.building.chunking import ReadDocument, read_document
from retrieval.building.scan_watch import NO_SCANS, ScansRead, ScanWatch
from retrieval.errors import DamagedIndexError, DomainError, IndexFolderError, UnreadableDocumentError
from retrieval.ingest.formats.limits import PICTURES
from retrieval.ingest.formats.scanning import Scanning
from retrieval.ingest.sources import SourceReader
from retrieval.store import vector_files
from retrieval.store.index_store import FORMAT, IndexStore
from retrieval.store.segments import Segment, write_segment
from retrieval.store.snapshot import DocumentHeader, IndexedDocument
from retrieval.types import DocumentId, Owner

SEGMENT_DOCUMENTS = 192
"""Documents of a segment: some ten seconds of work for one process, which is what a stop costs at most."""
_PICTURE_WEIGHT = 24
"""Files that are read in the time that a picture of a page takes: some seconds."""
_SCAN_BYTES = 250_000
"""Of a PDF, for each of which it counts as one more; the scan of a page has some hundred thousand."""
_KEYWORDS = "keywords"
_ENOUGH_FOR_PROCESSES = 24
"""Documents from which on it pays to start other processes, and to show how far it is."""
_DATED = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """A file of the corpus."""

    path: Path
    key: DocumentId
    content_hash: str
    owner: Owner

    def is_held_by(self, held: DocumentHeader | None) -> bool:
        """Whether the index has it as it is."""
        found = (self.content_hash, str(self.path.absolute()))
        return held is not None and (held.content_hash, held.source) == found


@dataclass(frozen=True, slots=True)
class _Written:
    """A segment that was written."""

    name: str
    """Empty: no file could be read."""
    skipped: tuple[UnreadableDocumentError, ...]
    fallen: tuple[DomainError, ...] = ()
    """Of the documents that are indexed without what their domain would have told: why."""
    scans: ScansRead = NO_SCANS


@dataclass(frozen=True, slots=True)
class WrittenSegments:
    """What became of the files."""

    segments: tuple[Segment, ...]
    skipped: tuple[UnreadableDocumentError, ...]
    """The files that could not be read."""
    scans: ScansRead


def write_segments(
    store: IndexStore, files: Sequence[CorpusFile], processes: int, progress: Progress | None
) -> WrittenSegments:
    """Write the segments of new and changed documents of one owner, those of the newest first.

    Raises:
        IndexFolderError: the index cannot be written.
    """
    newest_first = sorted(files, key=lambda file: (-_date_in_name(file.path), str(file.path)))
    groups = list(_groups(newest_first))
    made: list[Segment] = []
    skipped: list[UnreadableDocumentError] = []
    scans = NO_SCANS
    done = 0
    for group, written in zip(groups, _side_by_side(store, groups, processes, progress), strict=True):
        skipped += written.skipped
        scans += written.scans
        # Said here and not where it is read: a worker process has no log of its own.
        for problem in written.fallen:
            _log.warning("%s; it is indexed as a document of no special kind", problem)
        done += len(group)
        if written.name:
            made.append(Segment(store.segments / written.name))
        if progress is not None and len(files) >= _ENOUGH_FOR_PROCESSES:
            progress(_KEYWORDS, done, len(files))
    return WrittenSegments(tuple(made), tuple(skipped), scans)


def write_documents(store: IndexStore, documents: Sequence[IndexedDocument]) -> Segment:
    """Write documents of one owner that were read before as one segment.

    Raises:
        IndexFolderError: the index cannot be written.
    """
    return _write(
        store, _name((each.document.id, each.content_hash, each.source) for each in documents), documents
    )


def _groups(files: Sequence[CorpusFile]) -> Iterator[list[CorpusFile]]:
    """Files, as many together as may be lost when a build is stopped."""
    group: list[CorpusFile] = []
    taken = 0
    for file in files:
        weight = _weight(file.path)
        if group and taken + weight > SEGMENT_DOCUMENTS:
            yield group
            group, taken = [], 0
        group.append(file)
        taken += weight
    if group:
        yield group


def _weight(path: Path) -> int:
    """How many files without pictures of pages take as long as this one may take."""
    suffix = path.suffix.lower()
    if suffix in PICTURES:
        return _PICTURE_WEIGHT
    if suffix != ".pdf":
        return 1
    try:
        return 1 + path.stat().st_size // _SCAN_BYTES
    except OSError:  # Reading it will say so.
        return 1


def _side_by_side(
    store: IndexStore, groups: Sequence[Sequence[CorpusFile]], processes: int, progress: Progress | None
) -> Iterator[_Written]:
    if processes == 1 or sum(map(len, groups)) < _ENOUGH_FOR_PROCESSES or len(groups) == 1:
        watch = ScanWatch(progress)
        yield from (_write_group(store, group, watch) for group in groups)
        return
    work = partial(_write_group, store)
    with WorkerProcesses(min(processes, len(groups))) as workers:
        yield from workers.map(work, groups)


def _write_group(store: IndexStore, files: Sequence[CorpusFile], watch: ScanWatch | None = None) -> _Written:
    watch = watch or ScanWatch()
    before_scans = watch.read
    name = _name((file.key, file.content_hash, str(file.path)) for file in files)
    if (store.segments / name).exists():
        if before := _taken_over(store, name, files, watch):
            return replace(before, scans=watch.read - before_scans)
        name += uuid.uuid4().hex[:4]
    documents, skipped = _read(files, watch)
    scans = watch.read - before_scans
    if not documents:
        return _Written("", skipped, scans=scans)
    _write(store, name, [read.indexed for read in documents])
    return _Written(name, skipped, tuple(read.problem for read in documents if read.problem), scans)


def _taken_over(
    store: IndexStore, name: str, files: Sequence[CorpusFile], watch: ScanWatch
) -> _Written | None:
    """What a build before this one has written of the files; None: it is damaged, or not what they hold now."""
    try:
        segment = Segment(store.segments / name)
        segment.verify()
    except DamagedIndexError:
        return None
    held = {each.document.id: each.content_hash for each in segment.documents}
    readable, skipped = _read([file for file in files if file.key not in held], watch)
    if readable or any(held.get(file.key, file.content_hash) != file.content_hash for file in files):
        return None
    vector_files.remove_gaps(store.vectors, segment)
    return _Written(name, skipped)


def _read(
    files: Iterable[CorpusFile], watch: ScanWatch
) -> tuple[list[ReadDocument], tuple[UnreadableDocumentError, ...]]:
    documents: list[ReadDocument] = []
    skipped: list[UnreadableDocumentError] = []
    with SourceReader(scanning=Scanning(told=watch.told)) as reader:
        for file in files:
            try:
                documents.append(read_document(reader, file.path, file.key, file.owner))
            except UnreadableDocumentError as error:
                skipped.append(error)
    return documents, tuple(skipped)


def _write(store: IndexStore, name: str, documents: Sequence[IndexedDocument]) -> Segment:
    folder = store.segments / name
    try:
        if not folder.exists():
            write_segment(folder, documents)
    except OSError as error:
        raise IndexFolderError(store.folder, error) from error
    return Segment(folder)


def _name(facts: Iterable[tuple[str, ...]]) -> str:
    """A name that stands for what is in a segment, by which a build finds what one that was stopped has done."""
    text = "\n".join("\t".join(each) for each in facts)
    return hashlib.sha256(f"{FORMAT}\n{text}".encode("utf-8", "replace")).hexdigest()[:16]


def _date_in_name(path: Path) -> int:
    dates = _DATED.findall(path.stem)
    return int(dates[-1]) if dates else 0
