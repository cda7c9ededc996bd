"""Text to unit vectors: the bundled multilingual model, or any sentence-transformers model."""

from embeddings.bulk import EncodingProcesses
from embeddings.bundled_folder import write_bundled_folder
from embeddings.config import BUNDLED, EncoderSettings
from embeddings.errors import (
    CacheFolderError,
    DamagedFileError,
    EmbeddingsError,
    ModelUnavailableError,
    UnsupportedModelError,
    WorkerLostError,
)
from embeddings.fast_encoder import FastEncoder
from embeddings.library_settings import set_up_libraries
from embeddings.opening import open_encoder, open_encoders, prepare_model
from embeddings.processes import WorkerProcesses, interrupts_held
from embeddings.types import Encoders, Progress, TextEncoder, Vectors

__all__ = [
    "BUNDLED",
    "CacheFolderError",
    "DamagedFileError",
    "EmbeddingsError",
    "EncoderSettings",
    "Encoders",
    "EncodingProcesses",
    "FastEncoder",
    "ModelUnavailableError",
    "Progress",
    "TextEncoder",
    "UnsupportedModelError",
    "Vectors",
    "WorkerLostError",
    "WorkerProcesses",
    "interrupts_held",
    "open_encoder",
    "open_encoders",
    "prepare_model",
    "write_bundled_folder",
]

# Python runs this file before any other of the package, and nothing that it imports has imported such a library yet.
set_up_libraries()
