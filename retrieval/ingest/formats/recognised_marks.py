"""Marks that look alike in a picture -> those that a text of Chinese has: ；and not ;, ‰ and not %0."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.ingest.formats.spacing import is_wide

_FULL = str.maketrans(",;:!?()", "，；：！？（）")
_HALF = re.compile(r"[,;:!?()]")
_PER_MILLE = re.compile(r"(?<=\d)%(?:0{1,2}|o{1,2})(?![\w%])", re.ASCII)
"""No per cent is followed by a nought; ‰ is often taken for both."""


def as_printed(text: str, sureness: Sequence[float]) -> tuple[str, list[float]]:
    """A line that was recognised with the marks that were meant, and how sure each character is.

    >>> as_printed("增长7%;目标:降到6.5%0(约)", [1.0] * 18)[0]
    '增长7%；目标：降到6.5‰（约）'
    """
    kept: list[float] = []
    pieces: list[str] = []
    at = 0
    for match in _PER_MILLE.finditer(text):
        pieces += [text[at : match.start()], "‰"]
        # Neither half looks quite as it should, and both together are nothing else.
        kept += [*sureness[at : match.start()], max(sureness[match.start() : match.end()])]
        at = match.end()
    whole = "".join([*pieces, text[at:]])
    return _in_chinese(whole), [*kept, *sureness[at:]]


def _in_chinese(text: str) -> str:
    """With Chinese marks, if most letters are Chinese, but for those inside of a figure or of a word of another alphabet."""
    wide = sum(map(is_wide, text))
    if wide <= sum(character.isascii() and character.isalpha() for character in text):
        return text

    def full(match: re.Match[str]) -> str:
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        is_inside = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
        return match[0] if is_inside else match[0].translate(_FULL)

    return _HALF.sub(full, text)
