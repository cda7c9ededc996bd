"""How a question says when: the report it names, the five-year plan, years side by side, 去年."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.language.numerals import to_number
from retrieval.language.time_words import (
    is_relative,
    only_compares,
    report_year_in,
    tells_of_past,
    years_in,
    years_on,
    years_told,
)
from retrieval.types import TimeAsked

_PLAN = re.compile(r"十([一二三四五]?)五(?![年个次届月日号天条项家所万亿百千元])")
_FIRST_PLAN = 2001
"""The tenth five-year plan began then."""
PLAN_YEARS = 5
_UNTIL = r"到\s?{year}|{year}年?(?:末|底|时)|\bby (?:the end of )?{year}"
"""What is to be reached by then, which the opening of the plan may say."""
_YEAR = r"(?:(?<!\d)(?:(?:19|20)\d{2}年?|\d{2}年)|去年|今年|\b(?:last|this) year\b)"
_BETWEEN = r"\s*(?:[、,，和与及跟/]|以及|and|or|vs\.?|versus)?\s*"
LIST_OF_YEARS = re.compile(rf"{_YEAR}(?:{_BETWEEN}{_YEAR})+", re.IGNORECASE)
"""2013年、2016年和2021年; not 2015至2017年, which is a stretch of time."""
_SEVERAL = 2


def time_asked(text: str, years: Sequence[int], newest: int | None) -> TimeAsked:
    """How a normalised text says when, beside its years.

    Args:
        text: a question.
        years: those that it names.
        newest: what 今年 means; None: unknown.
    """
    return TimeAsked(
        report=report_year_in(text),
        plan=plan_in(text),
        until=frozenset(year for year in years if re.search(_UNTIL.format(year=year), text, re.IGNORECASE)),
        side_by_side=_side_by_side(text, years, newest),
        is_relative=is_relative(text),
        is_past=tells_of_past(text),
        shift=min(years_told(text).shifts, default=0),
        years_on=years_on(text),
        only_compares=only_compares(text),
    )


def plan_in(text: str) -> int | None:
    """The first year of the five-year plan that a text names: 十三五 began in 2016.

    >>> plan_in("“十三五”期间"), plan_in("十五时期"), plan_in("十五年")
    (2016, 2001, None)
    """
    match = _PLAN.search(text)
    number = to_number(match[1]) if match and match[1] else 0
    return _FIRST_PLAN + PLAN_YEARS * number if match else None


def _side_by_side(text: str, years: Sequence[int], newest: int | None) -> tuple[int, ...]:
    """The years that are asked about side by side, in the order asked; none: at most one year, or a stretch of time."""
    run = LIST_OF_YEARS.search(text)
    if len(years) < _SEVERAL or run is None or report_year_in(text):
        return ()
    said = re.findall(_YEAR, run[0], re.IGNORECASE)
    return tuple(dict.fromkeys(year for each in said for year in years_in(each, newest) if year in years))
