"""Documents of each kind, made for tests."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from html import escape
from io import BytesIO
from pathlib import Path

import docx
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def style(**settings: object) -> ParagraphStyle:
    """As official documents are set: paragraphs indented by two characters, both edges straight."""
    usual = {"fontName": FONT, "fontSize": 12, "leading": 20, "firstLineIndent": 24, "wordWrap": "CJK"}
    return ParagraphStyle("body", **{**usual, "alignment": 4, **settings})


def paragraph(text: str, **settings: object) -> Paragraph:
    return Paragraph(escape(text), style(**settings))


def pdf(flowables: Sequence[Flowable], head: str = "") -> bytes:
    """Pages with a running head and their number below."""

    def margins(canvas: Canvas, _: SimpleDocTemplate) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawString(72, 800, head)
        canvas.drawCentredString(300, 30, f"— {canvas.getPageNumber()} —")

    stream = BytesIO()
    SimpleDocTemplate(stream).build(list(flowables), onFirstPage=margins, onLaterPages=margins)
    return stream.getvalue()


def plain_pdf(pages: int, text: str = "", picture: Path | None = None, password: str | None = None) -> bytes:
    """Pages with one line, or a picture."""
    stream = BytesIO()
    canvas = Canvas(stream, encrypt=password)
    for number in range(pages):
        if text:
            canvas.drawString(72, 400, f"{text} {number}")
        if picture:
            canvas.drawImage(str(picture), 0, 0, 500, 700)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def word(*paragraphs: tuple[str, str]) -> bytes:
    """A DOCX of (style, text)."""
    document = docx.Document()
    for name, text in paragraphs:
        document.add_paragraph(text, name)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def changed(package: bytes, changes: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """A DOCX with some of its files changed, or with new ones."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *changes]):
            content = old.read(name) if name in old.namelist() else b""
            new.writestr(name, changes.get(name, bytes)(content))
    return stream.getvalue()


def with_body(xml: str) -> bytes:
    """A DOCX with this XML at the beginning of its body."""
    return changed(
        word(), {"word/document.xml": lambda old: old.replace(b"<w:body>", b"<w:body>" + xml.encode(), 1)}
    )
