"""Zip archives of documents -> the lines of all of them, each under its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from zipfile import ZipFile, ZipInfo

from retrieval.errors import Refusal, RefusedContentError
from retrieval.ingest.formats import zip_package
from retrieval.ingest.formats.limits import LIMITS, MAX_UNPACKED
from retrieval.ingest.formats.spacing import tidied
from retrieval.ingest.reading import UNKNOWN_ENCODING, decode
from retrieval.ingest.source_text import SourceLine

_UTF_8_NAME = 0x800
Convert = Callable[[str, bytes], list[SourceLine]]
"""Suffix and content of a file -> its lines."""


def read(content: bytes, convert: Convert) -> Iterator[SourceLine]:
    """The lines of the documents inside; archives inside of it, and files of other kinds, are left out.

    Args:
        content: the archive.
        convert: reads a document of any kind but plain text.

    Raises:
        RefusedContentError: not an archive, encrypted, unpacks to too much, or no document in it can be read.
    """
    archive = zip_package.opened(content, "a zip archive")
    refused: RefusedContentError | None = None
    is_empty = True
    for part in sorted(archive.infolist(), key=_name):
        suffix = PurePosixPath(_name(part)).suffix.lower()
        if part.is_dir() or suffix == ".zip" or not (suffix == ".txt" or suffix in LIMITS):
            continue
        try:
            lines = _lines_of(archive, part, suffix, convert)
        except RefusedContentError as error:
            reason = f"{PurePosixPath(_name(part)).name[:100]} in it {error.reason}"
            refused = refused or RefusedContentError(reason, error.why)
            continue
        is_empty = False
        yield SourceLine(tidied(PurePosixPath(_name(part)).stem), 1)
        yield from (replace(each, level=_below(each.level), line=None) for each in lines)
    if is_empty:
        raise refused or RefusedContentError("has no document inside that can be read", Refusal.EMPTY)


def _lines_of(archive: ZipFile, part: ZipInfo, suffix: str, convert: Convert) -> list[SourceLine]:
    if part.file_size > min(MAX_UNPACKED, LIMITS[suffix].bytes if suffix in LIMITS else MAX_UNPACKED):
        raise RefusedContentError("is too large", Refusal.TOO_MUCH)
    content = archive.read(part)
    if suffix in LIMITS:
        return convert(suffix, content)
    text = decode(content)
    if text is None:
        raise RefusedContentError(UNKNOWN_ENCODING, Refusal.OTHER_KIND)
    return [SourceLine(line) for raw in text.splitlines() if (line := tidied(raw))]


def _below(level: int | None) -> int | None:
    return None if level is None else level + 2


def _name(part: ZipInfo) -> str:
    """Chinese programs write names in GBK without saying so, which `zipfile` takes for the code page of DOS."""
    if part.flag_bits & _UTF_8_NAME:
        return part.filename
    try:
        return part.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return part.filename
