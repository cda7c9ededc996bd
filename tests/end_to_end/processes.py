"""The processes that a process has started, as Linux tells them."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

linux_only = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")


def descendants(parent: int) -> set[int]:
    """Its children, their children and so on, but for Python's own that waits for the end of its parent."""
    children: dict[int, list[int]] = {}
    with os.scandir("/proc") as processes:
        for each in processes:
            if each.name.isdecimal() and (above := _living_parent(each.path)):
                children.setdefault(above, []).append(int(each.name))
    found: set[int] = set()
    newest = [parent]
    while newest:
        newest = [child for each in newest for child in children.get(each, ()) if not _is_pythons_own(child)]
        found |= set(newest)
    return found


def are_gone(processes: set[int], within: float = 60.0) -> bool:
    """Whether all of them end in time; one that nobody has waited for counts as ended."""
    deadline = time.monotonic() + within
    while any(_is_alive(each) for each in processes):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _is_alive(process: int) -> bool:
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return stat.rpartition(") ")[2][0] != "Z"


def _living_parent(folder: str) -> int:
    """The number of a process's parent; 0: it has ended."""
    try:
        with open(f"{folder}/stat", "rb") as stat:  # noqa: PTH123 - hundreds of them, twenty times a second
            state, above, *_ = stat.read().rpartition(b") ")[2].split()
    except OSError:
        return 0
    return 0 if state == b"Z" else int(above)


def _is_pythons_own(process: int) -> bool:
    try:
        return b"resource_tracker" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return True
