"""A byte of any file of an index that changes is found when it is opened, and what it was in is made anew."""

from __future__ import annotations

import logging
import random
import shutil
from pathlib import Path

import numpy as np
import pytest

from embeddings import Encoders
from retrieval.building import indexing
from retrieval.building.backfill import fill
from retrieval.errors import DamagedIndexError, OtherIndexError
from retrieval.search import opened_index
from retrieval.search.opened_index import open_index
from retrieval.store.index_store import FORMAT, IndexStore
from retrieval.store.segments_in_use import has_damaged_segments
from retrieval.types import EVERYBODY
from tests.fakes import fake_encoders
from tests.retrieval.lake import REPORT, NearEncoder

_FLIPS = 14
"""Of each file, of which there are some fifteen."""
_HARMLESS = {"lock", "filling.lock", "claim.lock", "filling.json", "sources.json"}
"""Nothing in them is told to anybody."""


@pytest.fixture(scope="module")
def encoders() -> Encoders:
    return fake_encoders(NearEncoder())


@pytest.fixture(scope="module")
def whole(encoders: Encoders, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two documents, in a segment each."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "corpus").mkdir()
    store = IndexStore(folder / "index")
    for name, text in (("lake.txt", REPORT), ("other.txt", REPORT.replace("湖", "河"))):
        (folder / "corpus" / name).write_text(text, encoding="utf-8")
        indexing.update(store, (folder / "corpus",), encoders)
    fill(store, encoders)
    return folder


@pytest.fixture
def harmed(whole: Path, tmp_path: Path) -> IndexStore:
    """The same, to be harmed."""
    shutil.copytree(whole / "index", tmp_path / "index")
    return IndexStore(tmp_path / "index")


def flip(file: Path, chosen: random.Random) -> None:
    content = bytearray(file.read_bytes())
    content[chosen.randrange(len(content))] ^= 1 << chosen.randrange(8)
    file.write_bytes(content)


def files_in_use(store: IndexStore) -> list[Path]:
    """Without those of the state before."""
    words = store.words / store.manifest().words
    return [
        path
        for path in sorted(store.folder.rglob("*"))
        if (
            path.is_file()
            and path.stat().st_size
            and path.name not in {*_HARMLESS, "FORMER"}
            and path.parent.parent.name != "words"
        )
        or path.parent == words
    ]


def is_found(store: IndexStore, encoders: Encoders, caplog: pytest.LogCaptureFixture) -> bool:
    caplog.clear()
    try:
        open_index(store, encoders)
    except (DamagedIndexError, OtherIndexError):
        return True
    return any("is damaged" in message for message in caplog.messages)


def test_every_changed_byte_is_found_at_the_opening(
    whole: Path, harmed: IndexStore, encoders: Encoders, caplog: pytest.LogCaptureFixture
) -> None:
    chosen = random.Random(15)
    assert not is_found(harmed, encoders, caplog)
    files = files_in_use(harmed)
    assert len({path.suffix for path in files}) >= 5
    for file in files:
        content = file.read_bytes()
        for _ in range(_FLIPS):
            flip(file, chosen)
            assert is_found(harmed, encoders, caplog), file
            file.write_bytes(content)
    assert len(files) * _FLIPS >= 200


def test_damaged_vectors_are_done_without_and_made_anew(
    harmed: IndexStore, encoders: Encoders, caplog: pytest.LogCaptureFixture
) -> None:
    before = {path.name: path.read_bytes() for path in harmed.vectors.glob("*.faiss")}
    chosen = random.Random(3)
    for path in harmed.vectors.glob("*.faiss"):
        flip(path, chosen)
    opened = open_index(harmed, encoders)
    assert len(caplog.messages) == len(before) == 4
    assert opened.lacks_vectors
    assert fill(harmed, encoders)
    assert {path.name: path.read_bytes() for path in harmed.vectors.glob("*.faiss")} == before
    assert not opened.lacks_vectors, "what is open sees that they are there again"
    (document, *_) = opened.seen_by(EVERYBODY).documents
    found = opened.anew().seen_by(EVERYBODY).select([document.id])
    assert not np.isnan(found.cosines(np.ones(encoders.fast.dimension), encoders.fast, is_fast=True)).any()


def test_of_a_large_index_damage_is_found_behind_the_answers(
    harmed: IndexStore, encoders: Encoders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened_index, "_VERIFIED_AT_ONCE", 0)
    vectors = min(harmed.vectors.glob("*.faiss"))
    flip(vectors, random.Random(1))
    flip(min(harmed.segments.iterdir()) / "documents.bin", random.Random(1))
    opened = open_index(harmed, encoders)
    assert not opened.lacks_vectors
    assert [error.path for error in opened.damaged_documents()] == [min(harmed.segments.iterdir())]
    assert [error.path for error in opened.damaged_vectors()] == [vectors]
    assert opened.damaged_vectors() == [], "it is known by now"
    assert opened.lacks_vectors


def test_only_the_damaged_segment_is_built_anew(
    whole: Path, harmed: IndexStore, encoders: Encoders, caplog: pytest.LogCaptureFixture
) -> None:
    sound, damaged = sorted(harmed.segments.iterdir())
    flip(damaged / "documents.bin", random.Random(1))
    assert has_damaged_segments(harmed)
    kept = {path.name: path.stat().st_mtime_ns for path in sound.iterdir()}
    with caplog.at_level(logging.WARNING):
        report = indexing.update(harmed, (whole / "corpus",), encoders)
    assert (report.documents, report.added, report.unchanged) == (2, 1, 1)
    assert [message for message in caplog.messages if "is damaged" in message] == [
        f"The index in {damaged} is damaged (documents.bin is not what was written). It is built anew."
    ]
    assert not has_damaged_segments(harmed)
    assert {path.name: path.stat().st_mtime_ns for path in sound.iterdir()} == kept
    opened = open_index(harmed, encoders)
    assert {held.file for held in opened.seen_by(EVERYBODY).documents} == {"lake.txt", "other.txt"}


def test_a_changed_manifest_is_found(harmed: IndexStore) -> None:
    file = harmed.folder / "CURRENT"
    text = file.read_text(encoding="utf-8")
    for change in (
        ('"moved": 0', '"moved": 7'),
        ('"dead": []', '"dead": [0]'),
        ('"checksum"', '"checksums"'),
    ):
        file.write_text(text.replace(*change), encoding="utf-8")
        if change[0] in text:
            with pytest.raises(DamagedIndexError):
                harmed.manifest()
    file.write_text(text, encoding="utf-8")
    assert harmed.manifest().format == FORMAT
