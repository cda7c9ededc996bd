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
_ARTICLE = re.compile(r"第(?:\d{1,4}|[零〇一二三四五六七八九十百]{1,7})条(?!例)")
_OF_WHICH = re.compile(r"[的中里]|规定|内容|是|说|讲|写|什么|啥|怎么|如何|请问|了|[?？。\s]")
"""What stands around an article that is asked for and nothing else: 第五条是什么, 第五条的内容."""


def article_in(text: str) -> str:
    """The only article that a normalised text names, as it is written; empty: none, or several.

    >>> article_in("消费者权益保护法第二十五条说了什么"), article_in("第3条和第5条"), article_in("第几条")
    ('第二十五条', '', '')
    """
    found = _ARTICLE.findall(text)
    return found[0] if len(found) == 1 else ""


def beside_article(text: str) -> str:
    """What a text that names an article says beside it: the document that it is of, or what else is asked.

    >>> beside_article("消费者权益保护法第二十五条说了什么"), beside_article("违反第三条怎么罚")
    ('消费者权益保护法', '违反罚')
    """
    return _OF_WHICH.sub("", _ARTICLE.sub("", text))


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
