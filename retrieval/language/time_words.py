"""Years in a question: 2017, 17年, 二〇一七年, 去年, last year, 十三五末. The year of the report is what 今年 means."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.language.numerals import YEAR, to_number

_COUNTED = (
    r"人(?![均口才民大社力])|个(?![人体税])|名(?![单牌称优])|户(?![籍外])|家(?![庭电])|项(?!目)|座(?!谈)|元(?![旦宵])"
    r"|条(?![例件])|所(?![得有需以])|台(?![风湾州])|株|吨|亩|辆|套|件|次|倍|公里|美元|平方"
)
"""What makes a number of four digits a count: 2000人, but not 2016人均收入 or 2016项目."""
_FULL = re.compile(rf"(?<![\d.第])((?:19|20)\d{{2}})(?!\.?\d|[%‰亿万千百多余]|{_COUNTED})")
_FAR = re.compile(r"(?<!\d)([3-9]\d{3})年")
"""3017年 is a year, too, though no document can have it."""
_SHORT = re.compile(r"(?<![\d.])(\d{2})年(?!以上|以下|来|内|间|期|级|龄)")
_SAID_SHORT = re.compile(
    r"(?<![零〇一二三四五六七八九十百千万\d])((?!一二)[零〇一二九八][零〇一二三四五六七八九])(?=年(?![级制来内间期以]))"
)
_TWO_DIGITS = re.compile(r"\s?\d{2}(?=\s|$)")
_CENTURY_TURN = 48
"""Two digits above are of the last century: 57年 is 1957, 49年 1949, 35年 is 2035."""
_RELATIVE = (
    (re.compile(r"大前年", re.IGNORECASE), -3),
    (re.compile(r"(?<!大)前年|\byear before last\b", re.IGNORECASE | re.ASCII), -2),
    (re.compile(r"去年|上年|上一年|过去一年|\b(?:last|previous|past) year\b", re.IGNORECASE | re.ASCII), -1),
    (re.compile(r"今年|本年|当年|\b(?:this|current) year\b", re.IGNORECASE | re.ASCII), 0),
    (re.compile(r"明年|来年|\bnext year\b", re.IGNORECASE | re.ASCII), 1),
)
_BASELINE = re.compile(
    r"(?:和|与|跟)(?:19|20)\d{2}年?相?比|(?:比|较|相比|比起|相较于?)(?:19|20)\d{2}年?(?![\d、和与])"
    r"|(?:比|较|相比|比起|相较于?)(?:去年|上年|上一年|前年)"
    r"|\b(?:compared (?:with|to)|than in) (?:(?:19|20)\d{2}|(?:the )?(?:last|previous) year)\b",
    re.IGNORECASE,
)
"""A year that is compared with, 比2015年 or 比上年, is not the one that is asked about, where another is."""
_YEAR_BASELINE = re.compile(
    r"(?:比|较|相比|比起|相较于?)(?:去年|上年|上一年|前年)|\bthan (?:in )?(?:the )?(?:last|previous) year\b",
    re.IGNORECASE,
)
"""The year before the one that is asked about, as what it is compared with."""
_TIMES = re.compile(r"是(?:(?:19|20)\d{2}|\d{2}(?=年))年?的?(?:多少|几)[倍成]")
"""A year as what another one is so many times of: 是1949年的几倍."""
_YEAR_BEFORE = re.compile(
    r"再?往?[前上]一年|\b(?:the )?(?:year before(?! last)|(?:previous|preceding|prior) year)\b",
    re.IGNORECASE | re.ASCII,
)
_YEAR_AFTER = re.compile(
    r"再?往?[后下]一年|次年|(?<![的这])第二年|\b(?:the )?(?:year after|following year)\b",
    re.IGNORECASE | re.ASCII,
)
_SAME_YEAR = re.compile(r"那一?年|同一?年|当年|\b(?:that|the same) year\b", re.IGNORECASE | re.ASCII)
"""The year spoken of: 那年财政收入呢."""
_SMALL = {
    name: number
    for number, name in enumerate("one two three four five six seven eight nine ten".split(), start=1)
}
_YEARS_ON = re.compile(
    r"(?<![\d第])(\d{1,2}|[一两二三四五六七八九十]{1,2})年[以之]?([前后])(?=[\s,，?？呢的]|$)"
    rf"|\b({'|'.join(_SMALL)}) years? (later|earlier|before|after)\b",
    re.IGNORECASE | re.ASCII,
)
_PLAN_END = re.compile(r"[“\"]?十([一二三四五])五[”\"]?(?:规划)?(?:时?期)?(?:末|结束|收官|的?最后一年)")
_FIRST_PLAN_END = 2010
"""The eleventh five-year plan ended in 2010."""
_REPORT = re.compile(
    r"((?:19|20)\d{2}(?=\D)|(?<!\d)\d{2}(?=年))年?(?:的)?"
    r"(?:(?:国务院|[省市县区州]|[^\s,，。?？]{0,6}政府)?(?:工作)?报告|[那这]一?份(?:(?:政府)?(?:工作)?报告)?)"
    r"|\b((?:19|20)\d{2}) (?:government )?(?:work )?report\b",
    re.IGNORECASE,
)
_APART = r"\s*(?:[、(（至到和与及跟/~—-]|以及|and|or|to|vs\.?)\s*"
_ALL_RELATIVE = "|".join(pattern.pattern for pattern, _ in _RELATIVE)
_ABSOLUTE = rf"(?:{_FULL.pattern}|{_SHORT.pattern}|{YEAR.pattern})年?"
_NO_REPORT = re.compile(
    rf"{_ABSOLUTE}{_APART}(?:{_ALL_RELATIVE})|(?:{_ALL_RELATIVE}){_APART}{_ABSOLUTE}"
    rf"|(?:到|至|\bby |\bsince ){_ABSOLUTE}|{_ABSOLUTE}(?:以来|以后|之后|起|[底末初])",
    re.IGNORECASE,
)
"""Where a year stands beside 去年 as one more (2015年和去年), as the same (去年(22年)), or as an end: 今年提出到2035年."""
TIME_WORDS = re.compile(
    "|".join([r"(?:19|20)\d{2}\s*年?", r"(?<!\d)\d{2}年", _FAR.pattern, YEAR.pattern]
             + [pattern.pattern for pattern in (_YEAR_BEFORE, _YEAR_AFTER, _SAME_YEAR, _YEARS_ON)]
             + [pattern.pattern for pattern, _ in _RELATIVE]),
    re.IGNORECASE | re.ASCII,
)  # fmt: skip
"""Any words that only say when."""


_WHEN = re.compile(
    r"\d年|[零〇一二三四五六七八九]{2,4}年|\d+ ?月|[一二三四五六七八九十]月|季度|年[初中底末内]|半年|[今明去前来当]年|月底"
    r"|[之以]?[前后](?=$|[，,])|(?:当|在|自|从|到).{1,20}[时日起]|的时候"
    r"|\b(?:19|20)\d{2}\b|\b(?:when|after|before|until|by the)\b",
    re.IGNORECASE,
)


_MAY_NAME_A_YEAR = re.compile(r"[\d年五]|year", re.IGNORECASE)
"""Stands in every text that names a year: most clauses have none of it."""


def with_short_years(text: str) -> str:
    """A text with the years that people say by two numerals in digits.

    >>> with_short_years("一三年和〇八年的财政收入"), with_short_years("二三年级,十三年,一二年")
    ('13年和08年的财政收入', '二三年级,十三年,一二年')
    """
    return _SAID_SHORT.sub(lambda match: f"{to_number(match[1]):02d}", text)


def report_year_in(text: str) -> int | None:
    """The year of the report that a question names: 2026年报告 says where to look, not which year is asked about.

    A year beside one that is told by what is now is the report's, too, for 去年 needs one to be told from.

    >>> report_year_in("2026年报告里的GDP"), report_year_in("1995年广州的报告,去年GDP"), report_year_in("2015年和去年GDP")
    (2026, 1995, None)
    """
    match = _report_named(text)
    return in_full(_number_in(match)) if match else None


def _report_named(text: str) -> re.Match[str] | None:
    """Where a text names the year of a report."""
    if named := _REPORT.search(text):
        return named
    rest = _BASELINE.sub(lambda match: " " * len(match[0]), text)
    if _NO_REPORT.search(rest) or not any(pattern.search(rest) for pattern, _ in _RELATIVE):
        return None
    absolute = [match for pattern in (_FULL, _SHORT, YEAR) for match in pattern.finditer(rest)]
    is_one = len({in_full(_number_in(match)) for match in absolute}) == 1
    return absolute[0] if is_one else None


def _number_in(match: re.Match[str]) -> int:
    return to_number(next(group for group in match.groups() if group))


def is_relative(text: str) -> bool:
    """Whether a text says when only by what is now: 去年, this year.

    >>> is_relative("去年GDP"), is_relative("2017年比去年"), is_relative("2017年报告里去年")
    (True, False, False)
    """
    named = _FULL.search(text) or _SHORT.search(text) or YEAR.search(text) or _REPORT.search(text)
    return not named and any(pattern.search(text) for pattern, _ in _RELATIVE)


def tells_of_past(text: str) -> bool:
    """Whether a text names a year before this one by what is now: 去年, last year."""
    return any(shift < 0 and pattern.search(text) for pattern, shift in _RELATIVE)


def with_year_written_out(text: str, at: int) -> str:
    """A text with 年 after two digits by themselves that follow a place: 赣州21 is short for 赣州21年.

    >>> with_year_written_out("赣州21 农田", 2), with_year_written_out("赣州21个", 2)
    ('赣州21年 农田', '赣州21个')
    """
    match = _TWO_DIGITS.match(text, at)
    return f"{text[: match.end()]}年{text[match.end() :]}" if match else text


def says_when(text: str) -> bool:
    """Whether a text says when something is: a year, a month, a day, or on what occasion.

    >>> says_when("1275年到元朝"), says_when("自资金到达借款人账户时"), says_when("率先开工")
    (True, True, False)
    """
    return bool(_WHEN.search(text))


def years_on(text: str) -> int | None:
    """How many years from the one spoken of a text asks about: -1 for 再往前一年, 0 for 那年; None: it does not say.

    >>> years_on("再往前一年呢"), years_on("what about the year after"), years_on("三年后呢"), years_on("2014年呢")
    (-1, 1, 3, None)
    """
    rest = _BASELINE.sub("", text)
    if match := _YEARS_ON.search(rest):
        number = match[1] or match[3].lower()
        count = 2 if number == "两" else _SMALL.get(number) or (to_number(number) if match[1] else None)
        is_before = (match[2] or match[4]) in {"前", "earlier", "before"}
        return None if count is None else -count if is_before else count
    for pattern, shift in ((_YEAR_AFTER, 1), (_YEAR_BEFORE, -1), (_SAME_YEAR, 0)):
        if pattern.search(rest):
            return shift
    return None


def only_compares(text: str) -> bool:
    """Whether the only year that a text names is one that it compares with: 比上年增加多少.

    >>> only_compares("比上年增加多少"), only_compares("2015年比上年增加多少"), only_compares("是1949年的几倍")
    (True, False, True)
    """
    return any(
        pattern.search(text) and years_told(pattern.sub("", text)) == YearsTold()
        for pattern in (_YEAR_BASELINE, _TIMES)
    )


def years_in(text: str, report_year: int | None) -> tuple[int, ...]:
    """The years a normalised text names, in the order of these rules.

    Args:
        text: a question.
        report_year: what 今年 means; None: unknown.

    >>> years_in("17年和2016年", 2017), years_in("去年", 2017)
    ((2016, 2017), (2016,))
    """
    return years_told(text).given(report_year)


@dataclass(frozen=True, slots=True)
class YearsTold:
    """The years that a text names, before it is known what 今年 means."""

    named: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()
    """Years from 今年 on: -1 for 去年."""

    def given(self, report_year: int | None) -> tuple[int, ...]:
        """All years, each once; of a document without a year (None) only those that are named."""
        relative = [report_year + shift for shift in self.shifts] if report_year else []
        return tuple(dict.fromkeys([*self.named, *relative]))


def years_told(text: str) -> YearsTold:
    """The years a normalised text names, in the order of the rules.

    >>> years_told("2015年和去年"), years_told("2017年报告里的去年")
    (YearsTold(named=(2015,), shifts=(-1,)), YearsTold(named=(2016,), shifts=()))
    """
    if not _MAY_NAME_A_YEAR.search(text):
        return YearsTold()
    rest = _without_baseline(text)
    years = [int(match[1]) for match in _FULL.finditer(rest)]
    years += [int(match[1]) for match in _FAR.finditer(rest)]
    years += [to_number(match[1]) for match in YEAR.finditer(rest)]
    years += [in_full(int(match[1])) for match in _SHORT.finditer(rest)]
    years += [_FIRST_PLAN_END + 5 * (to_number(match[1]) - 1) for match in _PLAN_END.finditer(rest)]
    told = YearsTold(
        tuple(dict.fromkeys(years)), tuple(shift for pattern, shift in _RELATIVE if pattern.search(rest))
    )
    if report_year := report_year_in(text):
        return YearsTold(told.given(report_year))
    return told


def timeless(text: str) -> str:
    """A text with blanks for the years that it names by digits, whatever stands behind them.

    >>> timeless("漳州2024空气优良天数"), timeless("2000人"), timeless("57年")
    ('漳州 空气优良天数', '2000人', ' ')
    """
    for pattern in (YEAR, _FULL, _SHORT):
        text = pattern.sub(" ", text)
    return text


def _without_baseline(text: str) -> str:
    """A text without the report it names, and without the year it compares with, where it names another."""
    report = _report_named(text)
    rest = f"{text[: report.start()]}报告{text[report.end() :]}" if report else text
    without = _BASELINE.sub("", rest)
    is_dated = report or _FULL.search(without) or _SHORT.search(without)
    return without if is_dated else rest


def in_full(year: int) -> int:
    """The year that is meant by its last two digits, or by all of them.

    >>> in_full(57), in_full(17), in_full(2017)
    (1957, 2017, 2017)
    """
    if year > 99:  # noqa: PLR2004 - two digits
        return year
    return (1900 if year > _CENTURY_TURN else 2000) + year
