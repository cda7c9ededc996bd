"""The lines of pages -> paragraphs, by the rules a typesetter follows, each measured by its own column.

A new paragraph begins where a line is indented or centred, where the line before was ended early (its successor's first
word would have fitted in), where the lines are further apart than usual, and where the size of the letters changes.
Notes at the foot of a page stand behind the paragraph that goes on over them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from retrieval.ingest.enumerators import enumerator_of
from retrieval.ingest.formats.pdf_layout import blocks
from retrieval.ingest.formats.pdf_measure import PlacedLine, body_size, placed_lines
from retrieval.ingest.formats.pdf_pages import Page
from retrieval.ingest.formats.pdf_rows import PdfCell, Segment
from retrieval.ingest.formats.spacing import is_wide, joined
from retrieval.ingest.headings import opens_with_number

_INDENT = 1.0
"""In sizes of the letters, as everything here; Chinese paragraphs are indented by two characters."""
_DEEPEST_INDENT = 2.5
"""What is set in further is a quotation, whose lines are all indented alike."""
_SAME_EDGE = 0.5
_SLACK = 1.0
"""A line may end this much early beside what did not fit, when punctuation must not begin a line."""
_GAP = 1.5
"""Times the usual distance of two lines."""
_SIZE = 1.15
_MOSTLY_FULL = 0.6
"""Share of the column's width: a line that is as long, and ends in the middle of a sentence, goes on in another such."""
_BULLETS = "•●○■□◆◇▪►"
_ENDS = "。！？；：.!?;:”）)》】"
_NOTE = re.compile(r"(?:\[\d+\]|[①-⑳*†‡]|\d{1,2}\s)")
_NOTE_SIZE = 0.92
"""Times the size of the text."""
_LEADERS = re.compile(r"(?:[.．·…・‥]\s*){4,}\d{1,4}$|…{2,}\s*\d{1,4}$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, or a row of a table."""

    text: str
    page: int
    """On which it begins."""
    size: float
    """Of its letters."""
    cells: tuple[PdfCell, ...] = ()
    """Of a row of a table."""


def paragraphs(pages: Sequence[Page]) -> Iterator[Paragraph]:
    """The paragraphs of a document in the order in which they are read."""
    placed = list(placed_lines(list(blocks(pages))))
    body = body_size((each.segment.size, len(each.segment.text)) for each in placed)
    hyphenated = _hyphenated(each.segment for each in placed)
    lines: list[PlacedLine] = []
    notes: list[PlacedLine] = []
    for here in placed:
        if _is_note(here, notes, body):
            notes.append(here)
            continue
        if lines and _begins(lines, here):
            yield _paragraph(lines, hyphenated)
            lines = []
            if notes and here.page > notes[-1].page:
                yield from _notes(notes, hyphenated)
                notes = []
        lines.append(here)
    if lines:
        yield _paragraph(lines, hyphenated)
    yield from _notes(notes, hyphenated)


def _paragraph(lines: Sequence[PlacedLine], hyphenated: frozenset[str]) -> Paragraph:
    text = joined(_unparted([placed.segment for placed in lines], hyphenated))
    return Paragraph(text, lines[0].page, lines[0].segment.size, lines[0].cells)


def _notes(notes: Sequence[PlacedLine], hyphenated: frozenset[str]) -> Iterator[Paragraph]:
    lines: list[PlacedLine] = []
    for note in notes:
        if lines and _NOTE.match(note.segment.text):
            yield _paragraph(lines, hyphenated)
            lines = []
        lines.append(note)
    if lines:
        yield _paragraph(lines, hyphenated)


def _unparted(segments: Sequence[Segment], hyphenated: frozenset[str]) -> Iterator[str]:
    """The texts of lines, words that a hyphen parts put together, but for those that have it elsewhere, too."""
    carried = ""
    for at, segment in enumerate(segments):
        text, carried = carried + segment.text, ""
        if segment.is_parted and at + 1 < len(segments):
            head, _, last = text.rpartition(" ")
            following = segments[at + 1].text.split(" ", 1)[0]
            whole = f"{last}{following}"
            carried = last if whole.strip(".,;:()").lower() in hyphenated else last[:-1]
            text = head
        if text:
            yield text


def _hyphenated(segments: Iterable[Segment]) -> frozenset[str]:
    """The words that are written with a hyphen in the middle of a line."""
    found = (word for each in segments for word in re.findall(r"[A-Za-z]+(?:-[A-Za-z]+)+", each.text))
    return frozenset(word.lower() for word in found)


def _is_note(here: PlacedLine, notes: Sequence[PlacedLine], body: float) -> bool:
    """Whether a line is a note, or goes on with one: at the foot of a page, in smaller letters, and with its mark."""
    if here.cells or here.segment.size > _NOTE_SIZE * body:
        return False
    is_first = not notes or notes[-1].page != here.page
    return bool(_NOTE.match(here.segment.text)) if is_first else notes[-1].block == here.block


def _begins(lines: Sequence[PlacedLine], here: PlacedLine) -> bool:
    """Whether a line begins a paragraph, after these lines of one."""
    before = lines[-1]
    size = min(before.segment.size, here.segment.size)
    is_other_kind = before.cells or here.cells or max(before.segment.size, here.segment.size) > _SIZE * size
    if is_other_kind or _LEADERS.search(before.segment.text):
        return True
    if before.segment.is_parted:
        return False
    if before.block == here.block and before.segment.bottom - here.segment.bottom > _GAP * here.distance:
        return True
    if here.segment.text[0] in _BULLETS:
        return True
    if here.is_centred or before.is_centred:
        return not (here.is_centred and before.is_centred) or _is_numbered(here) or _is_numbered(before)
    return _is_set_off(lines, here, size) or _was_ended(lines, here, size)


def _was_ended(lines: Sequence[PlacedLine], here: PlacedLine, size: float) -> bool:
    """Whether the last of the lines was ended before its column was full."""
    before = lines[-1]
    if before.room <= here.segment.first_word + _SLACK * size:
        return (
            before.segment.text.endswith(tuple(_ENDS)) and _is_numbered(here) and here.indent <= before.indent
        )
    # Two lines that are indented alike, or a number and no full stop: the first is a heading.
    is_indented = min(before.indent, here.indent) > _INDENT * size
    if len(lines) == 1 and (is_indented or _is_numbered(before)):
        return True
    ends_sentence = here.segment.text.endswith(tuple(_ENDS))
    goes_on = _is_mostly_full(before) and (_is_mostly_full(here) or ends_sentence)
    return not goes_on or before.segment.text.endswith(tuple(_ENDS)) or _is_numbered(here)


def _is_mostly_full(placed: PlacedLine) -> bool:
    return placed.segment.right - placed.left >= _MOSTLY_FULL * (placed.right - placed.left)


def _is_numbered(placed: PlacedLine) -> bool:
    text = placed.segment.text
    return text[0] in _BULLETS or enumerator_of(text) is not None or opens_with_number(text)


def _is_set_off(lines: Sequence[PlacedLine], here: PlacedLine, size: float) -> bool:
    """Whether a line is indented; in an item whose lines hang below its words, whether it stands where the item began."""
    first, last = lines[0].indent, lines[-1].indent
    if _is_numbered(lines[0]) and max(here.indent, last) > first + _INDENT * size:
        return here.indent <= first + _SAME_EDGE * size
    # Only the first line of a paragraph stands further to the right than the others; a whole block may be set in.
    # Two that are indented alike are two paragraphs of one line, if the first ends or is Chinese.
    is_over = lines[-1].segment.text.endswith(tuple(_ENDS)) or is_wide(here.segment.text[0])
    is_next = len(lines) == 1 and _INDENT * size < here.indent <= _DEEPEST_INDENT * size and is_over
    is_dedented = len(lines) > 1 and here.indent < last - _INDENT * size
    return here.indent > last + _INDENT * size or is_dedented or is_next
