"""Curves -> pictures. The only user of matplotlib."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.all_reports.results import Curve, Result

_SIZE = (6.0, 3.4)
"""Inches."""
_WIDE = 20.0
"""From this ratio of largest to smallest on, an axis is logarithmic."""


def draw_all(folder: Path, results: Sequence[Result]) -> Iterator[Path]:
    """A picture for each benchmark that has curves of more than one point, all of one unit."""
    for result in results:
        curves = [curve for curve in result.measured.curves if len(curve.points) > 1]
        if curves:
            file = folder / f"{result.benchmark}.svg"
            _draw(file, result.benchmark, curves)
            yield file


def _draw(file: Path, benchmark: str, curves: Sequence[Curve]) -> None:
    import matplotlib as mpl  # noqa: PLC0415 - it takes a second, which measuring does not need
    from matplotlib.figure import Figure  # noqa: PLC0415

    # The same figures give the same file.
    mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "yinju", "font.size": 9})
    figure = Figure(figsize=_SIZE, layout="constrained")
    axes = figure.subplots()
    for curve in curves:
        xs, ys = zip(*curve.points, strict=True)
        axes.plot(xs, ys, marker="o", label=curve.name)
    counts = sorted({x for curve in curves for x, _ in curve.points})
    if counts[-1] / counts[0] >= _WIDE:
        axes.set_xscale("log")
    axes.set_xticks(counts, [f"{x:g}" for x in counts])
    axes.minorticks_off()
    axes.set_ylim(0, 1.05 if curves[0].unit == "share" else None)
    axes.set_xlabel(curves[0].against)
    axes.set_ylabel(curves[0].unit)
    axes.set_title(benchmark.replace("_", " "))
    axes.grid(alpha=0.3)
    axes.legend()
    figure.savefig(file, metadata={"Date": None, "Creator": None})
