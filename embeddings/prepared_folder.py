"""Makes prepared models and keeps them in the cache folder; they are hashed at every opening and made anew if damaged."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING

from embeddings.cache_folder import models_folder, obtain, read_whole
from embeddings.manifest import FORMAT, Manifest, read_manifest, record_files, write_manifest
from embeddings.types import silent

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from embeddings.model_source import ModelSource
    from embeddings.types import Progress

GRAPH, WORDS = "encoder.onnx", "words.bin"
PREPARING = "preparing model"
_STEPS = 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """A prepared model that may or may not exist yet."""

    key: str
    """Name of its folder in the cache."""
    state: str
    """State of the source as it is now; a folder made from another state is out of date."""
    open_source: Callable[[], ModelSource]


@dataclass(frozen=True, slots=True)
class PreparedFolder:
    """A prepared model that was checked."""

    path: Path
    manifest: Manifest


def find_prepared(wanted: Wanted, cache_folder: Path | None) -> PreparedFolder | None:
    """The prepared model if it exists, is whole and is up to date."""
    path = models_folder(cache_folder) / wanted.key
    manifest = _find(wanted, path)
    return PreparedFolder(path, manifest) if manifest is not None else None


def obtain_prepared(
    wanted: Wanted, cache_folder: Path | None, progress: Progress | None = None
) -> PreparedFolder:
    """The prepared model, made now if need be.

    Raises:
        CacheFolderError: the cache folder cannot be written.
        EmbeddingsError: the source cannot be read or has no prepared form.
    """
    path = models_folder(cache_folder) / wanted.key
    manifest = obtain(path, partial(_find, wanted), lambda aside: _write(wanted, aside, progress or silent))
    return PreparedFolder(path, manifest)


def _find(wanted: Wanted, path: Path) -> Manifest | None:
    manifest = read_whole(path, read_manifest)
    return manifest if manifest is not None and manifest.source_state == wanted.state else None


def _write(wanted: Wanted, folder: Path, progress: Progress) -> Manifest:
    """Write a prepared folder."""
    # Imported here because it loads the onnx library, which running a prepared model does not need.
    from embeddings.graph_export import QUANTISATION, export_graph  # noqa: PLC0415
    from embeddings.word_table import save_word_table  # noqa: PLC0415

    folder.mkdir()
    progress(PREPARING, 0, _STEPS)
    source = wanted.open_source()
    progress(PREPARING, 1, _STEPS)
    kind, names = source.save_tokenizer(folder)
    progress(PREPARING, 2, _STEPS)
    save_word_table(source, folder / WORDS)
    progress(PREPARING, 3, _STEPS)
    export_graph(source, folder / GRAPH)
    progress(PREPARING, 4, _STEPS)
    manifest = Manifest(
        format=FORMAT,
        model=source.name,
        source_state=wanted.state,
        fingerprint=_fingerprint(source, QUANTISATION),
        dimension=source.architecture.hidden,
        max_tokens=source.architecture.max_tokens,
        recipe=source.recipe,
        tokenizer=kind,
        files=record_files(folder, (*names, WORDS, GRAPH)),
    )
    write_manifest(manifest, folder)
    progress(PREPARING, _STEPS, _STEPS)
    return manifest


def _fingerprint(source: ModelSource, quantisation: str) -> str:
    """Follows from the weights, the rounding, the prompts and the rest of the recipe; the same on every machine."""
    parts = [
        FORMAT,
        quantisation,
        source.content_hash(),
        source.architecture.max_tokens,
        asdict(source.recipe),
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
