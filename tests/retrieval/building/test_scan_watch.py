"""Pages of scans are counted over all files, with the time that each took."""

from __future__ import annotations

from retrieval.building.scan_watch import ScansRead, ScanWatch


def test_pages_of_several_files_are_counted_together() -> None:
    times = iter([10.0, 13.0, 18.0, 30.0, 31.0])
    told: list[tuple[str, int, int]] = []
    watch = ScanWatch(lambda what, done, total: told.append((what, done, total)), clock=lambda: next(times))
    for page, pages in ((0, 2), (1, 2), (2, 2), (0, 1), (1, 1)):
        watch.told(page, pages)
    assert watch.read == ScansRead(3, 9.0)
    assert told == [
        ("recognising pages", done, total) for done, total in ((0, 2), (1, 2), (2, 2), (2, 3), (3, 3))
    ]
    assert watch.read - ScansRead(1, 3.0) + ScansRead(2, 2.0) == ScansRead(4, 8.0)
