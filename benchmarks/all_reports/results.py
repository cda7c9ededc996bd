"""What a benchmark found, kept in one JSON file each with the machine and the commit it was found on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from benchmarks.machine import Machine


@dataclass(frozen=True, slots=True)
class Curve:
    """How something grows with something else."""

    name: str
    unit: str
    against: str
    """What it grows with."""
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """What one benchmark found."""

    figures: Sequence[Figure]
    curves: Sequence[Curve] = ()
    notes: Sequence[str] = ()
    """What to know before believing the figures."""


@dataclass(frozen=True, slots=True)
class Result:
    """The same with where it was found."""

    benchmark: str
    machine: Machine
    seconds: float
    """It took."""
    measured: Measured


def save(folder: Path, result: Result) -> Path:
    """Keep a result in the place of the one before."""
    folder.mkdir(parents=True, exist_ok=True)
    held = asdict(result)
    held["seconds"] = round(result.seconds, 1)
    for row, figure in zip(held["measured"]["figures"], result.measured.figures, strict=True):
        row["met"] = figure.is_met
    file = _file(folder, result.benchmark)
    file.write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return file


def load_all(folder: Path, benchmarks: Iterable[str]) -> list[Result]:
    """The results there are, in the order of the benchmarks."""
    files = (_file(folder, name) for name in benchmarks)
    return [_result(json.loads(file.read_text(encoding="utf-8"))) for file in files if file.exists()]


def _file(folder: Path, benchmark: str) -> Path:
    return folder / f"{benchmark}.json"


def _result(held: dict[str, Any]) -> Result:
    measured = held["measured"]
    figures = [
        Figure(**{key: value for key, value in row.items() if key != "met"}) for row in measured["figures"]
    ]
    curves = [
        Curve(row["name"], row["unit"], row["against"], tuple((x, y) for x, y in row["points"]))
        for row in measured["curves"]
    ]
    return Result(
        held["benchmark"],
        Machine(**held["machine"]),
        held["seconds"],
        Measured(figures, curves, measured["notes"]),
    )
