"""Small files of several kinds, each with something wrong or right with it."""

from __future__ import annotations

import io
import zipfile


def zipped(**files: bytes) -> bytes:
    """An archive with these files, whose names have a dot for each double underscore."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return held.getvalue()


def encrypted_zip() -> bytes:
    """An archive whose only file is marked as encrypted."""
    whole = bytearray(zipped(a__txt=b"text"))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        whole[whole.index(mark) + at] |= 1
    return bytes(whole)
