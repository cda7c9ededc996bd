"""Whether a zip archive, as most kinds of documents are, is safe to unpack: judged by its directory beforehand."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

from lxml import etree

from retrieval.errors import Refusal, RefusedContentError
from retrieval.ingest.formats.limits import MAX_PARTS, MAX_UNPACKED, MAX_UNPACKED_XML

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Office files before 2007, and encrypted ones of today."""
_XML = (".xml", ".rels", ".vml", ".xhtml", ".html", ".htm")


def opened(content: bytes, kind: str, must_have: str = "") -> zipfile.ZipFile:
    """Look at the sizes of what is inside; `zipfile` never unpacks more of a part than the directory says.

    Args:
        content: the archive.
        kind: what it should be, as the refusal says it.
        must_have: a part that every one of the kind has; empty: none.

    Raises:
        RefusedContentError: not of the kind, encrypted, or unpacks to more than is sensible.
    """
    if content.startswith(OLE):
        raise RefusedContentError(
            f"is encrypted or older than {kind}; save it as one without a password", Refusal.ENCRYPTED
        )
    try:
        archive = zipfile.ZipFile(BytesIO(content))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise RefusedContentError(f"is not {kind}", Refusal.OTHER_KIND) from error
    if must_have and not any(part.filename == must_have for part in parts):
        raise RefusedContentError(f"is not {kind}", Refusal.OTHER_KIND)
    if any(part.flag_bits & 1 for part in parts):
        raise RefusedContentError("is encrypted; save it without a password", Refusal.ENCRYPTED)
    if len(parts) > MAX_PARTS:
        raise RefusedContentError(f"has more than {MAX_PARTS} files inside", Refusal.TOO_MUCH)
    xml = sum(part.file_size for part in parts if part.filename.lower().endswith(_XML))
    for size, most in ((sum(part.file_size for part in parts), MAX_UNPACKED), (xml, MAX_UNPACKED_XML)):
        if size > most:
            raise RefusedContentError(
                f"unpacks to {size // 1024**2} MiB, more than {most // 1024**2}", Refusal.TOO_MUCH
            )
    return archive


def parsed(archive: zipfile.ZipFile, name: str) -> Any:  # noqa: ANN401 - lxml has no types
    """The root of an XML part.

    Raises:
        RefusedContentError: there is no such part, or it declares XML entities.
    """
    try:
        content = archive.read(name)
    except KeyError as error:
        raise RefusedContentError(f"lacks its part {name[:100]}") from error
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(content, parser)
    if (
        root.getroottree().docinfo.internalDTD is not None
        and root.getroottree().docinfo.internalDTD.entities()
    ):
        raise RefusedContentError("declares XML entities, which no document of its kind does")
    return root
