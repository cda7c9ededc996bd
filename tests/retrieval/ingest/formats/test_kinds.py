"""Spreadsheets, slides, books, mails, old Word files and archives -> the words that are seen in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.errors import RefusedContentError
from retrieval.ingest.formats import zip_package
from retrieval.ingest.formats.converting import convert
from retrieval.ingest.reading import decode
from retrieval.ingest.sources import read_source
from retrieval.ingest.structure import passages
from retrieval.types import Outline
from tests.retrieval.conftest import SHARED_CORPUS
from tests.retrieval.ingest.formats.making import word
from tests.retrieval.ingest.formats.packing import epub, odt, old_word, packed, pptx, shape, xlsx
from tests.retrieval.making import document

CASES = SHARED_CORPUS.parent / "cases" / "documents"
PRICES = [["项目", "2020年", "2021年"], ["复印", 0.2, 0.25], ["装订", 3.0, "面议"]]
UNDER = ("项目 2020年 2021年",)
ROWS = [("复印 0.2 0.25", UNDER), ("装订 3 面议", UNDER)]


def lines(suffix: str, content: bytes) -> list[tuple[str, int | None]]:
    return [(line.text, line.level) for line in convert(suffix, content)]


def rows(suffix: str, content: bytes) -> list[tuple[str, tuple[str, ...]]]:
    return [(line.text, line.above) for line in convert(suffix, content)]


def reason_of(suffix: str, content: bytes) -> str:
    with pytest.raises(RefusedContentError) as caught:
        convert(suffix, content)
    return caught.value.reason


def test_a_spreadsheet_has_its_rows_under_their_header() -> None:
    assert rows(".xlsx", xlsx(prices=PRICES)) == [(UNDER[0], ()), *ROWS]
    found = convert(
        ".xlsx", xlsx(prices=[["收费表"], ["单位：元"], *PRICES], empty=[], notes=[["以公告为准。"]])
    )
    assert [(line.text, line.level, line.above) for line in found] == [
        ("prices", 1, ()),
        ("收费表", None, ()),
        ("单位：元", None, ()),
        (UNDER[0], None, ()),
        ("复印 0.2 0.25", None, ("单位：元", *UNDER)),
        ("装订 3 面议", None, ("单位：元", *UNDER)),
        ("empty", 1, ()),
        ("notes", 1, ()),
        ("以公告为准。", None, ()),
    ]


def test_csv_has_the_lines_of_the_file() -> None:
    found = convert(".csv", '项目;单价\n复印;0.2\n\n"装\n订";3\n'.encode("gb18030"))
    assert [(line.text, line.line, line.above) for line in found] == [
        ("项目 单价", 1, ()),
        ("复印 0.2", 2, ("项目 单价",)),
        ("装 订 3", 4, ()),
    ]


def test_opendocument() -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>".format
    filled = (cell(name) + cell(price) for name, price in (("项目", "单价"), ("复印", "0.2元")))
    table = "".join(f"<table:table-row>{cells}</table:table-row>" for cells in filled)
    body = (
        '<text:h text:outline-level="2">收费</text:h><text:p>见<text:s/>下<text:note><text:p>注</text:p></text:note>表。</text:p>'
        f"<text:list><text:list-item><text:p>甲</text:p></text:list-item></text:list><table:table>{table}</table:table>"
    )
    assert lines(".odt", odt(body)) == [
        ("收费", 2),
        ("见 下表。", None),
        ("甲", None),
        ("项目 单价", None),
        ("复印 0.2元", None),
    ]
    assert rows(".odt", odt(body))[-1] == ("复印 0.2元", ("项目 单价",))


def test_slides_stand_in_the_order_in_which_they_are_shown() -> None:
    content = pptx(
        shape("总则", kind="title") + shape("甲。", "乙。"),
        shape("附则", kind="title") + shape("3", kind="sldNum"),
    )
    assert [(line.text, line.level, line.page) for line in convert(".pptx", content)] == [
        ("总则", 1, 1),
        ("甲。", None, 1),
        ("乙。", None, 1),
        ("附则", 1, 2),
    ]


def test_chapters_of_a_book() -> None:
    content = epub(one="<h1>第一章</h1><p>甲。</p>", two="<h1>第二章</h1><p>乙。</p>")
    assert lines(".epub", content) == [("第一章", 1), ("甲。", None), ("第二章", 1), ("乙。", None)]


def test_rich_text() -> None:
    content = rb"{\rtf1\ansi\ansicpg936\uc1 \u20572?\u36710? \'b7\'d1\par 3 yuan\par}"
    assert lines(".rtf", content) == [("停车 费", None), ("3 yuan", None)]


def test_a_mail_is_decoded() -> None:
    mail = (
        "From: a@example.org\nSubject: =?UTF-8?B?6YCa55+l?=\nMIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: base64\n\n5aSn5Y6F5YWz6Zeo44CC\n"
    )
    assert lines(".eml", mail.encode()) == [("通知", 0), ("From: a@example.org", None), ("大厅关门。", None)]
    page = "Subject: a\nContent-Type: text/html; charset=utf-8\n\n<p>甲。</p>"
    assert lines(".eml", page.encode()) == [("a", 0), ("甲。", None)]


def test_a_word_document_before_2007() -> None:
    content = old_word("Fees\r", "复印\x13PAGE\x142\x15角。\r项目\x07单价\x07\x07装订\x07三元\x07\x07完。\r")
    assert rows(".doc", content) == [
        ("Fees", ()),
        ("复印2角。", ()),
        ("项目 单价", ()),
        ("装订 三元", ("项目 单价",)),
        ("完。", ()),
    ]


def test_an_archive_of_documents() -> None:
    content = packed(
        {"b.txt": "乙。".encode("gb18030"), "a/甲.docx": word(("Normal", "甲。")), "c.zip": b"", "d.mp3": b""}
    )
    assert lines(".zip", content) == [("甲", 1), ("甲。", None), ("b", 1), ("乙。", None)]


@pytest.mark.parametrize(
    ("suffix", "content", "reason"),
    [
        (".xlsx", b"PK nothing", "is not a spreadsheet"),
        (".pptx", packed({"a": ""}), "is not a presentation (.pptx)"),
        (".odt", packed({"a": ""}), "is not an OpenDocument file"),
        (".epub", packed({"a": ""}), "is not an EPUB"),
        (".rtf", "甲".encode(), "is not an RTF document"),
        (".doc", "甲".encode(), "is not a Word document (.doc)"),
        (".eml", b"\n\na", "is not a mail"),
        (".zip", packed({"d.mp3": b""}), "has no document inside that can be read"),
        (".zip", packed({"d.docx": b"1"}), "d.docx in it is not a Word document (.docx)"),
        (".odt", odt("").replace(b"PK\x03\x04", b"PK\x03\x05"), None),
    ],
)
def test_what_is_not_what_its_name_says(suffix: str, content: bytes, reason: str | None) -> None:
    assert reason is None or reason_of(suffix, content) == reason


@pytest.mark.parametrize(
    ("suffix", "part"),
    [
        (".xlsx", "xl/workbook.xml"),
        (".pptx", "ppt/presentation.xml"),
        (".odt", "content.xml"),
        (".epub", "META-INF/container.xml"),
        (".zip", "a.html"),
    ],
)
def test_what_unpacks_to_too_much_is_refused(suffix: str, part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_package, "MAX_UNPACKED_XML", 2 * 1024**2)
    assert reason_of(suffix, packed({part: bytes(3 * 1024**2)})) == "unpacks to 3 MiB, more than 2"


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert (
        reason_of(".odt", packed({"content.xml": bomb}))
        == "declares XML entities, which no document of its kind does"
    )


@pytest.mark.parametrize("encoding", ["big5", "utf-16-le", "utf-16-be", "gb18030", "utf-8"])
def test_encodings(encoding: str) -> None:
    text = "圖書館借書規則\n每位讀者最多可借圖書十五冊，借期三十天，逾期每冊每日交納滯納金二角。\n"
    assert decode(text.encode(encoding)) == text


def test_simplified_chinese_stays_gb18030() -> None:
    text = "游泳馆规则\n深水区开放时间为下午两点到五点。\n"
    assert [decode(text.encode(encoding)) for encoding in ("gb18030", "utf-16-le")] == [text, text]


def test_columns_and_the_unit_are_the_last_headings_of_a_row() -> None:
    markup = "<h2>收费</h2><p>单位：元</p><table><tr><th>项目<th>单价</tr><tr><td>复印<td>0.2</tr></table><p>完。</p>"
    found = convert(".html", markup.encode())
    lines_of = [line.text for line in found]
    assert lines_of == ["收费", "单位：元", "项目 单价", "复印 0.2", "完。"]
    assert [line.above for line in found] == [(), (), (), ("单位：元", "项目 单价"), ()]


@pytest.mark.parametrize(
    ("name", "words", "section"),
    [
        ("table.md", "彩印 1.5元", ("项目 单价 说明",)),
        ("docx-auto-numbering.docx", "八元", ("第二条 用餐补贴标准如下：",)),
        ("docx-auto-numbering.docx", "第三条 浪费粮食的", ()),
        ("pdf-table-wrapped-cells.pdf", "游泳馆", ("附表 场馆收费标准", "场馆 平日 周末")),
        ("mail-base64.eml", "大厅周日下午四点关门。", ()),
        ("big5.txt", "每位讀者最多可借書十五冊", ()),
        ("utf16le-no-bom.txt", "深水区", ()),
        ("utf16-bom.txt", "深水区", ()),
        ("gb18030.txt", "深水区", ()),
        ("browser-saved-page.html", "早上五点至晚上十点", ()),
    ],
)
def test_cases(name: str, words: str, section: tuple[str, ...]) -> None:
    source = read_source(of_case(name))
    found = passages(document(), source.lines, source.layout, Outline.RULES)
    assert [each.section for each in found if words in each.text] == [section]


def test_case_of_a_saved_page() -> None:
    assert list(read_source(of_case("browser-saved-page.html")).lines) == [
        "关于调整公园开放时间的通知",
        "发布日期：2021-05-06　来源：园林局　浏览次数：321　字号：[大 中 小]",
        "自六月一日起，城北公园开放时间调整为早上五点至晚上十点。",
        "湖区游船每小时收费六十元。",
    ]


def of_case(name: str) -> Path:
    file = CASES / name
    if not file.is_file():
        pytest.skip(f"{file} is not here")
    return file
