"""Which headline indicators a report gives a figure of, found without the reader of facts, and which are told as records.

A report gives a figure of an indicator where its name stands before one in the same clause, with hardly a word between. That is
read off by the glossary alone, so that what the reader misses is counted; what names an indicator otherwise is not looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from retrieval.domains.work_reports.facts.records import Fact
from retrieval.language.glossary import Glossary
from retrieval.types import Document, Passage

HEADLINES = (
    "地区生产总值",
    "一般公共预算收入",
    "固定资产投资",
    "规模以上工业增加值",
    "社会消费品零售总额",
    "城镇常住居民人均可支配收入",
    "农村常住居民人均可支配收入",
    "城镇新增就业",
    "居民消费价格",
    "城镇登记失业率",
)
"""Standard names of the glossary."""
_CLAUSE = re.compile(r"[^，,；;。：:、]+")
_FIGURE = re.compile(
    r"(?:总量|增速|涨幅|增幅|人数)?(?:预计|可|力争|确保|实现|完成|达到?|突破|超过|约|增长|上涨|下降|为|是|控制在|保持在|稳定在|同比|比上年|人|分别)*"
    r"\d[\d.]*(?:[-—~－–]\d[\d.]*)?(?:%|％|个百分点|万亿元|亿元|万元|元|万人|人)"
)
"""What follows a name whose figure it is."""


@dataclass(frozen=True, slots=True)
class Named:
    """An indicator that stands before a figure."""

    file: str
    line: int
    indicator: str
    clause: str
    figure: int
    """Where the figure ends in its paragraph."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what reports name is told; shares of 1."""

    reports: int
    indicators: float
    """Of the headline indicators that a report gives a figure of, those of which it has a record."""
    figures: float
    """Of the single figures."""


def named_in(document: Document, passages: Iterable[Passage], glossary: Glossary) -> Iterator[Named]:
    """The headline indicators of a report that stand right before a figure."""
    for passage in passages:
        for clause in _CLAUSE.finditer(passage.text):
            for mention in glossary.mentions(clause[0]):
                found = _FIGURE.match(clause[0], mention.end)
                if (
                    mention.entry.standard in HEADLINES
                    and found is not None
                    and _is_own(clause[0], mention.start)
                ):
                    end = clause.start() + found.end()
                    yield Named(document.file, passage.line, mention.entry.standard, clause[0], end)


def coverage(named: Iterable[Named], facts: Iterable[Fact]) -> tuple[Coverage, list[Named]]:
    """How much of what is named is told, and the figures that are not.

    Args:
        named: of some reports.
        facts: the records of the same reports.
    """
    all_named = list(named)
    records = list(facts)
    told = {(fact.document.file, fact.subject.indicator) for fact in records}
    # 左右 behind a figure belongs to it.
    at = {
        (fact.document.file, fact.passage.line, end)
        for fact in records
        for end in range(fact.start + 1, fact.end + 1)
    }
    wanted = {(each.file, each.indicator) for each in all_named}
    missed = [each for each in all_named if (each.file, each.line, each.figure) not in at]
    share = Coverage(
        len({each.file for each in all_named}),
        len(wanted & told) / (len(wanted) or 1),
        1 - len(missed) / (len(all_named) or 1),
    )
    return share, missed


def _is_own(clause: str, start: int) -> bool:
    """Whether nothing before a name makes it another thing: 人均, 占, 非公有制经济."""
    return not re.search(
        r"(?:人均|占|非公|民营|园区|开发区|新区|县域|第[一二三]产业)[^，]{0,8}$", clause[:start]
    )
