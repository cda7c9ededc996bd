"""Lines of Chinese and Latin text: how wide they are and where they break.

Nobody knows which font a reader's browser will take, so widths are those of the common CJK fonts, where an
East Asian wide character is one em. The rules for the ends of lines are the basic ones of
https://www.w3.org/TR/clreq/; a word longer than a line is left whole.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from docs.telegram_html import Line, Run

_LATIN_EM, _CAPITAL_EM, _NARROW_EM, _PERCENT_EM = 0.55, 0.68, 0.3, 0.9
_NARROW = frozenset(" .,:;'!|()ijl")
_AMBIGUOUS_WIDE = frozenset("“”‘’…—·")
"""Wide in Chinese fonts, which stand first in the picture's list."""
_NEVER_FIRST = frozenset(",.:;!?)，。；：！？、）》」』】”’…%·")
_NEVER_LAST = frozenset("(（《「『【“‘")

_Character = tuple[str, frozenset[str]]
_Word = list[_Character]


def width(text: str) -> float:
    """The width in ems."""
    return sum(_character_width(character) for character in text)


def line_width(line: Line) -> float:
    """The width in ems."""
    return sum(width(run.text) for run in line)


def wrap(line: Line, limit: float) -> list[Line]:
    """The line as lines of at most `limit` ems; blanks at the breaks are left out."""
    lines: list[_Word] = [[]]
    for word in _words([(character, run.tags) for run in line for character in run.text]):
        if lines[-1] and width(_text([*lines[-1], *word]).rstrip()) > limit:
            lines.append([])
        lines[-1] += word
    return [_runs(characters) for characters in lines]


def shortened(text: str, limit: float) -> str:
    """The text, or its beginning and an ellipsis, at most `limit` ems wide."""
    if width(text) <= limit:
        return text
    while width(text) + width("…") > limit:
        text = text[:-1]
    return text + "…"


def _words(characters: Sequence[_Character]) -> Iterator[_Word]:
    """What cannot be broken: Latin words and figures, and a character with the punctuation that clings to it."""
    word: _Word = list(characters[:1])
    for (before, _), after in pairwise(characters):
        if _can_break(before, after[0]):
            yield word
            word = []
        word.append(after)
    if word:
        yield word


def _can_break(before: str, after: str) -> bool:
    if after in _NEVER_FIRST or before in _NEVER_LAST or after == " ":
        return False
    return before == " " or _is_wide(before) or _is_wide(after)


def _runs(characters: Sequence[_Character]) -> Line:
    runs = groupby(characters, key=lambda character: character[1])
    line = [Run(_text(list(run)), tags) for tags, run in runs]
    if line:
        line[-1] = Run(line[-1].text.rstrip(), line[-1].tags)
    return tuple(line)


def _text(characters: Sequence[_Character]) -> str:
    return "".join(character for character, _ in characters)


def _character_width(character: str) -> float:
    if _is_wide(character):
        return 1.0
    if character in _NARROW:
        return _NARROW_EM
    if character == "%":
        return _PERCENT_EM
    return _CAPITAL_EM if character.isupper() else _LATIN_EM


def _is_wide(character: str) -> bool:
    return character in _AMBIGUOUS_WIDE or unicodedata.east_asian_width(character) in {"W", "F"}
