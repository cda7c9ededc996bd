"""Segments on disk: what is written is read, and what is damaged is said to be."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import DamagedIndexError
from retrieval.store import segments
from retrieval.store.segments import Segment, write_segment
from retrieval.store.snapshot import IndexedDocument
from retrieval.types import PassageId
from tests.retrieval.making import PORTS, STEEL, WHEAT, indexed

FILES = (
    *("documents.bin", "documents.json", "passages.npy", "paragraphs.npy", "sums.json"),
    *("ids/passages.npy", "ids/sentences.npy"),
    *(
        f"keywords/{name}"
        for name in (
            "data.csc.index.npy",
            "indices.csc.index.npy",
            "indptr.csc.index.npy",
            "params.index.json",
            "vocab.index.json",
        )
    ),
)


@pytest.fixture(scope="module")
def documents() -> tuple[IndexedDocument, ...]:
    return tuple(indexed(text, key) for key, text in (("d0", WHEAT), ("d1", STEEL), ("d2", PORTS)))


@pytest.fixture
def segment(tmp_path: Path, documents: tuple[IndexedDocument, ...]) -> Segment:
    write_segment(tmp_path / "segments" / "one", documents)
    return Segment(tmp_path / "segments" / "one")


def test_round_trip(segment: Segment, documents: tuple[IndexedDocument, ...]) -> None:
    segment.verify()
    assert segment.name == "one"
    assert tuple(segment.read(number) for number in range(3)) == documents
    assert [(held.document, held.source, held.content_hash) for held in segment.documents] == [
        (each.document, each.source, each.content_hash) for each in documents
    ]
    assert [(held.passages, held.sentences) for held in segment.documents] == [(2, 3), (2, 3), (2, 2)]
    assert segment.starts == (0, 3, 6, 8)
    assert segment.size == (segment.folder / "documents.bin").stat().st_size


def test_the_holder_of_each_passage(segment: Segment, documents: tuple[IndexedDocument, ...]) -> None:
    for number, each in enumerate(documents):
        assert [segment.holder_of(passage.id) for passage in each.passages] == [number] * len(each.passages)
    for key in ("0" * 16, "f" * 16, "甲", "", "-1"):
        assert segment.holder_of(PassageId(key)) is None


def test_the_keywords_are_those_of_the_passages_in_their_order(segment: Segment) -> None:
    assert len(segment.keywords) == 6
    for word, passages in (("小麦", [1]), ("产量", [1, 3]), ("吞吐量", [5]), ("铁路", [])):
        assert np.flatnonzero(segment.keywords.scores([word])).tolist() == passages


def test_an_awkward_document(tmp_path: Path) -> None:
    """File names are bytes, some of which are no text."""
    awkward = indexed("渔港\ud83d四座。\x1f<b>\n\udfff甲在。", '\udcff\ud83d 😀 \u2028 \\ "')
    write_segment(tmp_path / "one", [awkward])
    segment = Segment(tmp_path / "one")
    segment.verify()
    assert segment.read(0) == awkward
    assert segment.documents[0].document == awkward.document
    assert segment.documents[0].source == awkward.source


def test_these_are_all_files(segment: Segment) -> None:
    found = (path for path in segment.folder.rglob("*") if path.is_file())
    assert sorted(path.relative_to(segment.folder).as_posix() for path in found) == sorted(FILES)
    assert [path.name for path in segment.folder.parent.iterdir()] == ["one"]


def look_at_everything(folder: Path) -> None:
    """As a reader of a small index does."""
    opened = Segment(folder)
    opened.verify()
    for number in range(len(opened.documents)):
        opened.read(number)


@pytest.mark.parametrize("name", FILES)
def test_damage_of_every_file_is_noticed(segment: Segment, name: str) -> None:
    file = segment.folder / name
    content = file.read_bytes()
    middle = len(content) // 2
    flipped = content[:middle] + bytes([content[middle] ^ 0x80]) + content[middle + 1 :]
    for damaged in (b"", content[:middle], flipped, b"[]", b"null", b"5", b'"x"', b"[1]", b"{}"):
        file.write_bytes(damaged)
        with pytest.raises(DamagedIndexError):
            look_at_everything(segment.folder)
    file.unlink()
    with pytest.raises(DamagedIndexError):
        look_at_everything(segment.folder)
    file.write_bytes(content)
    look_at_everything(segment.folder)


def test_a_damaged_document_is_noticed_when_it_is_read(segment: Segment) -> None:
    """Of a large index nothing is compared before."""
    file = segment.folder / "documents.bin"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    opened = Segment(segment.folder)
    assert opened.read(0).document.id == "d0"
    with pytest.raises(DamagedIndexError, match="a document is not what was written"):
        opened.read(1)
    assert opened.read(2).document.id == "d2"


@pytest.mark.parametrize("name", ["documents.json", "documents.bin", "passages.npy"])
@pytest.mark.parametrize("content", [None, b""])
def test_missing_files_are_noticed_at_once(segment: Segment, name: str, content: bytes | None) -> None:
    """Of a large index, too."""
    if content is None:
        (segment.folder / name).unlink()
    else:
        (segment.folder / name).write_bytes(content)
    with pytest.raises(DamagedIndexError, match=f"{name} cannot be read"):
        Segment(segment.folder)


def test_missing_keywords_are_noticed_when_they_are_needed(segment: Segment) -> None:
    (segment.folder / "keywords" / "data.csc.index.npy").unlink()
    opened = Segment(segment.folder)
    with pytest.raises(DamagedIndexError, match="the keywords cannot be read"):
        assert opened.keywords


def test_an_open_segment_outlives_its_files(segment: Segment, documents: tuple[IndexedDocument, ...]) -> None:
    shutil.rmtree(segment.folder)
    assert tuple(segment.read(number) for number in range(3)) == documents
    assert segment.holder_of(documents[2].passages[0].id) == 2


def test_nothing_is_left_of_a_segment_that_could_not_be_written(
    tmp_path: Path, documents: tuple[IndexedDocument, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for module, name in ((segments.durable, "sync"), (segments.durable, "write_text"), (segments.np, "save")):
        with monkeypatch.context() as patch:
            patch.setattr(module, name, full)
            with pytest.raises(OSError, match="No space left"):
                write_segment(tmp_path / "segments" / "one", documents)
        assert list((tmp_path / "segments").iterdir()) == []
