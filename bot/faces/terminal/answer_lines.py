"""An answer as lines of a terminal, with the answer's words marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.conversation.evidence import NEAREST_SHOWN, evidence
from bot.conversation.replies import is_found
from bot.faces.terminal.figures import table_lines
from bot.messages import Texts
from bot.presentation.document_row import row_pieces
from bot.presentation.excerpt import excerpt
from bot.presentation.parts import label, position, reason, texts_of, understood
from bot.presentation.places import of_each_place, which_place
from bot.presentation.rich_text import Piece, Style, clipped, shown
from bot.presentation.table_rows import reading_line, title_of
from retrieval.types import Answer, AnswerPart, Citation, Status

_QUOTE_UNITS = 1200
_NEAREST_UNITS = 160
_PLACE_UNITS = 160
"""Of the paragraph of each place that may be meant."""
_NAME_UNITS = 80
_BOLD, _DIM, _END = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_OPEN, _CLOSE = "【", "】"
"""What marks the answer's words where there are no colours."""


def render_terminal(answer: Answer, color: bool = False) -> str:
    """The answer, the paragraphs that support it and where they stand, without a line end at the end.

    Args:
        answer: with citations, whose control characters do not reach the terminal.
        color: whether the terminal understands ANSI escapes; otherwise brackets mark the answer's words.
    """
    known = [line] if (line := understood(answer)) else []
    if answer.places:
        return "\n".join([which_place(answer), *known, *_each_place(answer, color=color)])
    if is_found(answer):
        doubt = [texts_of(answer).hard_to_read] if answer.is_doubtful else []
        lines = [*doubt, *_said(answer, color=color), *known]
        for citation in evidence(answer):
            lines += ["", *_cited(citation, texts_of(answer), _QUOTE_UNITS, color=color)]
        return "\n".join(lines)
    lines = [reason(answer), *known]
    nearest = answer.citations[:NEAREST_SHOWN] if answer.status is not Status.OFF_TOPIC else ()
    if nearest:
        lines += ["", texts_of(answer).nearest]
    for citation in nearest:
        lines += _cited(citation, texts_of(answer), _NEAREST_UNITS, color=color)
    return "\n".join(lines)


def _said(answer: Answer, *, color: bool) -> list[str]:
    """The short answer; of a comparison all cells of the table, and what is read off it."""
    if answer.table is None:
        return [_part_line(answer, part, color=color) for part in answer.parts]
    table = replace(answer.table, language=answer.question.language)
    lines: list[str] = []
    for each in table.each:
        lines += [title_of(each), *table_lines(each, color=color), *filter(None, [reading_line(each)])]
    return lines


def _each_place(answer: Answer, *, color: bool) -> list[str]:
    lines: list[str] = []
    for each in of_each_place(answer):
        lines += ["", *(_part_line(answer, part, color=color) for part in each.parts)]
        for citation in evidence(each):
            lines += _cited(citation, texts_of(answer), _PLACE_UNITS, color=color)
    return lines


def _part_line(answer: Answer, part: AnswerPart, *, color: bool) -> str:
    words = shown(part.text).strip()
    return label(answer, part) + (f"{_BOLD}{words}{_END}" if color else words)


def _cited(citation: Citation, texts: Texts, limit: int, *, color: bool) -> list[str]:
    pieces = row_pieces(citation, limit) or excerpt(citation.text, citation.highlights, limit).pieces
    quote = _marked(pieces, color=color)
    source = _place(citation, texts)
    return [f"  {line}" for line in quote.split("\n")] + [
        f"  {_DIM}{source}{_END}" if color else f"  {source}"
    ]


def _marked(pieces: Iterable[Piece], *, color: bool) -> str:
    opened, closed = (_BOLD, _END) if color else (_OPEN, _CLOSE)
    return "".join(
        f"{opened}{piece.text}{closed}" if piece.style is Style.BOLD else piece.text for piece in pieces
    )


def _place(citation: Citation, texts: Texts) -> str:
    """Document · whole heading path · page and paragraph, or paragraph and line in the file."""
    names = [citation.document or citation.file, " › ".join(citation.section)]
    places = [name for raw in names if (name := clipped(raw, _NAME_UNITS))]
    return " · ".join([*places, *position(citation, texts)])
