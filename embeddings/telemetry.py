"""Keeps the libraries that run models from reporting to their makers: nothing leaves this machine that nobody configured.

ONNX Runtime 1.32 on Linux looks up its maker's host every few seconds and keeps a device number and a database of
events in the user's cache folder; its own `disable_telemetry_events()`, called before the first session, stops neither.
The Hugging Face libraries tell the hub on what they run. Each reads its variable when it is imported, and never again.
"""

from __future__ import annotations

import os

VARIABLES = ("ORT_DISABLE_TELEMETRY", "HF_HUB_DISABLE_TELEMETRY")


def switch_off_telemetry() -> None:
    """Set the variables by which the libraries ask whether to report, for this process and those that it starts.

    It is of use only before they are imported. A variable that the user has set stays as it is.
    """
    for name in VARIABLES:
        os.environ.setdefault(name, "1")
