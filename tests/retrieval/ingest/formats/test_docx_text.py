"""DOCX -> lines."""

from __future__ import annotations

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
