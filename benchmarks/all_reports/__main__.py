"""Measures over all reports: `python -m benchmarks.all_reports [BENCHMARK …] [--index DIR] [--quick]`.

Without a name all of them, one after another, each in a process of its own (but with --quick): one that fails is told
and the next goes on. What is found is saved as soon as it is found. With the filled index of all reports given it
takes some 25 minutes on two cores; without, `build` makes one first, vectors and all, and that takes an hour more.

`report` writes the table and the pictures from what was saved, as every run does at its end; `readme` puts the
figures into the README.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from rich.console import Console

from benchmarks.all_reports import (
    build,
    filling,
    latency,
    memory,
    new_report,
    quality,
    side_by_side,
    throughput,
)
from benchmarks.all_reports.errors import BenchmarkError
from benchmarks.all_reports.ground import Ground
from benchmarks.all_reports.report import write_readme, write_report
from benchmarks.all_reports.results import Measured, Result, load_all, save
from benchmarks.machine import this_machine
from embeddings import EmbeddingsError
from retrieval.errors import RetrievalError

_REPOSITORY = Path(__file__).resolve().parents[2]
_BENCHMARKS: dict[str, Callable[[Ground], Measured]] = {
    "build": build.measure,
    "filling": filling.measure,
    "new_report": new_report.measure,
    "latency": latency.measure,
    "throughput": throughput.measure,
    "memory": memory.measure,
    "quality": quality.measure,
    "side_by_side": side_by_side.measure,
}
_MINUTES = {"build": 5, "side_by_side": 10}
"""About how long some take on two cores, the index of all reports being filled;"""
_OTHERWISE = 2
"""and the others."""
_LONGEST = 4 * 3600.0
"""Seconds: what takes longer hangs, and the others go on."""
_TO_STOP = 180.0
_REPORT, _README = "report", "readme"


def main(given: Sequence[str] | None = None) -> int:
    """Measure, save and write the report; the exit status is 1 if a benchmark failed."""
    arguments = _arguments(given)
    console = Console(stderr=True, highlight=False)
    names = arguments.names or [*_BENCHMARKS, _REPORT]
    measured = [name for name in names if name in _BENCHMARKS]
    if len(measured) > 1 and not arguments.quick:
        minutes = sum(_MINUTES.get(name, _OTHERWISE) for name in measured)
        console.print(f"About {minutes} minutes on two cores, if the index of all reports is filled.")
    is_apart = len(measured) > 1 and not arguments.quick
    failed = [
        name
        for name in measured
        if not (_run_apart(arguments, name) if is_apart else _measure(arguments, name, console))
    ]
    results = load_all(arguments.results, _BENCHMARKS)
    write_report(arguments.results, results)
    if _README in names:
        write_readme(_REPOSITORY / "README.md", results)
    if failed:
        console.print(f"Failed: {', '.join(failed)}", style="red")
    return 1 if failed else 0


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    known = [*_BENCHMARKS, _REPORT, _README]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.all_reports", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("names", nargs="*", metavar="BENCHMARK", help=", ".join(known))
    parser.add_argument(
        "--index", type=Path, help="of all reports, filled; never changed (default: what build made)"
    )
    parser.add_argument(
        "--shared", type=Path, default=_REPOSITORY.parent / "shared", help="has corpus/ and eval/"
    )
    parser.add_argument("--work", type=Path, help="where indexes are made (default: var/benchmarks)")
    parser.add_argument("--results", type=Path, help="where results are kept")
    parser.add_argument(
        "--quick", action="store_true", help="only see that it runs; results are kept in --work"
    )
    parser.add_argument(
        "--fill-seconds",
        type=float,
        help="fill in vectors for so long, and reckon the rest (30 with --index; otherwise: until all are there)",
    )
    found = parser.parse_args(given)
    if unknown := set(found.names) - set(known):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    found.work = (found.work or _REPOSITORY / "var" / "benchmarks").absolute()
    kept = _REPOSITORY / "benchmarks" / "results" / "all_reports"
    found.results = (found.results or (found.work / "results" if found.quick else kept)).absolute()
    found.index = found.index.absolute() if found.index else None
    found.shared = found.shared.resolve()
    return found


def _run_apart(arguments: argparse.Namespace, name: str) -> bool:
    """One benchmark in a process of its own, which nothing that it does can take the others down with."""
    command = [sys.executable, "-m", "benchmarks.all_reports", name]
    for option in ("index", "shared", "work", "results", "fill_seconds"):
        if (value := getattr(arguments, option)) is not None:
            command += [f"--{option.replace('_', '-')}", str(value)]
    environment = os.environ | {"PYTHONPATH": str(_REPOSITORY)}
    with subprocess.Popen(command, cwd=_REPOSITORY, env=environment) as process:
        try:
            return process.wait(_LONGEST) == 0
        except subprocess.TimeoutExpired:
            # Interrupted, it ends the processes that it started.
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(_TO_STOP)
            process.kill()
            return False


def _measure(arguments: argparse.Namespace, name: str, console: Console) -> bool:
    ground = Ground(
        arguments.shared, arguments.work, arguments.index, arguments.quick, arguments.fill_seconds
    )
    machine, started = this_machine(), time.monotonic()
    console.print(f"{name} …", style="bold")
    try:
        measured = _BENCHMARKS[name](ground)
    except (BenchmarkError, RetrievalError, EmbeddingsError, OSError) as error:
        console.print(f"{name} failed: {error}", style="red")
        return False
    except Exception:  # noqa: BLE001 - whatever it is, the benchmarks after it go on, and a person reads it
        console.print_exception()
        return False
    result = Result(name, machine, time.monotonic() - started, measured)
    kept = save(arguments.results, result)
    for figure in measured.figures:
        verdict = f" ({figure.asked}: {'met' if figure.is_met else 'MISSED'})" if figure.asked else ""
        console.print(f"  {figure.name}: {figure.measured}{verdict}")
    for note in measured.notes:
        console.print(f"  {note}", style="dim")
    console.print(f"  {kept}, after {result.seconds:.0f} s", style="dim")
    return True


if __name__ == "__main__":
    sys.exit(main())
