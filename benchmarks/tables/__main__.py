"""`python -m benchmarks.tables`: writes each table as six kinds of files and asks for its cells.

All tables of one kind are in one index. A question is right if the answer is the cell as written, quoted in its own row;
the message has to show the names of the column and the unit, too. What no cell answers has to be refused.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from benchmarks.quality.corpora import Corpora
from benchmarks.tables.given import GivenTable, given_tables
from benchmarks.tables.scoring import Outcome, Tally, judged, judged_refusal
from benchmarks.tables.writing import WRITERS
from bot.config import load_settings
from bot.faces.terminal.progress import shown_progress
from retrieval.engine import Engine
from retrieval.types import PUBLIC


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tables", description=__doc__)
    parser.add_argument("--kind", action="append", choices=list(WRITERS), help="of file; as a rule all")
    parser.add_argument(
        "--seen", action="store_true", help="only the tables whose questions were not held out"
    )
    parser.add_argument("--misses", action="store_true", help="print every question that went wrong")
    parser.add_argument("--work", type=Path, metavar="DIR", help="keep files and indexes here")
    arguments = parser.parse_args()
    tables = [table for table in given_tables() if not (arguments.seen and table.held_out)]
    console = Console(width=120)
    with tempfile.TemporaryDirectory() as own:
        outcomes: list[Outcome] = []
        for kind in arguments.kind or WRITERS:
            outcomes += _asked(kind, tables, arguments.work or Path(own))
    console.print(_scores(outcomes))
    if arguments.misses:
        for each in outcomes:
            if not each.is_right or not each.is_shown:
                what = f"{each.kind} {each.question} -> {each.got!r}, wanted {each.wanted!r}"
                console.print(escape(what + ("" if each.is_shown else "; not shown")), soft_wrap=True)
    return 0


def _asked(kind: str, tables: Sequence[GivenTable], work: Path) -> Iterator[Outcome]:
    folder = work / "files" / kind[1:]
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for table in tables:
        files.append(folder / f"{table.title.replace('/', '')}{kind}")
        files[-1].write_bytes(WRITERS[kind](table))
    with shown_progress() as progress:
        corpora = Corpora(load_settings(None), work, work / "index", None)
        engine = corpora.open_files(kind[1:], files, progress).engine
    yield from _outcomes(kind, tables, engine)


def _outcomes(kind: str, tables: Sequence[GivenTable], engine: Engine) -> Iterator[Outcome]:
    for table in tables:
        for asked in table.asked:
            yield judged(table, asked, kind, engine.answer(asked.question, scope=PUBLIC))
        for question in table.refused:
            yield judged_refusal(table, question, kind, engine.answer(question, scope=PUBLIC))


def _scores(outcomes: Sequence[Outcome]) -> Table:
    shown = Table(
        "file", "asked", "right cell first", "Chinese", "English", "header shown", "held out", "refused"
    )
    for kind in [*dict.fromkeys(each.kind for each in outcomes), ""]:
        own = [each for each in outcomes if kind in {"", each.kind}]
        cells = [each for each in own if each.wanted]
        whole = Tally.of(cells)
        parts = (
            whole,
            Tally.of(each for each in cells if each.is_chinese),
            Tally.of(each for each in cells if not each.is_chinese),
        )
        held = Tally.of(each for each in cells if each.table.held_out)
        refused = Tally.of(each for each in own if not each.wanted)
        shares = [_share(each.right, each.asked) for each in parts]
        header = _share(whole.shown, whole.right)
        shown.add_row(
            kind or "all",
            str(whole.asked),
            *shares,
            header,
            _share(held.right, held.asked),
            _share(refused.right, refused.asked),
        )
    return shown


def _share(count: int, of: int) -> str:
    return f"{count / of:.3f}" if of else "-"


if __name__ == "__main__":
    sys.exit(main())
