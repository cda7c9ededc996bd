"""Words that tell how much something changed, and those that tell of another stretch of time than a year."""

from __future__ import annotations

import re

_CHANGE = re.compile(
    r"(?:增长|增加(?!值)|增收|增产|增幅|增速|提高|上升|新增|涨|下降|减少|减产|减收|降低|缩减|回落|翻番)(?![到至])"
    r"|[升降跌多少](?=了(?:多少|几))|[升降跌](?=多少|几)"
    r"|\b(?:grow\w*|grew|increas\w+|rise\w*|rose|up|fall\w*|fell|drop\w*|declin\w+|reduc\w+|more|new)\b",
    re.IGNORECASE,
)
_OTHER_STRETCH = re.compile(
    r"季度|[上下]半年|年均|[三四五]年(?:来|间|累计)|\b(?:quarter|half|annual\w*|average)\b", re.IGNORECASE
)


_LONG_STRETCH = re.compile(
    r"[从由][^，。；,;]{1,16}(?:提升|提高|增加|增长|扩大|跃升|上升|发展|增)[到至]|连续?(?:突破|跨|迈|上)|台阶|年均"
    r"|[两二三四五]年(?:来|间|累计|增量|平均)|\bannual(?:ly)? average\b|\baverage annual\b",
    re.IGNORECASE,
)


def tells_change(text: str) -> bool:
    """Whether a text tells how much something changed, and not how much there is.

    >>> [tells_change(text) for text in ("提高8%", "降了多少", "提高到420元", "工业增加值279亿元")]
    [True, True, False, False]
    """
    return bool(_CHANGE.search(text))


def tells_stretch(text: str) -> bool:
    """Whether a text tells of several years at once, and so gives no figure of one of them.

    >>> [tells_stretch(text) for text in ("从2亿元增加到9亿元", "连续突破7亿、8亿元", "由降转升，增加到9亿元")]
    [True, True, False]
    """
    return bool(_LONG_STRETCH.search(text))


def is_of_other_stretch(text: str) -> bool:
    """Whether a text speaks of a quarter or of several years: it then does not answer for the year.

    >>> is_of_other_stretch("一季度产值2亿元"), is_of_other_stretch("产值9亿元")
    (True, False)
    """
    return bool(_OTHER_STRETCH.search(text))
