"""Runs any model through sentence-transformers, which is imported only when such a model is opened.

Importing it takes seconds and 400 MB, so this is the way of models that have no prepared form, or none yet.
"""

from __future__ import annotations

import hashlib
import os
import socket
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np
import torch
from huggingface_hub import constants
from safetensors import SafetensorError
from sentence_transformers import SentenceTransformer

from embeddings.errors import ModelUnavailableError
from embeddings.text_cleaning import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.types import Progress, Vectors

_EMBEDDING = "embedding"
_BATCH = 32
_HUB_SECONDS = 5.0
"""How long a hub may take to accept a connection before it counts as unreachable."""
_LOADING_ERRORS = (
    OSError,
    ValueError,
    RuntimeError,
    LookupError,
    TypeError,
    AttributeError,
    ImportError,
    SafetensorError,
)
"""What sentence-transformers and its libraries raise for folders that are no models, or broken ones."""


class SentenceTransformerEncoder:
    """A `TextEncoder` over a sentence-transformers model with its own prompts."""

    def __init__(self, model: str, threads: int, device: str = "cpu") -> None:
        """Load the model, from the hub if it is not a folder and not downloaded yet.

        Args:
            model: a folder or a name.
            threads: for one call, on the processor.
            device: what torch calls what it runs on.

        Raises:
            ModelUnavailableError: the model cannot be had.
        """
        torch.set_num_threads(threads)
        self._model = load_sentence_transformer(model, device)
        self._fingerprint = _fingerprint(self._model)
        # Fast tokenizers refuse to be set up by two threads at once.
        self._lock = threading.Lock()

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._model.get_embedding_dimension() or 0)

    @property
    def fingerprint(self) -> str:
        """Names the weights and the prompts."""
        return self._fingerprint

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Embed what is asked; shape (len(texts), dimension)."""
        with self._lock:
            return self._unit(
                self._model.encode_query([clean(text) for text in texts], **_QUIETLY), len(texts)
            )

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Embed what is searched; shape (len(texts), dimension), in the order given."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), _BATCH):
            batch = [clean(text) for text in texts[start : start + _BATCH]]
            with self._lock:
                found = self._model.encode_document(batch, **_QUIETLY)
            vectors[start : start + len(batch)] = self._unit(found, len(batch))
            if progress is not None:
                progress(_EMBEDDING, start + len(batch), len(texts))
        return vectors

    def _unit(self, found: object, count: int) -> Vectors:
        # Not every model normalises by itself.
        vectors = np.asarray(found, dtype=np.float32).reshape(count, self.dimension)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Vectors = vectors / np.maximum(lengths, np.finfo(np.float32).tiny)
        return unit


_QUIETLY: dict[str, Any] = {"batch_size": _BATCH, "show_progress_bar": False, "convert_to_numpy": True}


def load_sentence_transformer(model: str, device: str = "cpu") -> SentenceTransformer:
    """Load a model by folder or name; what is on this machine is never asked of the hub.

    Raises:
        ModelUnavailableError: there is no such model, it is broken, or its hub cannot be reached.
    """
    folder = Path(model).expanduser()
    if folder.is_dir():
        try:
            return SentenceTransformer(str(folder), device=device, local_files_only=True)
        except _LOADING_ERRORS as error:
            raise ModelUnavailableError(
                model,
                _first_line(error),
                "give the folder of a sentence-transformers model, or save it again",
            ) from error
    try:
        return SentenceTransformer(model, device=device, local_files_only=True)
    except _LOADING_ERRORS:
        return _download(model, device)


def _download(model: str, device: str) -> SentenceTransformer:
    advice = "check the name, connect to the hub or set HF_ENDPOINT to a mirror, or use the bundled model"
    if not _hub_answers():
        raise ModelUnavailableError(
            model, f"no folder has this name and {constants.ENDPOINT} is not reachable", advice
        )
    try:
        return SentenceTransformer(model, device=device)
    except _LOADING_ERRORS as error:
        raise ModelUnavailableError(model, _first_line(error), advice) from error


def _hub_answers() -> bool:
    """Whether it is worth trying the hub, whose own client would retry for minutes."""
    if constants.HF_HUB_OFFLINE:
        return False
    if os.environ.get("HTTPS_PROXY") or os.environ.get("https_proxy"):
        # The proxy, and not this machine, would reach the hub.
        return True
    address = urlsplit(constants.ENDPOINT)
    try:
        port = address.port or (80 if address.scheme == "http" else 443)
        with socket.create_connection((address.hostname or "", port), timeout=_HUB_SECONDS):
            return True
    except OSError:
        return False


def _fingerprint(model: SentenceTransformer) -> str:
    digest = hashlib.sha256(repr((sorted(model.prompts.items()), model.max_seq_length, str(model))).encode())
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        # Seen as bytes, because numpy does not know every kind of number torch does.
        digest.update(tensor.detach().cpu().contiguous().flatten().view(torch.uint8).numpy())
    return digest.hexdigest()


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__
