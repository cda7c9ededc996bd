"""Words that are shortened keep the figure that they are there to say."""

from __future__ import annotations

import pytest

from bot.presentation.phone_lines import ems, shortened


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("城镇常住居民人均可支配收入34738元", 11.5, "城镇常住居民…34738元"),
        ("农村常住居民人均可支配收入增长8.5%", 11.5, "农村常住居民人均…8.5%"),
        ("预计实现地区生产总值1100亿元", 12.5, "预计实现地区生…1100亿元"),
        ("登记失业率控制在4.5%以内", 8, "登记…4.5%以内"),
        ("盘锦市2017年政府工作报告", 8.5, "盘锦市…作报告"),
        ("1234567890" * 5, 8, "…"),
        ("短的", 8, "短的"),
    ],
)
def test_the_last_figure_stays_whole(text: str, width: float, expected: str) -> None:
    assert shortened(text, width) == expected
    assert ems(expected) <= width
