"""Which one of a list a question asks for: 第一件, 第三项, the second item; of lists that a document numbers."""

from __future__ import annotations

import re

from retrieval.language.numerals import ENGLISH_ORDINALS, to_number

LAST = -1
_DIGITS = "一二三四五六七八九"
_ITEM = re.compile(
    rf"第(?P<number>\d{{1,2}}|[{_DIGITS}]?十[{_DIGITS}]?|[{_DIGITS}])(?:件|项(?!目)|点(?!亮)|个方面|个(?=$|[\s?？,，]|[是呢叫做怎]))"
    r"|(?P<last>最后一(?:件|项(?!目)|点|个方面|个(?=$|[\s?？,，]|[是呢叫])))"
    r"|\b(?:the )?(?P<word>first|second|third|fourth|fifth|last) (?:item|point|measure|task|project|one)\b",
    re.IGNORECASE,
)


def item_in(text: str) -> int | None:
    """The number of the item that a normalised text asks for; -1: the last; None: it asks for none.

    >>> item_in("十件实事第三件是什么"), item_in("最后一项呢"), item_in("the second item"), item_in("第一个百年目标")
    (3, -1, 2, None)
    """
    match = _ITEM.search(text)
    if match is None:
        return None
    if match["number"]:
        return to_number(match["number"])
    return ENGLISH_ORDINALS.get((match["word"] or "").lower(), LAST)


def without_item(text: str) -> str:
    """A text without the words that ask for one item: they stand in no paragraph.

    >>> without_item("十件实事第三件是什么")
    '十件实事 是什么'
    """
    return _ITEM.sub(" ", text)
