"""Measures everything in one run and prints it beside what was asked: `python -m benchmarks [--save] [--quick]`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from benchmarks.answers import measure_answers
from benchmarks.conversation import measure_conversation
from benchmarks.embedding import BULK_TARGET, OURS, QUESTION_TARGET, Row, measure_embedding
from benchmarks.figures import Figure
from benchmarks.machine import Machine, this_machine
from benchmarks.start_up import measure_ask, measure_bot
from tests.end_to_end.programs import Home

_RESULTS = Path(__file__).parent / "results" / "latest.json"
_WIDTH = 110
"""Columns where the output goes to a file."""


def main() -> None:
    """Measure, print, and save if asked to."""
    arguments = _arguments()
    machine = this_machine()
    terminal = Console()
    console = terminal if terminal.is_terminal else Console(width=_WIDTH)
    console.print(str(machine), highlight=False)
    with TemporaryDirectory(prefix="yinju-benchmark-") as folder:
        figures = _measure_processes(Home(Path(folder)))
    console.print(_figures_table(figures))
    rows: list[Row] = []
    if not arguments.quick:
        console.print("Embedding, three engines in turns (about four minutes)…", style="dim")
        rows = measure_embedding()
        console.print(_rows_table(rows))
        compared = list(_comparisons(rows))
        console.print(_figures_table(compared))
        figures += compared
    if arguments.save:
        _save(machine, figures, rows)
        console.print(f"Saved in {_RESULTS}", highlight=False)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--save", action="store_true", help=f"keep the figures in {_RESULTS.name}")
    parser.add_argument("--quick", action="store_true", help="leave out the engines of others")
    return parser.parse_args()


def _measure_processes(home: Home) -> list[Figure]:
    """What a person waits for; the processes first, while this one is small."""
    built = home.run("index")
    assert built.status == 0, built.errors
    return [measure_ask(home), *measure_bot(home), *measure_conversation(home), *measure_answers(home)]


def _comparisons(rows: list[Row]) -> Iterator[Figure]:
    """Ours over the better one of the others, for each number of threads."""
    for threads in sorted({row.threads for row in rows}):
        [ours] = [row for row in rows if row.threads == threads and row.engine == OURS]
        others = [row for row in rows if row.threads == threads and row.engine != OURS]
        bulk = ours.sentences_per_second / max(row.sentences_per_second for row in others)
        question = min(row.question_milliseconds for row in others) / ours.question_milliseconds
        of = f"the better one of the others, {threads} thread{'s' if threads > 1 else ''}"
        yield Figure(f"bulk embedding against {of}", bulk, "times", at_least=BULK_TARGET)
        yield Figure(f"one question against {of}", question, "times as fast", at_least=QUESTION_TARGET)


def _figures_table(figures: Iterable[Figure]) -> Table:
    table = Table("what", "measured", "asked", "")
    for figure in figures:
        verdict = "" if not figure.asked else "met" if figure.is_met else "MISSED"
        table.add_row(figure.name, figure.measured, figure.asked, verdict)
    return table


def _rows_table(rows: Iterable[Row]) -> Table:
    table = Table("engine", "threads", "sentences a second", "one question")
    for row in rows:
        speed, wait = f"{row.sentences_per_second:.1f}", f"{row.question_milliseconds:.1f} ms"
        table.add_row(row.engine, str(row.threads), speed, wait)
    return table


def _save(machine: Machine, figures: list[Figure], rows: list[Row]) -> None:
    held = {
        "machine": asdict(machine),
        "figures": [asdict(figure) | {"met": figure.is_met} for figure in figures],
        "embedding": [asdict(row) for row in rows],
    }
    _RESULTS.parent.mkdir(exist_ok=True)
    _RESULTS.write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
