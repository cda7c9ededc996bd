"""Several questions in one message, each of which is answered: by their marks, or by the figures they ask for."""

from __future__ import annotations

import re

_PIECE = re.compile(r"[^?？。!！;；\n]+[?？。!！;；\n]*")
_ASKS = re.compile(
    r"[?？]|多少|什么|啥|哪|几[个家项条座所名户台位]|谁|怎么|如何|为何|是否|吗|呢"
    r"|\b(?:what|which|who|when|where|why|how)\b",
    re.IGNORECASE,
)
_ASKS_FIGURE = re.compile(r"多少|几(?![乎年天月])|\bhow (?:many|much)\b", re.IGNORECASE)
_PAUSE = re.compile(r"[,，]\s*|(?<=[一-鿿])\s+(?=[一-鿿])|\s*(?:还有|還有|以及|另外)\s*")
_OF_THE_SAME = re.compile(r"(?:各自?|分别|都|一共|总共|共)?(?:是|有)?(?:多少.?|几.?)[?？]?")
"""Asks nothing new: GDP目标降了多少 各是多少."""
MAX_QUESTION = 500
"""Characters of a question that are read; the model reads about as many, and people type fewer than fifty."""
_SHORTEST = 2
"""Letters and characters: less is no question (啊？)."""


def questions_in(text: str) -> tuple[str, ...]:
    """The questions of a message in their order, the first with what stands before it; one: the whole text.

    >>> questions_in("2017年GDP目标多少？财政收入呢？")
    ('2017年GDP目标多少？', '财政收入呢？')
    >>> questions_in("你好！GDP目标多少？谢谢")
    ('你好！GDP目标多少？谢谢',)
    >>> questions_in("2016年，项目有几个，投资多少"), questions_in("2016年项目有几个 投资多少")
    (('2016年，项目有几个', '投资多少'), ('2016年项目有几个', '投资多少'))
    """
    asking = [match for match in _PIECE.finditer(text) if _is_question(match[0])]
    if len(asking) <= 1:
        return _figures_asked(text)
    return (text[: asking[0].end()], *(match[0].strip() for match in asking[1:]))


def _figures_asked(text: str) -> tuple[str, ...]:
    """The questions between pauses, each of which asks for a figure, with what stands before; one: the whole text."""
    found: list[str] = []
    at = start = 0
    for pause in [*_PAUSE.finditer(text), None]:
        end = pause.start() if pause else len(text)
        asks = _ASKS_FIGURE.search(text[at:end]) is not None
        if found and (not asks or _OF_THE_SAME.fullmatch(text[at:end])):
            # What follows says more of the last one.
            return (text,)
        if asks:
            found.append(text[start:end])
            start = pause.end() if pause else end
        at = pause.end() if pause else end
    return tuple(found) if len(found) > 1 else (text,)


def _is_question(piece: str) -> bool:
    return bool(_ASKS.search(piece)) and sum(map(str.isalnum, piece)) >= _SHORTEST
