"""Opens the encoder the settings name, the lightest way that serves it."""

from __future__ import annotations

import hashlib
import logging
import re
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.bundled_folder import bundled_folder_path, obtain_bundled_folder
from embeddings.bundled_weights import bundled_version
from embeddings.cache_folder import models_folder
from embeddings.config import BUNDLED, EncoderSettings
from embeddings.errors import DamagedFileError, ModelUnavailableError
from embeddings.fast_encoder import FastEncoder
from embeddings.manifest import FORMAT
from embeddings.prepared_folder import Wanted, find_prepared, obtain_prepared
from embeddings.types import Encoders

if TYPE_CHECKING:
    from embeddings.model_source import ModelSource
    from embeddings.prepared_folder import PreparedFolder
    from embeddings.types import Progress, Reader, TextEncoder

_log = logging.getLogger(__name__)
_KEY_UNSAFE = re.compile(r"[^A-Za-z0-9]+")
_READABLE_KEY = 40


def open_encoder(settings: EncoderSettings, progress: Progress | None = None) -> TextEncoder:
    """Open a model.

    The bundled model is prepared at its first use. Any other model runs in its prepared form if `prepare_model` made one that is
    up to date, and through sentence-transformers otherwise.

    Raises:
        ModelUnavailableError: there is no such model, it is broken, or its hub cannot be reached.
        CacheFolderError: the cache folder cannot be written.
    """
    if settings.model == BUNDLED:
        wanted = _bundled(settings.cache_folder, progress)
        return _run(obtain_prepared(wanted, settings.cache_folder, progress), settings)
    found = find_prepared(_other(settings.model), settings.cache_folder)
    if found is not None:
        return _run(found, settings)
    _mend(settings.model, settings.cache_folder, progress)
    # Imported here because it loads torch and all that stands on it: seconds and hundreds of MB.
    from embeddings.encoder import SentenceTransformerEncoder  # noqa: PLC0415

    return SentenceTransformerEncoder(settings.model, settings.threads)


def open_encoders(settings: EncoderSettings, progress: Progress | None = None) -> Encoders:
    """Open the configured model and the fast one that votes beside it.

    Raises:
        ModelUnavailableError: there is no such model, it is broken, or its hub cannot be reached.
        CacheFolderError: the cache folder cannot be written.
    """
    fast = FastEncoder()
    # Each takes about a second to load, most of it outside Python's lock.
    loading = threading.Thread(target=lambda: fast.model, name="fast-model", daemon=True)
    loading.start()
    accurate = open_encoder(settings, progress)
    loading.join()
    return Encoders(accurate, fast, _reader_of(accurate, settings))


def prepare_model(
    model: str | Path, cache_folder: Path | None = None, progress: Progress | None = None
) -> Path:
    """Make the prepared form of a model, so that `open_encoder` runs it without torch; of the bundled model also its folder.

    Args:
        model: `bundled`, a sentence-transformers folder, or the name of a model on the hub.
        cache_folder: where to keep it; None: the user's cache folder.
        progress: told how far it is.

    Returns:
        The folder made, or found already made.

    Raises:
        UnsupportedModelError: the model is not a BERT encoder with mean or first-token pooling, or has no fast tokenizer.
        ModelUnavailableError: there is no such model, it is broken, or its hub cannot be reached.
        CacheFolderError: the cache folder cannot be written.
    """
    if str(model) == BUNDLED:
        # Checked even when the graph is there, which can do without it.
        obtain_bundled_folder(cache_folder, progress)
        wanted = _bundled(cache_folder, progress)
    else:
        _mend(str(model), cache_folder, progress)
        wanted = _other(str(model))
    return obtain_prepared(wanted, cache_folder, progress).path


def _run(prepared: PreparedFolder, settings: EncoderSettings) -> TextEncoder:
    # Imported here because it loads ONNX Runtime, which a model run by sentence-transformers does not need.
    from embeddings.prepared import PreparedEncoder  # noqa: PLC0415

    return PreparedEncoder(prepared, settings.threads)


def _reader_of(accurate: TextEncoder, settings: EncoderSettings) -> Reader | None:
    """The reading model, which shares the words of the bundled one; without it answers are judged by the rest."""
    if settings.model != BUNDLED:
        return None
    from embeddings.prepared import PreparedEncoder  # noqa: PLC0415 - loaded by now, with ONNX Runtime

    try:
        return accurate.reader() if isinstance(accurate, PreparedEncoder) else None
    except DamagedFileError as error:
        _log.warning("Answers are judged without the reading model: %s", error)
        return None


def _bundled(cache_folder: Path | None, progress: Progress | None) -> Wanted:
    version = bundled_version()
    return Wanted(f"{BUNDLED}-{version}-{FORMAT}", version, partial(_open_bundled, cache_folder, progress))


def _open_bundled(cache_folder: Path | None, progress: Progress | None) -> ModelSource:
    from embeddings.bundled_model import BundledModel  # noqa: PLC0415 - not needed once the model is prepared

    return BundledModel(obtain_bundled_folder(cache_folder, progress))


def _mend(model: str, cache_folder: Path | None, progress: Progress | None) -> None:
    """Check the bundled model's own folder where the settings name it as if it were any other."""
    folder = Path(model).expanduser().absolute()
    kept_here = folder.parent == models_folder(cache_folder).absolute()
    if kept_here and folder.name == bundled_folder_path(cache_folder).name:
        obtain_bundled_folder(cache_folder, progress)


def _other(model: str) -> Wanted:
    from embeddings.model_folder import FolderModel, folder_state  # noqa: PLC0415 - not needed by the bundled model

    folder = Path(model).expanduser()
    if folder.is_dir():
        folder = folder.resolve()
        return Wanted(_key(str(folder)), folder_state(folder), partial(FolderModel, folder))
    if folder.is_absolute() or model.startswith((".", "~")) or folder.exists():
        raise ModelUnavailableError(model, "there is no such folder", "give the folder of a model")
    from embeddings.hub_model import HubModel  # noqa: PLC0415 - loads torch

    return Wanted(_key(model), model, partial(HubModel, model))


def _key(name: str) -> str:
    readable = _KEY_UNSAFE.sub("-", name).strip("-")[-_READABLE_KEY:].strip("-")
    return f"{readable}-{hashlib.sha256(name.encode()).hexdigest()[:12]}-{FORMAT}"
