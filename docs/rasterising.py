"""SVG files -> small PNG files, by a headless Chromium: `apt-get install chromium fonts-noto-cjk fonts-noto-color-emoji`.

All pictures of a call are set beside one another on one page, of which one photograph is taken and cut up: the browser starts
once. It fetches nothing: every picture stands in the page.
"""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_SCALE = 2
"""Pixels a point: phones have two or three."""
_COLOURS = 200
"""So many that a chart's thin lines keep theirs beside the ground's."""
_AT_ONCE = 12
"""Pictures on a page: a photograph may be 16,384 pixels wide."""
_WINDOW_FRAME = 200
"""Points of a window's height that the browser keeps for itself, and more."""
_SECONDS = 120.0
_SIZE = re.compile(r'<svg [^>]*?\bwidth="([\d.]+)" height="([\d.]+)"')
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class BrowserMissingError(RuntimeError):
    """No browser that could draw is installed."""

    def __init__(self) -> None:
        super().__init__(f"pictures are drawn by one of {', '.join(_BROWSERS)}: apt-get install chromium")


def write_pictures(pictures: Mapping[Path, str]) -> None:
    """Write a PNG file of at most 200 colours for each SVG text.

    Raises:
        BrowserMissingError: no browser is installed.
        subprocess.SubprocessError: the browser fails or takes longer than two minutes.
    """
    waiting = list(pictures.items())
    for begin in range(0, len(waiting), _AT_ONCE):
        _write_some(dict(waiting[begin : begin + _AT_ONCE]))


def _write_some(pictures: Mapping[Path, str]) -> None:
    sizes = {file: _size(svg) for file, svg in pictures.items()}
    images = "".join(
        f'<img src="data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}">'
        for svg in pictures.values()
    )
    # Each picture begins at a whole point, so that it can be cut out.
    style = "body{margin:0;display:flex;align-items:flex-start}img{display:block;flex:none}"
    page = f'<meta charset="utf-8"><style>{style}</style>{images}'
    width = sum(across for across, _ in sizes.values())
    whole = _photograph(page, width, max(down for _, down in sizes.values()))
    left = 0
    for file, (across, down) in sizes.items():
        box = (left * _SCALE, 0, (left + across) * _SCALE, down * _SCALE)
        file.parent.mkdir(parents=True, exist_ok=True)
        whole.crop(box).quantize(_COLOURS).save(file, optimize=True)
        left += across


def _photograph(page: str, width: int, height: int) -> Image:
    from PIL import Image  # noqa: PLC0415 - an extra, wanted only where something is drawn

    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        raise BrowserMissingError
    with TemporaryDirectory(prefix="yinju-pictures-") as folder:
        source, taken = Path(folder) / "page.html", Path(folder) / "page.png"
        source.write_text(page, encoding="utf-8")
        subprocess.run(  # noqa: S603 - a browser of this machine and a page of ours
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                f"--user-data-dir={folder}/profile",
                f"--force-device-scale-factor={_SCALE}",
                f"--window-size={width},{height + _WINDOW_FRAME}",
                f"--screenshot={taken}",
                source.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=_SECONDS,
        )
        return Image.open(taken).convert("RGB")


def _size(svg: str) -> tuple[int, int]:
    """Width and height in whole points."""
    found = _SIZE.search(svg)
    if found is None:
        raise ValueError("the drawing does not say its width and height")
    return int(float(found[1])), int(float(found[2]))
