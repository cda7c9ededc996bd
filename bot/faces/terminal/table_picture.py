"""A table as a PNG picture that a phone shows legibly, Chinese and Latin letters in the packaged font."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import PictureError

if TYPE_CHECKING:
    from PIL import ImageFont

_SCALE = 2
"""Pixels a point: phones have two or three."""
_TITLE, _TEXT = 18 * _SCALE, 15 * _SCALE
_PAD, _MARGIN = 8 * _SCALE, 16 * _SCALE
_INK, _DIM, _LINE, _PAPER, _BAND = "#1c1c1e", "#6e6e73", "#d1d1d6", "#ffffff", "#f5f5f7"
_LONGEST = 14 * 15 * _SCALE
"""Pixels of a column; longer cells are cut, with an ellipsis."""


def draw_table(
    file: Path, title: str, header: Sequence[str], rows: Sequence[Sequence[str]], caption: str
) -> None:
    """Draw a table into a file.

    Args:
        file: is written anew.
        title: over the table.
        header: one text a column.
        rows: one text a column each.
        caption: under the table; empty: none.

    Raises:
        PictureError: the packages that draw are missing, or the file cannot be written.
    """
    try:
        import pylopdf_fonts_zh_cn as fonts  # noqa: PLC0415 - the same
        from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise PictureError(file, f"{error.name} is missing (pip install 'yinju[pictures]')") from error
    path = _font_file(Path(fonts.__file__).parent, file)
    large, small = ImageFont.truetype(path, _TITLE), ImageFont.truetype(path, _TEXT)
    cells = [[_cut(text, small) for text in row] for row in [header, *rows]]
    widths = [int(max(small.getlength(row[at]) for row in cells)) + 2 * _PAD for at in range(len(header))]
    width = max(sum(widths), int(large.getlength(title)), _MARGIN) + 2 * _MARGIN
    lines = _wrapped(caption, small, width - 2 * _MARGIN)
    height = (
        2 * _MARGIN + _TITLE + _PAD + len(cells) * (_TEXT + 2 * _PAD) + len(lines) * (_TEXT + _PAD) + _PAD
    )
    image = Image.new("RGB", (width, height), _PAPER)
    drawing = ImageDraw.Draw(image)
    drawing.text((_MARGIN, _MARGIN), title, font=large, fill=_INK)
    top = _MARGIN + _TITLE + _PAD
    for number, row in enumerate(cells):
        bottom = top + _TEXT + 2 * _PAD
        if number % 2 == 0:
            drawing.rectangle((_MARGIN, top, _MARGIN + sum(widths), bottom), fill=_BAND)
        drawing.line((_MARGIN, bottom, _MARGIN + sum(widths), bottom), fill=_LINE)
        left = _MARGIN
        for text, column in zip(row, widths, strict=True):
            drawing.text((left + _PAD, top + _PAD // 2), text, font=small, fill=_DIM if number == 0 else _INK)
            left += column
        top = bottom
    for line in lines:
        top += _PAD
        drawing.text((_MARGIN, top), line, font=small, fill=_DIM)
        top += _TEXT
    try:
        image.save(file, "PNG")
    except OSError as error:
        raise PictureError(file, error.strerror or "it cannot be written") from error


def _font_file(folder: Path, file: Path) -> str:
    found = sorted(folder.rglob("*Sans*.[ot]t[fc]"))
    if not found:
        raise PictureError(file, "the packaged font is missing")
    return str(found[0])


def _cut(text: str, font: ImageFont.FreeTypeFont) -> str:
    if font.getlength(text) <= _LONGEST:
        return text
    while text and font.getlength(f"{text}…") > _LONGEST:
        text = text[:-1]
    return f"{text}…"


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for character in text:
        if font.getlength(line + character) > width:
            lines.append(line)
            line = ""
        line += character
    return [*lines, line] if line else lines
