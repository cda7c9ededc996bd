"""Headline figures told as records: `python -m benchmarks.facts --index DIR [--misses]`; DIR has an index of the reports."""

from __future__ import annotations

import argparse
import random
import sys
from dataclasses import asdict
from pathlib import Path

from benchmarks.facts.coverage import coverage, named_in
from bot.config import load_settings
from bot.faces.terminal.progress import shown_progress
from bot.wiring import open_engine
from retrieval.language.glossary import shipped_glossary
from retrieval.types import EVERYBODY, PUBLIC, Scope

_MISSES = 60


def main() -> int:
    """Print the shares, and with `--misses` some figures that are not told."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.facts", description=__doc__)
    parser.add_argument("--index", type=Path, required=True, metavar="DIR", help="an index of the reports")
    parser.add_argument("--reports", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    with shown_progress() as progress:
        engine = open_engine(load_settings(None), arguments.index, progress)
    documents = sorted(engine.documents(scope=PUBLIC), key=lambda each: each.id)
    drawn = random.Random(arguments.seed).sample(documents, min(arguments.reports, len(documents)))
    named = [
        each
        for document in drawn
        for each in named_in(document, engine.passages(document.id, scope=PUBLIC), shipped_glossary())
    ]
    facts = engine.figures.facts(scope=Scope(EVERYBODY, frozenset(each.id for each in drawn)))
    share, missed = coverage(named, list(facts))
    print({name: round(value, 3) for name, value in asdict(share).items()}, len(named), "figures")
    if arguments.misses:
        for each in random.Random(arguments.seed).sample(missed, min(_MISSES, len(missed))):
            print(f"{each.file}:{each.line} {each.indicator}: {each.clause}")
    return 0


sys.exit(main())
