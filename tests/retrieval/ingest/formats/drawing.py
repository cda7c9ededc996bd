"""PDFs drawn line by line, for tests of their layout."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from tests.retrieval.ingest.formats.making import FONT

Drawn = tuple[float, float, str] | tuple[float, float, str, float]
"""(left, height of the baseline above the page's foot, words, size of the letters)"""


def drawn(*pages: Sequence[Drawn], font: str = FONT, size: float = 12) -> bytes:
    """Pages of 600 by 800 points with these lines."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(600, 800))
    for page in pages:
        for left, height, words, *own in page:
            canvas.setFont(font, own[0] if own else size)
            canvas.drawString(left, height, words)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def column(left: float, top: float, lines: Sequence[str], leading: float = 20) -> list[Drawn]:
    """Lines one below the other; an ideographic space at the beginning is an indentation by one character."""
    return [
        (left + 12 * (len(line) - len(line.lstrip("　"))), top - at * leading, line.lstrip("　"))
        for at, line in enumerate(lines)
    ]
