"""HTML -> lines: headings, paragraphs, items of lists, rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from retrieval.errors import Refusal, RefusedContentError
from retrieval.ingest.formats.html_lines import marked, opening_line
from retrieval.ingest.formats.html_menus import PageLine, without_menus
from retrieval.ingest.formats.html_tree import Part, Step, parts, title_parts
from retrieval.ingest.formats.spacing import tidied, unwrapped
from retrieval.ingest.formats.tables import LINES_ABOVE, TableCell, TableLines
from retrieval.ingest.reading import UNKNOWN_ENCODING, decode
from retrieval.ingest.source_text import SourceLine

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure form header hr "
    "legend li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
) | frozenset(_HEADINGS)
_BREAK = "br"
_LETTERS = re.compile(r"\w")
_LINKED = 0.8
"""Share of a line's characters that are links, where it is one of a menu."""
_OF_SITE = re.compile(r"\s*[-_|–—]+\s*(?=[^-_|–—]*$)")
"""Parts the title of a page from the name of its site: 关于…的通知 - 某某区人民政府门户网站."""
_CELLS = frozenset({"td", "th"})
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
_HEAD_BYTES = 4096
"""Browsers look for the encoding in the first 1024; pages with long openings put it later."""


def read(content: bytes) -> Iterator[SourceLine]:
    """The main text of a page, below its title where it shows no heading of its own.

    Raises:
        RefusedContentError: not text, or nested too deeply.
    """
    declared = _DECLARED.search(content[:_HEAD_BYTES])
    text = decode(content, declared[1].decode("ascii") if declared else "")
    if text is None:
        raise RefusedContentError(UNKNOWN_ENCODING, Refusal.OTHER_KIND)
    page = marked(text, first=1)
    lines = without_menus(_written(parts(page), opening_line(text, first=1)))
    if lines and all(line.level is None for line in lines):
        said = {line.text for line in lines}
        for title in (each.line for each in _written(title_parts(page), first=1)):
            if title.text not in said and _OF_SITE.split(title.text)[0] not in said:
                yield title
    yield from lines


def read_fragment(markup: str, first: int) -> list[SourceLine]:
    """The lines of some HTML.

    Args:
        markup: the HTML.
        first: the line of the file on which it begins.

    Raises:
        RefusedContentError: it is nested too deeply.
    """
    return [each.line for each in _written(parts(marked(markup, first)), opening_line(markup, first))]


def _written(page: Iterable[Part], first: int) -> list[PageLine]:
    writer = _Writer(first)
    for part in page:
        writer.take(part)
    writer.end_line()
    return [PageLine(line, writer.links.get(id(line), 0)) for line in writer.lines]


@dataclass(frozen=True, slots=True)
class _Words:
    text: str
    line: int
    """Of the file, on which they begin."""
    is_link: bool = False


def _split(pieces: Iterable[_Words]) -> Iterator[list[_Words]]:
    """The lines of preformatted text."""
    raw: list[_Words] = []
    for words in pieces:
        head, *others = words.text.split("\n")
        raw.append(_Words(head, words.line, words.is_link))
        for text in others:
            yield raw
            raw = [_Words(text, words.line, words.is_link)]
    yield raw


def _links_of(pieces: Sequence[_Words]) -> int:
    """How many links a line is made of; 0: it says more than that."""
    if not any(words.is_link for words in pieces):
        return 0
    said = [(words.is_link, len(_LETTERS.findall(words.text))) for words in pieces]
    total, linked = sum(count for _, count in said), sum(count for is_link, count in said if is_link)
    return sum(is_link and count > 0 for is_link, count in said) if linked >= _LINKED * max(total, 1) else 0


class _Writer:
    """Turns the parts of a page into lines; the lines of a cell wait until its row is whole."""

    def __init__(self, first: int) -> None:
        self.lines: list[SourceLine] = []
        self.links: dict[int, int] = {}
        """By the identity of a line that is hardly more than links: how many."""
        self._open_links = 0
        self._words: list[_Words] = []
        self._now = first
        """The line of the file that was reached."""
        self._level: int | None = None
        self._preformatted = 0
        self._outer: list[list[SourceLine]] = []
        """The lines around the open cells, outermost first."""
        self._cells: list[Part] = []
        """The open cells, outermost first."""
        self._rows: list[list[TableCell]] = []
        self._tables: list[TableLines] = []
        """Those that are open, outermost first."""

    def take(self, part: Part) -> None:
        if part.step is Step.WORDS:
            self._now = part.line or self._now
            self._words.append(_Words(part.value, self._now, is_link=self._open_links > 0))
            return
        if part.value in _BLOCKS or part.value == _BREAK:
            self.end_line()
        if part.step is Step.ENTER:
            self._enter(part)
        else:
            self._leave(part.value)

    def end_line(self) -> None:
        for raw in _split(self._words) if self._preformatted else [self._words]:
            if text := tidied(unwrapped("".join(words.text for words in raw))):
                begin = next(words.line for words in raw if tidied(words.text))
                self.lines.append(SourceLine(text, self._level, line=begin))
                if links := _links_of(raw):
                    self.links[id(self.lines[-1])] = links
        self._words = []

    def _enter(self, part: Part) -> None:
        name = part.value
        if name == "a":
            self._open_links += 1
        if name in _HEADINGS:
            self._level = _HEADINGS[name]
        elif name == "pre":
            self._preformatted += 1
        elif name == "table":
            self._tables.append(TableLines(line.text for line in self.lines[-LINES_ABOVE:]))
        elif name == "tr":
            self._rows.append([])
        elif name in _CELLS:
            self._outer.append(self.lines)
            self._cells.append(part)
            self.lines = []

    def _leave(self, name: str) -> None:
        if name == "a":
            self._open_links -= 1
        if name in _HEADINGS:
            self._level = None
        elif name == "pre":
            self._preformatted -= 1
        elif name == "tr":
            self.lines += (self._tables[-1] if self._tables else TableLines()).row(self._rows.pop())
        elif name == "table":
            self.lines += self._tables.pop().end()
        elif name in _CELLS:
            lines, self.lines = self.lines, self._outer.pop()
            cell = self._cells.pop()
            if self._rows:
                self._rows[-1].append(TableCell(lines, cell.columns, cell.rows, name == "th"))
            else:
                # The parser puts every cell into a row, whatever the page says, but not those inside of formulas.
                self.lines += lines
