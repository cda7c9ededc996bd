"""Whether the zip archive of a DOCX is safe to unpack: judged by its directory, before anything is unpacked."""

from __future__ import annotations

import zipfile
from io import BytesIO

from retrieval.errors import RefusedContentError
from retrieval.ingest.formats.limits import MAX_PARTS, MAX_UNPACKED, MAX_UNPACKED_XML

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Word files before 2007, and encrypted ones of today."""
_XML = (".xml", ".rels", ".vml")
_NOT_WORD = "is not a Word document (.docx)"


def check(content: bytes) -> None:
    """Look at the sizes of what is inside; `zipfile` never unpacks more of a part than the directory says.

    Raises:
        RefusedContentError: not a DOCX, encrypted, or unpacks to more than is sensible.
    """
    if content.startswith(_OLE):
        raise RefusedContentError("is encrypted or an old Word file; save it as .docx without a password")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise RefusedContentError(_NOT_WORD) from error
    if not any(part.filename == "[Content_Types].xml" for part in parts):
        raise RefusedContentError(_NOT_WORD)
    if any(part.flag_bits & 1 for part in parts):
        raise RefusedContentError("is encrypted; save it without a password")
    if len(parts) > MAX_PARTS:
        raise RefusedContentError(f"has more than {MAX_PARTS} files inside")
    xml = sum(part.file_size for part in parts if part.filename.lower().endswith(_XML))
    for size, most in ((sum(part.file_size for part in parts), MAX_UNPACKED), (xml, MAX_UNPACKED_XML)):
        if size > most:
            raise RefusedContentError(f"unpacks to {size // 1024**2} MiB, more than {most // 1024**2}")
