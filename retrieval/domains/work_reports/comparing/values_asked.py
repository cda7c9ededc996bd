"""What a question to compare says of the values: levels or growth, result or target of each year, the highest or the lowest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from retrieval.domains.work_reports.facts.records import Kind
from retrieval.language.question_words.intention import RESULT_WORDS, TARGET_WORDS
from retrieval.types import Role

GDP = "地区生产总值"
_GROWTH = re.compile(
    r"增长|增速|增幅|涨幅|涨|跌|下滑|成长|增得|快|慢|速度|\bgrow\w*|\bgrew\b|\brates?\b|\bfaster\b|\bslower\b"
    r"|\bpace\b|增了",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"总量|多少亿|多少万|总额|规模|产量|多少元|是多少亿|亿元|多少钱|\b(?:amount|size|output|how much|how many"
    r"|total|trillion|billion|yuan)\b|增加到",
    re.IGNORECASE,
)
_MEASURED = re.compile(r"增速|增幅|增长率|增长了?多少|总量|产量", re.IGNORECASE)
_LOWEST = re.compile(r"最低|最少|最慢|最小|垫底|\b(?:lowest|least|smallest|slowest|minimum)\b", re.IGNORECASE)
_HIGHEST = re.compile(
    r"最高|最多|最快|最大|第一|\b(?:highest|most|largest|fastest|biggest|maximum)\b", re.IGNORECASE
)


class Wish(StrEnum):
    """What is asked of the values."""

    ALL = "all"
    HIGHEST = "highest"
    LOWEST = "lowest"


def wish_in(text: str) -> Wish:
    """Which values a normalised text asks for."""
    if _LOWEST.search(text):
        return Wish.LOWEST
    return Wish.HIGHEST if _HIGHEST.search(text) else Wish.ALL


def kind_in(text: str, indicator: str, role: Role | None) -> Kind | None:
    """Whether a normalised text asks for amounts or for growth of an indicator; None: it leaves that open.

    Args:
        text: without the names of indicators, whose words (社会消费品零售总额) ask for neither.
        indicator: standard name; empty: it names none.
        role: that it names, if any.
    """
    is_level, is_growth = bool(_LEVEL.search(text)), bool(_GROWTH.search(text))
    if is_level != is_growth:
        return Kind.LEVEL if is_level else Kind.GROWTH
    if indicator == GDP and role is Role.TARGET and not is_level:
        return Kind.GROWTH
    return None


def roles_in(text: str, years: Sequence[int], role: Role) -> tuple[Role, ...]:
    """The role of each year: the words after it, up to the next year, may name another one than those of the others."""
    roles: list[Role] = []
    for year in years:
        match = re.search(rf"{year}|(?<!\d){year % 100:02d}(?!\d)", text)
        following = re.split(r"\d{2,4}", text[match.end() :])[0] if match else ""
        own = _role_of(following)
        roles.append(own or _role_beside(following, role))
    named = [
        _role_of(part) or (_role_beside(part, role) if _MEASURED.search(part) else None)
        for part in re.split(r"\d{2,4}", text)[1:]
    ]
    is_mixed = len({each for each in named if each}) > 1
    return tuple(roles) if is_mixed else tuple(role for _ in years)


def _role_beside(text: str, role: Role) -> Role:
    """The role of a year whose own words name a measure and no role, beside one whose words do: 2026年GDP目标和2025年GDP增速."""
    return Role.RESULT if role is Role.TARGET and _MEASURED.search(text) else role


def _role_of(text: str) -> Role | None:
    target, result = (
        bool(TARGET_WORDS.search(text)),
        bool(RESULT_WORDS.search(text) or re.search(r"实际|output|actual|改了|开建", text)),
    )
    if target == result:
        return None
    return Role.TARGET if target else Role.RESULT
