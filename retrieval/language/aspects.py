"""What people ask for and how tables name it, from a file that a person can edit: 多重 asks for 重量, 谁 for 姓名."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from retrieval.types import Aspect

_FILE = "data/aspects.tsv"
_BETWEEN = "；"


def aspects_in(question: str) -> tuple[Aspect, ...]:
    """The properties that a question, normalised and in lower case, asks for.

    >>> [each.asked for each in aspects_in("这台相机有多重")]
    ['多重']
    """
    return tuple(
        Aspect(found[0], names)
        for asked, names in _aspects()
        if (found := asked.search(question)) is not None
    )


@cache
def _aspects() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    lines = files("retrieval").joinpath(_FILE).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((_any_of(asked.split(_BETWEEN)), tuple(names.split(_BETWEEN))) for asked, names in rows)


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    """The longest first; those in Latin letters only as whole words."""
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("|".join(rf"\b{re.escape(word)}" if word.isascii() else word for word in ordered))
