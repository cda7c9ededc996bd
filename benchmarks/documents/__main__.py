"""`python -m benchmarks.documents DIR`: prints texts as PDF, Word and HTML and reads them again.

A paragraph is right if it comes back whole, by itself and nothing else with it, white space aside. Others than Yinju are
measured where they are installed: `pip install pdfplumber kreuzberg "markitdown[pdf]"` (none of them is needed).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.documents.printing import PRINTERS
from benchmarks.documents.readers import Read, readers
from retrieval.ingest.sources import read_source

_SHORTEST = 20
"""Characters: shorter lines are headings and names, which say little of how paragraphs are put together."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What came back of one kind of file."""

    whole: int
    """Paragraphs that came back by themselves."""
    kept: int
    """Those that came back without a break, perhaps with others."""
    asked: int
    seconds: float


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.documents", description=__doc__)
    parser.add_argument("texts", type=Path, help="a folder of .txt files")
    parser.add_argument("--only", default="", help="a reader's name")
    arguments = parser.parse_args()
    texts = [read_source(file).lines for file in sorted(arguments.texts.glob("*.txt"))]
    table = Table("file", "reader", "whole", "unbroken", "seconds")
    for kind, (suffix, make) in PRINTERS.items():
        with tempfile.TemporaryDirectory() as folder:
            files = [Path(folder) / f"{at}{suffix}" for at in range(len(texts))]
            for file, lines in zip(files, texts, strict=True):
                file.write_bytes(make([line.strip() for line in lines if line.strip()]))
            for name, read in readers(suffix).items():
                if arguments.only in {"", name}:
                    seen = _measure(read, files, texts)
                    shares = (f"{count / seen.asked:.3f}" for count in (seen.whole, seen.kept))
                    table.add_row(kind, name, *shares, f"{seen.seconds:.1f}")
    Console(width=100).print(table)
    return 0


def _measure(read: Read, files: Sequence[Path], texts: Sequence[Sequence[str]]) -> Seen:
    whole = kept = asked = 0
    started = time.perf_counter()
    found = [[_squeezed(text) for text in read(file)] for file in files]
    seconds = time.perf_counter() - started
    for paragraphs, lines in zip(found, texts, strict=True):
        wanted = [text for line in lines if len(text := _squeezed(line)) >= _SHORTEST]
        blocks, everything = set(paragraphs), "\n".join(paragraphs)
        asked += len(wanted)
        whole += sum(text in blocks for text in wanted)
        kept += sum(text in everything for text in wanted)
    return Seen(whole, kept, asked, seconds)


def _squeezed(text: str) -> str:
    return "".join(text.split())


if __name__ == "__main__":
    sys.exit(main())
