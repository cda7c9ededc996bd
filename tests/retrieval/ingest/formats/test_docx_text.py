"""DOCX -> lines."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest

from retrieval.ingest.formats.docx_text import read
from tests.retrieval.ingest.formats.making import changed, with_body, word


def lines(content: bytes) -> list[tuple[str, int | None]]:
    return [(line.text, line.level) for line in read(content)]


def texts(xml: str) -> list[str]:
    return [line.text for line in read(with_body(xml))]


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc><w:p>{run(cell)}</w:p></w:tc>" for cell in cells) + "</w:tr>"


def test_headings_by_their_styles() -> None:
    content = word(
        ("Title", "报告"),
        ("Heading 1", "一、回顾"),
        ("Heading 3", "工业"),
        ("Normal", "　增长7%。"),
        ("Normal", " "),
    )
    assert lines(content) == [("报告", 0), ("一、回顾", 1), ("工业", 3), ("增长7%。", None)]


def test_a_style_based_on_a_heading_and_a_circle_of_styles() -> None:
    styles = """<w:style w:type="paragraph" w:styleId="mine"><w:name w:val="章"/><w:basedOn w:val="Heading2"/></w:style>
    <w:style w:type="paragraph" w:styleId="a"><w:name w:val="a"/><w:basedOn w:val="b"/></w:style>
    <w:style w:type="paragraph" w:styleId="b"><w:name w:val="b"/><w:basedOn w:val="a"/></w:style></w:styles>"""
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{key}"/></w:pPr>{run(key)}</w:p>' for key in ("mine", "a", "none")
    )
    content = changed(
        with_body(body), {"word/styles.xml": lambda old: old.replace(b"</w:styles>", styles.encode())}
    )
    assert lines(content) == [("mine", 2), ("a", None), ("none", None)]


def test_an_outline_level_makes_a_heading() -> None:
    assert lines(with_body(f'<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>{run("甲")}</w:p>')) == [("甲", 2)]
    assert lines(with_body(f'<w:p><w:pPr><w:outlineLvl w:val="9"/></w:pPr>{run("甲")}</w:p>')) == [
        ("甲", None)
    ]


def test_words_wherever_they_stand() -> None:
    inside = f"""<w:p>{run("增长")}<w:smartTag w:element="chsdate">{run("2017年")}</w:smartTag>
    <w:ins w:id="1">{run("7%")}</w:ins><w:del w:id="2"><w:r><w:delText>8%</w:delText></w:r></w:del>
    <w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:hyperlink>{run("。")}</w:hyperlink></w:p>"""
    assert texts(inside) == ["增长2017年7%。"]
    assert texts(f"<w:sdt><w:sdtContent><w:p>{run('控件')}</w:p></w:sdtContent></w:sdt>") == ["控件"]


def test_breaks_and_tabs() -> None:
    assert texts(f"<w:p>{run('甲')}<w:r><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>") == [
        "甲 乙",
        "丙",
    ]


def test_a_row_of_a_table_is_a_line() -> None:
    inner = f"<w:tbl>{row('甲', '乙')}</w:tbl>"
    outer = f"<w:tr><w:tc>{inner}<w:p/></w:tc><w:tc><w:p>{run('丙')}</w:p></w:tc></w:tr>"
    assert texts(f"<w:tbl>{row('指标', '目标')}{row('GDP', '增长7%')}</w:tbl>") == ["指标 目标", "GDP 增长7%"]
    assert texts(f"<w:tbl>{outer}</w:tbl>") == ["甲 乙 丙"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent><w:p>{run('框')}</w:p></w:txbxContent>"
    both = f"""<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
    <mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"""
    assert texts(f"<w:p>{run('甲')}<w:r>{both}</w:r></w:p>") == ["甲", "框"]


@pytest.mark.parametrize("content", [word(), word(("Normal", " "))])
def test_nothing_in_it(content: bytes) -> None:
    assert lines(content) == []


def numbered(numbering: str, *paragraphs: str) -> bytes:
    """A DOCX with these lists, and paragraphs of (list, level, words), as XML."""
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(paragraphs)
    return changed(
        with_body(body),
        {"word/numbering.xml": lambda _: f"<w:numbering {names}>{numbering}</w:numbering>".encode()},
    )


def level(at: int, kind: str, text: str, start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'


def item(number: int, at: int, words: str) -> str:
    place = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{place}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def test_automatic_numbers_are_counted_as_word_counts_them() -> None:
    levels = (
        level(0, "chineseCounting", "第%1条", 9)
        + level(1, "chineseCounting", "（%2）")
        + level(2, "lowerLetter", "%1.%3)")
    )
    lists = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{level(0, "bullet", "•")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    places = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (2, 0), (3, 0), (3, 0)]
    content = numbered(lists, *(item(number, at, "甲") for number, at in places))
    assert [line.text for line in read(content)] == [
        "第九条 甲",
        "（一）甲",
        "（二）甲",
        "九.a) 甲",
        "第十条 甲",
        "（一）甲",
        "甲",
        "第一条 甲",
        "第二条 甲",
    ]


def test_a_style_numbers_its_paragraphs() -> None:
    assert [line.text for line in read(word(("List Number", "甲"), ("List Number", "乙")))] == [
        "1. 甲",
        "2. 乙",
    ]


def test_rows_of_a_table_stand_under_their_header() -> None:
    document = docx.Document()
    document.add_paragraph("单位：元")
    table = document.add_table(3, 2)
    for row, cells in zip(table.rows, (("项目", "2021年"), ("复印", "0.2"), ("装订", "3")), strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    stream = BytesIO()
    document.save(stream)
    assert [(line.text, line.above) for line in read(stream.getvalue())] == [
        ("单位：元", ()),
        ("项目 2021年", ()),
        ("复印 0.2", ("单位：元", "项目 2021年")),
        ("装订 3", ("单位：元", "项目 2021年")),
    ]
