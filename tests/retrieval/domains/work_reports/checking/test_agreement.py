from __future__ import annotations

import pytest

from retrieval.domains.work_reports.checking.agreement import Agreement, agreement, has_same_digits
from retrieval.language.measures import Measure, measures


def measure(text: str) -> Measure:
    (found,) = measures(text)
    return found


@pytest.mark.parametrize(
    ("claimed", "reported", "expected"),
    [
        ("744000亿元", "74.4万亿元", Agreement.EQUAL),
        ("5.68 billion yuan", "56.8亿元", Agreement.EQUAL),
        ("164亿斤", "82亿公斤", Agreement.EQUAL),
        ("约3.5万元", "34738元", Agreement.CLOSE),
        ("7%", "7%左右", Agreement.CLOSE),
        ("超过2000万人次", "2162万人次", Agreement.CLOSE),
        ("低于2.5%", "2.4%", Agreement.CLOSE),
        ("将近8万人", "7.89万人", Agreement.CLOSE),
        ("66%", "66.14%", Agreement.CLOSE),
        ("7%", "7.2%", Agreement.NO),
        ("跌破3000万吨", "3000万吨以上", Agreement.NO),
        ("6.9%", "6.7%", Agreement.NO),
        ("23个", "22个", Agreement.NO),
        ("突破1万亿元", "接近1万亿元", Agreement.NO),
        ("突破1200亿元", "1100亿元", Agreement.NO),
        ("接近6000万吨", "5000万吨", Agreement.NO),
        ("5700元", "5700美元", Agreement.NO),
        ("第二", "第三位", Agreement.NO),
    ],
)
def test_units_scales_roundings_and_bounds(claimed: str, reported: str, expected: Agreement) -> None:
    assert agreement(measure(claimed), measure(reported)) is expected


def test_the_same_digits_in_another_scale() -> None:
    assert has_same_digits(measure("1.39万吨"), measure("1.39亿吨"))
    assert not has_same_digits(measure("145.1亿斤"), measure("154.1亿斤"))
