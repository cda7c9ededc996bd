"""The composition root: settings -> the parts that do the work. The only place that names concrete classes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from bot.config import Settings
from embeddings import Encoders, EncoderSettings, EncodingProcesses, Progress, open_encoders
from retrieval import indexing
from retrieval.collection import Collection, open_collection
from retrieval.contrasts import shipped_contrasts
from retrieval.documents import identify
from retrieval.engine import Engine, Words
from retrieval.errors import DamagedIndexError, OtherIndexError
from retrieval.filling import fill
from retrieval.glossary import shipped_glossary
from retrieval.index_store import IndexStore
from retrieval.indexing import IndexReport
from retrieval.places import shipped_gazetteer
from retrieval.public_sets import PublicSet, read_public_sets

_FILLED_AT_ONCE = 4000
"""Sentences whose vectors the first question waits for, half a minute; those of more are left to `yinju index`."""


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


def fill_index(settings: Settings, index: Path | None, progress: Progress | None = None) -> bool:
    """Make the sentence vectors that an index lacks; False: another process is at it."""
    store = IndexStore(index or settings.index.path)
    encoders = open_encoders(encoder_settings(settings), progress)
    return fill(store, encoders, partial(EncodingProcesses, encoder_settings(settings)), progress)


def open_engine(settings: Settings, index: Path | None = None, progress: Progress | None = None) -> Engine:
    """Open what answers questions; an index that is missing, damaged or of another model is built first."""
    store = IndexStore(index or settings.index.path)
    encoders = open_encoders(encoder_settings(settings), progress)
    return _engine(_collection(store, settings, encoders, progress), encoders)


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
        yield public_set, _engine(open_collection(store, encoders), encoders)


def _engine(collection: Collection, encoders: Encoders) -> Engine:
    words = Words(shipped_glossary(), shipped_gazetteer(), shipped_contrasts())
    return Engine(collection, encoders, words)


def _collection(
    store: IndexStore, settings: Settings, encoders: Encoders, progress: Progress | None
) -> Collection:
    if not store.is_empty:
        # What is wrong with an index that cannot be used is said by `update`, which builds it anew.
        with suppress(DamagedIndexError, OtherIndexError):
            return open_collection(store, encoders)
    report = indexing.update(store, store.sources or settings.corpus.paths, encoders, progress)
    if report.sentences <= _FILLED_AT_ONCE:
        fill(store, encoders, progress=progress)
    return open_collection(store, encoders)
