"""The part of a paragraph that is shown: all of it, or whole sentences around the words that matter.

Offsets are into the paragraph as in the file. The words of the answer are never cut, and a cut never
falls inside a figure, where 1100亿元 would turn into another one.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from bot.presentation.rich_text import Piece, Style, shown, units
from retrieval.types import Span

_SENTENCE_END = re.compile(r"[。！？；!?;\n]+[”’」』）)]*")
_CLAUSE_END = re.compile(r"[，、：,]+|[。！？；!?;\n]+[”’」』）)]*|\s+")
_IN_FIGURE = re.compile(r"[0-9A-Za-z０-９.．%％]")
_HARMLESS_CUT = re.compile(r".{7}[^0-9A-Za-z０-９.．%％](?=[^0-9A-Za-z０-９.．%％])", re.DOTALL)
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A window of a paragraph and the words to mark in it, in order and apart from one another."""

    text: str
    window: Span
    marked: tuple[Span, ...]
    cut_before: bool
    cut_after: bool

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The window for a message: marked words bold, an ellipsis at each cut."""
        pieces = [Piece(_ELLIPSIS)] if self.cut_before else []
        at = self.window.start
        for span in self.marked:
            pieces += (Piece(shown(self.text[at : span.start])), Piece(shown(span.of(self.text)), Style.BOLD))
            at = span.end
        pieces.append(Piece(shown(self.text[at : self.window.end])))
        if self.cut_after:
            pieces.append(Piece(_ELLIPSIS))
        return tuple(piece for piece in pieces if piece.text)


def excerpt(text: str, highlights: Sequence[Span], limit: int) -> Excerpt:
    """Choose what to show of a paragraph.

    Args:
        text: the paragraph as in the file; blank characters at its ends are left out.
        highlights: the words that matter, the answer first; those that lie outside the window are dropped.
        limit: UTF-16 units, ellipses included. Only an answer longer than that is itself cut.
    """
    whole = _without_blanks(text)
    wanted = [span for raw in highlights if (span := _within(raw, whole)) is not None]
    if units(whole.of(text)) <= limit:
        window = whole
    else:
        room = limit - 2 * len(_ELLIPSIS)
        window = _around(text, whole, _core(text, whole, wanted, room), room)
    marked = _apart([span for raw in wanted if (span := _within(raw, window)) is not None])
    return Excerpt(text, window, marked, window.start > whole.start, window.end < whole.end)


def part_of(text: str, highlights: Sequence[Span], limit: int, number: int) -> tuple[Excerpt, int, int]:
    """A part of a paragraph that may be too long for one message.

    Args:
        text: the paragraph as in the file.
        highlights: the words to mark.
        limit: UTF-16 units of a part.
        number: which part, from 0; the last one counts as -1, and for any beyond it.

    Returns:
        The part, its number, and how many there are.
    """
    parts = parts_of(text, limit)
    number = min(number, len(parts) - 1) if number >= 0 else len(parts) - 1
    window = parts[number]
    marked = _apart([span for raw in highlights if (span := _within(raw, window)) is not None])
    before, after = number > 0, number < len(parts) - 1
    return Excerpt(text, window, marked, before, after), number, len(parts)


def parts_of(text: str, limit: int) -> list[Span]:
    """The paragraph in parts of whole sentences; a sentence that is too long is cut where it does no harm."""
    whole = _without_blanks(text)
    parts: list[Span] = []
    start = whole.start
    while units(text[start : whole.end]) > limit:
        window = Span(start, start)
        for ends in (_SENTENCE_END, _CLAUSE_END, _HARMLESS_CUT):
            window = _grown(text, Span(start, whole.end), window, ends, limit)
            if units(window.of(text)) >= limit // 2:
                break
        window = window if window.start < window.end else _first_units(text, Span(start, whole.end), limit)
        parts.append(window)
        start = window.end
    return [*parts, Span(start, whole.end)]


def sentence_around(text: str, highlights: Sequence[Span]) -> Span:
    """The sentence that holds the first highlight, or the first sentence."""
    whole = _without_blanks(text)
    focus = highlights[0] if highlights else Span(whole.start, whole.start)
    return _enclosing(text, whole, focus)


def _without_blanks(text: str) -> Span:
    start = len(text) - len(text.lstrip())
    return Span(start, max(start, len(text.rstrip())))


def _within(span: Span, window: Span) -> Span | None:
    start, end = max(span.start, window.start), min(span.end, window.end)
    return Span(start, end) if start < end else None


def _apart(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The same characters as spans in order that neither overlap nor touch."""
    apart: list[Span] = []
    for span in sorted(spans):
        if apart and span.start <= apart[-1].end:
            apart[-1] = Span(apart[-1].start, max(apart[-1].end, span.end))
        else:
            apart.append(span)
    return tuple(apart)


def _core(text: str, whole: Span, wanted: Sequence[Span], room: int) -> Span:
    """What must be in the window: the answer, and the other highlights as far as they fit with it."""
    if not wanted:
        return Span(whole.start, whole.start)
    core = wanted[0]
    if units(core.of(text)) > room:
        return _first_units(text, core, room)
    for span in wanted[1:]:
        both = Span(min(core.start, span.start), max(core.end, span.end))
        if units(both.of(text)) <= room:
            core = both
    return core


def _around(text: str, whole: Span, core: Span, room: int) -> Span:
    """The core with whole sentences around it; where those are too long clauses, or at worst characters."""
    sentences = _enclosing(text, whole, core)
    fits = units(sentences.of(text)) <= room
    window = sentences if fits else core
    for cuts in (_SENTENCE_END, _CLAUSE_END, _HARMLESS_CUT) if fits else (_CLAUSE_END, _HARMLESS_CUT):
        window = _grown(text, whole, window, cuts, room)
        if units(window.of(text)) >= room // 2:
            break
    return window if window.start < window.end else _first_units(text, whole, room)


def _grown(text: str, whole: Span, window: Span, ends: re.Pattern[str], room: int) -> Span:
    """The window widened to the next places where one may cut, on both sides in turn, what follows first."""
    cuts = [whole.start, *(match.end() for match in ends.finditer(text, whole.start, whole.end)), whole.end]
    after = deque(cut for cut in cuts if cut > window.end)
    before = deque(cut for cut in reversed(cuts) if cut < window.start)
    while after or before:
        for side in (after, before):
            if not side:
                continue
            cut = side.popleft()
            wider = Span(min(window.start, cut), max(window.end, cut))
            if units(wider.of(text)) <= room:
                window = wider
            else:
                side.clear()
    return window


def _enclosing(text: str, whole: Span, core: Span) -> Span:
    """The sentences the core stands in."""
    start, end = whole.start, whole.end
    for match in _SENTENCE_END.finditer(text, whole.start, whole.end):
        if match.end() <= core.start:
            start = match.end()
        elif match.end() >= core.end and match.end() > core.start:
            end = match.end()
            break
    return Span(start, end)


def _first_units(text: str, span: Span, room: int) -> Span:
    """The first characters that fit, without the beginning of a figure at the end."""
    end, left = span.start, room
    while end < span.end and (left := left - units(text[end])) >= 0:
        end += 1
    cut = end
    while cut > span.start and cut < span.end and _IN_FIGURE.match(text[cut - 1]):
        cut -= 1
    return Span(span.start, cut if cut > span.start else end)
