"""Figures as they are written: a number with its sign of rounding, unit and bound. Nothing is computed."""

from __future__ import annotations

import re

from retrieval.language.numerals import DATE

_NUMBER = r"\d+(?:[,，]\d{3})*(?:\.\d+)?"
_MAGNITUDE = r"(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)"
_UNIT = (
    r"(?:%|％|‰|个百分点|个百分比|平方公里|平方米|立方米|公里|公顷|美元|欧元|元|吨级|吨|人次|人|户|项|个|家|名|套|台|辆"
    r"|座|所|例|株|亩|倍|条|支|处|件|次|场|种|类|岁|天|年|月|日|小时|分钟|张|床|位|克|千瓦|度|级|届|款|只|头|艘|架|批|期|号|艘|A级)"
)
_BOUND = r"(?:以上|以下|以内|之内|左右|上下|多)?"
QUANTITY = re.compile(rf"[约近超]?{_NUMBER}{_MAGNITUDE}?[多余几]?{_UNIT}?{_BOUND}")
"""Finds figures in a text: 3%以内, 3.5亿美元以上, 20多项, 1100亿元."""
_SPELLED = re.compile(
    rf"[一二两三四五六七八九十百千]+{_UNIT}|“[一二三四五六七八九十]+”|[一二三四五六七八九十]+五|[二三四五六七八九十]连[冠胜]"
)
_DIGIT = re.compile(r"\d")
_YEAR_ONLY = re.compile(r"(?:19|20)\d{2}\s*年(?:底|末|初)?")
_DATE_OR_YEAR = re.compile(rf"{DATE.pattern}|{_YEAR_ONLY.pattern}")


_KINDS = (
    ("share", re.compile(r"[%％‰倍]|百分点|成(?![立为就长功果员])")),
    ("money", re.compile(r"[亿万千百\d]元|[亿万千百\d]美元|元$|元/")),
    ("weight", re.compile(r"吨")),
    ("area", re.compile(r"平方米|平方公里|公顷|亩")),
    ("length", re.compile(r"(?<!方)公里|(?<![方立])米")),
    ("time", re.compile(r"[岁天]|小时|\d年")),
    (
        "count",
        re.compile(
            r"\d[万千百多余]*(?:名|人|户|项|个|家|套|台|辆|座|所|例|株|支|条|件|次|种|类|张|处|级|届)"
        ),
    ),
)
UNIT_KINDS = tuple(kind for kind, _ in _KINDS)
"""The kinds of figures there are, in a fixed order."""


def unit_kinds(text: str) -> frozenset[str]:
    """What kinds of figures a text gives: share, money, weight, area, length, time, count."""
    if not _DIGIT.search(text):
        return frozenset()
    rest = _DATE_OR_YEAR.sub("", text)
    figures = " ".join(match[0] for match in QUANTITY.finditer(rest))
    return frozenset(kind for kind, pattern in _KINDS if pattern.search(figures))


def kind_of_unit(unit: str) -> str:
    """The kind of figure that a unit belongs to; empty: none known.

    >>> kind_of_unit("亿元"), kind_of_unit("%"), kind_of_unit("家")
    ('money', 'share', 'count')
    """
    if unit in {"亿", "万亿"}:
        return "money"
    return next((kind for kind, pattern in _KINDS if pattern.search(f"1{unit}")), "")


def has_quantity(text: str) -> bool:
    """Whether a text gives a figure; years and dates are no figures."""
    rest = _DATE_OR_YEAR.sub("", text)
    return bool(QUANTITY.search(rest) or _SPELLED.search(rest))


def has_date(text: str) -> bool:
    """Whether a text gives a day."""
    return bool(DATE.search(text))
