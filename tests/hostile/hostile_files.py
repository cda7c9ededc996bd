"""Files that nobody should send: one of each kind, with bytes and parts of them lost, doubled and exchanged."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from random import Random

from tests.hostile.hostile_text import hostile_text
from tests.retrieval.ingest.formats.making import plain_pdf, word
from tests.retrieval.ingest.formats.packing import epub, odt, old_word, packed, pptx, shape, xlsx

_TABLE = "<table><tr><th>项目</th><th>单价</th></tr><tr><td>复印</td><td>0.2</td></tr></table>"
_HTML = f"<html><head><title>甲</title></head><body><h1>一</h1><p>乙<b>丙</b></p>{_TABLE}<ul><li>丁</li></ul></body></html>"
_MAIL = (
    "From: a@b.c\nTo: d@e.f\nSubject: =?utf-8?b?5Lu3?=\nMIME-Version: 1.0\n"
    "Content-Type: text/html; charset=utf-8\n\n<p>甲</p>"
)
_MOST_BYTES = 1024 * 1024
_PIECES = (
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"<" * 50,
    b"&#x110000;",
    b"]]>",
    b"PK\x03\x04",
    b"%PDF-9",
    b"endobj",
    b"{\\rtf" * 20,
    b'"' * 51,
    b"\r",
    b"9" * 40,
    b"-1",
    b"| - |\n" * 30,
    b"#" * 90,
)


@cache
def whole_files() -> Mapping[str, bytes]:
    """One file of each kind as it should be, by its suffix."""
    table = [["项目", "2020年"], ["复印", 0.2]]
    return {
        ".md": "# 甲\n\n- 乙\n  1. 丙\n\n| 项目 | 价 |\n| --- | --- |\n| 复印 | 0.2 |\n\n```\nx\n```\n".encode(),
        ".html": _HTML.encode(),
        ".csv": "项目;单价\n复印;0.2\n".encode("gb18030"),
        ".eml": _MAIL.encode(),
        ".rtf": rb"{\rtf1\ansi\ansicpg936\uc1 \u20572?\u36710? \'b7\'d1\par 3 yuan\par}",
        ".docx": word(("Heading 1", "甲"), ("Normal", "乙")),
        ".odt": odt('<text:h text:outline-level="1">甲</text:h><text:p>乙</text:p>'),
        ".pptx": pptx(shape("甲", kind="title"), shape("乙")),
        ".xlsx": xlsx(prices=table),
        ".epub": epub(one="<h1>甲</h1><p>乙</p>"),
        ".doc": old_word("plain words\r", "乙。\r"),
        ".pdf": plain_pdf(2, "plain words"),
        ".zip": packed({"a.md": "# 甲\n乙", "b/c.html": _HTML, "d.zip": b"PK"}),
    }


def hostile_file(random: Random, suffix: str) -> bytes:
    """One file of a kind, spoilt: its bytes, or the text of a part of it where it is a package of parts."""
    content = whole_files()[suffix]
    if zipfile.is_zipfile(BytesIO(content)) and random.random() < 0.7:
        return _with_part_spoilt(random, content)
    return _spoilt(random, content)


def _with_part_spoilt(random: Random, package: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(package)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    name = random.choice([*parts])
    part = parts.pop(name)
    if random.random() < 0.9:
        spoilt = _spoilt(random, part if isinstance(part, bytes) else part.encode())
        parts[
            name if random.random() < 0.9 else hostile_text(random)[:99].encode("utf-8", "replace").decode()
        ] = spoilt
    return packed(parts)


def _spoilt(random: Random, content: bytes) -> bytes:
    for _ in range(random.randint(1, 6)):
        at, size = random.randrange(len(content) + 1), random.choice((1, 4, 100, 4000))
        taken, rest = content[at : at + size], content[at + size :]
        words = hostile_text(random)[:size].encode("utf-8", "replace")
        new = random.choice(
            (
                b"",
                taken * random.choice((2, 300)),
                random.randbytes(len(taken)),
                random.choice(_PIECES),
                words,
                bytes(size),
            )
        )
        content = content[:at] + new + rest
    return content[:_MOST_BYTES]
