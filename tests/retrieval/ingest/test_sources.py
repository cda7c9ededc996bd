"""Files of every kind: the same report in each of them is the same to the index; a folder may hold anything."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from html import escape, unescape
from pathlib import Path

import pytest

from retrieval.building.chunking import described
from retrieval.building.corpus import find_files
from retrieval.building.indexing import update
from retrieval.errors import UnreadableDocumentError
from retrieval.ingest.identity import identify
from retrieval.ingest.source_text import SourceText
from retrieval.ingest.sources import SourceReader, content_of, read_source
from retrieval.ingest.structure import passages
from retrieval.store.index_store import IndexStore
from retrieval.types import EVERYBODY, Document, Passage
from tests.fakes import fake_encoders
from tests.retrieval.built import assert_consistent, build, kept, loaded, texts
from tests.retrieval.ingest.formats.making import paragraph, pdf, word
from tests.retrieval.making import CountingEncoder


def level_of(line: str) -> int | None:
    """How a person would mark the headings of the report."""
    if len(line) > 45 or line[-1] in "。；：，！":
        return None
    if line[0] == "（":
        return 2
    return 1 if line[0] in "一二三四五六七八九十" and "、" in line[:3] else None


def as_markdown(lines: list[str]) -> bytes:
    return "\n\n".join(
        "#" * (level_of(line) or 0) + " " * bool(level_of(line)) + line for line in lines
    ).encode()


def as_html(lines: list[str]) -> bytes:
    def element(line: str) -> str:
        level = level_of(line)
        return f"<h{level}>{escape(line)}</h{level}>" if level else f"<p>&emsp;&emsp;{escape(line)}</p>"

    body = "\n".join(map(element, lines))
    page = f'<!doctype html><meta charset="gb2312"><title>报告</title><nav>首页</nav><div>{body}</div><footer>版权</footer>'
    return page.encode("gb18030")


def as_word(lines: list[str]) -> bytes:
    styles = ((f"Heading {level}" if (level := level_of(line)) else "Normal", line) for line in lines)
    return word(*styles)


def as_pdf(lines: list[str]) -> bytes:
    # A running head is known by standing on several pages.
    head = "盘锦市人民政府公报 2017年第1期" if len(lines) > 20 else ""
    return pdf([paragraph(line) for line in lines], head)


WRITERS: Mapping[str, Callable[[list[str]], bytes]] = {
    ".md": as_markdown,
    ".html": as_html,
    ".docx": as_word,
    ".pdf": as_pdf,
}


def cut_up(file: Path) -> tuple[Document, list[Passage]]:
    source = read_source(file)
    document = described(file, source.lines, identify(file.name), EVERYBODY)
    return document, passages(document, source.lines, source.layout)


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_shipped_report_is_the_same_in_every_kind(
    tmp_path: Path,
    report_lines: tuple[str, ...],
    report: Document,
    report_passages: tuple[Passage, ...],
    suffix: str,
) -> None:
    file = tmp_path / f"panjin-2017{suffix}"
    file.write_bytes(WRITERS[suffix]([line for line in report_lines if line.strip()]))
    document, found = cut_up(file)
    assert (document.title, document.place, document.year) == (report.title, report.place, report.year)
    assert (document.date, document.speaker) == (report.date, report.speaker)
    assert [(p.text, p.section, p.paragraph) for p in found] == [
        (p.text.strip(), p.section, p.paragraph) for p in report_passages
    ]
    source = read_source(file)
    assert all(p.text in source.beginning_on(p.line) for p in found)
    if suffix in {".md", ".html"}:
        encoding = "utf-8" if suffix == ".md" else "gb18030"
        of_the_file = [unescape(line) for line in file.read_text(encoding).split("\n")]
        assert all(p.text in of_the_file[p.line - 1] for p in found)
    pages = [p.page for p in found]
    if suffix == ".pdf":
        known = [page for page in pages if page is not None]
        assert known == sorted(known)
        assert (len(known), known[0]) == (len(found), 1)
        assert known[-1] > 5
    else:
        assert set(pages) == {None}


def test_a_folder_of_every_kind(corpus: Path, store: IndexStore) -> None:
    said = ["2021年1月8日在甲州市第三届人民代表大会第四次会议上", "一、回顾", "小麦产量达到十万吨。"]
    for suffix, write in WRITERS.items():
        (corpus / f"wheat{suffix.upper()}").write_bytes(write(said))
    (corpus / "~$wheat.docx").write_bytes(b"\0" * 162)
    (corpus / "bomb.html").write_bytes(b"<div>" * 1000)
    (corpus / "scan.pdf").write_bytes(b"%PDF-1.4")
    report = build(store, [corpus])
    assert (report.documents, report.passages) == (4, 8)
    assert {problem.path.name: problem.reason for problem in report.skipped} == {
        "bomb.html": "is nested deeper than 200 levels",
        "scan.pdf": "is not a sound PDF",
    }
    assert_consistent(store)
    assert {(held.document.place, held.passages[1].section) for held in kept(store)} == {
        ("甲州市", ("一、回顾",))
    }
    pages = {held.document.file: held.passages[1].page for held in kept(store)}
    assert pages == {"wheat.DOCX": None, "wheat.HTML": None, "wheat.MD": None, "wheat.PDF": 1}
    again = build(store, [corpus])
    assert (again.unchanged, again.added, again.updated) == (4, 0, 0)


def test_files_of_the_same_content_and_title(corpus: Path, store: IndexStore) -> None:
    text = "# 甲州市2020年政府工作报告\n\n一、回顾\n\n小麦增产。\n"
    for name in ("a.md", "b.md", "a.txt"):
        (corpus / name).write_text(text.removeprefix("# " * name.endswith("txt")), encoding="utf-8")
    report = build(store, [corpus])
    assert (report.documents, report.skipped) == (3, ())
    assert {held.document.title for held in kept(store)} == {"甲州市2020年政府工作报告"}
    assert {p.section for held in kept(store) for p in held.passages} == {(), ("一、回顾",)}
    assert_consistent(store)


def test_thousands_of_small_files(corpus: Path) -> None:
    """Ten thousand are built into an index by `make soak`."""
    for number in range(2000):
        (corpus / f"{number:05}.{'md' if number % 10 == 0 else 'txt'}").write_text(
            f"第{number}段。", encoding="utf-8"
        )
    files = find_files([corpus]).paths
    assert len(files) == 2000
    with SourceReader() as reader:
        found = [reader.read(file, content_of(file)).lines for file in files]
    assert found == [(f"第{number}段。",) for number in range(2000)]


def test_a_file_that_grows_while_it_is_read(
    corpus: Path, store: IndexStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, read = corpus / "a.txt", SourceReader.read
    file.write_text("甲。\n", encoding="utf-8")

    def grow(reader: SourceReader, path: Path, content: bytes) -> SourceText:
        with path.open("a", encoding="utf-8") as stream:
            stream.write("乙。\n")
        return read(reader, path, content)

    monkeypatch.setattr(SourceReader, "read", grow)
    update(store, [corpus], fake_encoders(CountingEncoder()))
    assert texts(loaded(store)) == ["甲。"]
    monkeypatch.setattr(SourceReader, "read", read)
    # What came meanwhile is not taken for known: the next build reads it.
    assert update(store, [corpus], fake_encoders(CountingEncoder())).updated == 1
    assert texts(loaded(store)) == ["甲。", "乙。"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(UnreadableDocumentError, match="is not a file"):
        content_of(tmp_path / "pipe.md")


def test_each_kind_has_its_size(tmp_path: Path) -> None:
    file = tmp_path / "large.md"
    file.write_bytes(b"a" * (8 * 1024**2 + 1))
    with pytest.raises(UnreadableDocumentError, match="is larger than 8 MiB"):
        content_of(file)


def test_an_unknown_suffix_is_text(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("甲\n# 乙", encoding="utf-8")
    assert read_source(tmp_path / "notes").lines == ("甲", "# 乙")
