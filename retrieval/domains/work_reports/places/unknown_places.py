"""Names that are asked for like places and that no list has: 西京市, Wakanda City."""

from __future__ import annotations

import re

from retrieval.language.time_words import TIME_WORDS
from retrieval.types import Mention

_SAYS_WHICH_KIND = (
    r"全|本|我|该|各|哪|几|每|某|个|级|城|辖|超|股|门|楼|夜|强|大|小|这|那|其|的|是|了|有|多少|生态|试点|脱贫|贫困|旅游"
    r"|边境|沿边|沿海|内陆|周边|牧业|农业|工业|革命|重点|先进|文明|卫生|园林|智慧|海绵|低碳|省会|发达|兄弟|邻近|示范|单列"
)
"""What stands before 市 or 县 and says what kind it is, or how many: 全市, 县级市, 示范县."""
_TIME = TIME_WORDS.pattern
_NAME = (
    rf"(?!{_SAYS_WHICH_KIND})[一-鿿](?:(?!{_SAYS_WHICH_KIND})[一-鿿]){{1,2}}(?:市|县|省|自治州|自治县|自治区)"
)
_CHINESE = re.compile(
    rf"(?:^|[\s,，。、;；:：（(]|请问|想查?|查一?下|看看?|关于|和|与|跟)(?P<first>{_NAME})(?=\s?(?:{_TIME})|的|人民政府|政府|[A-Za-z])"
    rf"|(?:{_TIME})的?(?P<then>{_NAME})(?=的|人民政府|政府|[A-Za-z]|全[市县省州])",
    re.IGNORECASE,
)
_KIND_IN_ENGLISH = (
    r"(?:What|Which|How|The|This|That|Each|Every|Any|In|Of|For|And|Or|Was|Is|Did|Does|Smart|Sponge|Urban|New)"
)
_ENGLISH = re.compile(
    rf"\b(?!{_KIND_IN_ENGLISH}\b)[A-Z][a-z']+(?: (?!{_KIND_IN_ENGLISH}\b)[A-Z][a-z']+){{0,2}}"
    r" (?:City|Province|County|Prefecture|District)\b"
)


def unknown_places(text: str, known: tuple[Mention, ...]) -> tuple[str, ...]:
    """The names in a normalised text that look like places, but are none of those known."""
    spans = [_span(match) for match in _CHINESE.finditer(text)]
    spans += [match.span() for match in _ENGLISH.finditer(text)]
    return tuple(
        text[start:end]
        for start, end in spans
        if not any(mention.start < end and start < mention.end for mention in known)
    )


def _span(match: re.Match[str]) -> tuple[int, int]:
    return match.span("first" if match["first"] else "then")
