"""Whether two figures agree: units and scales, roundings that are marked or fair, thresholds and ranges."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from retrieval.language.measures import Bound, Measure
from retrieval.language.units import RANK, are_comparable, is_share

_FAIR = Decimal("0.006")
"""Of an amount: a figure rounded by no more than this is told as what it is, though nobody says about."""
_FAIR_OF_SHARE = Decimal("0.05")
"""Of a share, in points, if that is more: 48.03% is 48%, 66.14% is 66%, and 7.2% is not 7%."""
_ABOUT = Decimal("0.04")
"""Of an amount that is marked as about."""
_NEAR = Decimal("0.15")
"""Below a bound: 接近5000万吨 is more than 4250万吨."""
_MINIMUM_OF_LARGE = 100
"""Amounts from here on are rounded; 23 of something are not told as 22."""


class Agreement(StrEnum):
    """How a claimed figure stands to a reported one."""

    EQUAL = "equal"
    CLOSE = "close"
    NO = "no"


def agreement(claimed: Measure, reported: Measure) -> Agreement:
    """Compare two figures; of units that cannot be compared they do not agree.

    Args:
        claimed: of the claim, which may be rounded or say more than.
        reported: of the document.
    """
    if not are_comparable(claimed.dimension, reported.dimension):
        return Agreement.NO
    low, high = sorted((abs(reported.low), abs(reported.high)))
    first, last = sorted((abs(claimed.low), abs(claimed.high)))
    if (first, last) == (low, high):
        return _same_number(claimed, reported)
    if claimed.is_range:
        return Agreement.CLOSE if first <= low and high <= last else Agreement.NO
    return Agreement.CLOSE if _is_meant(claimed, reported, first, low, high) else Agreement.NO


def _same_number(claimed: Measure, reported: Measure) -> Agreement:
    """接近1万亿元 is not 突破1万亿元."""
    over, under = {Bound.ABOVE, Bound.AT_LEAST}, {Bound.BELOW, Bound.NEARLY}
    if claimed.bound is Bound.ABOVE and reported.bound in under:
        return Agreement.NO
    if claimed.bound in under and reported.bound in over:
        return Agreement.NO
    if claimed.bound is Bound.BELOW and reported.bound is Bound.POINT:
        return Agreement.NO
    return Agreement.EQUAL if claimed.bound is reported.bound else Agreement.CLOSE


def _is_meant(claimed: Measure, reported: Measure, value: Decimal, low: Decimal, high: Decimal) -> bool:
    if claimed.dimension == RANK:
        return False
    over, under = {Bound.ABOVE, Bound.AT_LEAST}, {Bound.BELOW, Bound.AT_MOST}
    if claimed.bound in over:
        return reported.bound not in under and value <= low <= value * 2
    if claimed.bound in under:
        # 突破3000亿元 leaves open whether it is less than 3270亿元.
        return reported.bound not in over and high <= value <= high * 2
    if claimed.bound is Bound.NEARLY:
        return value * (1 - _NEAR) <= low <= value
    if low < high and low <= value <= high:
        return False
    return _is_rounding(claimed, reported, value, low)


def _is_rounding(claimed: Measure, reported: Measure, value: Decimal, low: Decimal) -> bool:
    distance = abs(value - low)
    is_rounded = distance * 2 <= claimed.step or distance * 2 <= reported.step
    if claimed.bound is Bound.ABOUT:
        return is_rounded or distance <= low * _ABOUT
    if reported.bound in {Bound.ABOVE, Bound.AT_LEAST} and reported.step * 1 > distance and value > low:
        # 突破1100亿元 and 1108亿元 are of one figure.
        return True
    if is_share(claimed.dimension):
        return is_rounded and distance <= max(_FAIR_OF_SHARE, low * _FAIR)
    return is_rounded and distance <= low * _FAIR and low >= _MINIMUM_OF_LARGE


def has_same_digits(claimed: Measure, reported: Measure) -> bool:
    """Whether two figures are written with the same digits, but another scale or unit: 110亿元 for 1100亿元."""
    one, other = (f"{abs(each.low):f}".replace(".", "").strip("0") for each in (claimed, reported))
    return bool(one) and one == other
