"""Settings of a bot that was installed from its wheel and has no configuration file.

The wheel brings the sample report (`share/yinju/` of the environment it is installed in); what is made lies in the user's
folder for data, which platformdirs knows for each system.
"""

from __future__ import annotations

from importlib import metadata
from pathlib import Path
from typing import Any

from embeddings.cache_folder import users_data_folder

_DISTRIBUTION = "yinju"
_SHARED = "share/yinju/corpus"


def installed_settings() -> dict[str, Any]:
    """Where the documents, the index and the chats are; without documents where the sample report is not installed."""
    data = users_data_folder()
    found: dict[str, Any] = {
        "index": {"path": str(data / "index")},
        "storage": {"path": str(data / "yinju.sqlite")},
        "uploads": {"path": str(data / "uploads")},
    }
    if (corpus := _sample_corpus()) is not None:
        found["corpus"] = {"paths": [str(corpus)]}
    return found


def _sample_corpus() -> Path | None:
    """The folder of the sample report, where the installer has put it."""
    try:
        files = metadata.files(_DISTRIBUTION) or ()
    except metadata.PackageNotFoundError:
        return None
    for each in files:
        if _SHARED in each.as_posix() and (report := Path(str(each.locate()))).is_file():
            return report.resolve().parent
    return None
