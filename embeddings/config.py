"""Which model to run, and how."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

BUNDLED = "bundled"
"""The name of the model whose weights come with the installed packages."""


@dataclass(frozen=True, slots=True)
class EncoderSettings:
    """Settings of the embeddings."""

    model: str = BUNDLED
    """`bundled`, a folder, or the name of a sentence-transformers model on the hub."""
    cache_folder: Path | None = None
    """Where prepared models are kept; None: the user's cache folder."""
    threads: int = 1
    """Threads for one call; at least 1. More than one slows a machine that answers several questions at once."""
