"""A figure that is hard to read in a scan fills no cell, but its place is told."""

from __future__ import annotations

from dataclasses import replace

from retrieval.domains.work_reports.comparing.cells import Wanted, filled
from retrieval.domains.work_reports.facts.extraction import FactReader
from retrieval.domains.work_reports.facts.records import Kind
from retrieval.types import Role, Scan, Span, WhyEmpty
from tests.retrieval.making import indexed

SAID = "过去一年，全市地区生产总值增长7.1%，粮食产量127.3万吨。"


def test_a_doubtful_figure_is_not_asserted() -> None:
    plain = indexed(SAID)
    at = SAID.index("7.1%")
    scanned = replace(plain.passages[0], scan=Scan((Span(at, at + 4),)))
    growth, grain = FactReader().facts(replace(plain, passages=(scanned,)))
    wanted = Wanted("盘锦市", 2019, Role.RESULT, Kind.GROWTH, "地区生产总值", "GDP", ())
    cell = filled(wanted, growth)
    assert (cell.value, cell.why_empty, cell.span) == ("", WhyEmpty.HARD_TO_READ, Span(at, at + 4))
    assert filled(wanted, grain).value == "127.3万吨"
