"""What a question wants: a result or a target, and which kind of answer."""

from __future__ import annotations

import re

from retrieval.types import Role, Wanted

TARGET_WORDS = re.compile(
    r"目标|(?<!人)计划|力争|预期|打算|想(?:要)?(?:做|达|增|涨|建)|准备|控制在|定在|定了?多少|(?<![主重需必摘纪])(?<!我)要(?!求|素|点|闻|不要)|拟|(?<!即)将(?!军)"
    r"|还会|至少|再(?=引进|建|增)"
    r"|\b(?:targets?|targeted|targeting|goals?|plan(?:ned|ning|s)?|will|aim(?:ed|ing|s)?|intend(?:ed|ing|s)?"
    r"|seek(?:ing|s)?|hop(?:ed|ing|es?) to"
    r"|supposed to|expected to|going to|ceiling|to be)\b",
    re.IGNORECASE,
)
RESULT_WORDS = re.compile(
    r"完成了|实现了|达到了|做到了|[^\s为]了(?:多少|几|哪)|实际(?!利用|使用)|已经|一共|总共|完成(?:情况|多少)"
    r"|\b(?:was|were|did|actual(?:ly)?|achieved|came to|reached|completed|results?)\b",
    re.IGNORECASE,
)
_SETS = re.compile(r"\b(?:set|limit|cap)\b", re.IGNORECASE)
"""What did the city set: a target, though it is asked in the past."""
_PAST_TENSE = re.compile(r"\b(?:was|were|did)\b", re.IGNORECASE)
"""What was the target: in English the tense of the question tells nothing beside a word that does."""
_OCCASION = re.compile(
    r"(?:(?<!工)作|做|发表|宣读).{0,4}报告|报告(?:是|的)?(?:谁|何时|什么时候|哪[一天次位]|日期|时间)"
    r"|报告(?:是)?谁(?:作|做|写|念|讲)|(?:这|这些|以上)?(?:话|数字)?是?谁(?:说|讲|报告|宣布)的|(?:讲话|报告).{0,3}(?:什么时候|哪一?天)"
    r"|(?:在|是)哪[一个次届]+.{0,2}(?:会|大会)"
    r"|(?:现任|现在的?)?(?:代?市长|代?省长|县长|区长|州长|主席|总理)(?:是谁|叫什么|姓名|名字)|谁是.{0,4}(?:长|主席|总理)"
    r"|\bwho (?:is|was|are) the (?:\w+ )?(?:mayor|governor|premier|speaker)\b"
    r"|\breport (?:\w+ )?(?:delivered|given|presented|made)\b"
    r"|\b(?:delivered|gave|presented|made|date of) (?:the|this) (?:\w+ )*report\b|\bwhen was (?:the|this) (?:\w+ )*report\b",
    re.IGNORECASE,
)
_WANTED = (
    (Wanted.REASON, r"为什么|为啥|为何|咋会|原因|怎么会|\bwhy\b"),
    (Wanted.DATE, r"什么时候|何时|哪一?天|哪一?年|几月|几号|日期|\bwhen\b|\bwhat date\b"),
    (Wanted.PERSON, r"谁|哪位|长叫(?:什么|啥)|\bwho\b|\bwhose\b"),
    (
        Wanted.LIST,
        r"哪些|哪[几两三四五六]|分别|包括|(?:有|存在|都是)(?:什么|啥)|列出|几种|几类"
        r"|\b(?:which|what) (?:\w+ )?\w+s (?:are|will|were|does|did|do)\b|\blist of\b|\bwhat are\b",
    ),
    (
        Wanted.NUMBER,
        r"多少|几[^加]|多大|多高|多长|多远|百分之几|增速|增幅|涨幅|比例|占比|比重|总量|多快|数量|第几"
        r"|\bhow (?:much|many|big|large|high|fast|long|far)\b|\brate\b|\bshare\b|\bpercent|\bnumber of\b|\bgrowth\b",
    ),
    (Wanted.NAME, r"哪|什么|啥|叫|名称|名字|\bwhich\b|\bwhat\b|\bwhere\b"),
)
"""What asks for each kind of answer; the first that stands in a question decides."""
_WHAT_ABOUT = re.compile(r"\b(?:what|how) about\b", re.IGNORECASE)
"""Asks nothing by itself: what about exports?"""
_WHAT_IT_IS = re.compile(r"\bwhat(?:'s| is| was| were| are)\b|是什么[?？]?$", re.IGNORECASE)


def role_in(text: str) -> Role | None:
    """Whether a text asks for a result or a target; None: neither, or both."""
    target, result = bool(TARGET_WORDS.search(text)), bool(RESULT_WORDS.search(text))
    if target and result and not RESULT_WORDS.search(_PAST_TENSE.sub("", text)):
        return Role.TARGET
    if target == result:
        return None
    return Role.TARGET if target else Role.RESULT


def may_be_target(text: str) -> bool:
    """Whether a text has a word of planning, though it may have one of results, too."""
    return bool(TARGET_WORDS.search(text) or _SETS.search(text))


def asks_occasion(text: str) -> bool:
    """Whether a text asks when, where or by whom the report itself was given."""
    return bool(_OCCASION.search(text))


def wanted_in(text: str, *, names_indicator: bool) -> Wanted:
    """The kind of answer that a text asks for.

    Args:
        text: normalised.
        names_indicator: whether it names an indicator of the glossary, which is a figure if there is one.
    """
    text = _WHAT_ABOUT.sub("", text)
    kind = next(
        (kind for kind, pattern in _WANTED if re.search(pattern, text, re.IGNORECASE)), Wanted.ANYTHING
    )
    # "What was the GDP" asks for what an indicator is: a figure, if there is one.
    asks_what_it_is = kind is Wanted.NAME and names_indicator and _WHAT_IT_IS.search(text)
    return Wanted.ANYTHING if asks_what_it_is else kind
