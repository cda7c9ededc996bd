"""Headings that a format marks, alone and together with those that a number makes."""

from __future__ import annotations

from retrieval.ingest.source_text import SourceLine, SourceText
from retrieval.ingest.structure import passages
from tests.retrieval.making import document


def outline(*lines: tuple[str, int | None]) -> list[tuple[str, tuple[str, ...]]]:
    source = SourceText.of(SourceLine(text, level) for text, level in lines)
    return [(p.text, p.section) for p in passages(document(), source.lines, source.layout)]


def test_marks_make_headings_without_numbers() -> None:
    assert outline(("回顾", 2), ("甲。", None), ("工业", 3), ("乙。", None), ("展望", 2), ("丙。", None)) == [
        ("甲。", ("回顾",)),
        ("乙。", ("回顾", "工业")),
        ("丙。", ("展望",)),
    ]


def test_the_title_is_no_section() -> None:
    assert outline(("报告", 1), ("甲。", None), ("回顾", 2), ("乙。", None)) == [
        ("报告", ()),
        ("甲。", ()),
        ("乙。", ("回顾",)),
    ]
    assert outline(("回顾", 1), ("甲。", None), ("展望", 1), ("乙。", None)) == [
        ("甲。", ("回顾",)),
        ("乙。", ("展望",)),
    ]
    assert outline(("一、回顾", 1), ("甲。", None)) == [("甲。", ("一、回顾",))]
    assert outline(("序。", None), ("回顾", 1), ("甲。", None)) == [("序。", ()), ("甲。", ("回顾",))]


def test_numbered_headings_below_marked_ones() -> None:
    assert outline(
        *[("回顾", 2), ("一、工业", None), ("甲。", None), ("（一）钢铁", None), ("乙。", None)],
        *[("展望", 2), ("丙。", None)],
    ) == [
        ("甲。", ("回顾", "一、工业")),
        ("乙。", ("回顾", "一、工业", "（一）钢铁")),
        ("丙。", ("展望",)),
    ]


def test_a_number_continues_a_marked_row() -> None:
    assert outline(
        *[("一、回顾", 2), ("（一）工业", None), ("甲。", None), ("二、任务", None), ("乙。", None)],
        *[("1.就业", 3), ("丙。", None), ("三、展望", 2), ("丁。", None)],
    ) == [
        ("甲。", ("一、回顾", "（一）工业")),
        ("乙。", ("二、任务",)),
        ("丙。", ("二、任务", "1.就业")),
        ("丁。", ("三、展望",)),
    ]


def test_marked_sentences_and_paragraphs_are_no_headings() -> None:
    long = "甲" * 121
    assert outline(("增长7%。", 2), (long, 3), ("乙。", None)) == [("增长7%。", ()), (long, ()), ("乙。", ())]


def test_a_marked_heading_with_nothing_below_is_not_lost() -> None:
    assert outline(("甲", 2), ("乙。", None), ("附件", 2), ("名单", 2)) == [
        ("乙。", ("甲",)),
        ("附件", ()),
        ("名单", ()),
    ]


def test_pages_go_along() -> None:
    source = SourceText.of([SourceLine("一、甲", page=1), SourceLine("乙。", page=2), SourceLine("丙。")])
    found = passages(document(), source.lines, source.layout)
    assert [(p.text, p.page) for p in found] == [("乙。", 2), ("丙。", None)]
