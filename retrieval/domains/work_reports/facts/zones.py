"""The zone or county that a report is speaking of in the sentences before a figure: 金普新区 before 经济总量达到2296亿元.

A sentence that names nobody goes on with whom the sentences before are about. That is no ground to doubt figures that are
told of the whole place wherever the report comes to speak of them (exports, tourists): only those of a few indicators
are held to be a zone's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_ANY = r"新区|开发区|高新区|经开区|园区|综保区|保税区|自贸区|兵团|片区|港区|科学城|新城|工业园"
_ONE = re.compile(r"(?:新区|兵团|片区|港区|科学城|新城)$")
"""What a place has one of, so that its name alone says whose investment it is; 园区 is said of all of them together."""
_NOT_SPOKEN_OF = r"(?![域分块]|建成|内|外|的|作用|体制|机遇|战略|获批|政策|基础设施|封关|和|及|与|\d)"
_VERBS = (
    r"(?:全力|加快|大力|积极|高质量|高标准|高水平|深入|全面|着力)*"
    r"(?:抓好?|推进|推动|建设|做强|做大|提升|壮大|发展|促进|加大|支持)?"
)
_ITEM = re.compile(r"(?:[(]?[一二三四五六七八九十]{1,2}(?:[)]|是|、)|—+|[①-⑳])")
"""What begins an item, which is about something else than the one before."""
_HEAD = re.compile(
    rf"(?:[(]?[一二三四五六七八九十]{{1,2}}[)是、]+|—+|与此同时,|同时,)*{_VERBS}(?P<zone>[^,、:“”]{{0,10}}?(?:{_ANY})){_NOT_SPOKEN_OF}"
)
"""An item's first sentence about a zone."""
_ACTING = (
    r"[加支深坚推抓打建完提优培做开举落组引争获围依以在对与将把聚统促拓强健"
    r"创设鼓扶发出制启整充突力确入各]|积极|大力|全面|实施"
)
_LAST = re.compile(
    rf"(?:^|[,:])(?P<zone>(?!{_ACTING})[^,、:“”\d]{{0,6}}?(?:{_ANY})){_NOT_SPOKEN_OF}[^,、:]*$"
)
"""The last clause of a sentence about a zone."""
_GOING_ON = re.compile(
    rf"(?P<zone>(?!{_ACTING})[^,、:;“”\d]{{0,6}}?(?:{_ANY}|[一-鿿]{{2}}(?<![地城市全])区|[一-鿿]县))"
    r"(?:(?:19|20)\d\d年|全年|预计)*(?:完成|实现)[^。]*;$"
)
"""A part of a sentence whose subject that of the next one is, too: 曹妃甸区完成固定资产投资734.9亿元;实现预算收入48.7亿元."""
_WITHOUT_SUBJECT = re.compile(r"(?:完成|实现)|[^,、]{2,12}(?:$|,)")
_WHOLE = re.compile(
    r"全[市省县区州盟旗国](?![域首第唯前]|领先|排名)|我[市省县区州盟旗国]|本[市省]|[市省]级|全社会|目标"
)
_ECONOMY = re.compile(r"初步(?:核算|统计|测算)|预计全年")
"""What tells of the whole place's economy, so that no zone is spoken of any more."""
_ADDRESS = re.compile(r"(?:各位)?(?:代表|委员|同志)[们,、]*[!:]")
_PIECE = re.compile(r"(?<=;)")
_TITLE = re.compile(r"[^,、:;\d]{2,13}。")
"""A sentence that says what those after it are about: 三江新区扎实开局。"""
_FAR = 4
"""Sentences that are looked back at."""
_WHOLE_ECONOMY = frozenset({"地区生产总值", "财政收入", "财政总收入", "一般公共预算收入"})
"""Told of the whole place right at its report's beginning, and then hardly ever beside what zones do."""
_INVESTED = frozenset({"固定资产投资"})


def zone_before(indicator: str, before: Sequence[str]) -> str:
    """The zone that a figure is of by the sentences before it; empty: none is spoken of.

    Args:
        indicator: standard name.
        before: the heading of its paragraph, the sentences of it before the figure, and at the end the words before it in
            its own, narrowed, each with its stop.

    >>> zone_before("地区生产总值", ["", "云岭新区建设提速。", "实施项目140个,实现"])
    '云岭新区'
    >>> zone_before("地区生产总值", ["", "云岭新区建设提速。", "实施项目140个,全市实现"])
    ''
    """
    *earlier, own = before
    if not may_be_of_zone(indicator) or _WHOLE.search(own) or _ITEM.match(own):
        return ""
    *_, piece, rest = ("", *_PIECE.split(own))
    if (going_on := _GOING_ON.match(piece)) and _WITHOUT_SUBJECT.match(rest):
        return going_on["zone"]
    zone = _spoken_of([each for each in earlier if not _ADDRESS.fullmatch(each)])
    return zone if indicator in _WHOLE_ECONOMY or _ONE.search(zone) else ""


def may_be_of_zone(indicator: str) -> bool:
    """Whether figures of an indicator are a zone's where one is spoken of."""
    return indicator in _WHOLE_ECONOMY | _INVESTED


def names_whole(sentence: str) -> bool:
    """Whether a sentence says itself that it tells of the whole place: 全市, 预期目标."""
    return bool(_WHOLE.search(sentence))


def _spoken_of(sentences: Sequence[str]) -> str:
    for back, sentence in enumerate(reversed(sentences[-_FAR:])):
        if _WHOLE.search(sentence):
            return ""
        is_item = bool(_ITEM.match(sentence) or _TITLE.fullmatch(sentence))
        is_first = is_item or back >= len(sentences) - 2
        about = (_LAST.search(sentence) if back == 0 else None) or (
            _HEAD.match(sentence) if is_first else None
        )
        if about is not None:
            return about["zone"]
        if is_item or _ECONOMY.search(sentence):
            return ""
    return ""
