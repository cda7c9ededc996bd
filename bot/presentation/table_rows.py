"""A table as every face shows it: its title, its cells in lines or in a grid, and why a cell is empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages import Texts, texts_in
from bot.messages.facts import FactTexts, fact_texts
from bot.presentation.gloss import called, indicator_called
from bot.presentation.phone_lines import ems
from bot.presentation.rich_text import shown
from retrieval.domains.work_reports.places.place_names import short_name
from retrieval.types import Cell, OtherValue, Outcome, Table

_GRID_EMS = 17.0
"""Of a line of a table in letters of one width, on a phone of 390 pixels."""
_GAP_EMS = 1.1
_MOST_GRID_ROWS = 6
_MOST_NAMED = 4
"""Cells that are named where several have the same value."""


@dataclass(frozen=True, slots=True)
class Row:
    """One cell as a line: 盘锦市2017年目标 7%左右."""

    label: str
    words: str
    """The value as written, or why there is none."""
    cell: Cell


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of places and years; the longer side goes down."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def widths(self) -> tuple[float, ...]:
        """Of each column, in ems."""
        lines = (self.header, *self.rows)
        return tuple(max(ems(line[at]) for line in lines) for at in range(len(self.header)))

    @property
    def fits_phone(self) -> bool:
        """Whether it can be read on a phone without turning it."""
        width = sum(self.widths) + _GAP_EMS * (len(self.header) - 1)
        return width <= _GRID_EMS and len(self.rows) <= _MOST_GRID_ROWS


def title_of(table: Table) -> str:
    """What a table is of: indicator, kind of figure and role."""
    texts = fact_texts(table.language)
    role = texts.roles[table.role or ""]
    return " · ".join([indicator_of(table), texts.kinds[table.kind], role])


def indicator_of(table: Table) -> str:
    """The indicator in the language of the question, as far as the glossary knows it."""
    return shown(indicator_called(table.indicator, table.language))


def cell_text(cell: Cell, table: Table) -> str:
    """What a cell shows: the value as written with its role, where that differs, or why there is none."""
    texts = fact_texts(table.language)
    if cell.why_empty is not None:
        return texts.why_empty[cell.why_empty]
    marks = [texts.roles[cell.role]] if table.role is None else []
    marks += [shown(cell.note)] if cell.note and cell.note not in cell.value else []
    marks += [_told_otherwise(cell, other, texts) for other in cell.others]
    return f"{shown(cell.value)}({'; '.join(marks)})" if marks else shown(cell.value)


def _told_otherwise(cell: Cell, other: OtherValue, texts: FactTexts) -> str:
    """What another report says of a cell, and which it is."""
    is_of_same_year = cell.document is not None and other.document.year == cell.document.year
    form = texts.differs_too if is_of_same_year else texts.differs
    return form.format(value=shown(other.value), year=other.document.year)


def lacking_in(table: Table) -> str | None:
    """What the question lacks to become a table, as a sentence; None: nothing."""
    return fact_texts(table.language).lacking[table.lacking] if table.lacking else None


def rows_of(table: Table) -> list[Row]:
    """Every cell as a line, those that the question asks for first."""
    texts = texts_in(table.language)
    names = names_of_places(table.places, texts)
    ordered = [*(table.cells[at] for at in table.best)]
    ordered += [cell for at, cell in enumerate(table.cells) if at not in table.best]
    return [Row(_label(cell, table, names, texts), cell_text(cell, table), cell) for cell in ordered]


def reading_line(table: Table) -> str:
    """One sentence from comparing the written values; empty: there is nothing to compare."""
    reading, texts = table.reading, fact_texts(table.language)
    held = [cell for cell in table.cells if cell.value]
    empty = len(table.cells) - len(held)
    counted = texts.counted.format(count=empty) if empty else ""
    match reading.outcome:
        case Outcome.NOTHING:
            return ""
        case Outcome.OTHER_UNITS:
            return texts.other_units
        case Outcome.OTHER_ROLES:
            return texts.other_roles
        case Outcome.EQUAL:
            # 5.5%左右 and 5.5%以上 are one number and do not say the same.
            is_alike = len({cell.value for cell in held}) == 1
            return texts.equal.format(value=shown(held[0].value)) + counted if is_alike else ""
    ends = [
        texts.highest.format(what=_named(reading.highest, table)),
        texts.lowest.format(what=_named(reading.lowest, table)),
    ]
    if table.best == reading.lowest:
        ends.reverse()
    return texts.between.join(ends) + counted


def _named(numbers: Sequence[int], table: Table) -> str:
    texts = texts_in(table.language)
    names = names_of_places(table.places, texts)
    cells = [table.cells[at] for at in numbers]
    labels = [_label(cell, table, names, texts) for cell in cells[:_MOST_NAMED]]
    more = "…" if len(cells) > _MOST_NAMED else ""
    if len({cell.value for cell in cells}) == 1:
        return f"{texts.listed(labels)}{more} {shown(cells[0].value)}"
    # 5% and 5%左右 are equal, and are not written alike.
    each = [f"{label} {shown(cell.value)}" for label, cell in zip(labels, cells, strict=False)]
    return texts.listed(each) + more


def grid_of(table: Table) -> Grid:
    """The table with its longer side going down."""
    names = names_of_places(table.places, texts_in(table.language))
    years = [str(year) for year in table.years]
    by_place = [[cell_text(table.cell(place, year), table) for year in table.years] for place in table.places]
    if len(table.places) >= len(table.years):
        rows = zip(table.places, by_place, strict=True)
        return Grid(("", *years), tuple((names[place], *cells) for place, cells in rows))
    turned = zip(years, zip(*by_place, strict=True), strict=True)
    return Grid(
        ("", *(names[place] for place in table.places)), tuple((year, *cells) for year, cells in turned)
    )


def names_of_places(places: Sequence[str], texts: Texts) -> dict[str, str]:
    """Short names of places, where these tell them apart."""
    spoken = {place: called(place, texts) for place in places}
    short = {place: short_name(name) if not name.isascii() else name for place, name in spoken.items()}
    several = list(short.values())
    return {place: name if several.count(name) == 1 else spoken[place] for place, name in short.items()}


def _label(cell: Cell, table: Table, names: dict[str, str], texts: Texts) -> str:
    place = names[cell.place] if len(table.places) > 1 else ""
    year = texts.year.format(year=cell.year) if len(table.years) > 1 or not place else ""
    return texts.word_space.join(filter(None, (place, year)))
