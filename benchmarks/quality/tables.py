"""What became of the sets, as tables of a terminal."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rich.markup import escape
from rich.table import Table

from benchmarks.quality.floors import Floors, Shortfall
from benchmarks.quality.results import Measure, SetResult, Tally


def scores_table(results: Sequence[SetResult], floors: Floors, fallen: Collection[Shortfall]) -> Table:
    """A row for each set and measure: the floor, what was seen, in all and by language."""
    table = Table("set", "measure", "floor", "seen", "share", "Chinese", "English", "")
    below = {(each.set, each.measure) for each in fallen}
    for result in results:
        held = floors.get(result.name)
        name = f"{result.name} ({result.questions})"
        for measure in result.measures:
            floor = held.tallies.get(measure.name) if held else None
            note = "below" if {(result.name, measure.name), (result.name, "")} & below else ""
            table.add_row(name, *_measured(measure, floor), note)
            name = ""
        for figure, value in _calibrated(result):
            table.add_row("", figure, "", "", value, "", "", "")
        if result.unjudged:
            table.add_row("", "unjudged", "", str(result.unjudged), "", "", "", "")
        table.add_section()
    return table


def misses_table(result: SetResult) -> Table:
    """Every question of a set that went wrong."""
    table = Table("id", "question", "wanted", "got", title=f"{result.name}: wrong")
    for miss in result.misses:
        table.add_row(*map(escape, (miss.id, miss.question, miss.wanted, miss.got)))
    return table


def _measured(measure: Measure, floor: Tally | None) -> tuple[str, ...]:
    languages = (measure.chinese, measure.english)
    return (
        measure.name,
        str(floor.count) if floor else "-",
        f"{measure.whole.count} of {measure.whole.of}",
        _share(measure.whole),
        *map(_share, languages),
    )


def _share(tally: Tally) -> str:
    return f"{tally.count / tally.of:.3f}" if tally.of else "-"


def _calibrated(result: SetResult) -> list[tuple[str, str]]:
    calibrated = result.calibration
    if calibrated is None:
        return []
    figures = (("calibration error", calibrated.error), ("area under ROC", calibrated.area))
    return [(name, "-" if value is None else f"{value:.3f}") for name, value in figures]
