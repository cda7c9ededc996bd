"""Headings and paragraphs: what stands under what, on which line, counted how."""

from __future__ import annotations

import pytest

from retrieval.ingest.sources import read_source
from retrieval.ingest.structure import passages
from retrieval.types import Document, Passage
from tests.retrieval.conftest import SHARED_CORPUS
from tests.retrieval.making import document, passages_of


def outline(text: str) -> list[tuple[tuple[str, ...], int, int, str]]:
    return [(p.section, p.paragraph, p.line, p.text) for p in passages_of(text)]


def test_five_levels() -> None:
    text = """第一部分 总论\n一、回顾\n（一）工业\n1.钢铁\n（1）产量\n甲。\n（2）价格\n乙。\n2．煤炭\n丙。
(二)农业\n丁。\n二、任务\n戊。\n第二部分 附则\n己。"""
    assert [(p.text, p.section) for p in passages_of(text)] == [
        ("甲。", ("第一部分 总论", "一、回顾", "（一）工业", "1.钢铁", "（1）产量")),
        ("乙。", ("第一部分 总论", "一、回顾", "（一）工业", "1.钢铁", "（2）价格")),
        ("丙。", ("第一部分 总论", "一、回顾", "（一）工业", "2．煤炭")),
        ("丁。", ("第一部分 总论", "一、回顾", "(二)农业")),
        ("戊。", ("第一部分 总论", "二、任务")),
        ("己。", ("第二部分 附则",)),
    ]


def test_paragraphs_and_lines_are_counted_apart() -> None:
    assert outline("甲。\n\n一、乙\n　　丙。\n　\n丁。") == [
        ((), 1, 1, "甲。"),
        (("一、乙",), 2, 4, "　　丙。"),
        (("一、乙",), 3, 6, "丁。"),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        *["一、2016年工作回顾", "十二、其他", "（十）加强政府自身建设", "(三)开放", "1.工业", "12．农业"],
        *["3、服务业", "（4）就业", "(11)教育", "第一部分　回顾", "第三章 总则", "第十二节 细则"],
        "　　二、全角空格　",
    ],
)
def test_headings(heading: str) -> None:
    assert outline(f"{heading}\n正文。") == [((heading.strip(),), 1, 2, "正文。")]


@pytest.mark.parametrize(
    "line",
    [
        *[
            "一心一意谋发展",
            "2016年，全市经济平稳增长",
            "3.5亿元投资到位",
            "（以下简称新区）",
            "第三产业增长",
        ],
        *["10万吨级航道开工", "100.重点项目", "各位代表：", "十三五规划开局良好"],
    ],
)
def test_what_is_no_heading(line: str) -> None:
    assert outline(f"{line}\n正文。") == [((), 1, 1, line), ((), 2, 2, "正文。")]


def test_a_run_in_heading_names_its_paragraph_and_those_below() -> None:
    assert outline("（一）稳增长。全力稳定企业运行。\n扩大投资。\n（二）调结构。升级。") == [
        (("（一）稳增长",), 1, 1, "（一）稳增长。全力稳定企业运行。"),
        (("（一）稳增长",), 2, 2, "扩大投资。"),
        (("（二）调结构",), 3, 3, "（二）调结构。升级。"),
    ]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("第一，持之以恒落实“四个着力”。把它作为行动纲领。", "第一，持之以恒落实“四个着力”"),
        ("一是坚持创新。推动改革。", "一是坚持创新"),
        ("二要改善民生；三要保护生态。", "二要改善民生"),
        ("第四、全力以赴。狠抓落实。", "第四、全力以赴"),
    ],
)
def test_a_point_of_a_speech_reaches_no_further_than_its_paragraph(line: str, title: str) -> None:
    assert outline(f"一、总体要求\n{line}\n下一段。") == [
        (("一、总体要求", title), 1, 2, line),
        (("一、总体要求",), 2, 3, "下一段。"),
    ]


@pytest.mark.parametrize("line", ["一是统筹城乡发展，加快城市化进程", "第一，以双城经济圈建设为战略牵引"])
def test_a_point_without_a_full_stop_is_not_lost(line: str) -> None:
    kept = [text for p in passages_of(f"一、任务\n{line}\n正文。") for text in (*p.section, p.text)]
    assert line in kept


def test_a_long_first_sentence_is_no_heading() -> None:
    line = "（一）" + "坚持" * 40 + "。其他。"
    assert outline(line) == [((), 1, 1, line)]


def test_a_repeated_paragraph_is_kept_once_and_still_counted() -> None:
    assert outline("甲。\n乙。\n　甲。\n丙。\n乙。") == [
        ((), 1, 1, "甲。"),
        ((), 2, 2, "乙。"),
        ((), 4, 4, "丙。"),
    ]


def test_ids_stay_while_a_paragraph_moves() -> None:
    before = {p.text: p.id for p in passages_of("一、甲\n乙。\n丙。")}
    after = {p.text: p.id for p in passages_of("新。\n\n二、丁\n丙。\n乙。")}
    assert {text: after[text] for text in before} == before
    assert len(set(after.values())) == 3


def test_ids_differ_between_documents() -> None:
    first = passages(document(key="d1"), ["甲。"])
    second = passages(document(key="d2"), ["甲。"])
    assert first[0].id != second[0].id


@pytest.mark.parametrize("text", ["", "\n\n　\n"])
def test_no_paragraph(text: str) -> None:
    assert passages_of(text) == []


def test_a_numbered_line_with_nothing_below_it_is_a_paragraph() -> None:
    found = passages_of("一、任务\n1．建设绿道10公里\n2．植树5万株\n二、展望\n（一）还有话说\n话。")
    assert [(p.text, p.section, p.line) for p in found] == [
        ("1．建设绿道10公里", ("一、任务",), 2),
        ("2．植树5万株", ("一、任务",), 3),
        ("话。", ("二、展望", "（一）还有话说"), 6),
    ]


def test_the_shipped_report(report_passages: tuple[Passage, ...], report_lines: tuple[str, ...]) -> None:
    goals = next(p for p in report_passages if p.line == 61)
    assert goals.section == ("二、2017年工作总体要求",)
    assert "地区生产总值增长7%" in goals.text
    first_point = next(p for p in report_passages if p.line == 63)
    assert first_point.section == ("二、2017年工作总体要求", "第一，持之以恒落实“四个着力”")
    jobs = next(p for p in report_passages if p.line == 108)
    assert jobs.section == ("三、今年主要工作任务", "（七）全力保障和改善民生")
    assert [p.text for p in report_passages] == [report_lines[p.line - 1] for p in report_passages]
    assert [p.paragraph for p in report_passages] == list(range(1, len(report_passages) + 1))
    assert len({p.id for p in report_passages}) == len(report_passages)
    headings = set(range(1, len(report_lines) + 1)) - {p.line for p in report_passages}
    assert all(not report_lines[at - 1].endswith("。") for at in headings)


def test_a_report_eight_times_over_has_the_passages_of_one(
    report: Document, report_passages: tuple[Passage, ...]
) -> None:
    repeated = SHARED_CORPUS / "panjin-2017-repeated-8-times.txt"
    if not repeated.is_file():
        pytest.skip(f"{repeated} is not here")
    found = passages(report, read_source(repeated).lines)
    assert [(p.id, p.text, p.line, p.paragraph) for p in found] == [
        (p.id, p.text, p.line, p.paragraph) for p in report_passages
    ]
