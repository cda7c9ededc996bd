"""The figures of a report -> the one that answers for a place, a year and a role, or why there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from retrieval.domains.work_reports.comparing.asked import Comparison
from retrieval.domains.work_reports.facts.extraction import ReadableReport
from retrieval.domains.work_reports.facts.measure_names import measured
from retrieval.domains.work_reports.facts.records import Fact, Kind, Period, Subject
from retrieval.language.changes import tells_change
from retrieval.language.figure_kinds import figure_kinds, kind_told
from retrieval.language.measures import Bound, Measure
from retrieval.language.normalizing import narrowed
from retrieval.language.units import BARE, are_comparable, is_share
from retrieval.types import Cell, OtherValue, Passage, Role, Span, WhyEmpty, is_han

_HARMLESS = re.compile(
    r"(?:地方|本地|全口径|全社会|城镇|城市|本级|市级|完成|新增|年度|自治区|规模以上|规模|货物|常住|居民|商品|总|户籍)*"
)
"""What narrows an indicator hardly: 地方一般公共预算收入 is what is meant by it."""
_GOALS = re.compile(r"预期目标|主要目标|奋斗目标|目标是|目标为|目标：|目标:|目标建议|增长目标")
_WITHOUT_NUMBER = re.compile(
    r"(?:与|同|和|高于|快于|低于|不低于)[^，。；]{0,16}(?:同步|增速|增长|平均|水平|持平)|平稳|稳定增长"
    r"|持续增长|保持稳定|合理区间|基本同步|稳步增长|较快增长|力争更好"
)
_RELATIVE = re.compile(r"(?:比|高于|快于)全[国省区市][^，。；]{0,8}\d[^，。；]{0,8}个百分点(?:左右|以上)?")
"""Said by how much it is to be above that of another: 增速比全国高2个百分点左右."""
_BESIDE = re.compile(r"[与和同于及][^，。；、]{0,2}$")
"""What stands before the name of a thing that something else is compared with: 居民收入增长与经济增长同步."""
_LENGTHS = frozenset({"year_long", "month_long", "grade"})
_COUNTS = frozenset({"person", "thing", BARE})
_CLAUSE_END = re.compile(r"[，,、。；;：:！？!?\s]|^")
_DECADES = re.compile(
    r"(?:\d{2}|[二三四五六七八]十)多?[周年]年?[以来之]|改革开放以来|[建新]国以来|建[省市州县区]以来"
)
_NEAR, _AFTER = 24, 6
"""Characters around a value that tell what it is of."""
_ENOUGH = 0.6
"""Of the words asked about, weighed by their length, more than that have to stand with a figure: 独角兽骑行 is no 独角兽企业."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one cell is to tell."""

    place: str
    year: int
    role: Role
    kind: Kind
    indicator: str
    name: str
    """Of the indicator, as the question has it."""
    words: tuple[str, ...]


def wanted_cells(asked: Comparison, kind: Kind) -> list[Wanted]:
    """The cells of a table, row by row."""
    return [
        Wanted(place, year, role, kind, asked.indicator, asked.name, asked.words)
        for place in asked.places
        for year, role in zip(asked.years, asked.roles, strict=True)
    ]


def best_fact(wanted: Wanted, facts: Iterable[Fact]) -> Fact | None:
    """The figure that answers for a cell, if one of these surely does: the least marked, then the first."""
    fitting = [(rank, at, fact) for at, fact in enumerate(facts) if (rank := _rank(wanted, fact)) is not None]
    return min(fitting, key=lambda each: each[:2])[2] if fitting else None


def restated_fact(wanted: Wanted, facts: Iterable[Fact]) -> Fact | None:
    """The figure that tells what a cell was before a change that a later report tells of; None: none surely does."""
    for fact in facts:
        if fact.is_baseline and fact.year == wanted.year:
            rank = _rank(wanted, replace(fact, is_baseline=False, role=wanted.role, period=Period.YEAR))
            if rank is not None and rank[0] == 0:
                return fact
    return None


def filled(wanted: Wanted, fact: Fact) -> Cell:
    """The cell that a figure fills; one that is hard to read is not asserted, but its place is told."""
    place = Span(fact.start, fact.end)
    if fact.is_doubtful:
        return Cell(
            wanted.place,
            wanted.year,
            wanted.role,
            "",
            WhyEmpty.HARD_TO_READ,
            fact.document,
            fact.passage,
            place,
        )
    return Cell(
        wanted.place,
        wanted.year,
        wanted.role,
        fact.value,
        None,
        fact.document,
        fact.passage,
        place,
        _clause(fact),
        _note(wanted, fact),
    )


def with_others(cell: Cell, told: Fact, others: Iterable[Fact]) -> Cell:
    """A cell with what other reports give for it, as far as that is another number.

    Args:
        cell: that was filled.
        told: the figure in it.
        others: those of other reports for the same cell.
    """
    if told.is_doubtful:
        return cell
    differing = {each.value: each for each in others if _differ(told.measure, each.measure)}
    return replace(
        cell,
        others=tuple(
            OtherValue(each.value, each.document, each.passage, Span(each.start, each.end))
            for each in differing.values()
            if not each.is_doubtful
        ),
    )


def _differ(one: Measure, other: Measure) -> bool:
    """Whether two points are too far apart for one to be the other rounded; bounds and ranges leave that open."""
    if {one.bound, other.bound} != {Bound.POINT} or one.is_range or other.is_range:
        return False
    is_same_unit = are_comparable(one.dimension, other.dimension)
    return is_same_unit and abs(abs(one.low) - abs(other.low)) * 2 > max(one.step, other.step)


def _note(wanted: Wanted, fact: Fact) -> str:
    """What marks a figure off: what narrows it, or its name where that is of another measure, 调查失业率 beside 登记失业率."""
    if not fact.subject.indicator:
        return fact.subject.words
    asked = measured(Subject("", wanted.indicator, wanted.name.lower()))
    is_same = measured(fact.subject) in {asked, wanted.indicator}
    return fact.subject.item or ("" if is_same else fact.subject.name)


def empty(wanted: Wanted, names: Sequence[str], documents: Sequence[ReadableReport]) -> Cell:
    """A cell without a figure, with the words that say the thing without a number, if any do.

    Args:
        wanted: the cell.
        names: of the indicator.
        documents: those that were read for it; none: no report is held.
    """
    if not documents:
        return Cell(wanted.place, wanted.year, wanted.role, why_empty=WhyEmpty.NOT_HELD)
    for indexed in documents:
        for passage in indexed.passages:
            for span in _without_number(passage.text, names):
                if _role_at(indexed, passage, span) in {None, wanted.role}:
                    why = WhyEmpty.NO_NUMBER
                    return Cell(
                        wanted.place, wanted.year, wanted.role, "", why, indexed.document, passage, span
                    )
    first = documents[0].document
    return Cell(wanted.place, wanted.year, wanted.role, why_empty=WhyEmpty.NOT_SAID, document=first)


def _role_at(indexed: ReadableReport, passage: Passage, span: Span) -> Role | None:
    """Whether the sentence that holds some words tells a result or a target; None: that is unknown."""
    sentences = (each for each in indexed.sentences if each.passage == passage.id)
    return next((each.role for each in sentences if each.span.start <= span.start < each.span.end), None)


def _clause(fact: Fact) -> Span:
    """The words up to the end of a value from the last comma or stop before it that leaves some beside the value."""
    text = fact.passage.text[: fact.start]
    ends = [match.end() for match in _CLAUSE_END.finditer(text)]
    start = next((end for end in reversed(ends) if any(map(is_han, text[end:]))), fact.start)
    blanks = len(text[start:]) - len(text[start:].lstrip())
    return Span(start + blanks, fact.end)


def _rank(wanted: Wanted, fact: Fact) -> tuple[int, ...] | None:
    """How much marks a figure off from what is wanted, each ground by itself; None: it is something else."""
    if fact.kind is not wanted.kind or fact.is_baseline or not _is_of_unit(wanted, fact):
        return None
    if fact.role is not wanted.role or not _is_of_year(wanted, fact):
        return None
    if fact.is_unclear or (fact.part and not _is_asked(fact.part, wanted.words)):
        return None
    marks = _subject_marks(wanted, fact)
    if marks is None or _is_over_decades(fact):
        return None
    goals = narrowed(fact.passage.text[max(0, fact.start - 400) : fact.start])
    is_goal = wanted.role is Role.TARGET and not _GOALS.search(goals)
    is_rounded = wanted.role is Role.RESULT and fact.measure.bound is not Bound.POINT
    # 由A增加到B over five years says how much there was in the last; 跨上1万亿元台阶 in the year does not.
    return (marks, is_rounded, fact.period is not Period.YEAR or fact.is_end_of_course, is_goal)


def _is_over_decades(fact: Fact) -> bool:
    """Whether a growth by so many times is told of decades: 70年来, before it in its paragraph."""
    is_times = fact.kind is Kind.GROWTH and fact.measure.dimension in {"times", "doublings"}
    return is_times and bool(_DECADES.search(fact.passage.text, 0, fact.start))


def _is_asked(part: str, words: Sequence[str]) -> bool:
    """Whether a question asks about the part that a figure is of by its whole name: 金普新区, not another 新区."""
    return part in "".join(words) or (bool(words) and all(word in part for word in words))


def _subject_marks(wanted: Wanted, fact: Fact) -> int | None:
    if wanted.indicator:
        if fact.subject.indicator != wanted.indicator:
            return None
        if fact.subject.item and not _HARMLESS.fullmatch(fact.subject.item):
            return None
        if "新增" in fact.subject.item and not tells_change(wanted.indicator):
            # 新增地方财政收入 is how much more there was.
            return None
        # 经济总量 may be that of a zone that the sentence before names; 生产总值 by its name is told of the whole.
        told = fact.subject.name
        is_named_so = any(name in told or told in name for name in (wanted.name, wanted.indicator))
        return 2 * (not is_named_so) + bool(fact.subject.item)
    near = _near(fact)
    covered = sum(len(word) for word in wanted.words if word in fact.subject.words or word in near)
    share = covered / (sum(map(len, wanted.words)) or 1)
    return round(10 * (1 - share)) if share > _ENOUGH else None


def _near(fact: Fact) -> str:
    """A value with the words around it, as far as no other value stands between."""
    text = fact.passage.text
    before = re.split(r"\d[^，。；、]{0,8}[，。；、]", text[max(0, fact.start - _NEAR) : fact.start])[-1]
    after = re.split(r"[，。；、]", text[fact.end : fact.end + _AFTER])[0]
    return before + text[fact.start : fact.end] + after


def _is_of_unit(wanted: Wanted, fact: Fact) -> bool:
    """Whether a figure is in a unit that the indicator has, as far as its name tells."""
    dimension = fact.measure.dimension
    if wanted.kind is Kind.GROWTH:
        return is_share(dimension) or dimension in {"times", "doublings"}
    if wanted.kind is not Kind.LEVEL or not wanted.indicator:
        return True
    told = figure_kinds(wanted.indicator)
    if told is None:
        return dimension not in _LENGTHS
    # 20万以上 counts people, too.
    is_count = dimension in _COUNTS and not told.kinds.isdisjoint(_COUNTS)
    return is_count or kind_told(fact.measure) in told.kinds


def _is_of_year(wanted: Wanted, fact: Fact) -> bool:
    if fact.year == wanted.year:
        return fact.period is Period.YEAR
    is_last_of_period = fact.document.year == wanted.year + 1 and wanted.year in fact.years
    return (
        wanted.role is Role.RESULT
        and fact.kind is Kind.LEVEL
        and is_last_of_period
        and fact.period is Period.SEVERAL_YEARS
        and not fact.is_sum
    )


def _without_number(text: str, names: Sequence[str]) -> Iterator[Span]:
    """The words of a paragraph that say of an indicator how it goes, and give no figure."""
    for name in names:
        for match in re.finditer(re.escape(name), text, re.IGNORECASE):
            rest = re.match(r"[^，。；]{0,30}", text[match.end() :])
            words = rest[0] if rest else ""
            if _BESIDE.search(text, 0, match.start()):
                continue
            if _RELATIVE.search(words) or (_WITHOUT_NUMBER.search(words) and not re.search(r"\d", words)):
                yield Span(match.start(), match.end() + len(words))
