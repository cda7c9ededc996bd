"""Rows of tables -> where each cell stands, and what stands above it and beside it, in each kind of file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from benchmarks.tables.given import given_tables
from benchmarks.tables.writing import WRITERS
from retrieval.ingest.formats.converting import convert
from retrieval.ingest.formats.line_records import lines_from_json, lines_to_json
from retrieval.ingest.formats.tables import TableCell, TableLines
from retrieval.ingest.source_text import SourceLine
from retrieval.types import TableRow
from tests.retrieval.tables.given import FEES, IN_ONE_ROW, KINDS, NAMES

of_each_kind = pytest.mark.parametrize("kind", KINDS)


def rows_of(lines: Sequence[SourceLine]) -> list[tuple[SourceLine, TableRow]]:
    """The rows below those that name the columns."""
    return [(line, line.row) for line in lines if line.row is not None and not line.row.is_header]


def cells(line: SourceLine, row: TableRow) -> list[str]:
    """What the columns of a row say; in brackets what a cell above says of it."""
    carried = row.carried or ("",) * len(row.cells)
    return [
        span.of(line.text) or (f"({above})" if above else "")
        for span, above in zip(row.cells, carried, strict=True)
    ]


@of_each_kind
def test_a_table_is_read_whole(kind: str) -> None:
    found = rows_of(convert(kind, WRITERS[kind](FEES)))
    assert [cells(*each) for each in found] == [
        ["游泳馆", "深水区", "30", "45", "50"],
        ["(游泳馆)", "浅水区", "20", "", "35"],
        ["球类馆", "羽毛球场", "40", "60", "65"],
        ["(球类馆)", "乒乓球台", "15", "20", "25"],
        ["冰场", "冰球场", "120", "160", "180"],
    ]
    heads = {row.head for _, row in found}
    assert [(each.number, each.unit, each.caption) for each in heads] == [
        (1, "单位：元/小时", "表2 场地收费")
    ]
    assert [each.columns for each in heads] == [IN_ONE_ROW if kind == ".md" else NAMES]


@of_each_kind
def test_what_stands_above_a_row_is_its_last_headings(kind: str) -> None:
    lines = convert(kind, WRITERS[kind](FEES))
    headers = [line.text for line in lines if line.row is not None and line.row.is_header]
    line = next(each for each, _ in rows_of(lines) if each.text.startswith("浅水区"))
    assert line.above == ("单位：元/小时", *headers, "游泳馆")


@pytest.mark.parametrize("repeats_header", [True, False])
def test_a_table_over_two_pages_is_one(repeats_header: bool) -> None:
    quotas = next(table for table in given_tables() if table.name == "quotas")
    content = WRITERS[".pdf"](replace(quotas, repeats_header=repeats_header))
    found = rows_of(convert(".pdf", content))
    assert {line.page for line, _ in found} == {1, 2, 3}
    assert len(found) == len(quotas.rows)
    assert {(row.head.number, row.head.columns[2], row.head.unit) for _, row in found} == {
        (1, ("统招生",), "单位：人")
    }


def test_a_lone_digit_of_a_pdf_is_read() -> None:
    majors = next(table for table in given_tables() if table.name == "majors")
    found = rows_of(convert(".pdf", WRITERS[".pdf"](majors)))
    assert [cells(*each)[2] for each in found] == ["4", "4", "5", "4", "5", "4", "4"]


def test_lines_of_two_tables_that_are_named_alike_stay_apart() -> None:
    page = "".join(f"<table><tr><th>项目<th>单价</tr><tr><td>{name}<td>2元</tr></table>" for name in "甲乙")
    lines = convert(".html", page.encode())
    assert [row.head.number for _, row in rows_of(lines)] == [1, 2]
    assert lines_from_json(lines_to_json(lines)) == lines


def rows(*texts: str, before: Sequence[str] = ()) -> list[SourceLine]:
    """The lines of a table of rows whose cells are parted by |."""
    table = TableLines(before)
    found = [
        line
        for text in texts
        for line in table.row([TableCell([SourceLine(cell)] if cell else []) for cell in text.split("|")])
    ]
    return [*found, *table.end()]


def test_a_row_with_one_cell_names_those_below() -> None:
    lines = rows("项目|2020年|2021年", "一、农业||", "小麦|10|12", "二、工业||", "钢|8|9", "注：快报数。||")
    assert [line.above for line, _ in rows_of(lines)] == [
        ("项目 2020年 2021年", "一、农业"),
        ("项目 2020年 2021年", "二、工业"),
    ]
    assert lines[-1] == SourceLine("注：快报数。")


@pytest.mark.parametrize(
    ("texts", "columns"),
    [
        (("城市|1月|7月", "甲市|-3.5|28.1"), (("城市",), ("1月",), ("7月",))),
        (("|2019|2020", "产值|8|9"), ((), ("2019",), ("2020",))),
        (("重量|2公斤", "长度|3米"), ()),
        (
            ("甲|乙||丙|", "|丁|戊|丁|戊", "子|1|2|3|4"),
            (("甲",), ("乙", "丁"), ("乙", "戊"), ("丙", "丁"), ("丙", "戊")),
        ),
    ],
)
def test_which_rows_name_the_columns(texts: tuple[str, ...], columns: tuple[tuple[str, ...], ...]) -> None:
    found = rows_of(rows(*texts))
    assert {row.head.columns for _, row in found} == {columns}


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位：万元", "单位：万元"),
        ("表1 产值（计量单位：亿元）", "计量单位：亿元"),
        ("Unit: GWh", "Unit: GWh"),
        ("本单位负责解释。", ""),
    ],
)
def test_the_unit_above_a_table(line: str, unit: str) -> None:
    found = rows_of(rows("项目|金额", "甲|3", before=[line]))
    assert [row.head.unit for _, row in found] == [unit]
