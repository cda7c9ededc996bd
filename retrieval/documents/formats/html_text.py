"""HTML -> lines: headings, paragraphs, items of lists, rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from retrieval.documents.formats.html_tree import Part, Step, page_title, parts
from retrieval.documents.formats.spacing import tidied, unwrapped
from retrieval.documents.formats.tables import row_lines
from retrieval.documents.reading import decode
from retrieval.documents.source_text import SourceLine
from retrieval.errors import RefusedContentError

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure form header hr "
    "legend li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
) | frozenset(_HEADINGS)
_BREAK = "br"
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
        raise RefusedContentError("is not text in UTF-8 or GB18030")
    lines = list(read_fragment(text))
    title = tidied(unwrapped(page_title(text)))
    if title and lines and all(line.level is None and line.text != title for line in lines):
        yield SourceLine(title)
    yield from lines


def read_fragment(markup: str) -> Iterator[SourceLine]:
    """The lines of some HTML.

    Raises:
        RefusedContentError: it is nested too deeply.
    """
    writer = _Writer()
    for part in parts(markup):
        writer.take(part)
    writer.end_line()
    return iter(writer.lines)


class _Writer:
    """Turns the parts of a page into lines; the lines of a cell wait until its row is whole."""

    def __init__(self) -> None:
        self.lines: list[SourceLine] = []
        self._words: list[str] = []
        self._level: int | None = None
        self._preformatted = 0
        self._outer: list[list[SourceLine]] = []
        """The lines around the open cells, outermost first."""
        self._rows: list[list[list[SourceLine]]] = []

    def take(self, part: Part) -> None:
        if part.step is Step.WORDS:
            self._words.append(part.value)
            return
        if part.value in _BLOCKS or part.value == _BREAK:
            self.end_line()
        if part.step is Step.ENTER:
            self._enter(part.value)
        else:
            self._leave(part.value)

    def end_line(self) -> None:
        words = "".join(self._words)
        self._words.clear()
        for raw in words.split("\n") if self._preformatted else [unwrapped(words)]:
            if text := tidied(raw):
                self.lines.append(SourceLine(text, self._level))

    def _enter(self, name: str) -> None:
        if name in _HEADINGS:
            self._level = _HEADINGS[name]
        elif name == "pre":
            self._preformatted += 1
        elif name == "tr":
            self._rows.append([])
        elif name in _CELLS:
            self._outer.append(self.lines)
            self.lines = []

    def _leave(self, name: str) -> None:
        if name in _HEADINGS:
            self._level = None
        elif name == "pre":
            self._preformatted -= 1
        elif name == "tr":
            self.lines += row_lines(self._rows.pop())
        elif name in _CELLS:
            # The parser puts every cell into a row, whatever the page says.
            self._rows[-1].append(self.lines)
            self.lines = self._outer.pop()
