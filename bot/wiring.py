"""The composition root: settings -> the parts that do the work. The only place that names concrete classes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from bot.config import Settings
from embeddings import Encoders, EncoderSettings, Progress, open_encoders
from retrieval import indexing
from retrieval.contrasts import shipped_contrasts
from retrieval.documents import identify
from retrieval.engine import Engine, Words
from retrieval.errors import DamagedIndexError, OtherIndexError
from retrieval.glossary import shipped_glossary
from retrieval.index_store import IndexStore
from retrieval.indexing import IndexReport
from retrieval.places import shipped_gazetteer
from retrieval.public_sets import PublicSet, read_public_sets
from retrieval.snapshot import Snapshot


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
    return indexing.update(store, tuple(corpus or settings.corpus.paths), encoders, progress)


def open_engine(settings: Settings, index: Path | None = None, progress: Progress | None = None) -> Engine:
    """Open what answers questions; an index that is missing, damaged or of another model is built first."""
    store = IndexStore(index or settings.index.path)
    encoders = open_encoders(encoder_settings(settings), progress)
    return _engine(_snapshot(store, settings, encoders, progress), encoders)


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
        yield public_set, _engine(store.load(encoders.fingerprint), encoders)


def _engine(snapshot: Snapshot, encoders: Encoders) -> Engine:
    words = Words(shipped_glossary(), shipped_gazetteer(), shipped_contrasts())
    return Engine(snapshot, encoders, words)


def _snapshot(
    store: IndexStore, settings: Settings, encoders: Encoders, progress: Progress | None
) -> Snapshot:
    if not store.is_empty:
        # What is wrong with a snapshot that cannot be used is said by `update`, which builds it anew.
        with suppress(DamagedIndexError, OtherIndexError):
            return store.load(encoders.fingerprint)
    indexing.update(store, store.sources or settings.corpus.paths, encoders, progress)
    return store.load(encoders.fingerprint)
