"""The composition root: settings -> the parts that do the work. The only place that names concrete classes."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from bot.config import Settings
from embeddings import EncoderSettings, Progress, TextEncoder, open_encoder
from retrieval import indexing
from retrieval.engine import Engine
from retrieval.errors import DamagedIndexError, OtherIndexError
from retrieval.glossary import shipped_glossary
from retrieval.index_store import IndexStore
from retrieval.indexing import IndexReport
from retrieval.places import shipped_gazetteer
from retrieval.public_sets import PublicSet, read_public_set
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
    encoder = open_encoder(encoder_settings(settings), progress)
    return indexing.update(store, tuple(corpus or settings.corpus.paths), encoder, progress)


def open_engine(settings: Settings, index: Path | None = None, progress: Progress | None = None) -> Engine:
    """Open what answers questions; an index that is missing, damaged or of another model is built first."""
    store = IndexStore(index or settings.index.path)
    encoder = open_encoder(encoder_settings(settings), progress)
    return Engine(
        _snapshot(store, settings, encoder, progress), encoder, shipped_glossary(), shipped_gazetteer()
    )


def open_public_set(
    settings: Settings, folder: Path, progress: Progress | None = None
) -> tuple[PublicSet, Engine]:
    """A public retrieval set, and an engine over its passages; their index is kept beside the configured one."""
    public_set = read_public_set(folder)
    store = IndexStore(settings.index.path.parent / "evaluation" / folder.resolve().name)
    encoder = open_encoder(encoder_settings(settings), progress)
    indexing.hold(store, public_set.documents, encoder, (), progress)
    engine = Engine(store.load(encoder.fingerprint), encoder, shipped_glossary(), shipped_gazetteer())
    return public_set, engine


def _snapshot(
    store: IndexStore, settings: Settings, encoder: TextEncoder, progress: Progress | None
) -> Snapshot:
    if not store.is_empty:
        # What is wrong with a snapshot that cannot be used is said by `update`, which builds it anew.
        with suppress(DamagedIndexError, OtherIndexError):
            return store.load(encoder.fingerprint)
    indexing.update(store, store.sources or settings.corpus.paths, encoder, progress)
    return store.load(encoder.fingerprint)
