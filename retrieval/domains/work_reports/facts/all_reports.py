"""The sure figures of many reports, read by several processes side by side."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from embeddings.processes import WorkerProcesses
from retrieval.domains.work_reports.facts.clause_places import ClausePlaces
from retrieval.domains.work_reports.facts.extraction import FactReader
from retrieval.domains.work_reports.facts.records import Fact
from retrieval.domains.work_reports.facts.sureness import SureFacts
from retrieval.domains.work_reports.places.named_places import ordinary_words, shipped_places
from retrieval.types import Document, Passage, Sentence

FEW = 60
"""Reports that one process has read before a second one is ready."""


@dataclass(frozen=True, slots=True)
class ReportText:
    """What of a report its figures are read from."""

    document: Document
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]


def sure_facts(reports: Iterable[ReportText], count: int) -> Iterator[Fact]:
    """The figures of reports of which all parts are sure, report by report.

    Args:
        reports: taken as they are needed.
        count: how many there are.

    Raises:
        WorkerLostError: a process was ended from outside.
    """
    processes = 1 if count <= FEW else os.cpu_count() or 1
    if processes == 1:
        for report in reports:
            yield from _read(report)
        return
    with WorkerProcesses(processes) as workers:
        for facts in workers.map(_read, reports):
            yield from facts


def _read(report: ReportText) -> list[Fact]:
    reader, sure = _readers()
    return list(sure.of(reader.facts(report)))


@cache
def counties() -> ClausePlaces:
    """Finds the places that the sentences of a report tell of; made once in a process."""
    return ClausePlaces((each.place for each in shipped_places()), ordinary_words())


@cache
def _readers() -> tuple[FactReader, SureFacts]:
    return FactReader(places=counties()), SureFacts(counties())
