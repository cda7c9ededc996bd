"""Bytes of a file -> lines: encodings, line ends, and files that are no text."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from retrieval.errors import UnreadableDocumentError
from retrieval.ingest import reading
from retrieval.ingest.sources import read_source

TEXT = "　　盘锦市\n\n地区生产总值增长7%。\n"
LINES = ("　　盘锦市", "", "地区生产总值增长7%。", "")


def lines_of(folder: Path, content: bytes) -> tuple[str, ...]:
    file = folder / "file.txt"
    file.write_bytes(content)
    return read_source(file).lines


def reason_of(folder: Path, content: bytes) -> str:
    with pytest.raises(UnreadableDocumentError) as caught:
        lines_of(folder, content)
    assert caught.value.path == folder / "file.txt"
    assert str(caught.value) == f"{folder / 'file.txt'}: {caught.value.reason}"
    return caught.value.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk", "gb2312"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    assert lines_of(tmp_path, TEXT.encode(encoding)) == LINES


def test_utf_16_of_either_byte_order_is_known_by_its_mark(tmp_path: Path) -> None:
    assert lines_of(tmp_path, b"\xfe\xff" + TEXT.encode("utf-16-be")) == LINES
    assert lines_of(tmp_path, b"\xff\xfe" + TEXT.encode("utf-16-le")) == LINES


def test_characters_that_only_gb18030_has(tmp_path: Path) -> None:
    assert lines_of(tmp_path, "㐂𠮷镕€\n盘锦市".encode("gb18030")) == ("㐂𠮷镕€", "盘锦市")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(tmp_path: Path, end: str) -> None:
    assert lines_of(tmp_path, f"甲{end}{end}乙{end}丙".encode()) == ("甲", "", "乙", "丙")


def test_mixed_line_ends_count_as_an_editor_counts_them(tmp_path: Path) -> None:
    assert lines_of(tmp_path, "甲\r\n乙\r丙\n\r丁".encode()) == ("甲", "乙", "丙", "", "丁")


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c"])
def test_other_marks_do_not_end_a_line(tmp_path: Path, mark: str) -> None:
    text = f"甲{mark}乙" + "丙" * 300
    assert lines_of(tmp_path, text.encode()) == (text,)


def test_spaces_stay_where_they_stand(tmp_path: Path) -> None:
    assert lines_of(tmp_path, "　　甲 \t\n乙　".encode()) == ("　　甲 \t", "乙　")


@pytest.mark.parametrize("content", [b"", b"\n\r\n", "　 \t\n　".encode(), b"\xef\xbb\xbf", b"\xff\xfe"])
def test_nothing_to_read(tmp_path: Path, content: bytes) -> None:
    assert reason_of(tmp_path, content) == "is empty"


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(100),
        b"%PDF-1.7\n" + bytes(range(256)) * 4,
        bytes(1000),
        random.Random(1).randbytes(5000),
        TEXT.encode("utf-32"),
        b"\xff\xfe" + TEXT.encode("utf-16-le") + b"\0",
        TEXT.encode("utf-8") + b"\xff\xff\xff",
    ],
    ids=["png", "pdf", "zeros", "noise", "utf-32", "utf-16 cut", "damaged utf-8"],
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    assert reason_of(tmp_path, content) == "is not text in UTF-8, UTF-16, GB18030 or Big5"


def test_a_stray_control_character_does_not_make_a_text_binary(tmp_path: Path) -> None:
    text = "盘锦" * 100 + "\0" + "增长7%"
    assert lines_of(tmp_path, text.encode()) == (text,)


def test_too_big(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 2 * 1024**2)
    assert lines_of(tmp_path, b"a" * 2 * 1024**2) == ("a" * 2 * 1024**2,)
    assert reason_of(tmp_path, b"a" * (2 * 1024**2 + 1)) == "is larger than 2 MiB"


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_source(tmp_path / "none.txt")
    assert caught.value.reason == "cannot be read (No such file or directory)"


def test_directory(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_source(tmp_path)
    assert caught.value.reason == "cannot be read (Is a directory)"


def test_the_shipped_report_has_the_lines_that_answers_name(report_lines: tuple[str, ...]) -> None:
    assert report_lines[0] == "2017年1月10日在盘锦市第七届人民代表大会第六次会议上"
    assert report_lines[55] == "二、2017年工作总体要求"
    assert "地区生产总值增长7%" in report_lines[60]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_the_report_reads_the_same_in_every_encoding(
    tmp_path: Path, report_lines: tuple[str, ...], encoding: str
) -> None:
    assert lines_of(tmp_path, "\r\n".join(report_lines).encode(encoding)) == report_lines
