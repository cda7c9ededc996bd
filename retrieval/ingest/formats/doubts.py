"""Figures that are hard to read in a picture: found in the line that was recognised, and found again in its paragraph.

A line is joined with others and its spaces are set anew before it is a paragraph, so a figure is known by the characters
around it in its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from retrieval.types import Span

_FIGURE = re.compile(r"\d+(?:[.,．，:：/]\d+)*[%％‰]?")
_SURE = 0.9
"""Of each character of a figure; below it the figure may be another one."""
_AROUND = 6
"""Characters on each side, which hardly ever recur on a page beside the same figure."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure that may be another one, and what stands beside it in its line, without white space."""

    before: str
    figure: str
    after: str


def doubts_in(text: str, sureness: Sequence[float]) -> Iterator[Doubt]:
    """The figures of a line that are hard to read.

    Args:
        text: the line.
        sureness: of each of its characters, 0..1.
    """
    for match in _FIGURE.finditer(text):
        if min(sureness[match.start() : match.end()]) < _SURE:
            before = _squeezed(text[: match.start()])[-_AROUND:]
            yield Doubt(before, match[0], _squeezed(text[match.end() :])[:_AROUND])


def spans_in(text: str, doubts: Iterable[Doubt]) -> tuple[Span, ...]:
    """Where such figures stand in a paragraph, in order."""
    places = [at for at, character in enumerate(text) if not character.isspace()]
    squeezed = _squeezed(text)
    found = set()
    for doubt in doubts:
        whole = doubt.before + doubt.figure + doubt.after
        start = squeezed.find(whole)
        while start >= 0:
            first = start + len(doubt.before)
            last = first + len(doubt.figure) - 1
            found.add(Span(places[first], places[last] + 1))
            start = squeezed.find(whole, start + 1)
    return tuple(sorted(found))


def _squeezed(text: str) -> str:
    return "".join(text.split())
