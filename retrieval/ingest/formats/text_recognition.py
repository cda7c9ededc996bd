"""A picture of text -> its lines, each with its place and how sure every character is; by RapidOCR (PP-OCRv6), offline.

The only user of rapidocr, of OpenCV and, with `pictures`, of Pillow. The library is an extra (`pip install 'yinju[ocr]'`) and
is imported when the first picture is read. It finds lines, turns them and reads them; what it reads is decoded here, because
a figure is only asserted where each of its characters is sure, and the library tells no more than how sure a whole line is.

Models: https://github.com/RapidAI/RapidOCR, https://github.com/PaddlePaddle/PaddleOCR (both Apache-2.0).
"""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.ingest.formats.recognised_marks import as_printed

Picture = NDArray[np.uint8]
"""Height x width x 3, blue first."""
INSTALL = "`pip install 'yinju[ocr]'` lets Yinju recognise the text"
"""Said where pictures cannot be read."""
_LIBRARY = "rapidocr"
_MODELS = {
    "Det": "PP-OCRv6_det_small.onnx",
    "Cls": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
    "Rec": "PP-OCRv6_rec_small.onnx",
}
"""They come inside the package; named by their files, nothing is ever looked for elsewhere."""
_HEIGHT = 48
"""Pixels of a line as the model reads it."""
_FINDING = 720_000
"""Pixels of a picture in which lines are looked for: more cost time and memory, and show no more of them."""
_WIDEST = 3200
"""Pixels of a line: longer ones are pressed into it."""
_SURE_LINE = 0.5
"""Mean of the characters: what is less sure is no text, but a pattern, a stamp or a face."""
_BLANK = 0
_LEAST_LEAN, _MOST_LEAN = 0.1, 20.0
"""Degrees: what leans less is straight, what leans more is not a page that was laid askew."""
_SHORTEST_RULE = 40
"""Pixels of the smaller picture, as in the next three; strokes of letters are shorter."""
_THICKEST_RULE = 8
_AROUND, _DARKER = 25, 12
"""A dot is ink that is darker by so many of 255 steps than what lies around it."""
_UPSIDE_DOWN = "180"
_ASKED_WHICH_WAY = 12
"""Lines that tell which way up a page is; the longest ones, which tell best."""


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """Words that stand side by side in a picture."""

    text: str
    sureness: tuple[float, ...]
    """For each character, 0..1."""
    corners: NDArray[np.float32]
    """4 x 2: from the top left one clockwise as the words run, in pixels of the picture."""


Rule = tuple[float, float, float, float]
"""Left, top, right and bottom of a straight line, in pixels from the upper left corner."""


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """What stands in a picture, turned and set straight to be read."""

    lines: tuple[RecognisedLine, ...]
    rules: tuple[Rule, ...]
    """That are drawn from left to right or from top to bottom, as around the cells of a table."""
    width: int
    """In pixels."""
    height: int


def is_installed() -> bool:
    """Whether pictures can be read here."""
    return importlib.util.find_spec(_LIBRARY) is not None


def engine() -> str:
    """What reads pictures here, with its version; empty: nothing does."""
    return f"{_LIBRARY} {version(_LIBRARY)}" if is_installed() else ""


class Recogniser:
    """The models, loaded. Takes one picture at a time, on one processor."""

    def __init__(self) -> None:
        import cv2  # noqa: PLC0415 - an extra, and takes a second to load
        import rapidocr  # noqa: PLC0415
        from rapidocr.main import RapidOCRError  # noqa: PLC0415

        cv2.setNumThreads(1)
        models = Path(rapidocr.__file__).parent / "models"
        self._cv2: Any = cv2
        self._nothing_found: type[Exception] = RapidOCRError
        self._engine: Any = rapidocr.RapidOCR(
            params={
                "Global.log_level": "critical",
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                **{f"{step}.model_path": str(models / name) for step, name in _MODELS.items()},
            }
        )
        self._engine.recognize_txt([np.full((_HEIGHT, _HEIGHT, 3), 255, np.uint8)])  # Loads the reader.

    def read(self, picture: Picture) -> RecognisedPage:
        """The lines of a picture, which may lie on its side or stand on its head; in no order."""
        found = self._found(picture)
        if _are_tall(found):
            picture, found = _turned(picture, found, 1)
        crops = [self._cut_out(picture, corners) for corners in found]
        if self._is_upside_down(crops):
            picture, found = _turned(picture, found, 2)
            crops = [self._cut_out(picture, corners) for corners in found]
        lines = [self._line(crop, corners) for crop, corners in zip(crops, found, strict=True)]
        picture, lean = self._straightened(picture, found)
        height, width = picture.shape[:2]
        straight = tuple(
            replace(line, corners=_moved(line.corners, lean)) for line in lines if line is not None
        )
        return RecognisedPage(straight, tuple(self._rules(picture)), width, height)

    def _found(self, picture: Picture) -> NDArray[np.float32]:
        """Where lines stand: n x 4 x 2."""
        small, scale = self._small(picture)
        try:
            _, boxes = self._engine.detect_and_crop(small, {})
        except self._nothing_found:
            return np.zeros((0, 4, 2), np.float32)
        found: NDArray[np.float32] = np.asarray(boxes.boxes, np.float32) / np.float32(scale)
        return found

    def _small(self, picture: Picture) -> tuple[Picture, float]:
        """A picture in which lines are quick to find, and how large it is beside the whole one."""
        height, width = picture.shape[:2]
        scale = min(1.0, math.sqrt(_FINDING / (height * width)))
        if scale == 1.0:
            return picture, scale
        size = max(round(width * scale), 1), max(round(height * scale), 1)
        return self._cv2.resize(picture, size, interpolation=self._cv2.INTER_AREA), scale

    def _is_upside_down(self, crops: Sequence[Picture]) -> bool:
        longest = sorted(crops, key=lambda crop: -crop.shape[1])[:_ASKED_WHICH_WAY]
        if not longest:
            return False
        told = self._engine.cls_and_rotate(longest)[1].cls_res
        return float(sum(score if label == _UPSIDE_DOWN else -score for label, score in told)) > 0

    def _cut_out(self, picture: Picture, corners: NDArray[np.float32]) -> Picture:
        """A line, set straight."""
        width, height = _sides(corners)
        onto = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
        matrix = self._cv2.getPerspectiveTransform(corners, onto)
        cut: Picture = self._cv2.warpPerspective(
            picture,
            matrix,
            (max(round(width), 1), max(round(height), 1)),
            borderMode=self._cv2.BORDER_REPLICATE,
            flags=self._cv2.INTER_CUBIC,
        )
        return cut

    def _straightened(
        self, picture: Picture, found: NDArray[np.float32]
    ) -> tuple[Picture, NDArray[np.float64] | None]:
        """A picture whose lines run level, and the matrix that moves places onto it; None: it is as it was."""
        lean = _lean(found)
        if not _LEAST_LEAN < abs(lean) < _MOST_LEAN:
            return picture, None
        height, width = picture.shape[:2]
        matrix = self._cv2.getRotationMatrix2D((width / 2, height / 2), lean, 1.0)
        white = (255, 255, 255)
        return self._cv2.warpAffine(picture, matrix, (width, height), borderValue=white), matrix

    def _rules(self, picture: Picture) -> Iterator[Rule]:
        """The straight lines of a picture that is straight."""
        cv2 = self._cv2
        small, scale = self._small(picture)
        grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
        ink = cv2.adaptiveThreshold(
            grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _AROUND, _DARKER
        )
        for kernel in ((_SHORTEST_RULE, 1), (1, _SHORTEST_RULE)):
            # A rule that leans by a pixel is whole again before short strokes are taken away.
            closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
            only = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones(kernel[::-1], np.uint8))
            for contour in cv2.findContours(only, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
                left, top, width, height = cv2.boundingRect(contour)
                if min(width, height) <= _THICKEST_RULE:
                    yield left / scale, top / scale, (left + width) / scale, (top + height) / scale

    def _line(self, crop: Picture, corners: NDArray[np.float32]) -> RecognisedLine | None:
        """The words of a line; None: there are none."""
        reader = self._engine.text_rec
        height, width = crop.shape[:2]
        batch = reader.resize_norm_img(crop, min(width / height, _WIDEST / _HEIGHT))
        chances = reader.session(batch[np.newaxis])[0]
        best, sure = chances.argmax(axis=1), chances.max(axis=1)
        text: list[str] = []
        sureness: list[float] = []
        for at, token in enumerate(best):
            if token == _BLANK:
                continue
            if at and best[at - 1] == token:
                # A character is as sure as it is where it is surest.
                sureness[-1] = max(sureness[-1], float(sure[at]))
                continue
            text.append(reader.postprocess_op.character[token])
            sureness.append(float(sure[at]))
        if not text or float(np.mean(sureness)) < _SURE_LINE:
            return None
        words, sure_of = as_printed("".join(text), sureness)
        return RecognisedLine(words, tuple(sure_of), corners)


def _moved(corners: NDArray[np.float32], matrix: NDArray[np.float64] | None) -> NDArray[np.float32]:
    """Corners where a 2 x 3 matrix moves them; None: they stay."""
    if matrix is None:
        return corners
    return np.asarray(corners @ matrix[:, :2].T + matrix[:, 2], np.float32)


def _lean(found: NDArray[np.float32]) -> float:
    """Degrees by which lines fall to the right: what half of their length at least agrees on."""
    along = [corners[1] - corners[0] + corners[2] - corners[3] for corners in found]
    angles = sorted((math.degrees(math.atan2(y, x)), math.hypot(x, y)) for x, y in along)
    half = sum(length for _, length in angles) / 2
    passed = 0.0
    for angle, length in angles:
        passed += length
        if passed >= half:
            return angle
    return 0.0


def _are_tall(found: NDArray[np.float32]) -> bool:
    """Whether most of what was found runs from top to bottom."""
    tall = wide = 0.0
    for corners in found:
        width, height = _sides(corners)
        tall, wide = tall + height * (height > width), wide + width * (width >= height)
    return tall > wide


def _sides(corners: NDArray[np.float32]) -> tuple[float, float]:
    """Width and height, the longer of both sides."""
    lengths = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    return float(max(lengths[0], lengths[2])), float(max(lengths[1], lengths[3]))


def _turned(
    picture: Picture, found: NDArray[np.float32], quarters: int
) -> tuple[Picture, NDArray[np.float32]]:
    """A picture turned clockwise, and where its lines stand then."""
    for _ in range(quarters):
        height = picture.shape[0]
        picture = np.ascontiguousarray(np.rot90(picture, -1))
        found = np.stack([height - found[:, :, 1], found[:, :, 0]], axis=2)
        # What was the lower left corner is the upper left one now.
        found = np.roll(found, 1, axis=1)
    return picture, np.ascontiguousarray(found, np.float32)
