"""The text of a question -> the same as documents would write it: one form of characters, 城镇居民 for 城里人, 去年 for 旧年."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from retrieval.language import tokenizer
from retrieval.language.normalizing import normalize

_FILE = "data/spoken_words.tsv"
_YEAR_BEFORE_LETTERS = re.compile(r"(?<![\da-z])(?:19|20)\d{2}(?=[a-z])", re.IGNORECASE)
"""2019gdp is gdp in 2019."""
_OPENING = re.compile(
    r"^(?:(?:[哦噢喔嗯诶欸]+|哈{2,}|呵{2,})[\s,.!~]*|(?:那个|额|呃|哎|好[的吧]|(?:我)?(?:明白|知道|懂)了"
    r"|收到|oh|um+|hmm+|ok(?:ay)?|got it)[\s,.!~]+"
    r"|(?:谢谢|多谢|thanks?(?: you)?|well|行|好|啊)\s?[,.!~]+)\s*(?=.*[\da-z一-鿿]{2})",
    re.IGNORECASE,
)
"""What people say before they ask: 哦 2017年的呢, 明白了,那财政收入呢."""
_OR_NOT = re.compile(r"([一-鿿])[不没]\1")
"""发不发, 有没有: whether or not."""
_PLAIN_SPEECH = (
    (re.compile(r"第?(十[一二三四五]?)个五年(?:规划|计划)"), r"\1五规划"),
    (re.compile(r"第(?=十[一二三四五]五(?![年个条届次]))"), ""),
    (
        re.compile(r"(?<![\d.])1([1-5])[·.]?五(?![年个条届次])"),
        lambda match: f"十{'一二三四五'[int(match[1]) - 1]}五",
    ),
    (re.compile(r"十([一二三四五])[·.]五(?![年个条届次])"), r"十\1五"),
    (re.compile(r"城里人的?(?=(?:人均|平均|可支配|收入))"), "城镇居民"),
    (re.compile(r"(?:农村|乡下)人的?(?=(?:人均|平均|可支配|收入))"), "农村居民"),
    (re.compile(r"老百姓的?(?=(?:人均|平均|可支配|收入))"), "居民"),
    (re.compile(r"(?<=[一-鿿]{2})(?<![几个两多大各哪十])方面的?(?=[今去明要会有怎做讲说])"), ""),
)
"""What people call those whose income is told; and 就业方面 is 就业."""


def tidied(text: str) -> str:
    """A question as typed, normalised; typing errors stay.

    >>> tidied("2019gdp多少"), tidied("城里人收入"), tidied("舊年有幾多"), tidied("重点解决什么"), tidied("哦哦，去年呢")
    ('2019 gdp多少', '城镇居民收入', '去年有多少', '重点解决什么', '去年呢')
    """
    tidy = _OPENING.sub("", normalize(text))
    tidy = _as_written(_YEAR_BEFORE_LETTERS.sub(r"\g<0> ", tidy))
    for spoken, written in _PLAIN_SPEECH:
        tidy = spoken.sub(written, tidy)
    return tidy


def asked_once(text: str) -> str:
    """A text with the verbs of its yes-or-no questions said once, as documents do.

    >>> asked_once("没活儿干的时候发不发钱"), asked_once("需不需要登记")
    ('没活儿干的时候发钱', '需要登记')
    """
    return _OR_NOT.sub(r"\1", text)


def _as_written(text: str) -> str:
    """A normalised text with the words that people only say replaced by those that documents write."""
    spoken, written = _spoken_words()
    if not spoken.search(text):
        return text
    ends = {0}
    for word in tokenizer.dictionary_words(text):
        ends.add(max(ends) + len(word))
    whole = spoken.sub(
        lambda match: written[match[0]] if {match.start(), match.end()} <= ends else match[0], text
    )
    # Who only opens a question has asked nothing yet: 我想问问 by itself stays.
    return whole.strip() or text


@cache
def _spoken_words() -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds the spoken words, the longest first, and what each stands for."""
    lines = files("retrieval").joinpath(_FILE).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    written = {spoken: word for word, held in rows for spoken in held.split("；")}
    longest_first = sorted(written, key=lambda spoken: (-len(spoken), spoken))
    return re.compile("|".join(map(re.escape, longest_first))), written
