"""CSV -> lines: its rows under their header, each with the line of the file on which it begins."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from retrieval.errors import Refusal, RefusedContentError
from retrieval.ingest.formats.sheet_text import rows
from retrieval.ingest.formats.spacing import tidied
from retrieval.ingest.reading import UNKNOWN_ENCODING, decode
from retrieval.ingest.source_text import SourceLine

_SAMPLE = 8192
_DELIMITERS = ",;\t|"


def read(content: bytes) -> Iterator[SourceLine]:
    """The rows of a table.

    Raises:
        RefusedContentError: not text, or not a table.
    """
    text = decode(content)
    if text is None:
        raise RefusedContentError(UNKNOWN_ENCODING, Refusal.OTHER_KIND)
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[:_SAMPLE], _DELIMITERS)
    except csv.Error:
        dialect = csv.excel
    cells: list[list[str]] = []
    begins: list[int] = []
    begin = 1
    reader = csv.reader(StringIO(text, newline=""), dialect)
    for row in reader:
        cells.append([tidied(cell).replace("\n", " ") for cell in row])
        begins.append(begin)
        begin = reader.line_num + 1
    yield from rows(cells, begins)
