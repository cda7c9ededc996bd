"""Statutes, contracts and manuals: what stands under what, and what introduces which item."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.ingest.contents import without_contents
from retrieval.ingest.enumerators import Kind, enumerator_of
from retrieval.ingest.sources import read_source
from retrieval.ingest.structure import passages
from retrieval.types import Outline, Passage
from tests.retrieval.conftest import SHARED_CORPUS
from tests.retrieval.making import document

CASES = SHARED_CORPUS.parent / "cases" / "documents"


def read(text: str) -> list[Passage]:
    return passages(document(), text.split("\n"), outline=Outline.RULES)


def sections(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.text, each.section) for each in read(text)]


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("第三编 合同", Kind.BOOK, (3,)),
        ("第 十二 章 附则", Kind.CHAPTER, (12,)),
        ("第一百零三条 甲", Kind.ARTICLE, (103,)),
        ("第二十条之一 甲", Kind.ARTICLE, (20,)),
        ("Article 14. The lessee pays.", Kind.ARTICLE, (14,)),
        ("1.1.2 安装", Kind.DECIMAL, (1, 1, 2)),
        ("十一、其他", Kind.HAN, (11,)),
        ("（三）乙", Kind.HAN_BRACKETED, (3,)),
        ("3．乙", Kind.DIGIT, (3,)),
        ("3) 乙", Kind.DIGIT_BRACKETED, (3,)),
        ("③乙", Kind.CIRCLED, (3,)),
        ("(c) the deposit", Kind.LETTER, (3,)),
        ("(iv) the deposit", Kind.ROMAN, (4,)),
        ("• 乙", Kind.BULLET, ()),
        ("- 乙", Kind.BULLET, ()),
        ("附件2：收费标准", Kind.ANNEX, (2,)),
        ("Appendix B Fees", Kind.ANNEX, (2,)),
        ("附录A（规范性）试样", Kind.ANNEX, (1,)),
    ],
)
def test_enumerators(text: str, kind: Kind, number: tuple[int, ...]) -> None:
    found = enumerator_of(text)
    assert found is not None
    assert (found.kind, found.number) == (kind, number)


@pytest.mark.parametrize(
    "text", ["-5℃以下停止施工", "第三产业增长", "2016年，经济平稳", "·临床指南·", "附则", "（以下简称甲方）"]
)
def test_no_enumerator(text: str) -> None:
    assert enumerator_of(text) is None


def test_items_stand_under_their_lead_in_and_the_article_ends_them() -> None:
    assert sections(
        "第一章 总则\n第二条 下列车辆免收停车费：\n（一）救护车；\n（二）法律规定的其他车辆。\n第三条 月租车位每月三百元。"
    ) == [
        ("第二条 下列车辆免收停车费：", ("第一章 总则",)),
        ("（一）救护车；", ("第一章 总则", "第二条 下列车辆免收停车费：")),
        ("（二）法律规定的其他车辆。", ("第一章 总则", "第二条 下列车辆免收停车费：")),
        ("第三条 月租车位每月三百元。", ("第一章 总则",)),
    ]


def test_the_paragraphs_of_an_article_stand_under_it() -> None:
    assert sections(
        "第一章 总则\n第四条 甲。\n乙，有下列情形之一的：\n（一）丙；\n（二）丁。\n戊。\n第五条 己。"
    ) == [
        ("第四条 甲。", ("第一章 总则",)),
        ("乙，有下列情形之一的：", ("第一章 总则", "第四条")),
        ("（一）丙；", ("第一章 总则", "第四条", "乙，有下列情形之一的：")),
        ("（二）丁。", ("第一章 总则", "第四条", "乙，有下列情形之一的：")),
        ("戊。", ("第一章 总则", "第四条")),
        ("第五条 己。", ("第一章 总则",)),
    ]


def test_a_list_inside_a_list_has_both_lead_ins() -> None:
    assert [
        each.section
        for each in read(
            "收费如下：\n（一）场地费：\n1.平日二十元；\n2.周末三十元。\n（二）押金，五十元。\n以上含税。"
        )
    ] == [
        (),
        ("收费如下：",),
        ("收费如下：", "（一）场地费："),
        ("收费如下：", "（一）场地费："),
        ("收费如下：",),
        (),
    ]


def test_an_item_that_is_gone_on_with_does_not_end_its_list() -> None:
    found = read("符合下列条件之一：\n1.出现气促；\n2.氧分压低于三百。\n高海拔地区应当校正。\n3.病灶进展。")
    assert [each.section for each in found] == [
        (),
        *[("符合下列条件之一：",)] * 2,
        (),
        ("符合下列条件之一：",),
    ]


def test_items_without_numbers() -> None:
    found = read("您可以：\n复制和分享作品；以及\n创作演绎作品。\n期限不限。")
    assert [each.section for each in found] == [(), ("您可以：",), ("您可以：",), ()]


def test_numbered_headings_after_a_colon_are_headings() -> None:
    assert sections(
        "提出以下意见：\n一、稳定就业\n（一）稳岗。返还保险费。\n二、鼓励创业\n（二）贷款。贴息。"
    ) == [
        ("提出以下意见：", ()),
        ("（一）稳岗。返还保险费。", ("一、稳定就业", "（一）稳岗")),
        ("（二）贷款。贴息。", ("二、鼓励创业", "（二）贷款")),
    ]


def test_decimals() -> None:
    text = "1　总则\n1.1　目的\n甲。\n1.2　范围\n乙为3.5亿元。\n2　组织\n2.1 甲方应当付款。\n三日内付清。\n附件1 表格\n丙。"
    assert sections(text) == [
        ("甲。", ("1　总则", "1.1　目的")),
        ("乙为3.5亿元。", ("1　总则", "1.2　范围")),
        ("2.1 甲方应当付款。", ("2　组织",)),
        ("三日内付清。", ("2　组织", "2.1")),
        ("丙。", ("附件1 表格",)),
    ]


def test_the_outermost_numbers_go_on_where_no_decimals_of_theirs_follow() -> None:
    text = "1 范围\n甲适用于乙。\n2 引用文件\n丙。\n3 分类\n3.1 甲类：冷藏。\n4 故障代码\nE-01：卡纸。"
    annex = "附录A（规范性）测定\n1 取样\n取两份。"
    assert sections(f"{text}\n{annex}") == [
        ("甲适用于乙。", ("1 范围",)),
        ("丙。", ("2 引用文件",)),
        ("3.1 甲类：冷藏。", ("3 分类",)),
        ("E-01：卡纸。", ("4 故障代码",)),
        ("取两份。", ("附录A（规范性）测定", "1 取样")),
    ]


def test_bare_numbers_are_headings_where_they_are_all_there_and_have_text() -> None:
    assert sections("1 形态\n体长两尺。\n2 分布\n见于甲地。\n3 习性\n夜行。") == [
        ("体长两尺。", ("1 形态",)),
        ("见于甲地。", ("2 分布",)),
        ("夜行。", ("3 习性",)),
    ]
    scores = "甲队三战三胜。\n1 胜\n3 平\n2 负"
    assert [section for _, section in sections(scores)] == [()] * 4


def test_a_heading_in_latin_letters_is_no_sentence_for_the_point_behind_its_number() -> None:
    text = "4.1. Debian runs on which machines?\nOn nine.\n4.2. Linux is the kernel. It is free.\nSo is the rest."
    assert sections(text) == [
        ("On nine.", ("4.1. Debian runs on which machines?",)),
        ("4.2. Linux is the kernel. It is free.", ()),
        ("So is the rest.", ("4.2.",)),
    ]


def test_a_short_list_under_a_decimal_is_no_heading() -> None:
    text = "3.1 甲。\n3.2 须交：\n1. 身份证\n2. 户口簿\n3.3 乙。"
    assert sections(text)[-1] == ("3.3 乙。", ())
    assert sections(text)[2][0] == "1. 身份证"


def test_a_number_that_opens_a_sentence_is_none() -> None:
    assert sections("第一条 甲。\n第三条规定的费用由乙方承担。\n3.5亿元投资到位。") == [
        ("第一条 甲。", ()),
        ("第三条规定的费用由乙方承担。", ("第一条",)),
        ("3.5亿元投资到位。", ("第一条",)),
    ]


def test_whichever_of_articles_and_han_numbers_comes_first_stands_outside() -> None:
    assert [
        each.section for each in read("第一条 标的：\n一、名称\n大米。\n二、数量\n十吨。\n第二条 价款。")
    ] == [
        (),
        ("第一条", "一、名称"),
        ("第一条", "二、数量"),
        (),
    ]
    assert [each.section for each in read("一、总则\n第一条 甲。\n乙。\n二、附则\n第二条 丙。")] == [
        ("一、总则",),
        ("一、总则", "第一条"),
        ("二、附则",),
    ]


def test_the_same_line_under_two_headings_stays_twice() -> None:
    found = read("一、书法班\n每周三上课。\n费用三百元。\n二、舞蹈班\n费用三百元。\n费用三百元。")
    assert [(each.text, each.section) for each in found] == [
        ("每周三上课。", ("一、书法班",)),
        ("费用三百元。", ("一、书法班",)),
        ("费用三百元。", ("二、舞蹈班",)),
    ]
    assert len({each.id for each in found}) == 3


def test_contents_are_left_out() -> None:
    contents = ["规定", "目　录", "第一章 甲", "第二章 乙 2", "第一章 甲", "丙。", "第二章 乙", "丁。"]
    assert without_contents(contents) == ["规定", "", "", "", "第一章 甲", "丙。", "第二章 乙", "丁。"]
    leaders = ["第一章 会议室………………1", "1.1.12 sudo配置. . . . . 7", "费用……", "共计……三元"]
    assert without_contents(leaders) == ["", "", "费用……", "共计……三元"]
    assert without_contents(["目录", "甲。", "乙。"]) == ["目录", "甲。", "乙。"]


@pytest.mark.parametrize(
    ("name", "words", "section"),
    [
        ("list-item-as-section.txt", "月租车位", ("第一章 总则",)),
        ("item-without-lead-in.txt", "期刊", ("第二条 下列资料可以复印：",)),
        ("item-without-lead-in.txt", "雨伞", ("第一条 下列物品不得带入阅览室：",)),
    ],
)
def test_cases(name: str, words: str, section: tuple[str, ...]) -> None:
    found = of_case(name)
    assert [each.section for each in found if words in each.text] == [section]


def test_case_of_the_same_line_under_two_headings() -> None:
    found = of_case("same-line-under-two-headings.md")
    assert [(each.section, each.line) for each in found if "三百元" in each.text] == [
        (("书法班",), 7),
        (("舞蹈班",), 13),
    ]


def of_case(name: str) -> list[Passage]:
    file: Path = CASES / name
    if not file.is_file():
        pytest.skip(f"{file} is not here")
    source = read_source(file)
    return passages(document(), source.lines, source.layout, Outline.RULES)
