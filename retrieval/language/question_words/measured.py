"""Which kinds of figures a question can be answered with, told by the noun it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from retrieval.language.figure_kinds import figure_kinds
from retrieval.language.question_words.wording import only, trimmed, written
from retrieval.types import Part, Piece

_NAMES_IT = (Part.SUBJECT, Part.ASPECT)
_NO_NOUN = re.compile(r"(?:最后|最终|到底|究竟|一共|总共|大概|大约|目前|现在|实际|的|\s)+$")
"""Stands behind a noun and is none: 粮食总产量最后是多少."""


def kinds_asked(wording: Sequence[Piece], indicators: Iterable[str]) -> frozenset[str]:
    """The kinds of figures that what is asked for is given in; none: nothing is known.

    Args:
        wording: of a question.
        indicators: standard names of those that it names: 就业岗位 are things, and 城镇新增就业 is given in persons.
    """
    told = (figure_kinds(phrase) for phrase in (_phrase(wording), *indicators))
    return frozenset().union(*(each.kinds for each in told if each))


def is_measure_alone(wording: Sequence[Piece]) -> bool:
    """Whether a question is nothing but the name of a measure, with a place or a time: 2015年永州空气优良天数."""
    told = figure_kinds(_phrase(wording))
    return told is not None and told.measures and not only(wording, Part.ASKING)


def _phrase(wording: Sequence[Piece]) -> str:
    return _NO_NOUN.sub("", trimmed(written(only(wording, *_NAMES_IT))))


def without_counted(text: str, unit: str) -> str:
    """A text without the words that ask how many of a unit: what is counted in, and not what it is about.

    >>> without_counted("保障房建了多少套", "套")
    '保障房建了'
    """
    return re.sub(f"(?:多少|几){re.escape(unit)}", "", text) if unit else text
