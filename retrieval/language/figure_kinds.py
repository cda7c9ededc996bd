"""In which kinds of figures a noun is given: 里程 in lengths, 天数 in times. Counted in documents, kept as a table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from retrieval.language.measures import Measure
from retrieval.language.quantities import SHARE, kinds, quantities

DATA = "data/figure_kinds.tsv"
MOST_CHARACTERS = 4
OTHER = "other"
"""Figures of units that are of no kind of `quantities`, and those without a unit."""
_COUNTED = frozenset({"person", "thing"})
_MEASURES = 0.4
_COUNTS = ("数", "量")
"""End nouns that are measures whatever is counted: 天数, 人数."""
_BEFORE = re.compile(r"[一-鿿]*$")
BETWEEN = re.compile(
    r"(?:分别|累计|按?可比|同?口径|名义|实际|平均|上涨|下跌|预计|同比|年均|达到?了?|[为是有约近逾过至到在]|完成|实现|突破|超过?|增加|提高|上升|增长|扩大|稳定|保持|控制|下降|减少"
    r"|不低于|不少于|不超过|净增)*$"
)
"""What may stand between a noun and its figure."""


@dataclass(frozen=True, slots=True)
class FigureKinds:
    """How a noun is told in figures."""

    kinds: frozenset[str]
    """See `kind_told`. A change of it in % may be told of any noun."""
    measures: bool
    """Whether it is nothing but a measure, which a figure is wanted of: 里程, and not 公路."""


@cache
def _nouns() -> Mapping[str, FigureKinds]:
    lines = files("retrieval").joinpath(DATA).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {noun: _told(noun, frozenset(kinds.split(";")), float(share)) for noun, kinds, share in rows}


def _told(noun: str, kinds: frozenset[str], share: float) -> FigureKinds:
    is_of_things = not kinds.isdisjoint(_COUNTED)
    return FigureKinds(kinds, noun.endswith(_COUNTS) or (share >= _MEASURES and not is_of_things))


def figure_kinds(phrase: str) -> FigureKinds | None:
    """How the noun that a phrase ends with is told; None: nothing is known of it.

    >>> figure_kinds("高速公路通车里程").kinds, figure_kinds("空气优良天数").measures
    (frozenset({'length'}), True)
    """
    endings = (phrase[-length:] for length in range(MOST_CHARACTERS, 1, -1))
    return next((found for ending in endings if (found := _nouns().get(ending))), None)


def kind_told(figure: Measure) -> str:
    """The kind that a figure is of, persons and things apart; `OTHER`: of none."""
    if figure.dimension in _COUNTED:
        return figure.dimension
    return next(iter(kinds([figure])), OTHER)


def can_tell(asked: frozenset[str], text: str) -> bool:
    """Whether a figure of a text may be one of what is asked for: of its kinds, or a change of it in %.

    A share of a noun that is given in other kinds is no change of it: 常住人口城镇化率达到70% counts no people.

    >>> can_tell(frozenset({"person"}), "常住人口城镇化率达到70%"), can_tell(frozenset({"person"}), "常住人口增长2%")
    (False, True)
    """
    return any(_is_told(asked, kind_told(each), text[: each.start]) for each in quantities(text))


def _is_told(asked: frozenset[str], kind: str, before: str) -> bool:
    if kind in asked:
        return True
    told = figure_kinds(BETWEEN.sub("", _BEFORE.search(before)[0]))  # type: ignore[index]
    return kind == SHARE and (told is None or bool(told.kinds & asked))
