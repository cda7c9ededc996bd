"""Which kind of answer a question wants, and whether it asks about the document itself."""

from __future__ import annotations

import re

from retrieval.types import Wanted

_OCCASION = re.compile(
    r"(?:(?<!工)作|做|发表|宣读).{0,4}报告|报告(?:是|的)?(?:谁|何时|什么时候|哪[一天次位]|几月几?[号日]?|几号|日期|时间)"
    r"|报告(?:是)?谁(?:作|做|写|念|讲)|谁(?:来|给)?(?:作|做|写|念|讲|宣读)的?[这该]?[个份次]?(?:政府)?(?:工作)?报告|(?:这|这些|以上)?(?:话|数字)?是?谁(?:说|讲|报告|宣布)的|(?:讲话|报告).{0,3}(?:什么时候|哪一?天)"
    r"|(?:在|是)哪[一个次届]+.{0,2}(?:会|大会)"
    r"|(?:现任|现在的?)?(?:代?市长|代?省长|县长|区长|州长|主席|总理)(?:是谁|叫什么|姓名|名字)|谁是.{0,4}(?:长|主席|总理)"
    r"|\bwho (?:is|was|are) the (?:\w+ )?(?:mayor|governor|premier|speaker)\b"
    r"|\breport (?:\w+ )?(?:delivered|given|presented|made)\b"
    r"|\b(?:delivered|gave|presented|made|date of|when was) (?:[\w'’]+ ){1,6}report\b",
    re.IGNORECASE | re.ASCII,
)
_PART = re.compile(
    r"(?:的?规定|写|讲|说)?(?:是|在|属于)?(?:第几|哪一?)[条章节款](?:$|(?=[?？写规说讲里中定管提有]))|那?[条章节]的编号(?:是?多少)?"
    r"|\b(?:in |under )?(?:which|what) (?:section|article|chapter|clause)s?(?: number)?\b|\bsection number\b",
    re.IGNORECASE | re.ASCII,
)
"""Asks which part of a document says something: 试用期是第几条规定的, which section deals with backups."""
_WANTED = (
    (Wanted.REASON, r"为什么|为啥|为何|咋会|原因|怎么会|\bwhy\b"),
    (Wanted.DATE, r"什么时候|何时|哪一?天|哪一?年|几月|几号|日期|\bwhen\b|\bwhat date\b"),
    (Wanted.PERSON, r"谁|哪位|长叫(?:什么|啥)|\bwho\b|\bwhose\b"),
    (
        Wanted.LIST,
        r"哪些|哪[几两三四五六]|分别|包括|(?:有|存在|都是.?)(?:什么|啥)|列出|列举|罗列|清单|几种|几类"
        r"|\b(?:which|what) (?:\w+ )?\w+s (?:are|will|were|does|did|do)\b|\blist(?: of| all| the|\b.*s$)|\bwhat are\b",
    ),
    (
        Wanted.NUMBER,
        r"多少|几[^加]|多[大高长远久宽重厚深]|百分之几|增速|增幅|涨幅|比例|占比|比重|总量|多快|数量|第几"
        r"|\bhow (?:much|many|big|large|high|fast|long|far)\b|\brate\b|\bshare\b|\bpercent|\bnumber of\b|\bgrowth\b",
    ),
    (Wanted.NAME, r"哪|什么|啥|叫|名称|名字|\bwhich\b|\bwhat\b|\bwhere\b"),
)
"""What asks for each kind of answer; the first that stands in a question decides."""
_WHAT_ABOUT = re.compile(r"\b(?:what|how) about\b", re.IGNORECASE | re.ASCII)
"""Asks nothing by itself: what about exports?"""
_WHAT_IT_IS = re.compile(r"\bwhat(?:'s| is| was| were| are)\b|是什么[?？]?$", re.IGNORECASE | re.ASCII)


def asks_occasion(text: str) -> bool:
    """Whether a text asks when, where or by whom the report itself was given."""
    return bool(_OCCASION.search(text))


def asks_part(text: str) -> bool:
    """Whether a text asks which article or section of a document says something.

    >>> asks_part("试用期是第几条规定的"), asks_part("哪条路通车了")
    (True, False)
    """
    return bool(_PART.search(text))


def without_part(text: str) -> str:
    """A text without the words that ask which part says something: they stand in none."""
    return _PART.sub(" ", text)


def wanted_in(text: str, *, names_subject: bool) -> Wanted:
    """The kind of answer that a text asks for.

    Args:
        text: normalised.
        names_subject: whether it names something of the glossary, which is a figure if there is one.
    """
    if asks_part(text):
        return Wanted.NAME
    text = _WHAT_ABOUT.sub("", text)
    kind = next(
        (kind for kind, pattern in _WANTED if re.search(pattern, text, re.IGNORECASE | re.ASCII)),
        Wanted.ANYTHING,
    )
    # "What was the GDP" asks for what an indicator is: a figure, if there is one.
    asks_what_it_is = kind is Wanted.NAME and names_subject and _WHAT_IT_IS.search(text)
    return Wanted.ANYTHING if asks_what_it_is else kind
