"""The figure that a question asks for, read from the reports whose job it is to tell: of the same indicator, year and role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from retrieval.domains.work_reports.comparing.cells import Wanted, best_fact
from retrieval.domains.work_reports.facts.extraction import FactReader
from retrieval.domains.work_reports.facts.records import Fact, Kind
from retrieval.domains.work_reports.places.gazetteer import STATE
from retrieval.language import tokenizer
from retrieval.language.changes import tells_change
from retrieval.language.figure_kinds import kind_told
from retrieval.language.glossary import Glossary
from retrieval.language.quantities import SHARE, kind_of_unit
from retrieval.ranking.agreement import FigureSought
from retrieval.search.selection import Selection
from retrieval.store.snapshot import IndexedDocument
from retrieval.types import Document, DocumentId, Part, PassageId, QueryPlan, Role, Span, is_han
from retrieval.types import Wanted as Answer

_NOUN = re.compile(
    r"(?!(?:那么|怎么|这么|多少|一下|怎样|情况|完成|实现|达到|预计|实际|最后|全年|全[国省市县区]|总共|一共|到底|大概|左右|现在|目前|数据|数字"
    r"|年[底末]|期末|全部|整个|合计|累计|分别|具体|报告|工作|里面|今天|一年)$)[一-鿿]{2,}"
)
"""Words that say of what a figure is."""
_LEVELS = "市省县区州盟的"
_STATE = "全国国家中国我国"


@dataclass(frozen=True, slots=True)
class _Sought:
    """What is looked for in some reports."""

    indicator: str
    """Standard name; empty: it is looked for by words alone."""
    name: str
    """Of the indicator, as the question has it."""
    naming: tuple[str, ...]
    """One of them stands in every paragraph that may tell: a name of the indicator, or the last of the words."""
    words: tuple[str, ...]
    """What else stands with the figure: of the indicator the words beside its name."""


class FigureFinder:
    """Finds the figures that questions ask for. Safe to call from several threads."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._reader = FactReader(glossary)

    def find(self, plan: QueryPlan, selection: Selection) -> FigureSought | None:
        """The figure that a plan asks for; None: it asks for no figure of one year and place, or no report is to tell.

        Args:
            plan: what is asked.
            selection: the reports that are searched.
        """
        if not _asks_figure(plan) or len({each.place for each in selection.documents}) != 1:
            return None
        ways = self._ways(plan)
        read: dict[tuple[DocumentId, _Sought], list[Fact]] = {}
        places: dict[PassageId, Span] = {}
        is_to_tell = False
        for role in (plan.role,) if plan.role else (Role.RESULT, Role.TARGET):
            reports = list(_that_tell(plan, role, selection))
            is_to_tell = is_to_tell or bool(reports)
            for (indexed, year), way in product(reports, ways):
                # A result and a target are often told by one report.
                key = (indexed.document.id, way)
                facts = read[key] if key in read else read.setdefault(key, self._facts(plan, way, indexed))
                if fact := _best(plan, way, role, year, facts):
                    places[fact.passage.id] = Span(fact.start, fact.end)
                    break
        if not ways or not is_to_tell:
            return None
        return FigureSought(tuple(places.items()), bool(ways[0].indicator) and not ways[0].words)

    def _ways(self, plan: QueryPlan) -> list[_Sought]:
        """By the indicator that a question names, and by its nouns: 养老床位 names 养老, but is a thing of its own."""
        nouns = _nouns(plan)
        # Documents have other words for those of laymen and of other languages.
        ways = [_Sought("", "", nouns[-1:], nouns)] if nouns and not plan.translations else []
        if plan.indicators:
            indicator, said = plan.indicators[0], plan.normalized.lower()
            names = self._glossary.entry(indicator).names
            name = max((each for each in names if each in said), key=len, default=indicator)
            beside = tuple(word for word in nouns if not any(word in each for each in names))
            ways.insert(0, _Sought(indicator, name, tuple(names), beside))
        return ways

    def _facts(self, plan: QueryPlan, sought: _Sought, indexed: IndexedDocument) -> list[Fact]:
        """The figures of a report that may be the one asked for, but for their year and role."""
        words = (*sought.words, *_other_places(plan, indexed.document))
        return [
            each
            for each in self._reader.facts(indexed, sought.naming)
            if _may_be(plan, each) and _is_among(words, each) and not _is_contradicted(plan, each)
        ]


def _best(plan: QueryPlan, sought: _Sought, role: Role, year: int, facts: Sequence[Fact]) -> Fact | None:
    """The one of some figures of a report that surely is what is asked for."""
    for kind in _kinds(plan, sought, role):
        wanted = Wanted("", year, role, kind, sought.indicator, sought.name, sought.words)
        if fact := best_fact(wanted, facts):
            return fact
    return None


def _nouns(plan: QueryPlan) -> tuple[str, ...]:
    """What a question says it is about, word by word."""
    subject = " ".join(piece.text for piece in plan.wording if piece.part is Part.SUBJECT)
    words = tokenizer.words(tokenizer.content(subject))
    return tuple(word for word in dict.fromkeys(words) if _NOUN.fullmatch(word))


def _asks_figure(plan: QueryPlan) -> bool:
    details = plan.details
    is_other = details.is_ordinal or details.ordinals or details.is_other_stretch or plan.asks_occasion
    return (
        plan.wanted is Answer.NUMBER and len(plan.years) <= 1 and not is_other and not plan.time.side_by_side
    )


def _kinds(plan: QueryPlan, sought: _Sought, role: Role) -> tuple[Kind, ...]:
    """Whether a level or a change is asked for; where the words leave it open, first what is more usual."""
    if plan.details.is_change:
        # 新增就业 is a level by its name.
        return (Kind.LEVEL, Kind.GROWTH) if tells_change(sought.name) else (Kind.GROWTH,)
    if plan.unit:
        is_share = kind_of_unit(plan.unit) == SHARE
        if is_share:
            return (Kind.GROWTH, Kind.LEVEL)
        # What is planned is mostly said as growth, whatever was asked.
        return (Kind.LEVEL, Kind.GROWTH) if role is Role.TARGET else (Kind.LEVEL,)
    return (Kind.GROWTH, Kind.LEVEL) if plan.role is Role.TARGET else (Kind.LEVEL, Kind.GROWTH)


def _that_tell(plan: QueryPlan, role: Role, selection: Selection) -> Iterator[tuple[IndexedDocument, int]]:
    """The reports that may tell, the likeliest first, each with the year that is asked for.

    A result is told a year later; the report after that may repeat it, or that of the year itself estimate it. Without a
    year the first report is asked for its own.
    """
    opened = [each.indexed for each in selection.opened if each.indexed.document.year]
    if not plan.years:
        for indexed in opened[:1]:
            own = indexed.document.year or 0
            yield indexed, own if role is Role.TARGET else own - 1
        return
    year = plan.years[0]
    for later in (0,) if role is Role.TARGET else (1, 2, 0):
        yield from ((each, year) for each in opened if each.document.year == year + later)


def _other_places(plan: QueryPlan, document: Document) -> tuple[str, ...]:
    """The places of a question that a report is not about: 美国 in 对美国出口多少."""
    own = f"{document.place}{document.province}{STATE.name}"
    named = (piece.text.rstrip(_LEVELS) for piece in plan.wording if piece.part is Part.PLACE)
    return tuple(
        each for each in named if each and all(map(is_han, each)) and each not in own and each not in _STATE
    )


def _may_be(plan: QueryPlan, fact: Fact) -> bool:
    """Whether a figure is of a kind that the thing asked for is given in."""
    if fact.kind is Kind.LEVEL and plan.figure_kinds and kind_told(fact.measure) not in plan.figure_kinds:
        return False
    is_level = fact.kind is Kind.LEVEL and bool(plan.unit)
    return not is_level or kind_of_unit(plan.unit) == kind_of_unit(fact.measure.unit)


def _is_among(words: tuple[str, ...], fact: Fact) -> bool:
    """Whether a figure stands among all of some words."""
    around = f"{fact.subject.words} {_sentence(fact)}"
    return all(word in around for word in words)


def _is_contradicted(plan: QueryPlan, fact: Fact) -> bool:
    """Whether a question supposes what the sentence of a figure contradicts: 下降了多少 of what grew."""
    text = _sentence(fact)
    return any(each.supposed not in text and each.contrary in text for each in plan.details.suppositions)


def _sentence(fact: Fact) -> str:
    text = fact.passage.text
    start = max(text.rfind(mark, 0, fact.start) for mark in "。；") + 1
    ends = [at for mark in "。；" if (at := text.find(mark, fact.end)) >= 0]
    return text[start : min(ends, default=len(text))]
