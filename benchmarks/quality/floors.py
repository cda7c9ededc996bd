"""The recorded floors of all sets in one file, and what has fallen below them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality.errors import FloorsError
from benchmarks.quality.results import CITED, FALSELY_REFUSED, SetResult, Tally

FLOORS = Path(__file__).with_name("floors.toml")
_HEAD = """\
# How many questions of each set are right: [right, of]. Below it `make test` (the sets asked of the shipped report)
# and `make quality` (all of them) fail. Of answerable_refused it is the ceiling. Written by `make quality RECORD=1`.
"""
_NOISE = 1
"""Questions that the arithmetic of another processor may turn; a loss of two is one of the program."""


@dataclass(frozen=True, slots=True)
class SetFloors:
    """What was recorded of a set."""

    commit: str
    """Of the program that was asked; a plus sign marks changes that were not committed."""
    index: str
    """What was in the index, and how many of its sentences had vectors."""
    tallies: Mapping[str, Tally]
    """By the name of the measure."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A measure of a set that is worse than recorded."""

    set: str
    measure: str
    reason: str


Floors = Mapping[str, SetFloors]
"""By the name of the set."""


def read_floors(file: Path = FLOORS) -> Floors:
    """Read what was recorded; nothing is where there is no file.

    Raises:
        FloorsError: the file is none that was written by `write_floors`.
    """
    try:
        held = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        return {name: _set_floors(dict(table)) for name, table in held.items()}
    except (ValueError, KeyError, TypeError) as error:
        raise FloorsError(file, str(error)) from error


def write_floors(floors: Floors, file: Path = FLOORS) -> None:
    """Write all floors, sets and measures in the order given."""
    tables = (_table(name, each) for name, each in floors.items())
    file.write_text("\n".join([_HEAD, *tables]), encoding="utf-8")


def recorded(result: SetResult, commit: str, index: str) -> SetFloors:
    """What was seen, as the floors to come."""
    return SetFloors(commit, index, {each.name: each.whole for each in result.measures})


def shortfalls(results: Iterable[SetResult], floors: Floors) -> list[Shortfall]:
    """Everything that is worse than recorded, or was never recorded."""
    found: list[Shortfall] = []
    for result in results:
        held = floors.get(result.name)
        if held is None:
            found.append(Shortfall(result.name, "", "no floor is recorded"))
            continue
        for measure in result.measures:
            reason = _reason(measure.name, measure.whole, held.tallies.get(measure.name))
            if reason:
                found.append(Shortfall(result.name, measure.name, reason))
    return found


def _reason(name: str, seen: Tally, floor: Tally | None) -> str:
    """Why a measure is worse; empty: it is not."""
    if floor is None:
        return "no floor is recorded"
    if floor.of != seen.of:
        return f"measured on {seen.of} questions, recorded on {floor.of}"
    lost = seen.count - floor.count if name == FALSELY_REFUSED else floor.count - seen.count
    return (
        f"{seen.count} of {seen.of}, recorded {floor.count}"
        if lost > (0 if name == CITED else _NOISE)
        else ""
    )


def _set_floors(table: dict[str, object]) -> SetFloors:
    commit, index = str(table.pop("commit")), str(table.pop("index"))
    return SetFloors(commit, index, {name: _tally(pair) for name, pair in table.items()})


def _tally(pair: object) -> Tally:
    match pair:
        case [int(count), int(of)]:
            return Tally(count, of)
        case _:
            raise ValueError(f"{pair!r} is not [right, of]")


def _table(name: str, floors: SetFloors) -> str:
    rows = [f"{measure} = [{tally.count}, {tally.of}]" for measure, tally in floors.tallies.items()]
    return "\n".join([f'["{name}"]', f'commit = "{floors.commit}"', f'index = "{floors.index}"', *rows, ""])
