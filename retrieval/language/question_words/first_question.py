"""Several questions in one message: the first is answered, and that it was is said.

One answer is one message; a person who asks three things at once gets the first and asks on.
"""

from __future__ import annotations

import re

_PIECE = re.compile(r"[^?？。!！;；\n]+[?？。!！;；\n]*")
_ASKS = re.compile(
    r"[?？]|多少|什么|啥|哪|几[个家项条座所名户台位]|谁|怎么|如何|为何|是否|吗|呢"
    r"|\b(?:what|which|who|when|where|why|how)\b",
    re.IGNORECASE,
)
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
    """
    asking = [match for match in _PIECE.finditer(text) if _is_question(match[0])]
    if len(asking) <= 1:
        return (text,)
    return (text[: asking[0].end()], *(match[0].strip() for match in asking[1:]))


def _is_question(piece: str) -> bool:
    return bool(_ASKS.search(piece)) and sum(map(str.isalnum, piece)) >= _SHORTEST
