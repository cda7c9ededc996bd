"""Results -> a table of what was asked and what was seen, also between two marks of the README."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.all_reports.errors import BenchmarkError
from benchmarks.all_reports.plots import draw_all
from benchmarks.all_reports.results import Result

_BEGIN = "<!-- benchmarks.all_reports readme: from here -->"
_END = "<!-- benchmarks.all_reports readme: to here -->"
NAME = "README.md"


class NoMarksError(BenchmarkError):
    """The README has no place for the figures."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} lacks the lines {_BEGIN!r} and {_END!r}.")


def write_report(folder: Path, results: Sequence[Result]) -> None:
    """Write the table and draw the pictures beside the results, if there are any."""
    if not results:
        return
    pictures = list(draw_all(folder, results))
    (folder / NAME).write_text("\n".join(_report(results, pictures)) + "\n", encoding="utf-8")


def write_readme(readme: Path, results: Sequence[Result]) -> None:
    """Put what was asked and what was seen between the marks.

    Raises:
        NoMarksError: they are not there.
    """
    text = readme.read_text(encoding="utf-8")
    before, begin, rest = text.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not (begin and end):
        raise NoMarksError(readme)
    block = "\n".join([begin, "", *_short(results), "", end])
    readme.write_text(f"{before}{block}{after}", encoding="utf-8")


def _short(results: Sequence[Result]) -> Iterator[str]:
    """The figures that were asked for, and where they are from."""
    if not results:
        yield "Not measured yet: `make bench-all`."
        return
    yield from _table(results, only_asked=True)
    machine = results[0].machine
    commits = ", ".join(dict.fromkeys(result.machine.commit or "unknown" for result in results))
    yield ""
    yield (
        f"{machine.processor}, {machine.cores} cores, {machine.memory_gb:.0f} GB; commit {commits}. All figures, pictures "
        "and what to know of them are in [benchmarks/results/all_reports](benchmarks/results/all_reports/README.md)."
    )


def _report(results: Sequence[Result], pictures: Sequence[Path]) -> Iterator[str]:
    yield "# All reports: asked and seen"
    yield ""
    yield "Written by `python -m benchmarks.all_reports report` from the JSON files beside it."
    yield ""
    yield from _table(results, only_asked=False)
    for result in results:
        for note in result.measured.notes:
            yield ""
            yield f"- {_title(result)}: {note}"
    yield ""
    yield from (f"![{picture.stem}]({picture.name})" for picture in pictures)
    yield ""
    yield "| benchmark | took | on |"
    yield "| --- | --- | --- |"
    for result in results:
        yield f"| {_title(result)} | {result.seconds:.0f} s | {result.machine} |"


def _table(results: Sequence[Result], *, only_asked: bool) -> Iterator[str]:
    yield "| | asked | seen | |"
    yield "| --- | --- | --- | --- |"
    for result in results:
        for figure in result.measured.figures:
            if only_asked and not figure.asked:
                continue
            verdict = "" if not figure.asked else "met" if figure.is_met else "**missed**"
            yield f"| {figure.name} | {figure.asked} | {figure.measured} | {verdict} |"


def _title(result: Result) -> str:
    return result.benchmark.replace("_", " ")
