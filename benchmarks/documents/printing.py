"""A text -> the same text as PDF (one column, two columns), Word and HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from io import BytesIO

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table

_FONT = "STSong-Light"
_MARGIN, _GUTTER = 60, 24
_TABLE = [
    ["楼号", "工程", "费用", "负责人"],
    *([f"{at}号楼", "屋面防水层翻新", f"{at}万元", "王工"] for at in range(1, 9)),
]
"""Wider than the text, as the last page of many handbooks has one."""


def _pdf(lines: Sequence[str], columns: int) -> bytes:
    """Justified, indented by two characters, with a running head, a page number and a wide table at the end."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    style = ParagraphStyle(
        "body", fontName=_FONT, fontSize=11, leading=18, firstLineIndent=22, wordWrap="CJK", alignment=4
    )
    stream = BytesIO()
    width, height = A4
    own = (width - 2 * _MARGIN - (columns - 1) * _GUTTER) / columns
    frames = [
        Frame(
            _MARGIN + at * (own + _GUTTER), _MARGIN, own, height - 2 * _MARGIN, leftPadding=0, rightPadding=0
        )
        for at in range(columns)
    ]
    template = BaseDocTemplate(stream, pagesize=A4)
    template.addPageTemplates(PageTemplate(frames=frames, onPage=_margins))
    table = Table(_TABLE, colWidths=own / 4 + 4, style=[("FONT", (0, 0), (-1, -1), _FONT, 9)])
    template.build([*(Paragraph(escape(line), style) for line in lines), table])
    return stream.getvalue()


def _margins(canvas: object, template: BaseDocTemplate) -> None:
    draw = canvas
    draw.setFont(_FONT, 9)  # type: ignore[attr-defined]
    draw.drawString(_MARGIN, A4[1] - 36, "单行本")  # type: ignore[attr-defined]
    draw.drawCentredString(A4[0] / 2, 30, f"— {template.page} —")  # type: ignore[attr-defined]


def _word(lines: Sequence[str]) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _html(lines: Sequence[str]) -> bytes:
    menu = "".join(
        f'<li><a href="#">{name}</a></li>' for name in ("首页", "政务公开", "互动交流", "无障碍阅读")
    )
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    page = f"<meta charset=utf-8><title>单行本</title><div><ul>{menu}</ul></div><div>{body}</div>"
    return page.encode()


PRINTERS: Mapping[str, tuple[str, Callable[[Sequence[str]], bytes]]] = {
    "PDF": (".pdf", lambda lines: _pdf(lines, 1)),
    "PDF, two columns": (".pdf", lambda lines: _pdf(lines, 2)),
    "Word": (".docx", _word),
    "HTML": (".html", _html),
}
"""Name -> (suffix, what makes the file)."""
