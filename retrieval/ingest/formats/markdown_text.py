"""Markdown (CommonMark with tables) -> lines, by the tokens of `markdown_parser`.

A number that opens an item of a list stays in its line, as it stands in the file: official texts number their
headings and points. Raw HTML is read as `html_text` reads it; pictures and the addresses of links are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from retrieval.errors import Refusal, RefusedContentError
from retrieval.ingest.formats import html_text
from retrieval.ingest.formats.limits import MAX_DEPTH
from retrieval.ingest.formats.markdown_parser import Token, TokenLines, markdown_parser
from retrieval.ingest.formats.spacing import joined, tidied
from retrieval.ingest.formats.tables import LINES_ABOVE, TableCell, TableLines
from retrieval.ingest.headings import opens_with_number
from retrieval.ingest.source_text import SourceLine

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:[^\n]*\n){0,200}?(?:---|\.\.\.)[ \t]*(?:\n|$)")
_ENDS = "。！？；：!?;:"
_OPENING = 24
"""Characters of a paragraph in which its number would stand: it is not looked for in all that follows."""
_LINE_END = re.compile(r"\r\n?")


def read(text: str) -> Iterator[SourceLine]:
    """The headings and paragraphs of a Markdown text.

    Raises:
        RefusedContentError: it is nested too deeply.
    """
    text = _LINE_END.sub("\n", text.replace("\0", "\ufffd"))
    front = _FRONT_MATTER.match(text)
    body = text[front.end() :] if front else text
    tokens = markdown_parser().parse(body)
    if any(token.level >= MAX_DEPTH - 1 for token in tokens):
        raise RefusedContentError(f"is nested deeper than {MAX_DEPTH} levels", Refusal.TOO_MUCH)
    writer = _Writer(TokenLines(body, first=1 + (front[0].count("\n") if front else 0)))
    for token in tokens:
        writer.take(token)
    return iter(writer.lines)


class _Writer:
    """Turns tokens into lines; the cells of a table wait until their row is whole."""

    def __init__(self, places: TokenLines) -> None:
        self.lines: list[SourceLine] = []
        self._places = places
        self._level: int | None = None
        self._number = ""
        """Opens the next paragraph, which is the first of an item."""
        self._table = TableLines()
        self._is_name = False
        """Whether the cell that was opened last names a column."""
        self._row: list[TableCell] | None = None

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
            case "table_open":
                self._table = TableLines(line.text for line in self.lines[-LINES_ABOVE:])
            case "tr_close":
                self.lines += self._table.row(self._row or [])
                self._row = None
            case "th_open" | "td_open":
                self._is_name = token.type == "th_open"
            case "table_close":
                self.lines += self._table.end()
            case _:
                self._take_text(token)

    def _take_text(self, token: Token) -> None:
        match token.type:
            case "inline":
                found = list(_paragraph(self._raw_lines(token), self._level))
                self._number = ""
                if self._row is None:
                    self.lines += found
                else:
                    self._row.append(TableCell(found, is_name=self._is_name))
            case "fence" | "code_block":
                first = self._places.block(token)
                code = enumerate(map(tidied, token.content.split("\n")), first + (token.type == "fence"))
                self.lines += [SourceLine(text, line=line) for line, text in code if text]
            case "html_block":
                self.lines += html_text.read_fragment(token.content, self._places.block(token))

    def _raw_lines(self, token: Token) -> Iterator[SourceLine]:
        """The words of a paragraph line by line, each with the line of its first word; an empty one is a hard break."""
        words, begin, is_blank = [self._number], self._places.paragraph(token), not self._number
        now = begin
        children = token.children or ()
        for child, after in zip(children, self._places.after_children(token), strict=True):
            word = _word(child)
            if _ends_line(child):
                yield from _split(words, begin)
                if child.type != "softbreak":
                    yield SourceLine("", line=now)
                words, begin, is_blank = [], after, True
            elif word:
                begin = now if is_blank else begin
                is_blank = is_blank and not tidied(word)
                words.append(word)
            now = after
        yield from _split(words, begin)


def _split(words: Iterable[str], line: int) -> Iterator[SourceLine]:
    """Words of one line of the file; entities may bring line ends of their own."""
    for text in "".join(words).split("\n"):
        yield SourceLine(text, line=line)


def _paragraph(raw_lines: Iterable[SourceLine], level: int | None) -> Iterator[SourceLine]:
    """The lines of a paragraph: hard breaks end one, and so do line ends where Chinese writers mean them to."""
    lines: list[str] = []
    opening, begin = "", None
    for raw in raw_lines:
        text = tidied(raw.text)
        is_end = not text or (lines and lines[-1][-1] in _ENDS)
        if lines and (is_end or opens_with_number(opening) or opens_with_number(text)):
            yield SourceLine(joined(lines), level, line=begin)
            lines, opening = [], ""
        if text:
            begin = begin if lines else raw.line
            lines.append(text)
            opening = joined((opening, text))[:_OPENING] if len(opening) < _OPENING else opening
    if lines:
        yield SourceLine(joined(lines), level, line=begin)


def _ends_line(child: Token) -> bool:
    is_break = child.type in {"softbreak", "hardbreak"}
    return is_break or (child.type == "html_inline" and child.content.lower().startswith("<br"))


def _word(child: Token) -> str:
    return child.content if child.type in {"text", "code_inline", "text_special"} else ""
