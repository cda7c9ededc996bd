"""Text to unit vectors: the bundled multilingual model, or any sentence-transformers model."""

from embeddings.bundled_folder import write_bundled_folder
from embeddings.config import BUNDLED, EncoderSettings
from embeddings.errors import (
    CacheFolderError,
    DamagedFileError,
    EmbeddingsError,
    ModelUnavailableError,
    UnsupportedModelError,
)
from embeddings.opening import open_encoder, prepare_model
from embeddings.types import Progress, TextEncoder, Vectors

__all__ = [
    "BUNDLED",
    "CacheFolderError",
    "DamagedFileError",
    "EmbeddingsError",
    "EncoderSettings",
    "ModelUnavailableError",
    "Progress",
    "TextEncoder",
    "UnsupportedModelError",
    "Vectors",
    "open_encoder",
    "prepare_model",
    "write_bundled_folder",
]
