"""The quality gate: `python -m benchmarks.quality [SET …] [--index DIR] [--record]`.

Asks every question set, prints what is right of it beside the recorded floor, and fails with the wrong answers of each
set that has fallen below one. `--record` makes what was seen the floors of each set as soon as it was asked. Without
`--index`, an index of all reports is built first, in well over an hour; a stop loses nothing of it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from rich.console import Console

from benchmarks.machine import this_machine
from benchmarks.quality.asking import Asked, ask_set
from benchmarks.quality.corpora import Corpora
from benchmarks.quality.errors import QualityError, UnknownSetError
from benchmarks.quality.floors import (
    FLOORS,
    Floors,
    SetFloors,
    read_floors,
    recorded,
    shortfalls,
    write_floors,
)
from benchmarks.quality.results import SetResult
from benchmarks.quality.sets import SETS, UNMEASURED, QuestionSet
from benchmarks.quality.tables import misses_table, scores_table
from bot.config import load_settings
from bot.faces.terminal.progress import shown_progress
from embeddings import EmbeddingsError
from retrieval.errors import RetrievalError

_REPOSITORY = Path(__file__).resolve().parents[2]
_WIDTH = 180


def main(given: Sequence[str] | None = None) -> int:
    """Ask, print, and record or compare; the exit status is 1 if a set has fallen below a floor."""
    arguments = _arguments(given)
    console = Console(stderr=True, highlight=False)
    tell = partial(console.print, markup=False, soft_wrap=True)
    try:
        chosen, commit = _chosen(arguments.sets), this_machine().commit
        results: list[SetResult] = []
        for asked in _ask(chosen, arguments, tell):
            tell(f"{asked.result.name}: asked of {asked.index}")
            results.append(asked.result)
            if arguments.record:
                # At once: the next set may take an hour, and be stopped.
                _record(arguments.floors, asked.result.name, recorded(asked.result, commit, asked.index))
        return _print(results, read_floors(arguments.floors), has_misses=arguments.misses)
    except (QualityError, RetrievalError, EmbeddingsError) as error:
        tell(str(error))
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


def _ask(
    chosen: Sequence[QuestionSet], arguments: argparse.Namespace, tell: Callable[[str], None]
) -> Iterator[Asked]:
    corpora = Corpora(load_settings(), arguments.shared, arguments.work, arguments.index)
    with shown_progress() as progress:
        for each in chosen:
            if corpora.has(each.documents):
                yield ask_set(each, corpora, progress, tell)
            else:
                tell(f"{each.name}: not measured, {each.documents} are not on this machine")
    for name, reason in UNMEASURED.items():
        tell(f"{name}: not yet measured, {reason}")


def _record(file: Path, name: str, floors: SetFloors) -> None:
    """Put the floors of one set in the place of those that were recorded before, in the order of the sets."""
    held = {**read_floors(file), name: floors}
    write_floors({each.name: held[each.name] for each in SETS if each.name in held}, file)


def _print(results: Sequence[SetResult], floors: Floors, *, has_misses: bool) -> int:
    fallen = shortfalls(results, floors)
    console = Console()
    console = console if console.is_terminal else Console(width=_WIDTH)
    console.print(scores_table(results, floors, fallen))
    below = {each.set for each in fallen}
    for result in results:
        if result.name in below or has_misses:
            console.print(misses_table(result))
    for each in fallen:
        console.print(f"{each.set}: {each.measure} {each.reason}", markup=False, soft_wrap=True)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
