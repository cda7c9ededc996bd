"""`yinju compare`: one indicator of several places or years as a table, every value quoted."""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

from rich.console import Console

from bot.commands.arguments import add_index
from bot.commands.json_lines import print_json
from bot.config import Settings
from bot.errors import PictureError
from bot.faces.terminal.figures import table_of
from bot.faces.terminal.progress import shown_progress
from bot.presentation.table_json import table_to_json
from bot.presentation.table_picture import picture_of
from bot.presentation.table_rows import lacking_in, reading_line
from bot.wiring import open_engine
from retrieval.types import PUBLIC, Cell, Table

NAME = "compare"
HELP = "compare an indicator over places and years in a table of quoted values"
_OTHER = ("other_value", "other_file", "other_line")
"""Where another report gives another number."""
_WIDTH = 180
"""Columns of the table where it goes to a file."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("question", metavar="QUESTION", help="what to compare: 盘锦和大连2017年GDP目标")
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--json", action="store_true", help="print the table as one JSON object")
    shown.add_argument("--csv", action="store_true", help="print the table as CSV, one line a cell")
    parser.add_argument(
        "--png",
        type=Path,
        metavar="FILE",
        help="draw the table, or a chart from three years on, into a PNG file, too",
    )
    add_index(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the table."""
    with shown_progress() as progress:
        figures = open_engine(settings, arguments.index, progress).figures
    table = figures.compare(arguments.question, scope=PUBLIC)
    if arguments.json:
        print_json(table_to_json(table))
    elif arguments.csv:
        _print_csv(table)
    else:
        _print_table(table)
    if arguments.png is not None:
        _draw(table, arguments.png)
    return 0


def _print_csv(table: Table) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(
        ["place", "year", "indicator", "kind", "role", "value", "why_empty", "file", "line", *_OTHER]
    )
    for each in table.each:
        writer.writerows(_csv_row(each, cell) for cell in each.cells)


def _csv_row(table: Table, cell: Cell) -> list[object]:
    file = cell.document.file if cell.document else ""
    line = cell.passage.line if cell.passage else ""
    why = cell.why_empty or ""
    told = [cell.place, cell.year, table.indicator, table.kind, cell.role, cell.value, why, file, line]
    if not cell.others:
        return [*told, "", "", ""]
    other = cell.others[0]
    return [*told, other.value, other.document.file, other.passage.line]


def _print_table(table: Table) -> None:
    if (sentence := lacking_in(table)) is not None:
        print(sentence)
        return
    console = Console()
    console = console if console.is_terminal else Console(width=_WIDTH)
    for each in table.each:
        console.print(table_of(each))
        if line := reading_line(each):
            console.print(line, markup=False, highlight=False)


def _draw(table: Table, file: Path) -> None:
    if not table.cells:
        raise PictureError(lacking_in(table) or "the table is empty")
    picture = picture_of(table)
    try:
        file.write_bytes(picture)
    except OSError as error:
        raise PictureError(f"{file}: {error.strerror or 'it cannot be written'}") from error
