"""The paragraphs that were printed, held against the lines that were read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rapidfuzz.distance import Levenshtein

from retrieval.ingest.source_text import SourceLine

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*[%‰]?")
_SHOWN = 6
"""Characters around something that is wrong."""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts, which add up."""

    HEADINGS: ClassVar = ("characters", "figures", "wrong marked", "right marked", "paragraphs whole")
    characters: int = 0
    errors: int = 0
    """Characters that must be changed, put in or taken out."""
    figures: int = 0
    right: int = 0
    wrong_marked: int = 0
    """Of the wrong figures, how many are said to be hard to read."""
    right_marked: int = 0
    paragraphs: int = 0
    whole: int = 0
    wrong: tuple[str, ...] = ()
    """What is wrong, for people."""

    def __add__(self, other: Score) -> Score:
        return Score(
            self.characters + other.characters,
            self.errors + other.errors,
            self.figures + other.figures,
            self.right + other.right,
            self.wrong_marked + other.wrong_marked,
            self.right_marked + other.right_marked,
            self.paragraphs + other.paragraphs,
            self.whole + other.whole,
            self.wrong + other.wrong,
        )

    def cells(self) -> tuple[str, ...]:
        """Under the headings."""
        return (
            f"{1 - self.errors / max(self.characters, 1):.4f} of {self.characters}",
            f"{self.right / max(self.figures, 1):.4f} of {self.figures}",
            f"{self.wrong_marked} of {self.figures - self.right}",
            f"{self.right_marked} of {self.right}",
            f"{self.whole} of {self.paragraphs}",
        )


def score(printed: Sequence[str], read: Sequence[SourceLine]) -> Score:
    """Hold a page against what came back, white space aside."""
    wanted = "".join("".join(text.split()) for text in printed)
    pieces = ["".join(line.text.split()) for line in read]
    found = "".join(pieces)
    marked = _marked(read)
    place_of: dict[int, int] = {}
    wrong: list[str] = []
    errors = 0
    for step in Levenshtein.opcodes(wanted, found):
        if step.tag == "equal":
            place_of |= zip(
                range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True
            )
            continue
        errors += max(step.src_end - step.src_start, step.dest_end - step.dest_start)
        wrong.append(
            f"{_around(wanted, step.src_start, step.src_end)} -> {found[step.dest_start : step.dest_end]}"
        )
    right = wrong_marked = right_marked = figures = 0
    for match in _FIGURE.finditer(wanted):
        figures += 1
        places = [place_of.get(at) for at in range(match.start(), match.end())]
        is_right = _is_run(places) and _FIGURE.fullmatch(_whole(found, places)) is not None
        near = {at for place in places if place is not None for at in (place - 1, place, place + 1)}
        right += is_right
        right_marked += is_right and bool(near & marked)
        wrong_marked += not is_right and bool(near & marked)
    return Score(
        characters=len(wanted),
        errors=errors,
        figures=figures,
        right=right,
        wrong_marked=wrong_marked,
        right_marked=right_marked,
        paragraphs=len(printed),
        whole=sum("".join(text.split()) in set(pieces) for text in printed),
        wrong=tuple(wrong),
    )


def _marked(read: Sequence[SourceLine]) -> set[int]:
    """Places, among all characters, of figures that are said to be hard to read."""
    marked: set[int] = set()
    begin = 0
    for line in read:
        kept = [at for at, character in enumerate(line.text) if not character.isspace()]
        for span in line.scan.doubtful if line.scan is not None else ():
            marked |= {begin + number for number, at in enumerate(kept) if span.start <= at < span.end}
        begin += len(kept)
    return marked


def _is_run(places: Sequence[int | None]) -> bool:
    first = places[0]
    return first is not None and list(places) == list(range(first, first + len(places)))


def _whole(found: str, places: Sequence[int | None]) -> str:
    """A figure with digits that came to stand before or behind it."""
    first, last = places[0], places[-1]
    assert first is not None
    assert last is not None
    before = found[:first][-1:]
    after = found[last + 1 : last + 2]
    more = (before if before.isdigit() else "") + found[first : last + 1] + (after if after.isdigit() else "")
    return more if more == found[first : last + 1] else "x"


def _around(text: str, start: int, end: int) -> str:
    return f"{text[max(0, start - _SHOWN) : start]}[{text[start:end]}]{text[end : end + _SHOWN]}"
