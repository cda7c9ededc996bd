"""The processes that a process has started, as Linux tells them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

linux_only = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")


def descendants(parent: int) -> set[int]:
    """Its children, their children and so on, but for Python's own that waits for the end of its parent."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            command = stat.with_name("cmdline").read_bytes()
            words = stat.read_text(encoding="utf-8", errors="replace").rpartition(") ")[2].split()
        except OSError:
            continue
        if words[0] != "Z" and b"resource_tracker" not in command:
            parents[int(stat.parent.name)] = int(words[1])
    found: set[int] = set()
    newest = {parent}
    while newest := {child for child, held in parents.items() if held in newest}:
        found |= newest
    return found


def are_gone(processes: set[int], within: float = 10.0) -> bool:
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
