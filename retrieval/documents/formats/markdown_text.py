"""Markdown (CommonMark with tables) -> lines, by markdown-it-py.

A number that opens an item of a list stays in its line, as it stands in the file: official texts number their
headings and points. Raw HTML is read as `html_text` reads it; pictures and the addresses of links are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from retrieval.documents.formats import html_text
from retrieval.documents.formats.limits import MAX_DEPTH
from retrieval.documents.formats.spacing import joined, tidied
from retrieval.documents.formats.tables import row_lines
from retrieval.documents.source_text import SourceLine
from retrieval.documents.structure import opens_with_number
from retrieval.errors import RefusedContentError

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:[^\n]*\n){0,200}?(?:---|\.\.\.)[ \t]*(?:\n|$)")
_HARD_BREAK = "\n\n"
_ENDS = "。！？；：!?;:"
_OPENING = 24
"""Characters of a paragraph in which its number would stand: it is not looked for in all that follows."""
_LINE_END = re.compile(r"\r\n?")


def read(text: str) -> Iterator[SourceLine]:
    """The headings and paragraphs of a Markdown text.

    Raises:
        RefusedContentError: it is nested too deeply.
    """
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_DEPTH}).enable("table")
    text = _FRONT_MATTER.sub("", _LINE_END.sub("\n", text), count=1) if text.startswith("---") else text
    tokens = parser.parse(text)
    if any(token.level >= MAX_DEPTH - 1 for token in tokens):
        raise RefusedContentError(f"is nested deeper than {MAX_DEPTH} levels")
    writer = _Writer()
    for token in tokens:
        writer.take(token)
    return iter(writer.lines)


class _Writer:
    """Turns tokens into lines; the cells of a table wait until their row is whole."""

    def __init__(self) -> None:
        self.lines: list[SourceLine] = []
        self._level: int | None = None
        self._number = ""
        """Opens the next paragraph, which is the first of an item."""
        self._row: list[list[SourceLine]] | None = None

    def take(self, token: Token) -> None:
        match token.type:
            case "heading_open":
                self._level = int(token.tag[1:])
            case "heading_close":
                self._level = None
            case "list_item_open":
                self._number = f"{token.info}{token.markup} " if token.info else ""
            case "tr_open":
                self._row = []
            case "tr_close":
                self.lines += row_lines(self._row or [])
                self._row = None
            case _:
                self._take_text(token)

    def _take_text(self, token: Token) -> None:
        match token.type:
            case "inline":
                found = [SourceLine(line, self._level) for line in _paragraph(token, self._number)]
                self._number = ""
                if self._row is None:
                    self.lines += found
                else:
                    self._row.append(found)
            case "fence" | "code_block":
                self.lines += [SourceLine(line) for line in map(tidied, token.content.split("\n")) if line]
            case "html_block":
                self.lines += html_text.read_fragment(token.content)


def _paragraph(token: Token, number: str) -> Iterator[str]:
    """The lines of a paragraph: hard breaks end one, and so do line ends where Chinese writers mean them to."""
    lines: list[str] = []
    opening = ""
    for raw in (number + _words(token.children or ())).split("\n"):
        text = tidied(raw)
        if lines and (
            not text or lines[-1][-1] in _ENDS or opens_with_number(opening) or opens_with_number(text)
        ):
            yield joined(lines)
            lines, opening = [], ""
        if text:
            lines.append(text)
            opening = joined((opening, text))[:_OPENING] if len(opening) < _OPENING else opening
    if lines:
        yield joined(lines)


def _words(children: Sequence[Token]) -> str:
    """The words of a paragraph; an empty line in them is a hard break."""
    return "".join(_word(child) for child in children)


def _word(child: Token) -> str:
    match child.type:
        case "text" | "code_inline" | "text_special":
            return child.content
        case "softbreak":
            return "\n"
        case "hardbreak":
            return _HARD_BREAK
        case "html_inline" if child.content.lower().startswith("<br"):
            return _HARD_BREAK
    return ""
