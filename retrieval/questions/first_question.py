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
_SHORTEST = 2
"""Letters and characters: less is no question (啊？)."""


def first_question(text: str) -> tuple[str, bool]:
    """The text up to the end of its first question, and whether others follow.

    >>> first_question("2017年GDP目标多少？财政收入呢？")
    ('2017年GDP目标多少？', True)
    >>> first_question("你好！GDP目标多少？谢谢")
    ('你好！GDP目标多少？谢谢', False)
    """
    asking = [match for match in _PIECE.finditer(text) if _is_question(match[0])]
    if len(asking) > 1:
        return text[: asking[0].end()], True
    return text, False


def _is_question(piece: str) -> bool:
    return bool(_ASKS.search(piece)) and sum(map(str.isalnum, piece)) >= _SHORTEST
