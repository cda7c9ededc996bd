"""What is taken of a file that was sent, and why one is refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from retrieval.errors import Refusal
from retrieval.ingest.sources import SourceReader
from retrieval.types import EVERYBODY
from retrieval.uploads.reading import MAX_BYTES, SentFile, read_upload
from retrieval.uploads.records import RefusedUploadError, UploadProblem
from tests.retrieval.uploads.files import encrypted_zip, zipped

TEXT = "第一条 押金为六百元。\n第二条 租金每月付清。\n".encode()


@pytest.fixture(scope="module")
def reader() -> Iterator[SourceReader]:
    with SourceReader() as reader:
        yield reader


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("合同.pdf", "合同.pdf"),
        ("", "file"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\li\\合同.docx", "合同.docx"),
        ("合\n同\t\u202egpj.exe", "合 同 gpj.exe"),
        ("报" * 300 + "\n.pdf", "报" * 95 + "….pdf"),
        ("\x00\x01", "file"),
    ],
)
def test_a_name_is_one_line(name: str, shown: str) -> None:
    assert SentFile(name, b"").shown_name == shown
    assert len(SentFile(name, b"").shown_name) <= 100


@pytest.mark.parametrize(
    ("name", "media_type", "suffix"),
    [
        ("a.PDF", "", ".pdf"),
        ("a", "application/pdf", ".pdf"),
        ("a.log", "text/plain", ".txt"),
        ("a.log", "", ""),
        ("a.exe", "application/x-msdownload", ""),
        ("a.jpg", "image/jpeg", ".jpg"),
        ("a", "image/png", ".png"),
        ("a.gif", "image/gif", ""),
        ("a.docx", "application/pdf", ".docx"),
    ],
)
def test_the_kind_is_told_by_the_name_or_else_by_the_app(name: str, media_type: str, suffix: str) -> None:
    assert SentFile(name, b"", media_type).suffix == suffix


def test_a_text_is_read(reader: SourceReader) -> None:
    read = read_upload(reader, SentFile("notes.log", TEXT, "text/plain"))
    document = read.indexed.document
    assert [passage.text for passage in read.indexed.passages] == [
        "第一条 押金为六百元。",
        "第二条 租金每月付清。",
    ]
    assert (document.file, read.pages) == ("notes.log.txt", 1)
    assert document.owner != EVERYBODY


def test_pages_are_counted_by_characters_where_there_are_none(reader: SourceReader) -> None:
    long = "".join(f"第{number}条 甲方应当付款。\n" for number in range(1000))
    assert read_upload(reader, SentFile("a.txt", long.encode())).pages == 8


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.exe", b"MZ", UploadProblem.UNKNOWN_KIND),
        ("a.gif", b"GIF89a", UploadProblem.UNKNOWN_KIND),
        ("a.jpg", b"\xff\xd8\xff", Refusal.OTHER_KIND),
        ("a.txt", bytes(MAX_BYTES + 1), UploadProblem.TOO_LARGE),
        ("a.md", bytes(9 * 1024 * 1024), Refusal.TOO_MUCH),
        ("a.txt", b"", Refusal.EMPTY),
        ("a.txt", b" \n\n", Refusal.EMPTY),
        ("a.txt", b"\x00\x01\x02\xff" * 100, Refusal.OTHER_KIND),
        ("a.pdf", b"no PDF at all", Refusal.OTHER_KIND),
        ("a.pdf", b"%PDF-1.7\n1 0 obj << /Type /Catalog", Refusal.BROKEN),
        ("a.docx", b"no archive", Refusal.OTHER_KIND),
        ("a.docx", zipped(a__txt=b"text"), Refusal.OTHER_KIND),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Refusal.ENCRYPTED),
        ("a.zip", encrypted_zip(), Refusal.ENCRYPTED),
        ("a.zip", zipped(b__zip=zipped(c__txt=TEXT)), Refusal.EMPTY),
        ("a.zip", zipped(b__exe=b"MZ"), Refusal.EMPTY),
        ("a.eml", b"not a mail", Refusal.OTHER_KIND),
    ],
)
def test_why_a_file_is_refused(
    reader: SourceReader, name: str, content: bytes, why: Refusal | UploadProblem
) -> None:
    with pytest.raises(RefusedUploadError) as refused:
        read_upload(reader, SentFile(name, content))
    assert refused.value.why is why
