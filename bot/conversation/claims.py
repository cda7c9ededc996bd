"""A few words under somebody else's message that only call for a check of it: 真的吗, 查一下, is this true."""

from __future__ import annotations

import re

_LONGEST = 24
_CHINESE = re.compile(
    r"(?:请|麻烦|劳驾|帮忙|帮我|帮|给我|求|来|能|可以|会|你|您|我们?|这|那|它|个|条|句|段|话|事|是|说法|说的?|消息|新闻|数据|数字|问题"
    r"|一下|下|一查|查|查查|核实|核对|求证|验证|确认|鉴定|辟谣|看看?|回答|解答|答|解释|怎么看|真|假|对|准|准确|属实|靠谱|可信|可靠|正确|错"
    r"|真的|假的|确实|到底|有没有|有|没|依据|根据|不|还是|的|吗|么|嘛|呢|吧|啊|呀|了)+"
)
_ENGLISH = frozenset(
    """
    is are was this that it these those the a so for really true truth right correct accurate real fake false or not
    check verify confirm fact facts please pls can could you me us what about of answer look up into any source claim
    """.split()
)
_AROUND = re.compile(r"[\s?？!！。.,，、~～…]+")


def asks_about_claim(words: str) -> bool:
    """Whether words by themselves say nothing to look up, so that the message they reply to is meant.

    >>> [asks_about_claim(each) for each in ("真的吗？", "帮忙查一下", "is this true?", "??")]
    [True, True, True, True]
    >>> [asks_about_claim(each) for each in ("2017年GDP是真的吗", "就业呢", "is inflation true", "为什么")]
    [False, False, False, False]
    """
    left = _AROUND.sub(" ", words).strip().lower()
    if len(left) > _LONGEST:
        return False
    return all(word in _ENGLISH or _CHINESE.fullmatch(word) for word in left.split())
