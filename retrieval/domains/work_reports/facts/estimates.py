"""Whether a result is told as an estimate: 预计 before it, before the list that it stands in, or behind the figure."""

from __future__ import annotations

import re

_WORDS = r"预计|初步预测|初步核算|初步统计|初步测算|预期可|有望"
_WORD = re.compile(_WORDS)
_ALL_SAME = re.compile(r"(?:预计|预测|初步)[^()。;\d]{0,4}[,、]?下同|(?:预计|预测)\(下同\)")
"""From here on all figures of a paragraph are estimates: 550亿元(预计数,下同)."""
_BEHIND = re.compile(r"\s*\((?:预计|预测|初步|快报)[^)]{0,4}\)")
_TIMES = re.compile(r"\d+(?:[-—~至]+\d+)?个?[年月日]")
_REACHED = re.compile(r"\d月|季度|上半年|截至|目前|已经?(?:达|完成|实现|突破)")
"""What says that a figure of such a list is known: 1—11月."""


def is_estimate(spoken: str, before: str, after: str) -> bool:
    """Whether a figure is told as an estimate.

    Args:
        spoken: its own sentence before it, up to the semicolon, with what introduces its list.
        before: all of its paragraph before it, narrowed.
        after: what follows it.

    >>> is_estimate("财政收入增长", "预计2020年全县生产总值增长7%;财政收入增长", "5%")
    True
    >>> is_estimate("财政收入增长", "生产总值增长7%,预计投资增长9%;财政收入增长", "5%")
    False
    """
    if _WORD.search(spoken) or _BEHIND.match(after) or _ALL_SAME.search(before):
        return True
    first, *later = before.rpartition("。")[2].split(";")
    word = _WORD.search(first)
    if not later or word is None or _REACHED.search(later[-1]):
        return False
    return not any(map(str.isdigit, _TIMES.sub("", first[: word.start()])))
