"""Which kinds of figures a question can be answered with, told by the noun it asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from retrieval.language.figure_kinds import figure_kinds
from retrieval.language.question_words.wording import only, trimmed, written
from retrieval.types import Part, Piece

_NAMES_IT = (Part.SUBJECT, Part.ASPECT)


def kinds_asked(wording: Sequence[Piece], indicators: Iterable[str]) -> frozenset[str]:
    """The kinds of figures that what is asked for is given in; none: nothing is known.

    Args:
        wording: of a question.
        indicators: standard names of those that it names: they count, if its own words end with nothing known.
    """
    for phrase in (_phrase(wording), *indicators):
        if told := figure_kinds(phrase):
            return told.kinds
    return frozenset()


def is_measure_alone(wording: Sequence[Piece]) -> bool:
    """Whether a question is nothing but the name of a measure, with a place or a time: 2015年永州空气优良天数."""
    told = figure_kinds(_phrase(wording))
    return told is not None and told.measures and not only(wording, Part.ASKING)


def _phrase(wording: Sequence[Piece]) -> str:
    return trimmed(written(only(wording, *_NAMES_IT))).rstrip("的 ")
