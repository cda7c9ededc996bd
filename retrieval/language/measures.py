"""Figures with all that is written with them: range, scale, unit, rounding and bound -> values that can be compared.

Values are compared, never shown: what is shown is the text from `start` to `end`. Read are digits (also with blanks
inside, as in files made from print), Chinese numerals (百分之二十七点五, 一百九十亿元), shares (三成), ranks (第三位, 首位),
and in English scale words and number words. Years, dates, decades and numbers that are part of a name (第七次) are no
figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from retrieval.language.normalizing import narrowed
from retrieval.language.scanning import Scanner
from retrieval.language.spoken_numbers import CHINESE_NUMBER, ENGLISH_NUMBER, chinese_value, english_value
from retrieval.language.units import BARE, RANK, Unit, units


class Bound(StrEnum):
    """How a figure is meant."""

    POINT = "point"
    ABOUT = "about"
    ABOVE = "above"
    AT_LEAST = "at_least"
    BELOW = "below"
    NEARLY = "nearly"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of a text."""

    start: int
    """Where it begins with what bounds it: 约, 超过."""
    number: int
    """Where its digits begin."""
    end: int
    """After its unit and what bounds it: 左右, 以上."""
    low: Decimal
    """In the base unit of its dimension."""
    high: Decimal
    """The same; of a range the other end."""
    unit: str
    """As written; empty: none."""
    dimension: str
    """See `units`; `BARE`: it has no unit, `RANK`: it is a place in an order."""
    bound: Bound
    step: Decimal
    """The worth of its last digit in the base unit: a figure that is rounded no finer than this agrees with it."""

    @property
    def is_range(self) -> bool:
        """Whether it gives two ends."""
        return self.low != self.high


_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?!\d)|\d+(?: ?\. ?\d+)?"
_SCALE = r"(?: ?(?:万亿|[十百千]?[万亿]|[百千](?!瓦|克|米)))?"
_ENGLISH_SCALE = r"(?:[ -]?(?:trillion|billion|million|thousand|hundred)\b)?"
_TO = r" ?(?:-|—+|－|–|~|～|至|到|\bto\b) ?"
_BEFORE = (
    (
        Bound.AT_LEAST,
        r"不低于|不少于|不下于|至少|起码|高达|多达|\bat least|\bno less than|\bno fewer than|\bas many as",
    ),
    (Bound.AT_MOST, r"不超过|不高于|不多于|至多|最多|\bat most|\bno more than|\bup to|\bwithin"),
    (
        Bound.ABOVE,
        r"首次突破|首次超过|一举突破|超过了?|突破了?|过了|(?<![一-鿿][经通不超突越透度路渡错])过|高于|多于|大于|越过|跨过|跨越|冲破|[迈跨跃站登]上了?|[迈跨]入|迈过|逾|超"
        r"|\bmore than|\bover|\babove|\bexceed(?:ed|s|ing)?|\btopp(?:ed|ing)|\btops|\bsurpass(?:ed|es|ing)?"
        r"|\bgreater than|\bhigher than|\bbroke|\bpassed",
    ),
    (Bound.NEARLY, r"接近|将近|近|\bnearly|\balmost|\bclose to|\bapproaching"),
    (
        Bound.BELOW,
        r"低于|少于|小于|跌破|降破|不到|不足|不满|未到|\bless than|\bunder|\bbelow|\bfewer than|\blower than",
    ),
    (Bound.ABOUT, r"大约|大概|差不多|大致|约|\babout|\baround|\broughly|\bapproximately|\bsome"),
)
_AFTER = (
    (Bound.AT_LEAST, r"及?以上|开外|\bor (?:more|above|higher)"),
    (Bound.AT_MOST, r"及?以内|之内|及?以下|\bor (?:less|below|lower)"),
    (Bound.ABOUT, r"左右|上下|\bor so"),
)
_FIRST_OF_BOUNDS = "不至起高多最首一超突过越跨冲迈跃站登逾接将近低少小未大差约降跌"
"""The Chinese characters that the words of `_BEFORE` begin with."""
_MANY = r"[多余几]?"
_NO_OTHER_WORD = (
    r"(?!(?<=台)阶|(?<=家)庭|(?<=项)目|(?<=名)单|(?<=条)件|(?<=个)性|(?<=人)[均口才]|(?<=度)假"
    r"|(?<=级)别|(?<=种)植|(?<=处)理|(?<=周)[年边期]|(?<=升)[至到级为格值]|(?<=克)[服难]|(?<=本)[市县省区级科地部]|(?<=片)[区]"
    r"|(?<=根)据|(?<=份)额)"
)
"""台阶, 人均: a unit that goes on is none."""
_NOT_BEFORE = r"(?<![\d.第$])(?<![^A-Za-z][A-Za-z])(?<!^[A-Za-z])"
"""GDP1280亿元 has a figure, G15 and A4 have none."""
_MANY_ENOUGH = 3
"""两个 and 一批 are figures of speech where a text claims something."""
_FINANCIAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
"""Numerals that contracts and notices write so that nobody can change them."""
_FINANCIAL_NUMBER = re.compile(r"(?<![队大军入退落登收])[壹贰叁肆伍陆柒捌玖拾佰仟零万亿]+(?=[元圆份天日倍%])")
_ANY_NUMERAL = re.compile(
    r"[\d零〇一二三四五六七八九十百千万亿两首末番壹贰叁肆伍陆柒捌玖拾佰仟]|[a-z]{3}", re.IGNORECASE
)
"""Without one of these a text has no figure: two thirds of the clauses of a report, and a twentieth of the time."""
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d")
_NUMERALS = "零〇一二三四五六七八九十百千万亿两"
_RANK = Scanner(
    r"第(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})(?:位|名)?"
    r"(?![届次个批章节条部期产季大号类阶医中小人款轮共同回线代二三四五六七八九十\d])"
    r"|(?P<first>首位|榜首|之首|之冠|\b(?:ranked|ranks|ranking) first\b|(?<=排名)首)|(?P<last>末位)"
    r"|\b(?:ranked|ranks|ranking|placed|came)(?: in| no\.?)? "
    r"(?P<word>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))\b",
    "第首榜之末rpc",
)
_ENGLISH_RANKS = dict(
    zip("second third fourth fifth sixth seventh eighth ninth tenth".split(), range(2, 11), strict=True)
)
_NOT_A_FIGURE = Scanner(
    r"(?<![\d.])(?:19|20)\d{2} ?(?:-|—+|至|到|~) ?(?:19|20)\d{2}(?!\d)|[一二][零〇一二三四五六七八九]{3}年"
    r"|(?<![\d.])(?:19|20)\d{2} ?年?(?:代|初|底|末)?(?: ?(?:-|—+|至|到|~|、|和) ?(?:19|20)?\d{2,4} ?年)+"
    r"|(?<![\d.])(?:19|20)\d{2} ?年|(?<!\d)\d{1,2} ?月(?! ?份?人)(?: ?\d{1,2} ?日)?"
    r"|[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日|[上中下]旬|份)"
    r"|(?<![\d.])[5-9]\d ?年代?(?![来间多内期限以])"
    r"|(?<![\d.])[0-4]\d年(?=[^来间多内期限以])|[“\"《][^”\"》]{0,3}\d+[^”\"》,，。%％亿万元]{0,14}[”\"》]"
    r"|PM ?\d+(?:\.\d+)?|(?<![A-Za-z])[A-Za-z]\d+|\d+(?!(?-i:g)(?![A-Za-z]))[A-Za-z](?![A-Za-z])"
    r"|第[\d一二三四五六七八九十百]+(?:届|次|个|批|期|条|章|节|款|项|编|号|部分)"
    r"|\b(?:in|of|by|for|since|from|during|and|or) (?:19|20)\d{2}\b(?!,\d)"
    r"|\b(?:19|20)\d{2}\b(?=[^\d,.%亿万千百元人个家])(?! ?(?:yuan|people|homes|tons))",
    rf"\d{_NUMERALS}第“\"《a-z",
)


def measures(text: str, least: int = _MANY_ENOUGH) -> list[Measure]:
    """The figures of a text in their order; offsets count the characters of the text as it is.

    Args:
        text: any.
        least: the smallest Chinese numeral that counts people, things or years: below it stand the figures of speech.

    >>> [(f"{m.low:f}", m.dimension, m.bound.value) for m in measures("约3.5亿元，增长6%—6.5%，城镇登记失业率４.５%以内")]
    [('350000000', 'yuan', 'about'), ('6', 'share', 'point'), ('4.5', 'share', 'at_most')]
    """
    if not _ANY_NUMERAL.search(text):
        return []
    plain = _FINANCIAL_NUMBER.sub(lambda match: match[0].translate(_FINANCIAL), narrowed(text))
    rest = _NOT_A_FIGURE.blanked(plain, "〓")
    found = [*_ranks(rest), *_shares_in_words(rest), *_counted(rest, least)]
    taken: list[Measure] = []
    for each in sorted(found, key=lambda measure: (measure.number, -measure.end)):
        if not taken or each.number >= taken[-1].end:
            taken.append(each)
    return taken


@cache
def _pattern(*, with_range: bool) -> str:
    names = sorted(units(), key=len, reverse=True)
    unit = "|".join(
        rf"{re.escape(name)}(?![A-Za-z])" if name[0].isascii() and name[0].isalpha() else re.escape(name)
        for name in names
    )
    money = r"(?P<sign>HK ?\$|US ?\$|\$|¥)? ?"
    number = rf"(?:{_DIGITS}|{CHINESE_NUMBER}|{ENGLISH_NUMBER})"
    before = "|".join(pattern for _, pattern in _BEFORE)
    after = "|".join(pattern for _, pattern in _AFTER)
    scale, named = f"{_SCALE}{_ENGLISH_SCALE}", f"(?:{unit}{_NO_OTHER_WORD})?"
    first = rf"(?P<n1>{number})(?P<m0>{_MANY})(?P<s1>{scale})(?P<m1>{_MANY}) ?(?P<u1>{named})"
    times = "?" if with_range else "{0}"
    other = rf"(?:{_TO}(?P<n2>{number})(?P<s2>{scale})(?P<m2>{_MANY}) ?(?P<u2>{named})){times}"
    minus = r"(?P<minus>(?<![减降增轻重担抱税])负|-(?=\d)|(?<=[为到至达是])[—–](?=\d))?"
    return rf"(?P<before>(?:{before}) ?)?{_NOT_BEFORE}{money}{minus}{first}{other}(?P<more>{_MANY})(?P<after> ?(?:{after}))?"


@cache
def _figures() -> Scanner:
    return Scanner(_pattern(with_range=True), rf"\d{_NUMERALS}{_FIRST_OF_BOUNDS}$¥\-—–负 a-z")


@cache
def _single_figure() -> re.Pattern[str]:
    return re.compile(_pattern(with_range=False), re.IGNORECASE)


_FROM = re.compile(r"(?:由|从|自|\bfrom)[^,;。]{0,10}$", re.IGNORECASE)
"""What makes of A到B a change and no range."""


def _counted(text: str, least: int) -> Iterator[Measure]:
    at = 0
    while match := _figures().search(text, at):
        if match["n2"] and _FROM.search(text, 0, match.start("n1")):
            match = _single_figure().match(text, match.start()) or match
        at = match.end()
        if (made := _made(match, least)) is not None:
            yield made


def _made(match: re.Match[str], least: int) -> Measure | None:
    written = match["u2"] or match["u1"]
    unit = _unit(written, match["sign"], match["s2"] or match["s1"], match.string[match.end("n1") :])
    scale = match["s1"] or ("" if match["u1"] else match["s2"] or "")
    low = _number(match["n1"], scale)
    if low is None or _is_no_figure(match, unit, least):
        return None
    if match["minus"]:
        low = -low
    high = _number(match["n2"], match["s2"] or match["s1"]) if match["n2"] else low
    own = units().get((match["u1"] or written).lower(), unit)
    low, high = low * own.factor, (high if high is not None else low) * unit.factor
    if match["n2"] and unit.dimension != own.dimension:
        high = low
    start = (
        match.start("before")
        if match["before"]
        else match.start("sign")
        if match["sign"]
        else match.start("minus")
        if match["minus"]
        else match.start("n1")
    )
    return Measure(
        start=start,
        number=match.start("n1"),
        end=_end(match),
        low=low,
        high=high,
        unit=written,
        dimension=unit.dimension,
        bound=_bound(match),
        step=_step(match["n1"], scale) * own.factor,
    )


def _end(match: re.Match[str]) -> int:
    return match.start() + len(match[0].rstrip())


def _unit(written: str, sign: str | None, scale: str | None, following: str) -> Unit:
    if sign:
        name = {"HK": "港元", "US": "美元", "$": "美元"}.get(
            sign.strip()[:2].upper().rstrip("$") or "$", "元"
        )
        return units()[name]
    if written:
        return units()[written.lower()]
    if scale and scale.strip().endswith("亿") and not following.lstrip("万亿多余 ")[:1].isalnum():
        return units()["元"]
    return Unit("", BARE, Decimal(1))


def _is_no_figure(match: re.Match[str], unit: Unit, least: int) -> bool:
    """Numerals of idioms and names: 一批, 两个, 三农, 千家万户."""
    number, scale = match["n1"], match["s1"]
    if number[0].isdigit():
        if not unit.name and not scale and _YEAR_ALONE.fullmatch(number):
            return True
        return not unit.name and not scale and len(number) == 1 and not match["before"]
    if number[0].isascii():
        return False
    few = chinese_value(number)
    if least < _MANY_ENOUGH and unit.dimension == "year_long" and _is_length_of_time(match):
        return False
    return (
        few is None
        or (not unit.name and not scale)
        or (few < least and unit.dimension in {"thing", BARE, "person", "year_long"})
    )


def _is_length_of_time(match: re.Match[str]) -> bool:
    """Whether 一年 says how long something lasts, and is none of 这一年 and 一年来.

    >>> [bool(measures(text, 2)) for text in ("保险期间为一年", "不少于一年", "过去的一年")]
    [True, True, False]
    """
    is_bound = bool(match["before"] or (match["after"] or "").strip())
    around = match.string[: match.start("n1")], match.string[match.end("u1") :]
    return is_bound or around[0].endswith(("为", "满", "期", "延长")) or around[1].startswith("内")


def _number(written: str, scale: str | None) -> Decimal | None:
    if written[0].isdigit():
        value: Decimal | None = Decimal(re.sub("[, ]", "", written))
    else:
        value = english_value(written) if written[0].isascii() else chinese_value(written)
    return None if value is None else value * _scaled(scale)


def _scaled(scale: str | None) -> Decimal:
    word = (scale or "").strip(" -").lower()
    english = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}.get(word)
    power = english if english is not None else sum(_POWERS[each] for each in word)
    return Decimal(1).scaleb(power)


def _step(written: str, scale: str | None) -> Decimal:
    digits = re.sub("[, ]", "", written)
    places = len(digits.partition(".")[2]) if written[0].isdigit() else 0
    return _scaled(scale).scaleb(-places)


def _bound(match: re.Match[str]) -> Bound:
    found = _bound_of(match["before"], match["after"])
    if match["m0"] or match["m1"] or match["m2"] or match["more"]:
        return Bound.ABOVE if found in {None, Bound.ABOUT} else found or Bound.ABOVE
    return found or Bound.POINT


def _bound_of(before: str | None, after: str | None) -> Bound | None:
    """What the words around a figure say of how it is meant, those after it first; None: nothing."""
    words = ((_AFTER, (after or "").strip()), (_BEFORE, (before or "").strip()))
    for patterns, word in words:
        for bound, pattern in patterns:
            if word and re.fullmatch(pattern, word, re.IGNORECASE):
                return bound
    return None


def _ranks(text: str) -> Iterator[Measure]:
    for match in _RANK.finditer(text):
        value = _rank_value(match)
        if value is not None:
            yield Measure(
                match.start(), match.start(), match.end(), value, value, "位", RANK, Bound.POINT, Decimal(1)
            )


def _rank_value(match: re.Match[str]) -> Decimal | None:
    if match["first"]:
        return Decimal(1)
    if match["n"]:
        return Decimal(match["n"]) if match["n"].isdigit() else chinese_value(match["n"])
    if match["word"]:
        digits = re.match(r"\d+", match["word"])
        return Decimal(digits[0]) if digits else Decimal(_ENGLISH_RANKS[match["word"].lower()])
    return None


_WHOLE = Decimal(100)
"""Per cent."""
_IN_WORDS = Scanner(
    rf"(?:(?P<whole>百|千|[二三四五六七八九十])分之(?P<n>{CHINESE_NUMBER}|{_DIGITS})"
    rf"(?:{_TO}(?:百分之)?(?P<n2>{CHINESE_NUMBER}|{_DIGITS}))?"
    rf"|(?<![一-鿿]成)(?P<tenths>[一二三四五六七八九])成(?P<half>半)?(?![立为就长功果员本熟都效交套])"
    rf"|(?<![\d/.])(?P<of>[1-9])/(?P<parts>[2-9]|10)(?![\d/])"
    rf"|翻(?P<doublings>[一两二三四])番|翻(?:了)?一?番)"
    rf"(?P<after> ?(?:{'|'.join(pattern for _, pattern in _AFTER)}))?",
    "百千一二三四五六七八九十翻123456789",
)
_RIGHT_BEFORE = re.compile(rf"(?:{'|'.join(pattern for _, pattern in _BEFORE)}) ?$", re.IGNORECASE)
_LONGEST_BEFORE = 8
"""Characters of what bounds a share in words from before: 首次突破."""


def _shares_in_words(text: str) -> Iterator[Measure]:
    for match in _IN_WORDS.finditer(text):
        before = _RIGHT_BEFORE.search(text[max(0, match.start() - _LONGEST_BEFORE) : match.start()])
        bound = _bound_of(before[0] if before else None, match["after"])
        start = match.start() - (len(before[0]) if before else 0)
        if match["n"]:
            low, high = (_of_share(part, match["whole"]) for part in (match["n"], match["n2"] or match["n"]))
            step = Decimal(1) if "点" not in match["n"] else Decimal("0.1")
            if low is not None and high is not None:
                yield _in_words((start, match), (low, high), ("%", "share"), bound or Bound.POINT, step)
        elif match["parts"]:
            share = Decimal(match["of"]) * 100 / Decimal(match["parts"])
            if share < _WHOLE:
                yield _in_words(
                    (start, match), (share, share), ("%", "share"), bound or Bound.ABOUT, Decimal(1)
                )
        elif match["tenths"]:
            tenths = (chinese_value(match["tenths"]) or Decimal(0)) * 10 + (5 if match["half"] else 0)
            yield _in_words(
                (start, match), (tenths, tenths), ("成", "share"), bound or Bound.ABOUT, Decimal(10)
            )
        else:
            value = chinese_value(match["doublings"] or "一") or Decimal(1)
            yield _in_words(
                (start, match), (value, value), ("番", "doublings"), bound or Bound.POINT, Decimal(1)
            )


def _in_words(
    found: tuple[int, re.Match[str]],
    ends: tuple[Decimal, Decimal],
    unit: tuple[str, str],
    bound: Bound,
    step: Decimal,
) -> Measure:
    start, match = found
    return Measure(start, match.start(), match.end(), *ends, *unit, bound, step)


def _of_share(written: str, whole: str) -> Decimal | None:
    value = Decimal(re.sub("[, ]", "", written)) if written[0].isdigit() else chinese_value(written)
    parts = {"百": _WHOLE, "千": _WHOLE * 10}.get(whole) or chinese_value(whole)
    return None if value is None or parts is None else value * _WHOLE / parts
