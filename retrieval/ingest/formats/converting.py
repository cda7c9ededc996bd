"""The content of a file of any kind but plain text -> its lines. Runs in the parsers' process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from retrieval.errors import Refusal, RefusedContentError
from retrieval.ingest.formats import (
    csv_text,
    doc_text,
    epub_text,
    html_text,
    mail_text,
    odt_text,
    pptx_text,
    rtf_text,
    sheet_text,
    zip_text,
)
from retrieval.ingest.formats.limits import MAX_CHARACTERS, MAX_LINES, PICTURES
from retrieval.ingest.formats.scanning import QUIETLY, Scanning
from retrieval.ingest.formats.spacing import tidied
from retrieval.ingest.reading import UNKNOWN_ENCODING, decode
from retrieval.ingest.source_text import SourceLine
from retrieval.types import TableHead

_MOST_SAID = 100
"""Characters of what a parser says of a broken file."""
# A process mostly reads files of one kind: what takes long to import is imported with the first file that needs it.


def _read_docx(content: bytes) -> Iterator[SourceLine]:
    from retrieval.ingest.formats import docx_text  # noqa: PLC0415

    return docx_text.read(content)


def _read_markdown(content: bytes) -> Iterator[SourceLine]:
    from retrieval.ingest.formats import markdown_text  # noqa: PLC0415

    text = decode(content)
    if text is None:
        raise RefusedContentError(UNKNOWN_ENCODING, Refusal.OTHER_KIND)
    return markdown_text.read(text)


def _read_pdf(content: bytes, scanning: Scanning) -> Iterator[SourceLine]:
    from retrieval.ingest.formats import pdf_text  # noqa: PLC0415

    return pdf_text.read(content, scanning)


def _read_picture(content: bytes, scanning: Scanning) -> Iterator[SourceLine]:
    from retrieval.ingest.formats import picture_text  # noqa: PLC0415

    return picture_text.read(content, scanning)


_READERS: Mapping[str, Callable[[bytes], Iterator[SourceLine]]] = {
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".html": html_text.read,
    ".htm": html_text.read,
    ".docx": _read_docx,
    ".doc": doc_text.read,
    ".rtf": rtf_text.read,
    ".odt": odt_text.read,
    ".odp": odt_text.read,
    ".epub": epub_text.read,
    ".pptx": pptx_text.read,
    ".xlsx": sheet_text.read,
    ".xlsm": sheet_text.read,
    ".xls": sheet_text.read,
    ".ods": sheet_text.read,
    ".csv": csv_text.read,
    ".eml": mail_text.read,
}
_SCANNERS: Mapping[str, Callable[[bytes, Scanning], Iterator[SourceLine]]] = {
    ".pdf": _read_pdf,
    **dict.fromkeys(PICTURES, _read_picture),
    ".zip": lambda content, scanning: zip_text.read(content, partial(convert, scanning=scanning)),
}
"""Of kinds that may hold pages that are pictures."""


def convert(suffix: str, content: bytes, scanning: Scanning = QUIETLY) -> list[SourceLine]:
    """The lines of a file.

    Args:
        suffix: of its name, in lower case; a key of `limits.LIMITS`.
        content: its bytes.
        scanning: how pictures in it are read.

    Raises:
        RefusedContentError: it is empty, broken, asks for too much, or is not what its name says.
    """
    if not content.strip():
        raise RefusedContentError("is empty", Refusal.EMPTY)
    try:
        scanner = _SCANNERS.get(suffix)
        found = scanner(content, scanning) if scanner is not None else _READERS[suffix](content)
        lines = _numbered(_within_limits(found))
    except RefusedContentError:
        raise
    except MemoryError as error:
        raise RefusedContentError("needs too much memory to be read", Refusal.TOO_MUCH) from error
    except RecursionError as error:
        raise RefusedContentError("is nested too deeply", Refusal.TOO_MUCH) from error
    except Exception as error:
        # Parsers fail over broken files in every way there is; here, it is always the file.
        raise RefusedContentError(_broken(error)) from error
    if not lines:
        raise RefusedContentError("is empty", Refusal.EMPTY)
    return lines


def _broken(error: Exception) -> str:
    """What a parser says of a broken file, as far as it is a sentence: a number or a name alone tells nobody anything."""
    said = tidied(str(error).partition("\n")[0])[:_MOST_SAID].strip(" .,;:")
    return f"is broken ({said})" if " " in said else "is broken"


def _numbered(lines: Iterable[SourceLine]) -> list[SourceLine]:
    """The lines, with the tables numbered in the order of their first rows."""
    heads: dict[int, TableHead] = {}
    numbered: list[SourceLine] = []
    old: list[TableHead] = []
    for line in lines:
        row = line.row
        if row is not None:
            # Tables may have equal heads; as long as all are kept, each has an identity of its own.
            old.append(row.head)
            head = heads.setdefault(id(row.head), replace(row.head, number=len(heads) + 1))
            row = replace(row, head=head)
        numbered.append(replace(line, row=row) if row is not None else line)
    return numbered


def _within_limits(lines: Iterator[SourceLine]) -> Iterator[SourceLine]:
    characters = 0
    for number, line in enumerate(lines, start=1):
        characters += len(line.text)
        if number > MAX_LINES or characters > MAX_CHARACTERS:
            raise RefusedContentError(
                f"has more than {MAX_LINES} paragraphs or {MAX_CHARACTERS} characters", Refusal.TOO_MUCH
            )
        yield line
