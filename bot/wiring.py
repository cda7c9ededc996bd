"""The composition root: settings -> the parts that do the work. The only place that names concrete classes."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.config import Settings
from embeddings import Encoders, EncoderSettings, EncodingProcesses, Progress, open_encoders
from retrieval.building import indexing
from retrieval.building.backfill import fill
from retrieval.building.index_status import IndexStatus, read_status
from retrieval.building.indexing import IndexReport
from retrieval.building.opening import IndexOpener, require_finished
from retrieval.engine import Engine, Words
from retrieval.errors import DamagedIndexError, MilvusError, OtherIndexError
from retrieval.evaluation.public_sets import PublicSet, read_public_sets
from retrieval.ingest.identity import identify
from retrieval.language.contrasts import shipped_contrasts
from retrieval.language.glossary import shipped_glossary
from retrieval.learning.model import read_model
from retrieval.milvus.mirroring import mirror_passages, mirror_sentences
from retrieval.repeated_questions import AnsweringRepeatedQuestions
from retrieval.search.opened_index import OpenedIndex, open_index
from retrieval.search.whole_index import WholeIndex
from retrieval.store.index_store import IndexStore
from retrieval.store.segments_in_use import has_damaged_segments, live_segments
from retrieval.store.vector_files import VectorFiles
from retrieval.types import Scope
from retrieval.uploads.answering import AnsweringWithUploads
from retrieval.uploads.library import UploadLibrary
from retrieval.uploads.records import UploadLimits

if TYPE_CHECKING:
    from retrieval.milvus.index import Milvus

_FILLED_AT_ONCE = 4000
"""Sentences whose vectors the first question waits for, half a minute; those of more are left to `yinju index` and the bot."""
_MADE_ANEW = "It is made anew."
_TO_BE_MADE_ANEW = "`yinju index` makes it anew."
_log = logging.getLogger(__name__)


def encoder_settings(settings: Settings) -> EncoderSettings:
    """What the embeddings package needs of the settings."""
    chosen = settings.embeddings
    return EncoderSettings(chosen.model, chosen.cache_folder, chosen.threads)


def build_index(
    settings: Settings, corpus: Sequence[Path] | None, index: Path | None, progress: Progress | None = None
) -> IndexReport:
    """Bring an index up to date with its corpus.

    Args:
        settings: names the corpus and the index where the next two do not.
        corpus: files and folders; None: the configured ones.
        index: the folder of the index; None: the configured one.
        progress: told how far it is.
    """
    store = IndexStore(index or settings.index.path)
    encoders = open_encoders(encoder_settings(settings), progress)
    report = indexing.update(store, tuple(corpus or settings.corpus.paths), encoders, progress)
    _mirror(settings, store, encoders, progress)
    return report


@contextmanager
def claimed_index(settings: Settings, corpus: Sequence[Path] | None, index: Path | None) -> Iterator[bool]:
    """Let no other process make this index of other documents meanwhile; False: one is making it of the same.

    Args:
        settings: as for `build_index`.
        corpus: the same.
        index: the same.
    """
    store = IndexStore(index or settings.index.path)
    with store.locks.claimed(tuple(corpus or settings.corpus.paths)) as is_ours:
        yield is_ours


def fill_index(settings: Settings, index: Path | None, progress: Progress | None = None) -> bool:
    """Make the sentence vectors that an index lacks; False: another process is at it."""
    store = IndexStore(index or settings.index.path)
    encoders = open_encoders(encoder_settings(settings), progress)
    is_whole = fill(store, encoders, partial(EncodingProcesses, encoder_settings(settings)), progress)
    _mirror(settings, store, encoders, progress)
    return is_whole


def fill_behind(settings: Settings) -> bool:
    """As `fill_index` of the configured index, but leaving a core to what is asked meanwhile; damaged documents come first."""
    store = IndexStore(settings.index.path)
    chosen = encoder_settings(settings)
    processes = max(1, (os.cpu_count() or 1) - 1)
    encoders = open_encoders(chosen)
    if has_damaged_segments(store):
        with store.locks.claimed(sources := store.sources or tuple(settings.corpus.paths)) as is_ours:
            if is_ours:
                indexing.update(store, sources, encoders, processes=processes)
    is_whole = fill(store, encoders, partial(EncodingProcesses, chosen, processes))
    _mirror(settings, store, encoders, None)
    return is_whole


def open_engine(settings: Settings, index: Path | None = None, progress: Progress | None = None) -> Engine:
    """Open what answers questions, as `ServedIndex` does."""
    return ServedIndex(settings, index, progress).open()


class ServedIndex:
    """One index, opened state after state as they are built; the models are loaded once.

    The configured index is built first if it is missing, damaged or of another model. One that is named instead may be
    somebody else's, of other documents: nothing is written there.
    """

    def __init__(
        self,
        settings: Settings,
        index: Path | None = None,
        progress: Progress | None = None,
        when_opened: Callable[[], None] | None = None,
    ) -> None:
        """Open nothing yet.

        Args:
            settings: name the index, and the corpus it is built from if it is not there.
            index: the folder of another index, which is only read; None: the configured one.
            progress: told how far the first opening is.
            when_opened: called each time a state has been opened, before it answers.
        """
        self._settings = settings
        self._when_opened = when_opened
        self._store = IndexStore(index or settings.index.path)
        self._is_ours = index is None
        self._progress = progress
        self._encoders: Encoders | None = None
        self._opened: OpenedIndex | None = None
        self._whole: WholeIndex | None = None
        self._mark = b""
        self._verified = b""
        """The state that was compared with its checksums last."""
        self._has_damage = False
        """Whether documents of it are damaged."""
        self._reads_damage = False
        """Whether vectors that were found to be damaged may be open."""

    def open(self) -> Engine:
        """Open the state in use; an index of our own is built first if there is none that can be opened.

        Raises:
            MissingIndexError: see `IndexOpener.as_it_is`, as for the others.
            BusyIndexError: another process is building it.
            UnusableIndexError: it has to be built anew, which is not for us.
        """
        if not self._is_ours:
            require_finished(self._store)  # before the models are loaded, which takes seconds
        self._encoders = open_encoders(encoder_settings(self._settings), self._progress)
        self._whole = _whole_index(self._settings, self._store, self._encoders)
        opener = IndexOpener(self._store, self._encoders, self._whole)
        if self._is_ours:
            state = opener.built(self._settings.corpus.paths, partial(self._build, self._encoders))
        else:
            state = opener.as_it_is()
        self._opened, self._mark = state.index, state.mark
        return self._ready(self._opened, self._encoders)

    def newer(self) -> Engine | None:
        """Open the state in use if it is not the one opened last; one that cannot be opened is said so once."""
        encoders, former, mark = self._encoders, self._opened, self._store.mark
        if encoders is None or former is None:
            return None
        with suppress(DamagedIndexError):
            # Builds to come remove the files of what answers now.
            former.hold()
        if mark == self._mark and self._reads_damage:
            self._reads_damage = False
            self._opened = former.anew()
            return self._ready(self._opened, encoders)
        if not mark or mark == self._mark:
            return None
        self._mark = mark
        try:
            opened = open_index(self._store, encoders, former, self._whole)
            opened.hold()
        except (DamagedIndexError, OtherIndexError) as error:
            _log.warning("%s What was indexed before goes on answering.", error)
            self._verified, self._has_damage = mark, isinstance(error, DamagedIndexError)
            return None
        engine = self._ready(opened, encoders)
        self._opened = opened
        former.let_go()
        return engine

    def status(self, *, scope: Scope) -> IndexStatus | None:
        """What the asker may see of what is indexed, and how far its vectors are; None: nothing is open yet."""
        opened = self._opened
        return None if opened is None else read_status(self._store, opened.seen_by(scope.owner))

    def lacks_vectors(self) -> bool:
        """Whether any sentence of what is open has no vector yet, whoever may see it."""
        return self._opened is not None and self._opened.lacks_vectors

    def is_damaged(self) -> bool:
        """Whether documents of what is open are not what was written; whatever is, is said once.

        Damaged vectors count as missing, and the questions to come do without them.
        """
        opened, mark = self._opened, self._mark
        if opened is not None and mark != self._verified:
            documents, vectors = opened.damaged_documents(), opened.damaged_vectors()
            for error in (*documents, *vectors):
                _log.warning("%s %s", error, _MADE_ANEW if self._is_ours else _TO_BE_MADE_ANEW)
            self._has_damage, self._reads_damage = bool(documents), bool(vectors)
            self._verified = mark
        return self._has_damage

    def _ready(self, opened: OpenedIndex, encoders: Encoders) -> Engine:
        engine = _engine(opened, encoders)
        if self._when_opened is not None:
            self._when_opened()
        return engine

    def _build(self, encoders: Encoders, corpus: Sequence[Path]) -> None:
        report = indexing.update(self._store, corpus, encoders, self._progress)
        if report.sentences <= _FILLED_AT_ONCE:
            fill(self._store, encoders, progress=self._progress)
        _mirror(self._settings, self._store, encoders, self._progress)


class ServedToChats:
    """A served index that many chats ask: each also what it has sent, and what has just been asked is kept for the next."""

    def __init__(self, served: ServedIndex, uploads: UploadLibrary | None) -> None:
        """Open nothing yet.

        Args:
            served: opens the documents of everybody.
            uploads: what chats have sent; None: nothing is taken.
        """
        self._served = served
        self._uploads = uploads
        self.status = served.status
        self.lacks_vectors = served.lacks_vectors
        self.is_damaged = served.is_damaged

    def open(self) -> AnsweringRepeatedQuestions:
        """See `ServedIndex`, as for the next."""
        return self._for_chats(self._served.open())

    def newer(self) -> AnsweringRepeatedQuestions | None:
        """Open the state in use if it is not the one opened last."""
        newer = self._served.newer()
        return None if newer is None else self._for_chats(newer)

    def _for_chats(self, engine: Engine) -> AnsweringRepeatedQuestions:
        answering = engine if self._uploads is None else AnsweringWithUploads(engine, self._uploads)
        return AnsweringRepeatedQuestions(answering, self.lacks_vectors)


@contextmanager
def opened_uploads(settings: Settings) -> Iterator[UploadLibrary | None]:
    """What chats have sent, for one process; None: nothing is taken.

    Raises:
        UploadsFolderError: another process has it open, or it cannot be written.
    """
    chosen = settings.uploads
    if not chosen.enabled:
        yield None
        return
    limits = UploadLimits(
        chosen.files_per_day,
        chosen.megabytes_per_day * 1_000_000,
        chosen.pages_per_day,
        chosen.hours * 3600.0,
    )
    library = UploadLibrary(chosen.path, limits)
    library.open()
    with closing(library):
        yield library


def open_public_sets(
    settings: Settings, folder: Path, progress: Progress | None = None
) -> Iterator[tuple[PublicSet, Engine]]:
    """The parts of a public retrieval set, each with an engine over its passages.

    Their indexes are kept beside the configured one.
    """
    encoders = open_encoders(encoder_settings(settings), progress)
    kept = settings.index.path.parent / "evaluation" / folder.resolve().name
    for public_set in read_public_sets(folder):
        store = IndexStore(kept / identify(public_set.name))
        indexing.hold(store, public_set.documents, encoders, (), progress)
        fill(store, encoders, partial(EncodingProcesses, encoder_settings(settings)), progress)
        yield public_set, _engine(open_index(store, encoders), encoders)


def _engine(opened: OpenedIndex, encoders: Encoders) -> Engine:
    words = Words(shipped_glossary(), shipped_contrasts())
    return Engine(opened, encoders, words, read_model())


def _milvus(settings: Settings, store: IndexStore, encoders: Encoders) -> Milvus | None:
    """The Milvus database that holds the same passages and sentences as the index; None: none is configured.

    Only the index that the settings name (`index.path`) is kept there: another one (`--index DIR`) would replace it.
    """
    address = settings.index.milvus
    if address is None or store.folder != settings.index.path:
        return None
    try:
        from retrieval.milvus.index import open_milvus  # noqa: PLC0415 - an extra, and takes a second to load
    except ImportError as error:
        raise MilvusError(address, "the package pymilvus is missing (pip install 'yinju[milvus]')") from error
    return open_milvus(address, encoders.fast)


def _whole_index(settings: Settings, store: IndexStore, encoders: Encoders) -> WholeIndex | None:
    milvus = _milvus(settings, store, encoders)
    return WholeIndex(milvus.passages, milvus.sentences) if milvus else None


def _mirror(settings: Settings, store: IndexStore, encoders: Encoders, progress: Progress | None) -> None:
    """Bring Milvus up to date with the index, as far as it has vectors."""
    milvus = _milvus(settings, store, encoders)
    if milvus is None:
        return
    with store.locks.mirroring() as is_ours:
        if is_ours:
            segments = live_segments(store, store.manifest())
            mirror_passages(segments, milvus.passages, progress)
            files = VectorFiles(store.vectors, encoders.fast.fingerprint)
            mirror_sentences(segments, files, milvus.sentences, progress)
