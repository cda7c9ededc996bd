"""RTF -> lines, by striprtf; the cells of a table's row stand side by side."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from striprtf.striprtf import rtf_to_text

from retrieval.errors import Refusal, RefusedContentError
from retrieval.ingest.formats.spacing import tidied
from retrieval.ingest.formats.tables import LINES_ABOVE, TableCell, TableLines
from retrieval.ingest.source_text import SourceLine

_CELL = "|"


def read(content: bytes) -> Iterator[SourceLine]:
    """The paragraphs and rows of a document.

    Raises:
        RefusedContentError: not an RTF.
    """
    if not content.lstrip().startswith(b"{\\rtf"):
        raise RefusedContentError("is not an RTF document", Refusal.OTHER_KIND)
    table: TableLines | None = None
    before: deque[str] = deque(maxlen=LINES_ABOVE)
    # What is not ASCII stands there as escapes, in the code page that the file names.
    words: str = rtf_to_text(content.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    for raw in words.split("\n"):
        text = tidied(raw)
        if raw.endswith(_CELL) and raw.count(_CELL) > 1:
            table = table or TableLines(before)
            cells = map(tidied, raw[:-1].split(_CELL))
            yield from table.row([TableCell([SourceLine(cell)] if cell else ()) for cell in cells])
        elif text:
            yield from table.end() if table else ()
            table = None
            before.append(text)
            yield SourceLine(text)
    yield from table.end() if table else ()
