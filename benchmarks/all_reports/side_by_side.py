"""Ours, the plain stack and `bm25s` alone, over as many reports as the plain stack can manage: same reports, same questions."""

from __future__ import annotations

import shutil
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.all_reports.asking import ask
from benchmarks.all_reports.errors import TooFewError
from benchmarks.all_reports.ground import Ground, cores
from benchmarks.all_reports.indexing_process import IndexingProcess
from benchmarks.all_reports.plain_stack import Row, Task, measure_bm25s, measure_plain
from benchmarks.all_reports.question_lists import on, reports_questions
from benchmarks.all_reports.results import Curve, Measured
from benchmarks.all_reports.sizes import order
from benchmarks.figures import Figure
from embeddings import write_bundled_folder

_SIZES, _QUICK_SIZES = (30, 100), (3,)
"""Torch takes some four seconds for a report."""
_BM25S_SIZES, _QUICK_BM25S_SIZES = (30, 100, 300), (3,)
_OURS = "yinju"


def measure(ground: Ground) -> Measured:
    """Build and ask each of them."""
    files = [ground.reports / name for name in order(ground)]
    sizes, more = (_QUICK_SIZES, _QUICK_BM25S_SIZES) if ground.is_quick else (_SIZES, _BM25S_SIZES)
    rows = [_ours(ground, task) for task in _tasks(ground, files, sizes)]
    with tempfile.TemporaryDirectory(prefix="yinju-benchmark-") as folder:
        write_bundled_folder(Path(folder))
        rows += ground.apart(measure_plain, _tasks(ground, files, sizes), folder, cores())
    rows += ground.apart(measure_bm25s, _tasks(ground, files, more))
    figures = [figure for row in rows for figure in _figures(row)]
    engines = list(dict.fromkeys(row.engine for row in rows))
    curves = [
        Curve(
            f"{engine}: found@1",
            "share",
            "reports",
            tuple((float(row.reports), row.found_at_1) for row in rows if row.engine == engine),
        )
        for engine in engines
    ]
    asked = ", ".join(
        f"{len(task.questions)} over {len(task.files)} reports" for task in _tasks(ground, files, more)
    )
    return Measured(
        figures,
        curves,
        [
            f"Questions asked: {asked}.",
            f"Ours answers with one thread; torch has {cores()}. Each is built with all cores it can use.",
        ],
    )


def _tasks(ground: Ground, files: Sequence[Path], sizes: Sequence[int]) -> list[Task]:
    found: list[Task] = []
    for size in dict.fromkeys(min(size, len(files)) for size in sizes):
        some = tuple(files[:size])
        questions = on(reports_questions(ground.shared), [file.name for file in some])
        if not questions:
            raise TooFewError(f"questions on the first {size} reports")
        found.append(Task(some, tuple(questions[:8] if ground.is_quick else questions)))
    return found


def _ours(ground: Ground, task: Task) -> Row:
    index = ground.work / "side-by-side"
    shutil.rmtree(index, ignore_errors=True)
    with IndexingProcess(ground.home, task.files, index) as process:
        seconds = process.wait()
    session = ask(ground, index, task.questions)
    shutil.rmtree(index, ignore_errors=True)
    return Row(
        _OURS,
        len(task.files),
        seconds,
        sum(each.found_at_1 for each in session.told) / len(session.told),
        statistics.median(session.milliseconds),
        session.peak_megabytes,
    )


def _figures(row: Row) -> list[Figure]:
    name = f"{row.engine}, {row.reports} reports"
    return [
        Figure(f"{name}: found@1", row.found_at_1, ""),
        Figure(f"{name}: a question", row.milliseconds, "ms"),
        Figure(f"{name}: build", row.build_seconds, "s"),
        Figure(f"{name}: peak memory", row.peak_megabytes, "MB"),
    ]
