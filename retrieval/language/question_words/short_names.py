"""What people call an indicator when they ask for nothing else -> its name: 就业目标 asks for 城镇新增就业目标."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from retrieval.language.question_words.wording import only, written
from retrieval.types import Part, Piece

_FILE = "data/short_names.tsv"
_AROUND = " ,，.。?？!！、的呢啊呀吧"
_MATTER = re.compile("(?:问题|方面|情况|这块)$")
"""Says nothing of what it stands after: 住房问题."""


def in_full(wording: Sequence[Piece]) -> str:
    """The text of a question with the short name that is its whole subject written in full, or as it is.

    >>> in_full((Piece(Part.TIME, "去年"), Piece(Part.SUBJECT, "投资"), Piece(Part.ASKING, "多少")))
    '去年固定资产投资多少'
    """
    subject = written(only(wording, Part.SUBJECT)).strip(_AROUND)
    full = short_names().get(subject) or short_names().get(_MATTER.sub("", subject))
    if full is None:
        return written(wording)
    return "".join(
        piece.text.replace(subject, full) if piece.part is Part.SUBJECT else piece.text for piece in wording
    )


@cache
def short_names() -> Mapping[str, str]:
    """The names of the glossary by the short names that mean them, from a file that a person can edit."""
    lines = files("retrieval").joinpath(_FILE).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {short: full for full, held in rows for short in held.split("；")}
