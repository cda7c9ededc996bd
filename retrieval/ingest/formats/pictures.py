"""A picture file -> its dots, no more of them than are read; by Pillow, which comes with the extra that recognises text."""

from __future__ import annotations

import math
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np

from retrieval.errors import Refusal, RefusedContentError
from retrieval.ingest.formats.limits import MAX_DOTS, MAX_PIXELS
from retrieval.ingest.formats.text_recognition import Picture

if TYPE_CHECKING:
    from PIL import Image

_KINDS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")
"""Pillow knows others, whose readers nobody needs and somebody may attack."""
_MEGA = 1_000_000


class PictureFile:
    """An open picture, or several: a fax in TIFF has pages."""

    def __init__(self, content: bytes) -> None:
        """Open it; its dots are not read yet.

        Raises:
            RefusedContentError: it is no picture, or has too many dots.
        """
        from PIL import Image  # noqa: PLC0415 - an extra

        Image.MAX_IMAGE_PIXELS = None  # Ours is checked below, with a sentence of its own.
        try:
            self._file: Image.Image = Image.open(BytesIO(content), formats=_KINDS)
        except (OSError, SyntaxError, ValueError) as error:
            raise RefusedContentError("is not a picture that can be read", Refusal.OTHER_KIND) from error
        self.page_count = int(getattr(self._file, "n_frames", 1))
        self.width, self.height = self._file.size

    def picture(self, number: int) -> Picture:
        """One of them as it is to be seen, height x width x 3, blue first; large ones made smaller.

        Raises:
            RefusedContentError: it has too many dots, or is damaged.
        """
        try:
            self._file.seek(number - 1)
            width, height = self._file.size
            scale = min(1.0, math.sqrt(MAX_PIXELS / (width * height)))
            fitted = max(round(width * scale), 1), max(round(height * scale), 1)
            # A JPEG is decoded no larger than it is wanted; other kinds come whole.
            self._file.draft("RGB", fitted)
            if self._file.width * self._file.height > MAX_DOTS:
                raise RefusedContentError(
                    f"has {width * height / _MEGA:.0f} million dots, more than {MAX_DOTS // _MEGA}",
                    Refusal.TOO_MUCH,
                )
            shown = _upright(_smaller(_on_paper(self._file), fitted))
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            raise RefusedContentError("is a damaged picture") from error
        return np.ascontiguousarray(np.asarray(shown)[:, :, ::-1])


def _on_paper(picture: Image.Image) -> Image.Image:
    """A picture in colours or greys of eight bits, on white paper if it can be seen through."""
    if picture.mode in {"RGB", "L"} and not picture.has_transparency_data:
        return picture
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda grey: grey / 256).convert("L")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    paper = picture.convert("RGBA")
    white = paper.copy()
    white.paste("white", (0, 0, *paper.size))
    white.alpha_composite(paper)
    return white.convert("RGB")


def _smaller(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    if size[0] >= picture.width:
        return picture.convert("RGB")
    return picture.resize(size, reducing_gap=2.0).convert("RGB")


def _upright(picture: Image.Image) -> Image.Image:
    """A picture turned as the camera was held."""
    from PIL import ImageOps  # noqa: PLC0415 - an extra

    return ImageOps.exif_transpose(picture)
