"""The text of a question, cut into pieces by what they do: place, time, role, aspect, asking, and the subject between."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from retrieval.language.glossary import Mention as Indicator
from retrieval.language.question_words.intention import RESULT_WORDS, TARGET_WORDS
from retrieval.language.time_words import TIME_WORDS
from retrieval.types import Mention, Part, Piece

_MET = (
    "(?:was|were|did|has|have) (?:it|they|that|this|the (?:target|goal))(?: been)?"
    " (?:met|meet|reach(?:ed)?|achieved?|hit|missed)"
)
_REACHES = r"(?:完成|做到|达到|实现|达标)"
_WHETHER = rf"{_REACHES}了?(?:没有?|吗)|(?:没有?|未能?){_REACHES}|差多少|差距"
ASPECT = re.compile(
    r"总量|总额|总数|规模|绝对值|绝对数|[涨增降跌]幅|增长率|增速|同比|占比|比重|比例|排名"
    r"|(?:全[国省市]|在?[国省市][内里])?(?:排|居|列)?(?:第几|多少)(?:位|名)|(?:全[国省市])?排?第几"
    r"|几个百分点|百分之几|单位|金额|数额|数量|面积|人数|多少钱|为什么|为啥|为何|原因"
    rf"|{_WHETHER}|涨了?没涨?"
    r"|(?:增长|增加|提高|上升|下降|减少|涨|升|降)了?(?:多少|几)"
    rf"|\b{_MET}\b"
    r"|\b(?:total|amount|rate|share|growth|rank(?:ing)?|percent(?:age)?|increase|why|how come)\b",
    re.IGNORECASE | re.ASCII,
)
"""Asks for one more property of what was asked about: 总量多少, 增速呢, 为什么."""
_ASKING = re.compile(
    r"什么时候|(?:一共|总共|分别|大概|到底)?(?:是|有|为|达到?|完成|实现|做到)?了?(?:多少|几何|怎么样|如何|什么|啥|哪些)(?:[个家项人万亿]*元?|钱)?(?:呢|啊|呀|吗)?|吗(?=[?？\s]|$)|[?？]|第几[位名]?|排第几"
    r"|(?:突?破|超过?|达到?|不到|过)了?[\d.一二三四五六七八九十百千万亿%]+[元人个吨斤户套]?了?(?:吗|没有?)"
    r"|\b(?:what|how (?:much|many)|when|where|who|was|were|is|did|does)\b",
    re.IGNORECASE | re.ASCII,
)
"""The words of a question that only ask."""
WHETHER_REACHED = re.compile(rf"{_WHETHER}|{_MET}", re.IGNORECASE)
"""Asks of a target and its result together."""
_HANGING = re.compile(r"\s*\b(?:in|of|for|by|during)\s*[?？]?\s*$", re.IGNORECASE | re.ASCII)
"""What is left before a year that was taken out."""
_FILLERS = re.compile(
    r"^(?:那么?|然后|还有|再问|回到|换成|而|(?:and|what about|how about|then|also)\b)[\s,，]*"
    r"|[\s,，。?？!！]+$|呢(?=[\s?？。!！]*$)"
    r"|^[\s,，的]+|^the\b|\b(?:for|in|of|by|to|about)$",
    re.IGNORECASE | re.ASCII,
)
"""Words around a fragment that say nothing."""
_BLANKS = re.compile(r"\s{2,}")
_LEVEL_AFTER = re.compile("[市省县区州]")
_PATTERNS = (
    (Part.TIME, TIME_WORDS),
    (Part.ASPECT, ASPECT),
    (Part.ROLE, TARGET_WORDS),
    (Part.ROLE, RESULT_WORDS),
    (Part.ASKING, _ASKING),
)
"""A character belongs to the first whose match it is in."""


def cut(text: str, named: Sequence[Mention], subjects: Sequence[Indicator] = ()) -> tuple[Piece, ...]:
    """The pieces of a normalised text, in its order; joined they are the text.

    Args:
        text: a question.
        named: the places that stand in it.
        subjects: the indicators that stand in it: 总额 in 社会消费品零售总额 asks nothing.

    >>> [piece.text for piece in cut("2017年粮食产量目标是多少", ())]
    ['2017年', '粮食产量', '目标', '是多少']
    """
    parts: list[Part | None] = [None] * len(text)
    for each in named:
        end = each.end + bool(_LEVEL_AFTER.match(text, each.end))
        parts[each.start : end] = [Part.PLACE] * (end - each.start)
    for subject in subjects:
        parts[subject.start : subject.end] = [Part.SUBJECT] * (subject.end - subject.start)
    for part, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            for at in range(*match.span()):
                parts[at] = parts[at] or part
    runs = groupby(range(len(text)), key=lambda at: parts[at] or Part.SUBJECT)
    return tuple(Piece(part, "".join(text[at] for at in run)) for part, run in runs)


def only(pieces: Iterable[Piece], *parts: Part) -> tuple[Piece, ...]:
    """The pieces that do one of some things."""
    return tuple(piece for piece in pieces if piece.part in parts)


def without(pieces: Iterable[Piece], *parts: Part) -> tuple[Piece, ...]:
    """The other pieces."""
    return tuple(piece for piece in pieces if piece.part not in parts)


def without_count(pieces: Sequence[Piece], unit: str) -> tuple[Piece, ...]:
    """The pieces without the question how many of a unit there are.

    >>> pieces = cut("棚改多少套", ())
    >>> written(pieces), written(without_count(pieces, "套"))
    ('棚改多少套', '棚改')
    """
    kept: list[Piece] = []
    is_counted = False
    for piece in pieces:
        if is_counted and unit:
            piece = replace(piece, text=piece.text.removeprefix(unit))  # noqa: PLW2901 - the same piece, shorter
        is_counted = piece.part is Part.ASKING
        kept += [piece] if piece.text and not is_counted else []
    return tuple(kept)


def written(pieces: Iterable[Piece]) -> str:
    """The text of pieces."""
    return "".join(piece.text for piece in pieces)


def put_together(places: str, years: Sequence[int], rest: str, asked: str, *, english: bool) -> str:
    """The wording of a whole question: where, when, what about, what is asked; in English the year stands last."""
    rest = _BLANKS.sub(" ", rest).strip()
    between = " " if places.isascii() or english else ""
    if english:
        rest = _HANGING.sub("", rest).rstrip(" ?？")
        when = " in " + " and ".join(map(str, years)) if years else ""
        return " ".join(filter(None, (places, rest, asked))) + when
    when = "和".join(f"{year}年" for year in years)
    rest = rest.rstrip("?？") if asked else rest
    return f"{places}{between if places else ''}{when}{rest}{gap(rest, asked)}{asked}"


def with_front(text: str, front: str) -> str:
    """A text with a name in front.

    >>> with_front("GDP目标", "盘锦市"), with_front("GDP target", "盘锦市")
    ('盘锦市GDP目标', '盘锦市 GDP target')
    """
    return f"{front} {text}" if text.isascii() else f"{front}{text}"


def gap(before: str, after: str) -> str:
    """What parts two pieces that are put one after the other: a blank between Latin words."""
    return " " if before[-1:].isascii() and after[:1].isascii() and before and after else ""


def trimmed(text: str) -> str:
    """A fragment without the words around it that say nothing."""
    while (shorter := _FILLERS.sub("", text).strip()) != text:
        text = shorter
    return text
