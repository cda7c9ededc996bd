"""`yinju facts`: the figures of the reports of which all parts are sure as records, with their data dictionary."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path

from bot.commands.arguments import add_index
from bot.commands.json_lines import print_json
from bot.config import Settings
from bot.faces.terminal.progress import shown_progress
from bot.presentation.fact_json import FACT_FIELDS, fact_schema, fact_to_row
from bot.presentation.fact_parquet import write_parquet
from bot.wiring import open_engine
from retrieval.types import PUBLIC

NAME = "facts"
HELP = "print the figures of the reports as records"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    shown = parser.add_mutually_exclusive_group(required=True)
    shown.add_argument("--csv", action="store_true", help="print CSV with a header line")
    shown.add_argument("--json", action="store_true", help="print one JSON object a line")
    shown.add_argument("--parquet", type=Path, metavar="FILE", help="write a Parquet file")
    shown.add_argument(
        "--dictionary", action="store_true", help="print what each field says, as a Frictionless table schema"
    )
    add_index(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the records, report by report."""
    if arguments.dictionary:
        print(json.dumps(fact_schema(), ensure_ascii=False, indent=1))
        return 0
    with shown_progress() as progress:
        facts = open_engine(settings, arguments.index, progress).figures.facts(scope=PUBLIC)
    if arguments.parquet is not None:
        print_json({"records": write_parquet(facts, arguments.parquet), "file": str(arguments.parquet)})
        return 0
    if arguments.json:
        for fact in facts:
            print_json(fact_to_row(fact))
        return 0
    writer = csv.DictWriter(sys.stdout, fieldnames=list(FACT_FIELDS), lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(fact_to_row, facts))
    return 0
