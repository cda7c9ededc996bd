"""The years that a question to compare asks about: ranges, lists, since when, all there are."""

from __future__ import annotations

import re

from retrieval.domains.work_reports.questions.times import PLAN_YEARS, plan_in
from retrieval.language.time_words import in_full, years_in

_YEAR = r"(?<!\d)(?:(?:19|20)\d{2}|\d{2}(?=\s?年|\s?[-—–~～至到]\s?\d))"
_RANGE = re.compile(
    rf"({_YEAR})\s?年?\s?(?:-|—+|–|~|～|至|到|\bto\b|\bthrough\b|\buntil\b)\s?((?:19|20)\d{{2}}"
    rf"|\d{{2}}(?=\s?年|\D|$))(?!\d)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween ((?:19|20)\d{2}) and ((?:19|20)\d{2})", re.IGNORECASE)
_SINCE = re.compile(
    rf"(?:自|从)?({_YEAR})\s?年?(?:以来|起|之后|以后|至今|到现在|到今年)|(?:自"
    rf"|从)({_YEAR})年?(?!.{{0,3}}(?:到|至))|\b(?:since|from) ((?:19|20)\d{{2}})",
    re.IGNORECASE,
)
_LAST = re.compile(
    r"(?:近|过去|最近)(?P<n>[一二两三四五六七八九十]{1,2}|\d{1,2})年|\b(?:last|past|recent) (?P<word>two"
    r"|three|four|five|six|seven|eight|nine|ten|\d{1,2}) years",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"哪一?年|哪个年份|历年|历次|这些年|逐年|每年|各年|年年|哪几年|的一年|最高过|最低过|最高(?:定|冲|达)过"
    r"|最低(?:定|降)过|最[高低快慢](?:是|到|达到?|为|曾)?(?:多少|几)|变化|走势|趋势"
    r"|\b(?:which year|every year|each year|all years|over the years|ever|by year|yearly|trend|history)\b",
    re.IGNORECASE,
)
_COURSE = re.compile(
    r"历年|历次|这些年|逐年|每年|各年|年年|走势|趋势"
    r"|\b(?:every year|each year|all years|over the years|by year|yearly|trend|history)\b",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"(?<!\d)(\d{2})((?:\s?[ 、,和跟与及vs]+\s?\d{2})+)(?=\s?年)"
    r"|(?<!\d)(\d{2})((?:年?\s?[ 、,和跟与及比]+\s?\d{2})+)年",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    rf"[比跟和与]({_YEAR})年?[^,，。?？]{{0,6}}(?:更|还)?(?:高|低|多|少|快|慢|大|小|涨|跌)(?!了?(?:多少|几))"
)
"""2021年比2020年高吗 asks about both; 涨了几 asks one figure."""
_NUMBERS = (
    {word: value for value, word in enumerate("一二三四五六七八九十", 1)}
    | {"两": 2}
    | {word: value for value, word in enumerate("two three four five six seven eight nine ten".split(), 2)}
)
_ONE_FIGURE = re.compile(
    r"一共|总共|累计|合计|共计|\b(?:total|in all|altogether)\b"
    r"|比(?:(?:19|20)\d{2}|\d{2})年[^,，。?？]{0,4}(?:涨|增|多|高|升|降|减|少|跌)[^,，。?？]{0,4}(?:百分之几|几|多少)",
    re.IGNORECASE,
)
"""Asks for one figure of several years: their sum, or the change from one to the other."""


def years_asked(text: str, report_year: int | None, held: tuple[int, ...]) -> tuple[int, ...]:
    """The years asked about, in order; all of `held` where the question means all; none: it names no time.

    Args:
        text: normalised.
        report_year: what 今年 means; None: unknown.
        held: the years that the documents of the places asked about tell of, in order.

    >>> years_asked("2015到2018年", 2026, ()), years_asked("20 21 22年", 2026, ()), years_asked("2023 to 2021", 2026, ())
    ((2015, 2016, 2017, 2018), (2020, 2021, 2022), (2021, 2022, 2023))
    """
    found: set[int] = set()
    for match in (*_RANGE.finditer(text), *_BETWEEN.finditer(text)):
        first, last = sorted((in_full(int(match[1])), in_full(int(match[2]))))
        found.update(range(first, last + 1))
    newest = max(held, default=report_year or 0)
    if not found:
        for since in _SINCE.finditer(text):
            found.update(range(in_full(int(since[1] or since[2] or since[3])), newest + 1))
    if not found and (lately := _LAST.search(text)):
        count = _count(lately["n"] or lately["word"])
        found.update(range(newest - count + 1, newest + 1))
    if not found and (plan := plan_in(text)) is not None:
        found.update(range(plan, plan + PLAN_YEARS))
    if compared := _COMPARED.search(text):
        found.add(in_full(int(compared[1])))
    for listed in _LIST.finditer(text):
        digits = re.findall(r"\d{2}", (listed[1] or listed[3]) + (listed[2] or listed[4]))
        found.update(in_full(int(each)) for each in digits)
    found.update(years_in(text, report_year))
    if not found and _ALL.search(text):
        return held
    return tuple(sorted(found))


def is_over_years(text: str) -> bool:
    """Whether a normalised text asks about several years that it names.

    >>> is_over_years("2015到2018年"), is_over_years("20 21 22年"), is_over_years("哪年最高"), is_over_years("2016年GDP")
    (True, True, False, False)
    >>> is_over_years("2003-2007年一共多少"), is_over_years("83年支出比82年涨了百分之几")
    (False, False)
    """
    if _ONE_FIGURE.search(text):
        return False
    if plan_in(text) is not None or _COMPARED.search(text):
        return True
    if _RANGE.search(text) or _BETWEEN.search(text) or _SINCE.search(text) or _LAST.search(text):
        return True
    return bool(_LIST.search(text)) or len(years_in(text, None)) > 1


def asks_course(text: str) -> bool:
    """Whether a normalised text asks how something went from year to year: 历年, by year."""
    return bool(_COURSE.search(text))


def asks_all_years(text: str) -> bool:
    """Whether a question asks which year it is, or about all of them."""
    return bool(_ALL.search(text))


def _count(written: str) -> int:
    if written.isdigit():
        return int(written)
    return _NUMBERS.get(written.lower(), 5)
