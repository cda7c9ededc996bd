"""Files that are whole or not there."""

from __future__ import annotations

from pathlib import Path

from retrieval.store import durable


def test_only_what_was_written_aside_of_a_file_is_removed(tmp_path: Path) -> None:
    for name in ("CURRENT", "CURRENT.9d1db266", "CURRENT.txt", "CURRENT.9d1db266.old", "FORMER.9d1db266"):
        (tmp_path / name).write_text("{}")
    durable.remove_left_over(tmp_path / "CURRENT")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "CURRENT",
        "CURRENT.9d1db266.old",
        "CURRENT.txt",
        "FORMER.9d1db266",
    ]
