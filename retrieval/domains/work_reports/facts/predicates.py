"""The words between a subject and its figure: 预计完成, 同比增长, 由…降到 -> what the figure says, and where it went.

`split` takes them off the end of a piece of text; what is left is the subject.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.domains.work_reports.facts.records import Direction, Kind

_UP = (
    r"(?<!自然)增长|增加|上调|调增|增收|增至|增到|增速|增幅|提高|提升|上升|上涨|涨幅|上扬|回升|升至|升到|扩大|多增"
    r"|净增|(?<!新)增"
)
_DOWN = (
    r"下降|降低|降幅|减少|回落|下滑|下跌|降至|降到|减产|缩减|压减|压缩|负增长|削减|减至|减到|缩小|缩短|下调|调减"
    r"|精简|降|减"
)
_CHANGE = rf"(?:(?:{_UP}|{_DOWN}|涨|跌)(?:幅|速|率)?(?:度)?)"
_TO = r"(?:到了?|至|为|成)"
_ADVERBS = (
    r"同比|环比|[比较](?:前|上)一年|比上年(?:同期|末|底)?|比去年(?:同期|末|底)?|较上年(?:同期|末|底)?"
    r"|较去年(?:同期|末|底)?|[比较](?:19|20)\d\d年(?:末|底)?|上年同期|年均|年平均|平均每年|实际|名义"
    r"|可比口?价|可比口径|同口径|按可比价格?(?:计算)?|按不变价格?(?:计算)?"
    r"|(?:扣除|剔除)(?:价格|物价|涨价)(?:上涨)?因素|自然口径|累计|合计|总计|共计|(?<!公)共|一共|总共|分别|各|(?<![人户亩])均|都|再|又|已经?|将|(?<![纲摘主需])要|仍"
    r"|也|(?<![归偿退])还|只|仅|(?<![人英])才|就|大幅|快速|首次|率先|平均|预计(?:可|将|能)?|可望|有望|(?<![认许])可能?|(?<=[将预])能|力争|争取|确保|保证|努力"
    r"|预期|计划|拟|完成了?|实现了?|做到|保持在?|稳定在?|维持在?|控制在?|锁定在|达到了?|达|突破了?|超过了?"
    r"|接近|跃上|迈上|站上|跨上|越过|取得|获得|(?<![行作人])为|是|(?<![国所公私共自])有|(?<![存潜])在|(?<![签节公契])约|左右|了|到|至|的|由|从|上年|去年|去年底|上年末"
    r"|在全[国省区市](?:地级市|各?[市州县区]+|范围内?|同类城市)?|逐步|进一步|持续|翻|不|跃居|位居|位列|(?<![新安民定])居|(?<![系序陈班])列|跃升(?:到|至)?|攀升(?:到|至)?|全部|排名?|名列|排在|升至|跌至|降至|增至|目标(?:值|任务)?|(?:确"
    r"|设|制)?定(?:为|在|于)|涨到|提到|(?:发展|拓展|扩展|巩固|优化|调整|稳定)(?:到|至|为|在)|(?<!杆)指标|预期目标|(?<!总)水平|任务|以每年|每(?:[人户亩月年天名吨])+|按|全年|年内|当年|年末|年底|期末|末|底|(?<![设统会审估])计"
)
_AMONG = (
    r"(?:全国|全省|全区|全市|全球|世界|全县|全州|中西部|[东中西]部|[东西]北|华[东中南北]|沿海|珠三角|长三角|副省级城市|省会城市)"
    r"(?:地区|[省市]份?)?"
)
_PLACED = (
    r"(?:总量|规模|增速|增幅|位次|分别)?(?:稳|仍|均|跃|前移)?"
    rf"(?:(?:(?<![新安民定移])居|(?<![系序陈班])列|排名?|位[居列]|名列)(?:居|列|在)?{_AMONG}?|位{_AMONG})(?:同类城市)?的?"
)
"""居全省 before 首位: the rank is of what was named before."""
_TAIL = re.compile(
    rf"(?:{_PLACED}|创[^,;。]{{0,8}}(?:新高|最高|纪录|水平|之最)|比?(?:全国|全省|全区|全市)?(?:平均)?(?:水平)?(?:高于?"
    rf"|低于?|快于|慢于)(?:全国|全省|全区|全市)?(?:平均)?(?:水平)?|{_CHANGE}{_TO}?|{_ADVERBS}|(?:19"
    rf"|20)\d\d年(?:末|底|的)?|[,、:;。（()）“”\"\s=—]|和(?=$)|与(?=$)|(?<![惠涉波普以])及(?=$)|并(?=$)|且(?=$))$"
)
_LONGEST_TAIL = 24
"""Characters of one alternative; looking for them in all of a clause takes most of the time."""
_PIECE_END = re.compile(r"[;。:]")
_TO_A_LEVEL = re.compile(
    r"(?<!达)(?:到了?|至|成)(?:(?:19|20)\d\d年(?:末|底)?的?)?[^,;。、\d]{0,4}$|(?:降|增|升|跌|减|涨|提|修|砍"
    r"|调)[到至为]$"
)
_GROWTH = re.compile(rf"(?:{_CHANGE}|涨|跌|翻)[^,;。]{{0,10}}$")
_GROWTH_RATE = re.compile(r"(?:增速|增幅|涨幅|增长率|增长速度|降幅|增长(?:预期)?目标)[^,;。]{0,10}$")
_GAP = re.compile(
    r"(?:高于|低于|快于|慢于|高出|超出|领先|落后(?!产能)|比(?![重例率值]|上年|去年|[上前]一年|前|年初|19|20|[“\"]?十)[^,;。]{1,12}(?:高|低|多|少|快|慢))[^,;。]{0,14}$"
)
_AHEAD = re.compile(r"高于|快于|高出|超出|领先|比[^,;。]{1,12}(?:高|多|快)")
_FALLING = re.compile(rf"(?:{_DOWN}|跌)")
_RISING = re.compile(rf"(?:{_UP}|涨|翻)")
_FROM = re.compile(
    r"(?:由(?!于)|从(?![业事严])|自(?![给治主然来筹贸愿身有由动行驾营费查产用信]))"
    r"(?:(?:19|20)?\d\d年(?:末|底)?的?)?[^,;。\d]{0,12}$"
)
_LEADING_CHANGE = re.compile(r"(?:全[国省市区县年])*(?:增加(?!值)|减少|降低|压减|压缩|缩短|净增|多增)")
"""减少贫困人口5万人: a change, though its verb stands before what changes."""
_VERB_OF_VALUE = re.compile(r"(?:同比|比上年|实际|负)*(?:负增长|下降|降低|减少|回落|下滑|下跌)(?:了)?$")
"""Without it a fall would read as a rise."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """What stands between a subject and a figure."""

    kind: Kind
    direction: Direction
    is_baseline: bool
    fall: int
    """Characters right before the figure that say it fell; 0: none do."""


def without_predicate(text: str) -> str:
    """A narrowed piece of text without the words at its end that only lead to the figure.

    >>> without_predicate("全市地区生产总值预计同比增长"), without_predicate(",比上年增长")
    ('全市地区生产总值', '')
    """
    while match := _TAIL.search(text, max(0, len(text) - _LONGEST_TAIL)):
        text = text[: match.start()]
    return text


def predicate_of(before: str, *, is_share: bool) -> Predicate:
    """What a figure says, by the text of its clause before it.

    Args:
        before: narrowed; from the end of the figure before it, or the beginning of the clause.
        is_share: whether the figure is in % or points: 增幅6% is a growth, 增加6亿元 too, 增幅6亿元 is not known.

    >>> predicate_of("人均收入提高到", is_share=False).kind, predicate_of("失业率下降", is_share=True).direction
    (<Kind.LEVEL: 'level'>, <Direction.DOWN: 'down'>)
    """
    piece = _PIECE_END.split(before)[-1]
    # A verb in the name of what is told of (增加值, 减税降费) says nothing of the figure.
    tail = piece if _LEADING_CHANGE.match(piece.lstrip(",、 ")) else piece[len(without_predicate(piece)) :]
    direction = _direction(piece, tail)
    fall = _VERB_OF_VALUE.search(piece)
    return Predicate(
        kind=_kind(piece, tail, is_share=is_share),
        direction=direction,
        is_baseline=bool(_FROM.search(piece)),
        fall=len(fall[0]) if fall else 0,
    )


def _kind(piece: str, tail: str, *, is_share: bool) -> Kind:
    if _GAP.search(piece):
        return Kind.GAP
    if _TO_A_LEVEL.search(tail) and not (is_share and _GROWTH_RATE.search(tail)):
        return Kind.LEVEL
    if _GROWTH_RATE.search(tail):
        return Kind.GROWTH if is_share else Kind.LEVEL
    return Kind.GROWTH if _GROWTH.search(tail) else Kind.LEVEL


def _direction(piece: str, tail: str) -> Direction:
    if (gap := _GAP.search(piece)) is not None:
        return Direction.UP if _AHEAD.search(gap[0]) else Direction.DOWN
    falls, rises = (
        max((match.end() for match in pattern.finditer(tail)), default=-1) for pattern in (_FALLING, _RISING)
    )
    if falls == rises == -1:
        return Direction.NONE
    return Direction.DOWN if falls >= rises else Direction.UP
