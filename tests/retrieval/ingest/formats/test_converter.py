"""The parsers' process: hostile files are refused with their reason, and the next file is read."""

from __future__ import annotations

import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from retrieval.errors import RefusedContentError
from retrieval.ingest.formats.converter import Converter
from retrieval.ingest.formats.limits import LIMITS, Limit
from retrieval.ingest.source_text import SourceLine
from tests.retrieval.ingest.formats.making import changed, plain_pdf, with_body, word

DIES = "needs more than 1024 MiB of memory, or breaks its parser"
BODY = "word/document.xml"


@pytest.fixture(scope="module")
def converter() -> Iterator[Converter]:
    with Converter() as opened:
        yield opened


def reason_of(converter: Converter, suffix: str, content: bytes) -> str:
    with pytest.raises(RefusedContentError) as caught:
        converter.convert(suffix, content)
    # Whatever a file did, the next one is read.
    assert converter.convert(".md", "# 甲\n乙".encode()) == [
        SourceLine("甲", 1, line=1),
        SourceLine("乙", line=2),
    ]
    return caught.value.reason


def declaring(entities: str, used: str) -> bytes:
    def change(old: bytes) -> bytes:
        opening, _, body = old.partition(b"?>")
        text = f"<w:body><w:p><w:r><w:t>{used}</w:t></w:r></w:p>".encode()
        return opening + f"?><!DOCTYPE d [{entities}]>".encode() + body.replace(b"<w:body>", text, 1)

    return changed(word(), {BODY: change})


def objects(*bodies: bytes) -> bytes:
    """A PDF of these objects, the first the catalog; without a table of them, as broken files are."""
    numbered = b"".join(b"%d 0 obj%s endobj\n" % (number, body) for number, body in enumerate(bodies, 1))
    return b"%PDF-1.4\n" + numbered + b"trailer<</Root 1 0 R>>"


def stream(content: bytes, extra: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (extra, len(content), content)


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>"


def test_lines_come_back_as_they_were_read(converter: Converter) -> None:
    assert converter.convert(".docx", word(("Heading 1", "甲"), ("Normal", "乙"))) == [
        SourceLine("甲", 1),
        SourceLine("乙"),
    ]
    assert converter.convert(".pdf", plain_pdf(1, "Page")) == [SourceLine("Page 0", None, 1)]
    assert converter.convert(".md", b"a&#xD800;&#x1F600;") == [SourceLine("a\ufffd😀", line=1)]
    assert converter.convert(".html", b"<p>\n<h2>a</h2>") == [SourceLine("a", 2, line=2)]


@pytest.mark.parametrize("suffix", sorted(LIMITS))
def test_nothing_in_it(converter: Converter, suffix: str) -> None:
    empty = {".docx": word(), ".pdf": plain_pdf(1)}
    assert reason_of(converter, suffix, empty.get(suffix, b"\n")) == "is empty"


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_no_text(converter: Converter, suffix: str) -> None:
    assert reason_of(converter, suffix, bytes(200)) == "is not text in UTF-8, UTF-16, GB18030 or Big5"


def test_zip_bombs(converter: Converter) -> None:
    picture = changed(word(), {"word/media/x.png": lambda _: bytes(257 * 1024**2)})
    assert reason_of(converter, ".docx", picture) == "unpacks to 257 MiB, more than 256"
    text = changed(word(), {"word/notes.xml": lambda _: b" " * 33 * 1024**2})
    assert reason_of(converter, ".docx", text) == "unpacks to 33 MiB, more than 32"
    many = changed(word(), {f"x{number}": bytes for number in range(4100)})
    assert reason_of(converter, ".docx", many) == "has more than 4096 files inside"


def test_a_zip_that_lies_about_its_size(converter: Converter) -> None:
    honest = changed(word(), {BODY: lambda old: old + b" " * 40 * 1024**2})
    with ZipFile(BytesIO(honest)) as archive:
        size = archive.getinfo(BODY).file_size
    lying = honest.replace(size.to_bytes(4, "little"), (2000).to_bytes(4, "little"))
    assert reason_of(converter, ".docx", lying).startswith("is broken (Bad CRC-32 for file ")


def test_entity_bombs_and_foreign_entities(converter: Converter) -> None:
    bomb = '<!ENTITY e0 "哈">' + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    assert "entity amplification" in reason_of(converter, ".docx", declaring(bomb, "&e11;"))
    foreign = declaring('<!ENTITY e SYSTEM "file:///etc/hostname">', "&e;")
    assert reason_of(converter, ".docx", foreign) == "declares XML entities, which no Word document does"


def test_deep_nesting_in_a_docx(converter: Converter) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 200 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 200
    assert "Excessive depth" in reason_of(converter, ".docx", with_body(deep))


@pytest.mark.parametrize("content", [b"PK", b"PK\x05\x06" + bytes(18), word()[:3000]])
def test_no_docx(converter: Converter, content: bytes) -> None:
    assert reason_of(converter, ".docx", content) == "is not a Word document (.docx)"


def test_an_old_or_encrypted_word_file(converter: Converter) -> None:
    content = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512)
    expected = "is encrypted or older than a Word document (.docx); save it as one without a password"
    assert reason_of(converter, ".docx", content) == expected


def test_too_many_pages_really_or_by_its_own_account(converter: Converter) -> None:
    claimed = objects(CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 100000>>")
    assert reason_of(converter, ".pdf", claimed) == "has 100000 pages, more than 2000"


def test_a_pdf_that_is_its_own_part(converter: Converter) -> None:
    drawn = stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>")
    page = PAGE[:-2] + b"/Resources<</XObject<</X 5 0 R>>>>>>"
    content = objects(CATALOG, b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>", page, stream(b"/X Do"), drawn)
    assert reason_of(converter, ".pdf", content) in {DIES, "is empty"}


def test_a_pdf_that_unpacks_to_too_much() -> None:
    packed = zlib.compress(b"0 0 m 1 1 l S\n" * 8_000_000, 1)
    content = objects(
        CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", PAGE, stream(packed, b"/Filter/FlateDecode")
    )
    # One whose process has read something before would have it tried again by another.
    with Converter() as converter:
        assert reason_of(converter, ".pdf", content) == DIES


def test_too_many_words(converter: Converter) -> None:
    assert reason_of(converter, ".rtf", rb"{\rtf1 " + rb"a\par " * 500_001 + b"}") == (
        "has more than 500000 paragraphs or 10000000 characters"
    )


MANY = 256 * 1024
"""Its square is 60 thousand millions."""
LINES = 20_000


@pytest.mark.parametrize(
    ("suffix", "content", "text"),
    [
        (".html", "<p>甲" + " " * MANY + "乙", "甲 乙"),
        (".html", "<p>甲" + "\n" * MANY + "乙", "甲乙"),
        (".html", "<p>甲" + " \n\t" * (MANY // 3) + "乙", "甲乙"),
        (".html", "<p>甲" + "\u3000" * MANY + "乙", "甲" + "\u3000" * MANY + "乙"),
        (".html", "<p>甲" + "&nbsp;" * (MANY // 6) + "乙", "甲 乙"),
        (".html", f"<title>甲{' ' * MANY}乙</title><p>丙", "甲 乙"),
        (".md", "word\n" * LINES, " ".join(["word"] * LINES)),
        (".md", "half-\n" * LINES, "half-" * LINES),
    ],
)
def test_white_space_and_line_ends_take_time_by_their_number(
    converter: Converter, suffix: str, content: str, text: str
) -> None:
    """Not by its square, with which each of these would take its parser minutes or hours, and be refused."""
    assert converter.convert(suffix, content.encode())[0].text == text


def test_the_deadline_holds_inside_a_parser() -> None:
    with Converter({".html": Limit(1000, seconds=1), ".md": Limit(1000, seconds=20)}) as hurried:
        started = time.monotonic()
        slow = b"<div>" * 400_000
        assert reason_of(hurried, ".html", slow) == "takes longer than 1 seconds to read"
        assert time.monotonic() - started < 10


def test_a_process_that_died_between_two_files_is_replaced() -> None:
    with Converter() as converter:
        converter.convert(".md", b"a")
        assert converter._process is not None
        converter._process.kill()
        converter._process.wait()
        assert converter.convert(".md", b"b") == [SourceLine("b", line=1)]


def test_no_process_without_need_and_none_left() -> None:
    with Converter() as converter:
        assert converter._process is None
        converter.convert(".md", b"a")
        process = converter._process
    assert process is not None
    assert process.returncode is not None


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc")
def test_the_parsers_know_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:hush")
    monkeypatch.setenv("YINJU_TELEGRAM__WEBHOOK_SECRET", "hush")
    with Converter() as converter:
        converter.convert(".md", b"a")
        assert converter._process is not None
        known = Path(f"/proc/{converter._process.pid}/environ").read_bytes()
    assert b"PATH=" in known
    assert b"hush" not in known


def test_the_parsers_reach_no_network() -> None:
    """In a process of its own: a hook cannot be taken off again."""
    program = """
import socket
from retrieval.ingest.formats import worker
with socket.create_server(("127.0.0.1", 0)) as there:
    address = there.getsockname()
    socket.create_connection(address).close()
    worker.main()
    for reach in (
        lambda: socket.create_connection(address),
        lambda: socket.getaddrinfo("example.org", 80),
        lambda: socket.socket().connect(address),
    ):
        try:
            reach()
        except PermissionError as error:
            print(error)
"""
    ended = subprocess.run(
        [sys.executable, "-c", program],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.stdout.split(), ended.stderr) == (
        ["socket.getaddrinfo", "socket.getaddrinfo", "socket.__new__"],
        "",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="has no such limits")
def test_the_parsers_write_no_file(tmp_path: Path) -> None:
    """A process of its own again. Pipes, by which it answers, are no files."""
    program = """
import resource, sys
from retrieval.ingest.formats import worker
worker.main()
print(resource.getrlimit(resource.RLIMIT_CORE))
try:
    with open(sys.argv[1], "wb", buffering=0) as file:
        file.write(b"x")
except OSError as error:
    print(error.strerror)
"""
    there = tmp_path / "written"
    ended = subprocess.run(
        [sys.executable, "-c", program, there],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.stdout, ended.stderr) == ("(0, 0)\nFile too large\n", "")
    assert there.read_bytes() == b""
