"""`python -m benchmarks.ocr [DIR]`: prints 20 pages of texts to pictures, spoils them and has them read in the parsers' process.

Asked: 0.995 of the characters, 0.995 of the figures with their per cent, 10 seconds of one processor a
page, 500 MB of memory. A figure is right if it came back as it was; of the wrong ones it is told how many were marked
as hard to read, and of the right ones, too. A paragraph is whole if it came back by itself.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.ocr.pages import PageSpec, specs
from benchmarks.ocr.parser_process import ParserProcess
from benchmarks.ocr.printing import as_jpeg, print_page
from benchmarks.ocr.scoring import Score, score
from retrieval.ingest.sources import read_source

_SHIPPED = Path(__file__).parents[2] / "corpus" / "panjin-2017.txt"
_SKIPPED = 5
"""Lines of a report before its text."""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ocr", description=__doc__)
    parser.add_argument(
        "texts", type=Path, nargs="?", help="a folder of .txt files; none: the shipped report"
    )
    parser.add_argument("--pages", type=int, nargs="*", help="numbers of pages, from 1; none: all")
    parser.add_argument("--verbose", action="store_true", help="show what is wrong")
    arguments = parser.parse_args()
    chosen = [spec for spec in specs() if not arguments.pages or spec.number in arguments.pages]
    files = sorted(arguments.texts.glob("*.txt")) if arguments.texts else [_SHIPPED]
    table = Table("page", "as", *Score.HEADINGS, "seconds", "MB")
    total = Score()
    seconds = most = 0.0
    with ParserProcess() as process:
        for spec in chosen:
            page = print_page(_paragraphs(files, spec), spec.look, spec.number)
            lines = process.read(as_jpeg(page.picture, spec.look))
            found = score(page.paragraphs, lines)
            total += found
            seconds, most = seconds + process.seconds, max(most, process.megabytes)
            numbers = f"{process.seconds:.1f}", f"{process.megabytes:.0f}"
            table.add_row(str(spec.number), spec.name, *found.cells(), *numbers)
            if arguments.verbose:
                print(spec.number, *found.wrong, sep="\n  ", file=sys.stderr, flush=True)
    table.add_row("", "all", *total.cells(), f"{seconds / len(chosen):.1f}", f"{most:.0f}")
    Console(width=130).print(table)
    return 0


def _paragraphs(files: Sequence[Path], spec: PageSpec) -> list[str]:
    """What is printed on a page: another report, or another part of the only one, for each."""
    lines = [
        line.strip() for line in read_source(files[spec.number * 151 % len(files)]).lines if line.strip()
    ]
    start = _SKIPPED + spec.number * (1 if len(files) > 1 else 4)
    return lines[start:]


if __name__ == "__main__":
    sys.exit(main())
