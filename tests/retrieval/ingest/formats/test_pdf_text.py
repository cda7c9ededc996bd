"""PDF -> paragraphs with their pages."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Table

from retrieval.errors import RefusedContentError
from retrieval.ingest.formats import pdf_text
from retrieval.ingest.formats.pdf_text import read
from tests.retrieval.ingest.formats.making import FONT, paragraph, pdf, plain_pdf

LONG = "各位代表，现在我代表市人民政府向大会报告工作，请予审议，并请列席人员提出意见。" * 3
ENGLISH = "The government will build 1,200 homes and improve the co-operation of the two districts. " * 4


def texts(content: bytes) -> list[str]:
    return [line.text for line in read(content)]


def reason_of(content: bytes) -> str:
    with pytest.raises(RefusedContentError) as caught:
        texts(content)
    return caught.value.reason


def test_lines_become_paragraphs_again() -> None:
    said = ["一、回顾", LONG, "新开工133项。", LONG + "完。", "（一）工业"]
    assert texts(pdf([paragraph(text) for text in said])) == said


def test_words_of_an_alphabet_get_their_space_back() -> None:
    settings = {"fontName": "Helvetica", "wordWrap": None, "alignment": 0, "firstLineIndent": 0}
    item = {**settings, "leftIndent": 24, "firstLineIndent": -18}
    said = [
        paragraph(ENGLISH, **settings),
        paragraph(f"1. {ENGLISH}", **item),
        paragraph(f"2. {ENGLISH}", **item),
    ]
    assert texts(pdf(said)) == [ENGLISH.strip(), f"1. {ENGLISH}".strip(), f"2. {ENGLISH}".strip()]


def test_a_paragraph_over_two_pages_begins_on_the_first() -> None:
    long = "".join(chr(ord("一") + at) for at in range(3000)) + "。"
    content = pdf([paragraph("甲。"), paragraph(long), paragraph("丙。")])
    assert [(line.text[0], len(line.text), line.page) for line in read(content)] == [
        ("甲", 2, 1),
        ("一", 3001, 1),
        ("丙", 2, 3),
    ]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [part for text in "甲乙丙丁" for part in (paragraph(f"{text}增长7%。"), PageBreak())]
    assert texts(pdf(pages, head="盘锦市人民政府公报")) == [f"{text}增长7%。" for text in "甲乙丙丁"]


def test_a_row_of_a_table_is_a_line() -> None:
    table = Table(
        [["指标", "目标"], ["GDP", "增长7%"]], colWidths=120, style=[("FONT", (0, 0), (-1, -1), FONT, 12)]
    )
    assert texts(pdf([paragraph("见下表。"), table])) == ["见下表。", "指标 目标", "GDP 增长7%"]


def test_a_turned_page() -> None:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(600, 800))
    canvas.setFont(FONT, 26)
    canvas.setPageRotation(90)
    canvas.translate(300, 100)
    canvas.rotate(90)
    canvas.drawString(0, 0, "地区生产总值增长7%，城镇新增就业")
    canvas.drawString(0, -40, "三万人。")
    canvas.save()
    assert texts(stream.getvalue()) == ["地区生产总值增长7%，城镇新增就业三万人。"]


def test_radicals_become_the_characters_they_look_like() -> None:
    assert texts(pdf([paragraph("政府⼯作报告")])) == ["政府工作报告"]


def test_bookmarks_make_headings() -> None:
    stream = BytesIO()
    canvas = Canvas(stream)
    for number, heading in enumerate(("总则", "附则")):
        canvas.setFont(FONT, 12)
        canvas.drawString(72, 700, heading)
        canvas.drawString(72, 600, f"第{number}句。")
        canvas.bookmarkPage(heading)
        canvas.addOutlineEntry(heading, heading, level=0)
        canvas.showPage()
    canvas.save()
    assert [(line.text, line.level) for line in read(stream.getvalue())] == [
        ("总则", 1),
        ("第0句。", None),
        ("附则", 1),
        ("第1句。", None),
    ]


def test_a_scan_is_named_with_what_would_read_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_text, "is_installed", lambda: False)
    Image.new("L", (50, 70), 200).save(tmp_path / "page.png")
    reason = "is a scan: 4 pages of pictures without text; `pip install 'yinju[ocr]'` lets Yinju recognise the text"
    assert reason_of(plain_pdf(4, picture=tmp_path / "page.png")) == reason
    assert reason_of(plain_pdf(4, "Scan", tmp_path / "page.png")) == reason


def test_pages_without_anything() -> None:
    assert texts(plain_pdf(2)) == []


def test_encrypted_with_too_many_pages_or_no_pdf() -> None:
    assert reason_of(plain_pdf(1, "a", password="secret")) == "is encrypted; save it without a password"
    assert reason_of(plain_pdf(2001)) == "has 2001 pages, more than 2000"
    assert reason_of(b"%PDF-1.7 nothing") == "is not a sound PDF"
