"""A question to compare -> the table: each cell from the report whose job it is to tell, or else why it is empty."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from retrieval.domains.work_reports.comparing.asked import Comparison, ComparisonReader
from retrieval.domains.work_reports.comparing.cells import (
    Wanted,
    best_fact,
    empty,
    filled,
    restated_fact,
    wanted_cells,
    with_others,
)
from retrieval.domains.work_reports.comparing.reading import Read, reading_of
from retrieval.domains.work_reports.comparing.table_asked import compares, may_compare
from retrieval.domains.work_reports.comparing.values_asked import Wish
from retrieval.domains.work_reports.facts.extraction import ReadableReport
from retrieval.domains.work_reports.facts.records import Fact, Kind
from retrieval.domains.work_reports.routes.document_catalog import DocumentCatalog
from retrieval.language.glossary import Glossary
from retrieval.types import Cell, DocumentId, Lacking, QueryPlan, Role, Table

_COURSE = 3
"""Years from which on a table shows how something went."""

FactsOf = Callable[[DocumentId, tuple[str, ...], str], Sequence[Fact]]
"""The figures of a document in the sentences that have one of some words: of an indicator, or if that is empty of anything."""


class Comparer:
    """Makes tables of what the reports of some places say."""

    def __init__(
        self,
        reader: ComparisonReader,
        catalog: DocumentCatalog,
        glossary: Glossary,
        facts_of: FactsOf,
        indexed: Callable[[DocumentId], ReadableReport],
    ) -> None:
        """Make ready.

        Args:
            reader: of questions.
            catalog: the documents that the asker may see.
            glossary: names of indicators.
            facts_of: see `FactsOf`.
            indexed: opens a document.
        """
        self._reader = reader
        self._catalog = catalog
        self._glossary = glossary
        self._facts_of = facts_of
        self._indexed = indexed

    def compare(self, question: str) -> Table:
        """The table that a question asks for; it says what is missing where there is none."""
        return self.table(self._reader.read(question))

    def table_of(self, plan: QueryPlan) -> Table | None:
        """The table that answers a plan; None: it compares no figures, or there are none to show."""
        if not may_compare(plan):
            return None
        asked = self._reader.read(plan.whole, plan.named if plan.where.are_carried else ())
        return self.table(asked) if compares(asked) else None

    def table(self, asked: Comparison) -> Table:
        """The table of a question as it was understood."""
        started = time.perf_counter()
        table = replace(self._whole(asked), further=tuple(map(self._whole, asked.further)))
        return replace(table, milliseconds=round((time.perf_counter() - started) * 1000, 3))

    def _whole(self, asked: Comparison) -> Table:
        table = self._table(asked)
        is_narrower = bool(asked.indicator) and any(
            word.lower() not in asked.name.lower() for word in asked.words
        )
        if is_narrower and table.cells and not any(cell.value for cell in table.cells):
            # 养老床位 names 养老, but is a thing of its own.
            table = self._fuller(table, self._table(replace(asked, indicator="")))
        return table

    def _fuller(self, table: Table, other: Table) -> Table:
        return other if any(cell.value for cell in other.cells) else table

    def _table(self, asked: Comparison) -> Table:
        lacking = _lacking(asked)
        kinds = [asked.kind] if asked.kind else _kinds(asked)
        tries = [(kind, self._read(asked, kind)) for kind in kinds] if lacking is None else []
        # Where the question leaves it open, the kind of which most results are told is shown; of equals the first.
        kind, read = max(tries, key=lambda each: _told_count(each[1]), default=(kinds[0], []))
        reading = reading_of(read)
        best = {Wish.HIGHEST: reading.highest, Wish.LOWEST: reading.lowest}.get(asked.wish, ())
        roles = {each.cell.role for each in read if each.fact is not None} or set(asked.roles)
        is_marked = len(roles) != 1 or (asked.is_role_open and Role.TARGET in roles)
        return Table(
            question=asked.text,
            language=asked.language,
            indicator=asked.indicator or "".join(asked.words),
            kind=kind.value,
            role=None if is_marked else next(iter(roles)),
            places=asked.places,
            years=asked.years,
            cells=tuple(self._with_reason(asked, kind, each.cell) for each in read),
            reading=reading,
            best=best,
            lacking=lacking,
            counterpart=self._counterpart(asked, kind, roles) if tries else (),
            omitted=asked.omitted,
        )

    def _counterpart(self, asked: Comparison, kind: Kind, roles: Collection[Role]) -> tuple[Cell, ...]:
        """The cells of one place over some years in the role that is not asked for."""
        if len(asked.places) != 1 or len(asked.years) < _COURSE or len(roles) != 1:
            return ()
        other = Role.TARGET if Role.RESULT in roles else Role.RESULT
        turned = replace(asked, roles=(other,) * len(asked.years), is_role_open=False)
        cells = tuple(each.cell for each in self._read(turned, kind))
        return cells if any(cell.value for cell in cells) else ()

    def _read(self, asked: Comparison, kind: Kind) -> list[Read]:
        """What the cells tell; why others are empty is said of the kind that is shown."""
        names = self._names(asked)
        return [self._told(asked, wanted, names) for wanted in wanted_cells(asked, kind)]

    def _names(self, asked: Comparison) -> tuple[str, ...]:
        """The words of which one stands in every sentence that tells."""
        names = self._glossary.entry(asked.indicator.lower()).names if asked.indicator else ()
        return tuple(names) or asked.words

    def _with_reason(self, asked: Comparison, kind: Kind, cell: Cell) -> Cell:
        """A cell with the reason why it is empty, if it is."""
        if cell.value or cell.why_empty is not None:
            return cell
        wanted = Wanted(cell.place, cell.year, cell.role, kind, asked.indicator, asked.name, asked.words)
        report = wanted.year if wanted.role is Role.TARGET else wanted.year + 1
        own = [self._indexed(key) for key in self._catalog.of(wanted.place).get(report, ())]
        return empty(wanted, self._names(asked), own)

    def _told(self, asked: Comparison, wanted: Wanted, names: tuple[str, ...]) -> Read:
        """What a cell tells; where the question leaves the role open and no result is told, the target, if there is one."""
        read = self._cell(asked, wanted, names)
        if read.fact is not None or not asked.is_role_open:
            return read
        target = self._cell(asked, replace(wanted, role=Role.TARGET), names)
        # Another measure than the one that is asked about stands for it only among results.
        return target if target.fact is not None and not target.cell.note else read

    def _restated(self, asked: Comparison, wanted: Wanted, names: tuple[str, ...]) -> Iterator[Fact]:
        """What the later reports that a table reads anyway say that it was: 由2015年的98.4亿元增加到163.2亿元."""
        if wanted.role is not Role.RESULT or wanted.kind is not Kind.LEVEL:
            return
        shelf = self._catalog.of(wanted.place)
        later = [year + 1 for year in asked.years if year > wanted.year]
        for key in (key for report in later for key in shelf.get(report, ())):
            fact = restated_fact(wanted, self._facts_of(key, names, wanted.indicator))
            if fact is not None:
                yield fact

    def _cell(self, asked: Comparison, wanted: Wanted, names: tuple[str, ...]) -> Read:
        shelf = self._catalog.of(wanted.place)
        # A result is told a year later; the report after that one may repeat it, or that of the year estimate it.
        reports = (
            (wanted.year,) if wanted.role is Role.TARGET else (wanted.year + 1, wanted.year + 2, wanted.year)
        )
        for report in reports:
            found = (
                best_fact(wanted, self._facts_of(key, names, wanted.indicator))
                for key in shelf.get(report, ())
            )
            told = [fact for fact in found if fact is not None]
            if told:
                others = [*told[1:], *self._restated(asked, wanted, names)]
                return Read(with_others(filled(wanted, told[0]), told[0], others), told[0])
        return Read(Cell(wanted.place, wanted.year, wanted.role), None)


def _kinds(asked: Comparison) -> list[Kind]:
    is_target = asked.roles and all(role is Role.TARGET for role in asked.roles)
    return [Kind.GROWTH, Kind.LEVEL] if is_target else [Kind.LEVEL, Kind.GROWTH]


def _told_count(read: Sequence[Read]) -> tuple[int, int]:
    """How many cells tell a result, and where none does how many anything."""
    told = [each.cell.role for each in read if each.fact is not None]
    results = sum(role is Role.RESULT for role in told)
    return results, 0 if results else len(told)


def _lacking(asked: Comparison) -> Lacking | None:
    if not asked.indicator and not asked.words:
        return Lacking.INDICATOR
    if not asked.places:
        return Lacking.PLACE
    return None if asked.years else Lacking.YEAR
