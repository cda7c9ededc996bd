"""One new report added to all: how long until it is answered from.

The report is made up out of the shipped one, every figure changed, for a year that there is none of yet. The index is
a copy whose files are hard links, as segments never change.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

from benchmarks.all_reports.errors import TooFewError
from benchmarks.all_reports.ground import Ground
from benchmarks.all_reports.indexing_process import IndexingProcess
from benchmarks.all_reports.results import Measured
from benchmarks.all_reports.sizes import share_of_vectors
from benchmarks.figures import Figure
from retrieval.store.index_store import IndexStore
from tests.end_to_end.programs import REPORT

_ASKED_SECONDS = 20.0
_YEAR = 2035
_NAME = f"盘锦市-{_YEAR}.txt"
_QUESTION = f"盘锦市{_YEAR}年GDP增长目标"
_ANSWER = "地区生产总值增长8%"
_NEXT_DIGIT = str.maketrans("123456789", "234567891")


def measure(ground: Ground) -> Measured:
    """Add a report to a copy of the index."""
    index, added = ground.work / "with-one-more", ground.work / "one-more"
    shutil.rmtree(index, ignore_errors=True)
    _link(ground.index, index)
    added.mkdir(parents=True, exist_ok=True)
    (added / _NAME).write_text(new_report(REPORT.read_text(encoding="utf-8")), encoding="utf-8")
    sources = IndexStore(index).sources
    if not sources:
        raise TooFewError("corpus paths known of the index")
    is_filled = not ground.is_quick and min(_shares(ground, index)) == 1
    flags = () if is_filled else ("--keywords-only",)
    with IndexingProcess(ground.home, [*sources, added], index, *flags) as process:
        first = process.first_answer(_QUESTION, is_right)
        whole = process.wait()
        counts = process.said
    shutil.rmtree(index, ignore_errors=True)
    until = "with its vectors" if is_filled else "without vectors"
    figures = [
        Figure("one new report added to all: until it is answered from", first, "s", at_most=_ASKED_SECONDS),
        Figure(f"the same: until `yinju index` has ended, {until}", whole, "s"),
    ]
    notes = [f"{counts['added']} report added, {counts['updated']} changed, {counts['unchanged']} unchanged."]
    return Measured(figures, notes=notes)


def new_report(text: str) -> str:
    """The shipped report with another year and other figures; the figures of years stay such."""
    kept = {"2017": "甲", "2016": "乙", "2015": "丙"}
    years = {"甲": str(_YEAR), "乙": str(_YEAR - 1), "丙": str(_YEAR - 2)}
    for year, mark in kept.items():
        text = text.replace(year, f"\x00{mark}")
    text = text.translate(_NEXT_DIGIT)
    for mark, year in years.items():
        text = text.replace(f"\x00{mark}", year)
    return text


def is_right(said: dict[str, Any]) -> bool:
    """Whether it is the target of the new report."""
    first: dict[str, Any] = next(iter(said["citations"]), {})
    return _ANSWER in said["answer"] and first.get("file") == _NAME


def _shares(ground: Ground, index: Path) -> tuple[float, float]:
    share = share_of_vectors(index, ground.encoders)
    return share.accurate, share.fast


def _link(index: Path, copy: Path) -> None:
    """Copy an index by hard links where the disk allows; without the locks that another process may hold."""
    shutil.copytree(
        index,
        copy,
        copy_function=_link_file,
        ignore=shutil.ignore_patterns("lock", "*.lock", "parts", "filling.json"),
    )
    sources = [str(path) for path in IndexStore(index).sources]
    assert json.loads((copy / "sources.json").read_text(encoding="utf-8")) == sources


def _link_file(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
