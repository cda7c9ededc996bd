"""How far a text speaks of what a question names, beside other names, longer names, and both sides at once."""

from __future__ import annotations

import pytest

from retrieval.language.glossary import Glossary, parse
from retrieval.language.subject_agreement import subject_agreement

GLOSSARY = Glossary(
    parse(
        "渔业产值；渔值\n人均渔业产值\n茶叶产量\n居民收入\n城镇居民收入\n农村居民收入\n生产总值；经济增长\n"
    )
)


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ((), "渔业产值86亿元", 0.0),
        (("渔业产值",), "渔业产值86亿元", 1.0),
        (("渔业产值",), "渔值86亿元", 1.0),
        (("渔业产值",), "茶叶产量五成", -1.0),
        (("渔业产值",), "渔港完工", -1.0),
        (("渔业产值", "茶叶产量"), "渔业产值86亿元", 0.0),
        (("渔业产值", "茶叶产量"), "渔业产值86亿元，茶叶产量五成", 1.0),
        (("渔业产值",), "人均渔业产值3万元", -1.0),
        (("居民收入",), "城镇居民收入增长7%", 0.0),
        (("渔业产值",), "林果占全市渔业产值的3%", -1.0),
        (("渔业产值",), "渔业产值86亿元，占全市渔业产值的3%", 1.0),
        (("生产总值",), "数字经济增长15%", -1.0),
        (("生产总值",), "经济增长5%", 1.0),
        (("城镇居民收入",), "城乡居民收入分别增长7%和8%", 0.0),
        (("渔业产值",), "城乡居民收入分别增长7%和8%", -1.0),
    ],
)
def test_agreement(asked: tuple[str, ...], text: str, expected: float) -> None:
    assert subject_agreement(asked, text, GLOSSARY) == expected
