"""The quality gate: `python -m benchmarks.quality [SET …] [--index DIR] [--record]`.

Asks every question set, prints what is right of it beside the recorded floor, and fails with the wrong answers of each
set that has fallen below one. `--record` makes what was seen the floors of the sets that were asked. Without
`--index`, an index of all reports is built first, in well over an hour; a stop loses nothing of it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from benchmarks.machine import this_machine
from benchmarks.quality.asking import Asked, ask_set
from benchmarks.quality.corpora import Corpora
from benchmarks.quality.errors import QualityError, UnknownSetError
from benchmarks.quality.floors import FLOORS, read_floors, recorded, shortfalls, write_floors
from benchmarks.quality.sets import SETS, UNMEASURED, QuestionSet
from benchmarks.quality.tables import misses_table, scores_table
from bot.config import load_settings
from bot.progress import shown_progress
from embeddings import EmbeddingsError
from retrieval.errors import RetrievalError

_REPOSITORY = Path(__file__).resolve().parents[2]
_WIDTH = 180


def main(given: Sequence[str] | None = None) -> int:
    """Ask, print, and record or compare; the exit status is 1 if a set has fallen below a floor."""
    arguments = _arguments(given)
    console = Console(stderr=True, highlight=False)
    try:
        chosen, commit = _chosen(arguments.sets), this_machine().commit
        return _tell(_ask(chosen, arguments, console), arguments, commit)
    except (QualityError, RetrievalError, EmbeddingsError) as error:
        console.print(str(error), markup=False)
        return 1


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("sets", nargs="*", metavar="SET", help="as floors.toml names them; none: all")
    parser.add_argument("--index", type=Path, metavar="DIR", help="a filled index of all reports; only read")
    parser.add_argument("--shared", type=Path, default=_REPOSITORY.parent / "shared", metavar="DIR")
    parser.add_argument("--work", type=Path, default=_REPOSITORY / "var" / "quality", metavar="DIR")
    parser.add_argument("--floors", type=Path, default=FLOORS, metavar="FILE")
    parser.add_argument("--record", action="store_true", help="make what is seen the floors")
    parser.add_argument("--misses", action="store_true", help="print what is wrong of every set")
    return parser.parse_args(given)


def _chosen(names: Sequence[str]) -> list[QuestionSet]:
    known = {each.name: each for each in SETS}
    for name in names:
        if name not in known:
            raise UnknownSetError(name)
    return [known[name] for name in names or known]


def _ask(chosen: Sequence[QuestionSet], arguments: argparse.Namespace, console: Console) -> list[Asked]:
    corpora = Corpora(load_settings(), arguments.shared, arguments.work, arguments.index)
    asked: list[Asked] = []
    with shown_progress() as progress:
        for each in chosen:
            if corpora.has(each.documents):
                asked.append(ask_set(each, corpora, progress, console.print))
            else:
                console.print(f"{each.name}: not measured, {each.documents} are not on this machine")
    for name, reason in UNMEASURED.items():
        console.print(f"{name}: not yet measured, {reason}")
    return asked


def _tell(asked: Sequence[Asked], arguments: argparse.Namespace, commit: str) -> int:
    floors, results = dict(read_floors(arguments.floors)), [each.result for each in asked]
    if arguments.record:
        seen = {each.result.name: recorded(each.result, commit, each.index) for each in asked}
        held = floors | seen
        floors = {each.name: held[each.name] for each in SETS if each.name in held}
        write_floors(floors, arguments.floors)
    fallen = shortfalls(results, floors)
    console = Console()
    console = console if console.is_terminal else Console(width=_WIDTH)
    console.print(scores_table(results, floors, fallen))
    below = {each.set for each in fallen}
    for result in results:
        if result.name in below or arguments.misses:
            console.print(misses_table(result))
    for each in fallen:
        console.print(f"{each.set}: {each.measure} {each.reason}", markup=False)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
