"""How far a text speaks of the subjects of a question that the glossary has names for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.language.glossary import Glossary, Mention

_RATIO = re.compile(r"人均|单位|每|万元|占")
"""Begins a name that divides by another."""
_DIVIDES = re.compile(r"占(?:全?[国省市区县州])?$")
"""Stands before a name that another is divided by: 占GDP的34% tells no GDP."""
_PART = re.compile(
    r"(?:数字|海洋|民营|县域|园区|集体|公有制|旅游|低空|平台|楼宇|总部|乡村|林业|林下|文旅|夜间|循环|工业)$"
)
"""Stands before 经济增长 and makes it that of a part."""
_OF_SEVERAL = re.compile(r"[\d一二两三四五六七八九十多]个[一-鿿]{1,6}$")
"""Stands before a name that several parts have each: 7个区市生产总值超千亿元."""
_OF_ALL = "经济"
_NEAR = 4
_BEFORE_SEVERAL = 10
_BOTH = "城乡居民"
_SIDE = re.compile(r"(?:城镇|农村)\w*居民")
"""城乡居民收入分别增长7%和8% tells of both sides."""


def _is_of_another(mention: Mention, text: str) -> bool:
    """Whether a name only divides, or is that of parts: 数字经济增长 in a question for 经济增长."""
    start = max(0, mention.start - _NEAR)
    is_part = mention.name.startswith(_OF_ALL) and _PART.search(text, start, mention.start)
    earlier = max(0, mention.start - _BEFORE_SEVERAL)
    others = _DIVIDES.search(text, start, mention.start) or _OF_SEVERAL.search(text, earlier, mention.start)
    return bool(is_part or others)


def subject_agreement(asked: Sequence[str], text: str, glossary: Glossary) -> float:
    """Twice the share of the subjects that are named, less one; 0 where only more special ones are, or none was asked for.

    Args:
        asked: standard names of the glossary.
        text: of a sentence, in lower case.
        glossary: their other names.
    """
    if not asked:
        return 0.0
    meant = [glossary.entry(name) for name in asked]
    hopeful = [name for each in meant for name in each.names if name in text]
    if not hopeful:
        return 0.0 if _BOTH in text and any(_SIDE.match(each.standard) for each in meant) else -1.0
    mentions = glossary.mentions(text)
    told = [each.entry for each in mentions if not _is_of_another(each, text)]
    named = set(told)
    if len(told) < len(mentions) and not any(each in named for each in meant):
        return -1.0
    if any(each in named for each in meant):
        return 2.0 * sum(each in named for each in meant) / len(meant) - 1.0
    # A name inside a longer name: 城镇居民人均可支配收入 is a 人均可支配收入, but 人均GDP is no GDP.
    within = [mention.name for mention in mentions if any(name in mention.name for name in hopeful)]
    return -1.0 if all(_RATIO.match(name) for name in within) else 0.0
