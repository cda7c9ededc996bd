"""What places are called beside their full names."""

from __future__ import annotations

import pytest

from retrieval.domains.work_reports.places.place_names import (
    former_names,
    level_of,
    other_names,
    own_name,
    short_name,
)
from retrieval.types import Level, Place


@pytest.mark.parametrize(
    ("place", "short"),
    [
        ("甲州市", "甲州"),
        ("吉林省", "吉林"),
        ("大洼区", "大洼"),
        ("广西壮族自治区", "广西"),
        ("宁夏回族自治区", "宁夏"),
        ("内蒙古自治区", "内蒙古"),
        ("香港特别行政区", "香港"),
        ("大兴安岭地区", "大兴安岭"),
        ("锡林郭勒盟", "锡林郭勒"),
        ("凉山彝族自治州", "凉山"),
        ("黔西南布依族苗族自治州", "黔西南"),
        ("克孜勒苏柯尔克孜自治州", "克孜勒苏"),
        ("博尔塔拉蒙古自治州", "博尔塔拉"),
        ("红河哈尼族彝族自治州", "红河"),
        ("隆林各族自治县", "隆林"),
        ("保定市徐水区", "徐水"),
        ("保定市易县", "易县"),
        ("保定市安国市", "安国"),
        ("甲州", "甲州"),
        ("东区", "东区"),
        ("市", "市"),
        ("", ""),
    ],
)
def test_short_names(place: str, short: str) -> None:
    assert short_name(place) == short


@pytest.mark.parametrize("place", ["沙市区", "津市市", "通州区", "新市区", "盘锦市", "自治区"])
def test_a_name_of_one_part(place: str) -> None:
    assert own_name(place) == place


@pytest.mark.parametrize(
    ("place", "level"),
    [
        ("云岭县", Level.COUNTY),
        ("甲州市", Level.PREFECTURE),
        ("甲族自治州", Level.PREFECTURE),
        ("乙族自治区", Level.PROVINCE),
        ("丙族自治县", Level.COUNTY),
        ("甲州市乙市", Level.COUNTY),
        ("丁省甲州市", Level.PREFECTURE),
        ("某委员会", Level.UNKNOWN),
        ("", Level.UNKNOWN),
    ],
)
def test_levels(place: str, level: Level) -> None:
    assert level_of(place) is level


def test_names_that_tell_the_level() -> None:
    assert other_names(Place("凉山彝族自治州", Level.PREFECTURE)) == ("凉山自治州", "凉山州")
    assert other_names(Place("新疆维吾尔自治区", Level.PROVINCE)) == ("新疆自治区",)
    assert other_names(Place("保定市易县", Level.COUNTY)) == ("易县",)
    assert other_names(Place("盘锦市", Level.PREFECTURE)) == ()


def test_names_from_before() -> None:
    assert former_names(Place("保定市清苑区", Level.COUNTY)) == ("清苑县",)
    assert former_names(Place("毕节市", Level.PREFECTURE)) == ("毕节地区",)
    assert (
        former_names(Place("保定市易县", Level.COUNTY)) == former_names(Place("吉林省", Level.PROVINCE)) == ()
    )
