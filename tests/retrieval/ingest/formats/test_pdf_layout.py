"""PDF pages with columns, tables, notes, heads and broken words -> what one reads."""

from __future__ import annotations

import pytest

from retrieval.ingest.formats.pdf_text import read
from tests.retrieval.conftest import SHARED_CORPUS
from tests.retrieval.ingest.formats.drawing import Drawn, column, drawn

CASES = SHARED_CORPUS.parent / "cases" / "documents"
FULL = "食堂早餐供应时间为七点至九点午餐为十一点至一点晚餐为五点至七点"
"""31 characters, 372 points."""


def texts(content: bytes) -> list[str]:
    return [line.text for line in read(content)]


def headings(content: bytes) -> list[tuple[str, int]]:
    return [(line.text, line.level) for line in read(content) if line.level is not None]


def body(left: float = 90, top: float = 700, count: int = 3) -> list[Drawn]:
    """Paragraphs of two lines."""
    lines = [part for _ in range(count) for part in (f"　　{FULL[:-2]}", "周末延后半小时。")]
    return column(left, top, lines)


WHOLE = f"{FULL[:-2]}周末延后半小时。"


def test_a_wide_table_on_one_page_does_not_cut_the_paragraphs_of_another() -> None:
    rows = [(40.0, 700.0 - 22 * at, name) for at, name in enumerate("甲乙丙丁")]
    table = [
        part
        for left, top, name in rows
        for part in ((left, top, name), (300.0, top, "三万元"), (550.0, top, "王"))
    ]
    assert texts(drawn(body(), table)) == [WHOLE] * 3 + [f"{name} 三万元 王" for name in "甲乙丙丁"]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [
        "　　社区食堂每天供应早中晚三餐六十",
        "岁以上老人凭卡就餐可享受八折优惠",
        "送餐上门每份另收两元服务费用。",
        "　　食堂周末照常开放，节假日另行",
    ]
    right = [
        "通知。",
        "　　图书室周一闭馆，其余时间上午",
        "九点至下午五点开放，每人每次可借",
        "五册，借期三十天，可续借一次。",
    ]
    assert texts(
        drawn([(200, 760, "社区服务指南", 18), *column(60, 700, left), *column(320, 700, right)])
    ) == [
        "社区服务指南",
        "社区食堂每天供应早中晚三餐六十岁以上老人凭卡就餐可享受八折优惠送餐上门每份另收两元服务费用。",
        "食堂周末照常开放，节假日另行通知。",
        "图书室周一闭馆，其余时间上午九点至下午五点开放，每人每次可借五册，借期三十天，可续借一次。",
    ]


def test_three_columns() -> None:
    lines = ["社区食堂每天供应早中", "晚三餐六十岁以上老人", "凭卡享受八折优惠", "送餐两元。"]
    page = [
        part
        for at, name in enumerate("左中右")
        for part in column(40 + 180 * at, 700, [name + lines[0], *lines[1:]])
    ]
    assert texts(drawn(page)) == [f"{name}{''.join(lines)}" for name in "左中右"]


def test_cells_of_several_lines_are_one() -> None:
    cells = [(80.0, 700.0, "场馆"), (230.0, 700.0, "平日"), (390.0, 700.0, "周末")]
    cells += [(80.0, 680.0, "游泳馆"), (230.0, 680.0, "四十元（含淋浴"), (390.0, 680.0, "五十元（含淋浴")]
    cells += [(230.0, 664.0, "使用费）"), (390.0, 664.0, "使用费）")]
    cells += [(80.0, 640.0, "球馆"), (230.0, 640.0, "二十元"), (390.0, 640.0, "三十元")]
    assert texts(drawn(cells)) == [
        "场馆 平日 周末",
        "游泳馆 四十元（含淋浴使用费） 五十元（含淋浴使用费）",
        "球馆 二十元 三十元",
    ]


def test_a_centred_heading_after_a_full_line() -> None:
    page = [*body(count=1), (90.0, 660.0, FULL), (234.0, 640.0, "第四章 收费标准"), *body(top=620, count=1)]
    assert texts(drawn(page)) == [WHOLE, FULL, "第四章 收费标准", WHOLE]


def test_a_word_parted_at_the_end_of_a_line_is_whole_but_keeps_a_hyphen_of_its_own() -> None:
    lines = [
        "The laundry room is open from six in the morn-",
        "ing until ten; the co-operation of the two co-",
        "operation offices is not needed for a key.",
    ]
    assert texts(drawn(column(72, 700, lines, 15), font="Helvetica")) == [
        "The laundry room is open from six in the morning until ten; the co-operation of the two co-operation "
        "offices is not needed for a key."
    ]


def test_a_raised_mark_belongs_to_its_line() -> None:
    page = [
        (90.0, 700.0, "其中少儿图书二十一万"),
        (210.0, 706.0, "[1]", 7),
        (221.0, 700.0, "册，占百分之二十六。"),
    ]
    assert texts(drawn(page)) == ["其中少儿图书二十一万[1]册，占百分之二十六。"]


def test_a_note_stands_behind_the_paragraph_that_goes_on_over_it() -> None:
    first = [(114.0, 700.0, FULL[:-2]), (90.0, 680.0, FULL), (90.0, 100.0, "[1] 以公告为准。", 8)]
    assert texts(drawn(first, [(90.0, 700.0, "周末延后。"), (114.0, 680.0, "完。")])) == [
        f"{FULL[:-2]}{FULL}周末延后。",
        "[1] 以公告为准。",
        "完。",
    ]


def test_heads_that_count_pages_are_left_out_and_forms_are_kept() -> None:
    pages = [
        [(90.0, 770.0, f"第二章 使用 {at}"), (90.0, 700.0, f"{name}句。")]
        for at, name in ((7, "甲"), (8, "乙"))
    ]
    assert texts(drawn(*pages)) == ["甲句。", "乙句。"]
    forms = [
        [(200.0, 700.0, "登记表", 16), (90.0, 660.0, f"班名：{name}")]
        for name in ("书法班", "舞蹈班", "摄影班")
    ]
    assert texts(drawn(*forms)) == [
        "登记表",
        "班名：书法班",
        "登记表",
        "班名：舞蹈班",
        "登记表",
        "班名：摄影班",
    ]


def test_larger_letters_make_headings() -> None:
    page = [
        (90.0, 760.0, "停车办法", 20),
        (90.0, 730.0, "收费", 15),
        *body(top=700),
        (90.0, 570.0, "罚则", 15),
    ]
    assert headings(drawn([*page, *body(top=540)])) == [("停车办法", 1), ("收费", 2), ("罚则", 2)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("pdf-centred-heading.pdf", [(1, "停车场出入口"), (1, "第四章 收费标准"), (1, "小型车首小时")]),
        (
            "pdf-hyphenation.pdf",
            [(1, "The laundry room in the basement is open from six in the morning until ten")],
        ),
        ("pdf-superscript-note.pdf", [(1, "全年接待读者五十二万人次，比上年增加三万人次，外借")]),
        (
            "pdf-two-columns.pdf",
            [(1, "左栏：社区食堂每天供应早中晚三餐，六十五岁以上"), (1, "右栏：图书室周一闭馆")],
        ),
        (
            "pdf-table-wrapped-cells.pdf",
            [
                (1, "附表 场馆收费标准"),
                (1, "场馆 平日 周末"),
                (1, "羽毛球馆 每小时二十元 每小时三十元"),
                (1, "游泳馆 每次四十元（含淋浴及储物柜使用费） 每次五十元（含淋浴及储物柜使用费）"),
                (1, "乒乓球室 每小时十元 每小时十五元"),
            ],
        ),
    ],
)
def test_cases(name: str, expected: list[tuple[int, str]]) -> None:
    found = of_case(name)
    assert [
        (page, text[: len(start)]) for (page, text), (_, start) in zip(found, expected, strict=True)
    ] == expected


def test_case_of_the_same_form_on_every_page() -> None:
    found = of_case("pdf-same-form-on-every-page.pdf")
    assert [text for _, text in found].count("培训班登记表") == 3
    assert [text for _, text in found].count("报名电话在服务台领取。") == 3


def test_case_of_a_wide_table() -> None:
    control = of_case("pdf-wide-table-control.pdf")
    found = of_case("pdf-wide-table-on-last-page.pdf")
    assert (len(control), len(found)) == (9, 13)
    assert found[:9] == control
    assert found[9:] == [
        (4, "甲号楼热水器维修 3万元 王工"),
        (4, "乙号楼屋面防水层翻新 4万元 李工"),
        (4, "丙号楼配电箱更换 5万元 赵工"),
        (4, "丁号楼门禁升级 6万元 钱工"),
    ]


def of_case(name: str) -> list[tuple[int | None, str]]:
    file = CASES / name
    if not file.is_file():
        pytest.skip(f"{file} is not here")
    return [(line.page, line.text) for line in read(file.read_bytes())]
