"""Fetches a model of the hub so that it can be prepared."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from pathlib import Path

from embeddings.encoder import load_sentence_transformer
from embeddings.model_folder import FolderModel


class HubModel(FolderModel):
    """A model of the hub, saved in a temporary folder for as long as it is read."""

    def __init__(self, name: str) -> None:
        """Load the model, from the hub if it is not downloaded yet.

        Raises:
            ModelUnavailableError: the model cannot be had.
            UnsupportedModelError: it has no prepared form.
        """
        saved = tempfile.mkdtemp(prefix="yinju-model-")
        # The folder goes with this object, also when what follows fails.
        weakref.finalize(self, shutil.rmtree, saved, ignore_errors=True)
        load_sentence_transformer(name).save(saved, create_model_card=False)
        super().__init__(Path(saved), name)
