"""How much memory a process takes, as Linux counts it."""

from __future__ import annotations

import re
from pathlib import Path


def peak_megabytes(process: int | str = "self") -> float:
    """The most memory a process ever had, files mapped into it included."""
    return _megabytes(process, "VmHWM")


def own_megabytes(process: int | str = "self") -> float:
    """The memory a process has now, without files mapped into it, which the system takes back when it needs to."""
    return _megabytes(process, "RssAnon")


def _megabytes(process: int | str, field: str) -> float:
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    found = re.search(rf"{field}:\s+(\d+) kB", status)
    assert found, status
    return int(found[1]) * 1024 / 1e6
