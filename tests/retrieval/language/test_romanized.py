"""Chinese typed in Latin letters."""

from __future__ import annotations

import pytest

from retrieval.language.romanized import PinyinReader

NAMES = ["失业率", "财政收入", "新增就业", "gdp"]
WORDS = ["盘锦", "城镇", "农村", "收入", "数额"]
ENGLISH = frozenset({"rate", "target", "men", "can", "yuan", "page"})


@pytest.fixture(scope="module")
def reader() -> PinyinReader:
    return PinyinReader(NAMES, WORDS, ENGLISH.__contains__)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("shiyelv", "失业率"),
        ("shiye lv duoshao", "失业率多少"),
        ("caizheng shouru mubiao", "财政收入目标"),
        ("chengzhen xinzeng jiuye", "城镇新增就业"),
        ("2017 nian GDP mubiao", "2017 年 gdp 目标"),
        ("广州 xinzeng jiuye 2019", "广州 新增就业 2019"),
        ("shiyelv shi duoshao yuan", "失业率是多少元"),
    ],
)
def test_what_names_something_known_is_read(reader: PinyinReader, typed: str, read: str) -> None:
    assert reader.read(typed) == read


@pytest.mark.parametrize(
    "text", ["Panjin GDP", "shiyelv target", "can men", "page 3", "GDP", "失业率多少", "nongcun"]
)
def test_english_and_places_alone_stay(reader: PinyinReader, text: str) -> None:
    assert reader.read(text) == text
