from __future__ import annotations

import io
from dataclasses import replace

import pytest

from bot.presentation.chart_picture import points_of
from bot.presentation.table_picture import draw_table, is_worth_a_picture, picture_of
from retrieval.types import Role
from tests.retrieval.compose.test_tabled import TABLE, _cell

image = pytest.importorskip("PIL.Image")
pytest.importorskip("pylopdf_fonts_zh_cn")

YEARS = (2016, 2017, 2018)
COURSE = replace(
    TABLE,
    places=("甲市",),
    years=YEARS,
    cells=tuple(
        _cell("甲市", year, value) for year, value in zip(YEARS, ("7%", "6%—7%", "6.5%"), strict=True)
    ),
    counterpart=tuple(replace(_cell("甲市", year, "7.1%"), role=Role.RESULT) for year in YEARS[:2]),
)


def _size(png: bytes) -> tuple[int, int]:
    with image.open(io.BytesIO(png)) as picture:
        assert picture.format == "PNG"
        assert len(picture.convert("L").getcolors(65536) or ()) > 10
        return picture.size


def test_a_table_is_as_wide_as_its_cells() -> None:
    narrow = _size(draw_table("地区生产总值", ["", "2018"], [["盘锦市", "7%左右"]], "最高：盘锦市"))
    wide = _size(draw_table("地区生产总值", ["", "2018", "2019"], [["盘锦市", "7%左右", "6.5%—7%"]], ""))
    assert narrow[0] < wide[0]


def test_a_chart_is_as_wide_as_a_phone() -> None:
    assert _size(picture_of(COURSE))[0] == 780
    assert _size(picture_of(TABLE))[0] != 780


def test_target_and_result_are_two_lines_and_a_range_a_bar() -> None:
    lines = points_of(COURSE)
    assert [(each.year, each.low, each.high) for each in lines[Role.TARGET]] == [
        (2016, 7.0, 7.0),
        (2017, 6.0, 7.0),
        (2018, 6.5, 6.5),
    ]
    assert [(each.year, each.written) for each in lines[Role.RESULT]] == [(2016, "7.1%"), (2017, "7.1%")]


def test_two_cells_need_no_picture() -> None:
    assert not is_worth_a_picture(TABLE)
    assert is_worth_a_picture(COURSE)
