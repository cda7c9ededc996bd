"""Words of a conversation that ask the documents nothing: greetings, thanks, more, source, again, the second one.

The phrases stand in a file that a person can edit. A text is an act only if it consists of phrases, with polite words
before and particles after them: 谢谢 is one, 谢谢，渔业产值是多少 is a question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from retrieval.language.numerals import DIGIT_CLASS, ENGLISH_ORDINALS, to_number
from retrieval.types import Act, is_han

_FILE = "data/acts.tsv"
_POLITE = r"(?:(?:请问?|麻烦你?|那么?|帮我|给我|can you|could you|would you|please|show me|give me|tell me|the)\s*)*"
_PARTICLES = r"(?:[啊呀呢吧哦了的啦嘞吗嘛么哈嗯]|一下|please|\s|[!！?？.。~～,，、…])*"
_LAST, _LAST_NUMBER = "last", -1
_ENGLISH_NUMBERS = ENGLISH_ORDINALS | {
    name: number for number, name in enumerate("one two three four five".split(), start=1)
}
_DIGITS = "一二三四五六七八九"
_NUMBER = rf"(?:\d{{1,4}}|[{_DIGITS}]?十[{_DIGITS}]?|[{DIGIT_CLASS}]{{1,3}}|\b(?:{'|'.join(_ENGLISH_NUMBERS)}|{_LAST})\b)"
_FEW, _ANY = ".{0,8}", ".{0,60}"
_WORD = re.compile(r"[a-z0-9']", re.IGNORECASE)
_BARE_NUMBER = 2
"""Digits: of more, a number by itself is a year: 2016, or 2016?."""
_NUMBERED = frozenset({Act.ORDINAL, Act.PAGE, Act.PARAGRAPH, Act.LINE, Act.HEADINGS})
_LONGEST = 60
"""Characters; what is longer is no mere phrase."""
_COURTESIES = frozenset({Act.GREETING, Act.THANKS})
"""Stand beside another act without changing it."""
_BARE = re.compile(
    r"(?:那|and )?\s*(?:为什么|为啥|为何|什么时候|何时|谁|谁负责|多少|哪里|怎么|单位是什么"
    r"|why|when|who|where|how|what|how (?:much|many))[\s?？!！呢啊]*"
    r"|(?:(?:比较|对比|相比|compare|comparison of|一下|\s)*(?:19|20)\d{2}年?"
    r"(?:比较|对比|相比|一下|年?[和与跟同到至比、,，]|and|to|with|versus|vs\.?|[\s?？呢~-])*)+",
    re.IGNORECASE,
)
"""A question word alone, or years and that they are to be compared, asks something only of what was asked before."""


@dataclass(frozen=True, slots=True)
class ActRead:
    """What a text does."""

    act: Act
    number: int | None = None
    """Which one, where the act has a number; -1: the last."""


def act_in(text: str) -> ActRead | None:
    """The act that a normalised text is; None: it asks something.

    >>> act_in("谢谢!"), act_in("谢谢你的报告里GDP是多少"), act_in("出处呢")
    (ActRead(act=<Act.THANKS: 'thanks'>, number=None), None, ActRead(act=<Act.SOURCE: 'source'>, number=None))
    >>> act_in("第五十一段").number, act_in("the second one").number, act_in("2016?")
    (51, 2, None)
    """
    text = text.strip()
    found = _acts_of(text) if len(text) <= _LONGEST else []
    return min(found, key=lambda each: each.act in _COURTESIES, default=None)


def is_bare(text: str) -> bool:
    """Whether a normalised text is a question word or years alone: it says nothing of what it is about.

    >>> is_bare("为什么?"), is_bare("为什么修路"), is_bare("compare 2016 and 2017"), is_bare("2016年和2017年GDP")
    (True, False, True, False)
    """
    return bool(_BARE.fullmatch(text.strip()))


def _acts_of(text: str) -> list[ActRead]:
    """The acts of the phrases that a text consists of; none: it has other words as well."""
    pattern, acts = _phrases()
    found: list[ActRead] = []
    at, has_number = 0, False
    while at < len(text):
        match = pattern.match(text, at)
        if match is None or match.end() == at or match.lastindex is None:
            return []
        phrase = match[match.lastindex].strip()
        is_number = all(map(is_han, phrase)) and re.fullmatch(_NUMBER, phrase) is not None
        if is_number and has_number:
            # 十四五 is no 14 and 5.
            return []
        has_number = has_number or is_number
        if phrase.isdecimal() and len(phrase) > _BARE_NUMBER:
            return []
        found.append(_read(acts[match.lastindex - 1], phrase))
        at = match.end()
    return found


def _read(act: Act, phrase: str) -> ActRead:
    if act not in _NUMBERED:
        return ActRead(act)
    if "最后" in phrase:
        return ActRead(act, _LAST_NUMBER)
    number = re.search(_NUMBER, phrase, re.IGNORECASE)
    return ActRead(act, _value(number[0]) if number else None)


def _value(text: str) -> int:
    lowered = text.lower()
    if lowered == _LAST:
        return _LAST_NUMBER
    return _ENGLISH_NUMBERS.get(lowered) or to_number(text)


@cache
def _phrases() -> tuple[re.Pattern[str], tuple[Act, ...]]:
    """What matches one phrase with what goes around it, in one group a phrase, and the acts of the groups."""
    lines = files("retrieval").joinpath(_FILE).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    listed = [(phrase, Act(name)) for name, phrases in rows for phrase in phrases.split("；")]
    # The longest first: 谢谢你 before 谢谢.
    listed.sort(key=lambda each: (-len(each[0]), each[0]))
    groups = "|".join(f"({_pattern(phrase)})" for phrase, _ in listed)
    pattern = re.compile(rf"{_PARTICLES}{_POLITE}(?:{groups}){_PARTICLES}", re.IGNORECASE)
    return pattern, tuple(act for _, act in listed)


def _pattern(phrase: str) -> str:
    special = {"#": _NUMBER, "…": _FEW, "*": _ANY, " ": r"\s+"}
    written = "".join(special.get(character) or re.escape(character) for character in phrase)
    before, after = (r"\b" if _WORD.match(each) else "" for each in (phrase[0], phrase[-1]))
    return f"{before}{written}{after}"
