"""Paragraphs -> a picture of a page of them, as a scanner or a phone may have made it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from pylopdf_fonts_zh_cn import sans_path, serif_path

_POINTS = 72
_PAPER = (595, 842)
_GUTTER = 24
_NEVER_FIRST = "，。；：、！？）》”’%％"
_RED = (200, 30, 40)
_GREY = 60
"""Of the print; a copy is not black."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is set, and what has become of it. Lengths are points."""

    size: float = 12
    leading: float = 1.6
    """Times the size."""
    margin: float = 72
    columns: int = 1
    table: bool = False
    stamp: bool = False
    dpi: int = 150
    degrees: float = 0.0
    noise: float = 0.0
    """Standard deviation, in steps of 255."""
    quality: int = 90
    """Of the JPEG."""


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page and what stands on it."""

    picture: Image.Image
    paragraphs: tuple[str, ...]
    """In the order in which they are read; of a table each row."""


def print_page(paragraphs: Sequence[str], look: Look, seed: int) -> PrintedPage:
    """As many paragraphs as fit; the last one is cut off where the page ends."""
    press = _Press(look, random.Random(seed))
    for paragraph in paragraphs:
        if not press.paragraph(paragraph):
            break
    return PrintedPage(_spoiled(press.picture, look, seed), tuple(press.printed))


def as_jpeg(picture: Image.Image, look: Look) -> bytes:
    """The file that the scanner writes."""
    stream = BytesIO()
    picture.save(stream, "JPEG", quality=look.quality, dpi=(look.dpi, look.dpi))
    return stream.getvalue()


class _Press:
    """Sets paragraphs line by line, column by column."""

    def __init__(self, look: Look, chance: random.Random) -> None:
        self._look, self._scale = look, look.dpi / _POINTS
        width, height = (round(side * self._scale) for side in _PAPER)
        self.picture = Image.new("RGB", (width, height), (255, 255, 255))
        self._draw = ImageDraw.Draw(self.picture)
        self._font = ImageFont.truetype(str(serif_path()), look.size * self._scale)
        self._width = (_PAPER[0] - 2 * look.margin - (look.columns - 1) * _GUTTER) / look.columns
        self._column, self._top = 0, look.margin
        self.printed: list[str] = []
        if look.table:
            self._table(chance)
        if look.stamp:
            self._stamp()

    def paragraph(self, text: str) -> bool:
        """Set a paragraph; whether it went in whole."""
        done = ""
        for line, is_last in _broken("　　" + text, self._font, self._width * self._scale):
            if self._top + self._look.size > _PAPER[1] - self._look.margin and not self._next_column():
                self.printed += [done.strip()] if done.strip() else []
                return False
            self._line(line, is_last=is_last)
            done += line
        self.printed.append(text)
        return True

    def _next_column(self) -> bool:
        self._column += 1
        self._top = self._look.margin
        return self._column < self._look.columns

    def _line(self, line: str, *, is_last: bool) -> None:
        left = self._look.margin + self._column * (self._width + _GUTTER)
        free = self._width * self._scale - self._font.getlength(line)
        between = 0.0 if is_last else free / max(len(line) - 1, 1)
        x = left * self._scale
        for character in line:
            self._draw.text((x, self._top * self._scale), character, (_GREY,) * 3, self._font)
            x += self._font.getlength(character) + between
        self._top += self._look.size * self._look.leading

    def _table(self, chance: random.Random) -> None:
        """A ruled table at the top of the page: names of indicators and their figures."""
        rows = [("指标", "单位", "上年实绩", "本年计划"), *_rows(chance)]
        scale, height = self._scale, self._look.size * 1.8
        width = _PAPER[0] - 2 * self._look.margin
        edges = [self._look.margin + width * share for share in (0.0, 0.4, 0.55, 0.78, 1.0)]
        for row in rows:
            for at, cell in enumerate(row):
                box = [
                    edges[at] * scale,
                    self._top * scale,
                    edges[at + 1] * scale,
                    (self._top + height) * scale,
                ]
                self._draw.rectangle(box, outline=(_GREY,) * 3)
                place = ((edges[at] + 5) * scale, (self._top + self._look.size * 0.3) * scale)
                self._draw.text(place, cell, (_GREY,) * 3, self._font)
            self._top += height
            self.printed.append(" ".join(row))
        self._top += self._look.size

    def _stamp(self) -> None:
        """A red seal over the words, as official letters bear one."""
        centre, radius = (_PAPER[0] * 0.68, _PAPER[1] * 0.72), 58
        box = [(c + sign * radius) * self._scale for sign in (-1, 1) for c in centre]
        layer = Image.new("RGBA", self.picture.size)
        draw = ImageDraw.Draw(layer)
        ink = (*_RED, 150)
        draw.ellipse(box, outline=ink, width=round(3 * self._scale))
        star = ImageFont.truetype(str(sans_path()), 40 * self._scale)
        draw.text((centre[0] * self._scale, centre[1] * self._scale), "★", ink, star, anchor="mm")
        self.picture.paste(layer, mask=layer)


def _rows(chance: random.Random) -> Iterator[tuple[str, str, str, str]]:
    for name, unit, most in (
        ("地区生产总值", "亿元", 9000),
        ("一般公共预算收入", "亿元", 900),
        ("固定资产投资", "亿元", 5000),
        ("城镇新增就业", "万人", 20),
        ("粮食总产量", "万吨", 400),
        ("城镇居民人均可支配收入", "元", 60000),
    ):
        yield name, unit, f"{chance.uniform(1, most):.1f}", f"{chance.uniform(1, most):.2f}"


def _broken(text: str, font: ImageFont.FreeTypeFont, width: float) -> Iterator[tuple[str, bool]]:
    """(line, whether it is the last one): no line begins with a mark that ends something, and no figure is broken."""
    line = ""
    for at, character in enumerate(text):
        is_inside = bool(line) and line[-1].isascii() and character.isascii()
        if (
            line
            and font.getlength(line + character) > width
            and character not in _NEVER_FIRST
            and not is_inside
        ):
            yield line, False
            line = ""
        line += character
        if at == len(text) - 1:
            yield line, True


def _spoiled(picture: Image.Image, look: Look, seed: int) -> Image.Image:
    """Turned a little, and with the noise of a cheap sensor."""
    if look.degrees:
        picture = picture.rotate(look.degrees, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    if look.noise:
        noise = np.random.default_rng(seed).normal(0, look.noise, np.asarray(picture).shape)
        picture = Image.fromarray(np.clip(np.asarray(picture) + noise, 0, 255).astype(np.uint8))
    return picture
