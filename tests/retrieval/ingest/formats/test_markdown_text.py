"""Markdown -> lines."""

from __future__ import annotations

import pytest

from retrieval.errors import RefusedContentError
from retrieval.ingest.formats.markdown_text import read


def lines(text: str) -> list[tuple[str, int | None]]:
    return [(line.text, line.level) for line in read(text)]


def texts(text: str) -> list[str]:
    return [line.text for line in read(text)]


def test_headings_of_both_kinds() -> None:
    assert lines("# 报告\n\n总述\n---\n\n### 一、*工业*\n甲。") == [
        ("报告", 1),
        ("总述", 2),
        ("一、工业", 3),
        ("甲。", None),
    ]


def test_words_without_their_marks() -> None:
    assert texts("增长**7%**，见[公报](http://x)和`GDP`![图](a.png)&amp;\\*。") == ["增长7%，见公报和GDP&*。"]


def test_a_paragraph_broken_between_lines_is_one() -> None:
    assert texts("地区生产总值\n增长7%，新开工1\n33项\n\nThe city\ngrows.") == [
        "地区生产总值增长7%，新开工133项",
        "The city grows.",
    ]


def test_lines_that_chinese_writers_mean_stay_apart() -> None:
    assert texts("一、回顾\n过去一年。\n　　增长7%。\n（一）工业\n钢铁") == [
        *["一、回顾", "过去一年。", "增长7%。", "（一）工业", "钢铁"],
    ]


@pytest.mark.parametrize("mark", ["  \n", "\\\n", "<br>", "<BR/>"])
def test_a_hard_break_ends_a_line(mark: str) -> None:
    assert texts(f"甲{mark}乙") == ["甲", "乙"]


def test_numbers_of_items_stay() -> None:
    assert texts("1. 建设绿道\n2. 植树\n   - 松树\n\n- 甲\n- 乙") == [
        "1. 建设绿道",
        "2. 植树",
        "松树",
        "甲",
        "乙",
    ]


def test_a_row_of_a_table_is_a_line() -> None:
    assert texts("|指标|目标|\n|---|---|\n|GDP|增长7%|\n|就业||") == ["指标 目标", "GDP 增长7%", "就业"]


def test_html_inside() -> None:
    assert lines("<h2>附件</h2>\n<script>x()</script>\n<p>甲&nbsp;乙</p>\n\n丙<b>丁</b>") == [
        ("附件", 2),
        ("甲 乙", None),
        ("丙丁", None),
    ]


def test_code_and_quotes_are_lines_as_they_stand() -> None:
    assert texts("> 引文\n\n```\n甲\n乙\n```\n\n    丙") == ["引文", "甲", "乙", "丙"]


def test_what_describes_the_file_is_left_out() -> None:
    assert texts("---\ntitle: x\ntags: [a]\n---\n\n甲。\n\n---\n\n乙。") == ["甲。", "乙。"]


@pytest.mark.parametrize("text", [">" * 5000 + "甲", "\n".join("  " * at + "- 甲" for at in range(250))])
def test_deep_nesting(text: str) -> None:
    with pytest.raises(RefusedContentError) as caught:
        list(read(text))
    assert caught.value.reason == "is nested deeper than 200 levels"
