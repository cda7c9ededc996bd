"""A PNG picture to draw on, in lengths of a phone's screen: Chinese and Latin letters in the packaged font.

The packages that draw are an extra (`yinju[pictures]`); nothing is imported before something is drawn.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import PictureError

if TYPE_CHECKING:
    from PIL import ImageFont

INK, DIM, LINE, PAPER, BAND = "#1c1c1e", "#6e6e73", "#d1d1d6", "#ffffff", "#f5f5f7"
PHONE_WIDTH = 390.0
_SCALE = 2
"""Pixels a point: phones have two or three."""
_FONTS = "pylopdf_fonts_zh_cn"


def can_draw() -> bool:
    """Whether the packages that draw are installed."""
    return find_spec("PIL") is not None and find_spec(_FONTS) is not None


def text_width(text: str, size: float) -> float:
    """The width of a text in points; raises as `Canvas` does."""
    return _font(size).getlength(text) / _SCALE


def cut(text: str, size: float, width: float) -> str:
    """The text, with an ellipsis where it is wider than `width` points."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(f"{text}…", size) > width:
        text = text[:-1]
    return f"{text}…"


def wrapped(text: str, size: float, width: float) -> list[str]:
    """The lines of a text that is cut between any two characters; none of an empty one."""
    lines: list[str] = []
    line = ""
    for character in text:
        if text_width(line + character, size) > width:
            lines.append(line)
            line = ""
        line += character
    return [*lines, line] if line else lines


class Canvas:
    """A white picture; lengths are points from its upper left corner."""

    def __init__(self, width: float, height: float) -> None:
        """Begin a picture.

        Raises:
            PictureError: the packages that draw are missing.
        """
        try:
            from PIL import Image, ImageDraw  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise _missing(error) from error
        size = (round(width * _SCALE), round(height * _SCALE))
        self._image = Image.new("RGB", size, PAPER)
        self._drawing = ImageDraw.Draw(self._image)

    def text(self, x: float, y: float, text: str, size: float, color: str = INK) -> None:
        """Write a text whose upper left corner is here."""
        self._drawing.text((x * _SCALE, y * _SCALE), text, font=_font(size), fill=color)

    def line(self, points: Sequence[tuple[float, float]], color: str, width: float = 1) -> None:
        """Draw through some points."""
        scaled = [(x * _SCALE, y * _SCALE) for x, y in points]
        self._drawing.line(scaled, fill=color, width=round(width * _SCALE), joint="curve")

    def box(self, left: float, top: float, right: float, bottom: float, color: str) -> None:
        """Fill a rectangle."""
        self._drawing.rectangle([edge * _SCALE for edge in (left, top, right, bottom)], fill=color)

    def dot(self, x: float, y: float, radius: float, color: str) -> None:
        """Fill a circle."""
        edges = (x - radius, y - radius, x + radius, y + radius)
        self._drawing.ellipse([edge * _SCALE for edge in edges], fill=color)

    def png(self) -> bytes:
        """The picture as a PNG file."""
        file = io.BytesIO()
        self._image.save(file, "PNG")
        return file.getvalue()


@cache
def _font(size: float) -> ImageFont.FreeTypeFont:
    try:
        import pylopdf_fonts_zh_cn as fonts  # noqa: PLC0415 - an extra
        from PIL import ImageFont  # noqa: PLC0415 - the same
    except ImportError as error:
        raise _missing(error) from error
    found = sorted(Path(fonts.__file__).parent.rglob("*Sans*.[ot]t[fc]"))
    if not found:
        raise PictureError("the packaged font is missing")
    return ImageFont.truetype(str(found[0]), round(size * _SCALE))


def _missing(error: ImportError) -> PictureError:
    return PictureError(f"{error.name} is missing (pip install 'yinju[pictures]')")
