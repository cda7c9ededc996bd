"""Pages that are pictures: recognised for real, whichever way up they lie; bad pictures get one sentence each."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from benchmarks.ocr.printing import Look, PrintedPage, as_jpeg, print_page
from retrieval.errors import Refusal, RefusedContentError
from retrieval.ingest.formats import converter as converter_module
from retrieval.ingest.formats import picture_text, text_recognition
from retrieval.ingest.formats.converter import Converter
from retrieval.ingest.formats.converting import convert
from retrieval.ingest.formats.scanning import Scanning
from retrieval.ingest.source_text import SourceLine
from retrieval.types import Scan

SAID = [
    "一、2016年工作回顾",
    "全年地区生产总值增长7.2%，一般公共预算收入完成1,240.5亿元；人口自然增长率控制在6‰以内。",
    "（二）新建产业技术研究院6家，组建创新联盟5个，引进高端人才50名。",
]
LOOK = Look(size=16, leading=1.75, dpi=120, degrees=0.8, noise=6, quality=60)
TABLE = Look(size=12, dpi=150, table=True, quality=75)


@pytest.fixture(scope="module")
def converter() -> Iterator[Converter]:
    with Converter() as opened:
        yield opened


@pytest.fixture(scope="module")
def page() -> PrintedPage:
    return print_page(SAID, LOOK, seed=1)


def scanned(page: PrintedPage, *, turned: int = 0, look: Look = LOOK) -> bytes:
    return as_jpeg(page.picture.rotate(turned, expand=True), look)


def pdf_of(*pictures: bytes, text: str = "") -> bytes:
    """A first page with text, if there is one, and pages that are pictures."""
    stream = BytesIO()
    canvas = Canvas(stream)
    if text:
        canvas.drawString(72, 700, text)
        canvas.showPage()
    for picture in pictures:
        canvas.drawImage(ImageReader(BytesIO(picture)), 0, 0, *canvas._pagesize)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def blank() -> bytes:
    stream = BytesIO()
    Image.new("L", (600, 800), 250).save(stream, "PNG")
    return stream.getvalue()


def huge() -> bytes:
    """A PNG that says it has a hundred million dots, in a hundred kilobytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    side = (10_000).to_bytes(4, "big")
    rows = zlib.compress(bytes(10_000 * 10_001), 9)
    head = chunk(b"IHDR", side + side + b"\x08\0\0\0\0")
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("turned", [0, 180, 90])
def test_a_page_is_read_whichever_way_up_it_lies(
    converter: Converter, page: PrintedPage, turned: int
) -> None:
    lines = converter.convert(".jpg", scanned(page, turned=turned))
    assert [line.text for line in lines] == SAID
    assert {(line.page, line.scan) for line in lines} == {(1, Scan())}


def test_a_scan_between_pages_of_text(converter: Converter, page: PrintedPage) -> None:
    told: list[tuple[int, int]] = []
    content = pdf_of(scanned(page), blank(), text="The text of the first page stands in the file.")
    lines = converter.convert(".pdf", content, Scanning(told=lambda done, pages: told.append((done, pages))))
    assert [(line.text, line.page, line.scan) for line in lines] == [
        ("The text of the first page stands in the file.", 1, None),
        *((text, 2, Scan()) for text in SAID),
    ]
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_a_ruled_table_on_a_scan_has_its_cells(converter: Converter) -> None:
    page = print_page([], TABLE, seed=2)
    lines = converter.convert(".jpg", scanned(page, look=TABLE))
    assert [line.text for line in lines] == list(page.paragraphs)
    row = lines[2].row
    assert row is not None
    assert row.head.columns == (("指标",), ("单位",), ("上年实绩",), ("本年计划",))
    assert [span.of(lines[2].text) for span in row.cells] == page.paragraphs[2].split()


def reason(converter: Converter, suffix: str, content: bytes, scanning: Scanning = Scanning()) -> str:  # noqa: B008
    with pytest.raises(RefusedContentError) as caught:
        converter.convert(suffix, content, scanning)
    # Whatever a picture did, the next file is read.
    assert converter.convert(".md", "甲".encode()) == [SourceLine("甲", line=1)]
    return f"{caught.value.why}: {caught.value.reason}"


def test_bad_pictures_get_one_sentence(converter: Converter, page: PrintedPage) -> None:
    good = scanned(page)
    assert reason(converter, ".png", blank()) == "empty: is a picture in which no words are found"
    assert reason(converter, ".pdf", pdf_of(blank())) == "empty: is a scan in which no words are found"
    assert reason(converter, ".png", huge()) == "too_much: has 100 million dots, more than 50"
    assert reason(converter, ".jpg", b"no picture") == "other_kind: is not a picture that can be read"
    assert reason(converter, ".jpg", good[: len(good) // 2]) == "broken: is a damaged picture"
    limited = Scanning(most_pages=1)
    two = pdf_of(good, good)
    assert reason(converter, ".pdf", two, limited) == "too_much: has 2 pages of pictures, more than 1"


def test_a_page_that_takes_too_long_is_given_up(page: PrintedPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converter_module, "SCAN_SECONDS", 0.01)
    with Converter() as hurried:
        assert reason(hurried, ".jpg", scanned(page)) == "too_much: takes longer than 0.01 seconds to read"


def test_without_the_extra_a_picture_is_named_with_what_would_read_it(
    page: PrintedPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture_text, "is_installed", lambda: False)
    with pytest.raises(RefusedContentError, match=r"is a picture; `pip install 'yinju\[ocr\]'`") as caught:
        convert(".jpg", scanned(page))
    assert caught.value.why is Refusal.SCAN
    assert text_recognition.is_installed()
