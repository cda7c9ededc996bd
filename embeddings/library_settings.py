"""Settings of the libraries that run models: they report nothing to their makers and leave nothing in the temporary folder.

ONNX Runtime 1.32 on Linux looks up its maker's host every few seconds and keeps a device number and a database of
events in the user's cache folder; its own `disable_telemetry_events()`, called before the first session, stops neither.
The Hugging Face libraries tell the hub on what they run. torch makes a folder of a fixed name in the shared temporary
folder. Each reads its variable when it is imported, and never again.
"""

from __future__ import annotations

import os

from embeddings.cache_folder import torch_folder

TORCH_FOLDER = "TORCHINDUCTOR_CACHE_DIR"
"""Names the folder that torch makes for what it compiles; nothing of ours is compiled."""


def set_up_libraries() -> None:
    """Set the variables for this process and those that it starts; of use only before the libraries are imported.

    A variable that the user has set stays as it is.
    """
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault(TORCH_FOLDER, str(torch_folder()))
