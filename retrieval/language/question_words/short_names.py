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
_ALL = re.compile("^(?:请?(?:列出|列举|罗列|给出|说说|讲讲|看看))?(?:所有|全部|各项|主要|重要|核心)?的?")
"""Says that all of what it stands before is asked for: 列出所有指标."""


def in_full(wording: Sequence[Piece]) -> str:
    """The text of a question with the short name that is its whole subject written in full, or as it is.

    >>> in_full((Piece(Part.TIME, "去年"), Piece(Part.SUBJECT, "投资"), Piece(Part.ASKING, "多少")))
    '去年固定资产投资多少'
    """
    subject = written(only(wording, Part.SUBJECT)).strip(_AROUND)
    short = next((each for each in _cores(subject) if each in short_names()), None)
    if short is None:
        return written(wording)
    full = short_names()[short]
    before = subject[: -len(short)].removesuffix(full[:2]) if subject.endswith(short) else ""
    whole = f"{before}{full}"
    return "".join(
        piece.text.replace(subject, whole) if piece.part is Part.SUBJECT else piece.text for piece in wording
    )


def _cores(subject: str) -> tuple[str, ...]:
    """What a subject is, without the words around it that say nothing of it."""
    return (subject, _MATTER.sub("", subject), _ALL.sub("", subject))


@cache
def short_names() -> Mapping[str, str]:
    """The names of the glossary by the short names that mean them, from a file that a person can edit."""
    lines = files("retrieval").joinpath(_FILE).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {short: full for full, held in rows for short in held.split("；")}
