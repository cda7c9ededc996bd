"""Words that tell whether what came about or what is planned is meant: 实际完成, 目标, was, will."""

from __future__ import annotations

import re

from retrieval.types import Language, Role

TARGET_WORDS = re.compile(
    r"目标|(?<!人)计划|力争|预期|打算|(?<!我)想(?!问|知|了解|看|听|查|请教|法|象|必|起|念)|准备|控制在|(?<!稳)定在|定了?多少|(?<![规协制判固特稳约决确指法既])定的|要求(?=[降涨增减达升控压])|(?<![主重需必摘纪])(?<!我)要(?!求|素|点|闻|不要)|拟|(?<!即)将(?![军近])"
    r"|还会|至少|再(?=引进|建|增)"
    r"|\b(?:targets?|targeted|targeting|goals?|plan(?:ned|ning|s)?|will|aim(?:ed|ing|s)?|intend(?:ed|ing|s)?"
    r"|seek(?:ing|s)?|hop(?:ed|ing|es?) to"
    r"|supposed to|expected to|going to|ceiling|to be)\b",
    re.IGNORECASE | re.ASCII,
)
RESULT_WORDS = re.compile(
    r"完成了|实现了|达到了|做到了|[^\s为]了(?:多少|[几哪][个家项人名户台件座条]?)|实际(?:完成)?(?!利用|使用)|已经|一共|总共|完成(?:情况|多少)|进展|成绩单"
    r"|[搞干做办弄]得(?:咋|怎)|(?:怎么|咋|如何)[^,。?]{1,8}(?<![说讲提写定])的[?]?$"
    r"|\b(?:was|were|did|actual(?:ly)?|achieved|came to|reached|completed|results?)\b",
    re.IGNORECASE | re.ASCII,
)
_AIM = r"(?:目标|预期|指标|任务|\d%的)"
_REACHES = r"(?:实现|完成|达到|达成|达标|超过|超额|够|兑现|保住|高于|低于|落空)"
_REACHED = re.compile(
    rf"^(?=.*(?:[吗么嘛没][?]?$|没有[?]?$|是否|是不是|有没有))"
    rf".*(?:{_AIM}[^,。?]{{0,8}}?{_REACHES}|计划{_REACHES}了|{_REACHES}[^,。?]{{0,8}}?(?:{_AIM}|计划))"
    rf"|^.*比[^,。? ]*{_AIM}(?:值|还|要)?[高低]"
    r"|^(?!.*\bwhat\b)(?=.*\b(?:was|were|did|has|have)\b)"
    r".*\b(?:met|meet|reach(?:ed)?|achieved?|hit|miss(?:ed)?|exceed(?:ed)?|beat)\b.*\b(?:targets?|goals?)\b"
    r"|^(?!.*\bwhat\b)(?=.*\b(?:was|were)\b).*\b(?:targets?|goals?)\b.*\b(?:met|reached|achieved|hit|missed|exceeded)\b",
    re.IGNORECASE | re.ASCII,
)
"""Was the target reached: what came about is asked, though the target is named."""
_ONLY_AIM = re.compile(r"(?:年|达到|完成|实现)\s*\d+(?:\.\d+)?%的?(?:目标|任务)")
"""Names the target by its figure alone: only the report that set it says of what."""
_SETS = re.compile(r"\b(?:set|limit|cap)\b", re.IGNORECASE | re.ASCII)
"""What did the city set: a target, though it is asked in the past."""
_PAST_TENSE = re.compile(r"\b(?:was|were|did)\b", re.IGNORECASE | re.ASCII)
"""What was the target: in English the tense of the question tells nothing beside a word that does."""


def role_in(text: str) -> Role | None:
    """Whether a text asks for a result or a target; None: neither, or both."""
    if asks_whether_reached(text):
        return Role.RESULT
    target, result = bool(TARGET_WORDS.search(text)), bool(RESULT_WORDS.search(text))
    if target and result and not RESULT_WORDS.search(_PAST_TENSE.sub("", text)):
        return Role.TARGET
    if target == result:
        return None
    return Role.TARGET if target else Role.RESULT


def asks_whether_reached(text: str) -> bool:
    """Whether a text asks if a target was reached, which the report after it tells.

    >>> [asks_whether_reached(text) for text in ("能耗降4%的目标实现了没", "2012年13%的目标实现了没", "要实现什么目标")]
    [True, False, False]
    """
    return _REACHED.search(text) is not None and not _ONLY_AIM.search(text)


def may_be_target(text: str) -> bool:
    """Whether a text has a word of planning, though it may have one of results, too; not where it was reached is asked."""
    return not asks_whether_reached(text) and bool(TARGET_WORDS.search(text) or _SETS.search(text))


def word_for(role: Role | None, language: Language) -> str:
    """What says in a question that a result or a target is meant; empty: neither is."""
    if role is None:
        return ""
    if language is Language.ENGLISH:
        return " target" if role is Role.TARGET else " actual"
    return "目标" if role is Role.TARGET else "实际完成"
