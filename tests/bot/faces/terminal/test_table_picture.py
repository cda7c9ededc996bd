from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from bot.errors import PictureError
from bot.faces.terminal.table_picture import draw_table

pytest.importorskip("pylopdf_fonts_zh_cn")


def test_a_table_becomes_a_picture_as_wide_as_its_cells(tmp_path: Path) -> None:
    draw_table(tmp_path / "a.png", "地区生产总值", ["", "2018"], [["盘锦市", "7%左右"]], "最高：盘锦市")
    draw_table(
        tmp_path / "b.png", "地区生产总值", ["", "2018", "2019"], [["盘锦市", "7%左右", "6.5%—7%"]], ""
    )
    with Image.open(tmp_path / "a.png") as narrow, Image.open(tmp_path / "b.png") as wide:
        assert narrow.format == wide.format == "PNG"
        assert narrow.width < wide.width
        assert len(narrow.convert("L").getcolors(65536) or ()) > 10


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match="cannot be drawn"):
        draw_table(tmp_path / "none" / "a.png", "题", ["", "2018"], [["甲", "7%"]], "")
