"""A GPU, if there is one: it embeds a hundred times as many sentences a second, and answers no question sooner."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.bundled_folder import obtain_bundled_folder
from embeddings.config import BUNDLED

if TYPE_CHECKING:
    from embeddings.config import EncoderSettings
    from embeddings.types import TextEncoder

MOST_PROCESSES = 4
"""That share a GPU: each takes a gigabyte of its memory, and more than a few only wait for one another."""
_DEVICES = ("nvidia[0-9]*", "kfd")
"""What the drivers of NVIDIA and AMD put into /dev."""


def find_gpu() -> str | None:
    """The name torch has for a GPU that it can use; None: there is none.

    Torch is asked only where a driver is: importing it takes seconds.
    """
    if not any(found for pattern in _DEVICES for found in Path("/dev").glob(pattern)):
        return None
    import torch  # noqa: PLC0415

    return "cuda" if torch.cuda.is_available() else None


def open_on_gpu(settings: EncoderSettings, device: str) -> TextEncoder:
    """Open the configured model for passages.

    Its vectors stand in for those of the prepared model, whose weights are rounded to 8 bits: their cosine is 0.99.

    Args:
        settings: name the model.
        device: what `find_gpu` found.

    Raises:
        ModelUnavailableError: there is no such model, it is broken, or its hub cannot be reached.
        CacheFolderError: the cache folder cannot be written.
    """
    from embeddings.encoder import SentenceTransformerEncoder  # noqa: PLC0415 - loads torch

    folder = obtain_bundled_folder(settings.cache_folder) if settings.model == BUNDLED else settings.model
    return SentenceTransformerEncoder(str(folder), settings.threads, device)
