"""A sealed file is read as before, and any change of a byte of it is found."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from retrieval.store.checksums import Soundness, seal, soundness, without_seal
from retrieval.store.vector_index import PackedVectors, pack

CONTENT = bytes(range(200))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "file"
    file.write_bytes(CONTENT)
    return file


def test_what_was_sealed_is_whole(file: Path) -> None:
    assert soundness(file) is Soundness.UNKNOWN
    assert without_seal(file.read_bytes()) == CONTENT
    seal(file)
    assert soundness(file) is Soundness.WHOLE
    assert without_seal(file.read_bytes()) == CONTENT


def test_any_byte_that_changes_is_found(file: Path) -> None:
    seal(file)
    whole = file.read_bytes()
    for at in range(len(whole)):
        harmed = bytearray(whole)
        harmed[at] ^= 0x10
        file.write_bytes(harmed)
        assert soundness(file) is Soundness.DAMAGED, at


def test_what_is_not_there_or_empty_is_not_known(file: Path) -> None:
    file.write_bytes(b"")
    assert soundness(file) is Soundness.UNKNOWN
    seal(file)
    assert soundness(file) is Soundness.WHOLE
    file.unlink()
    assert soundness(file) is Soundness.UNKNOWN


def test_the_libraries_do_not_see_the_seal(tmp_path: Path) -> None:
    vectors = np.eye(8, dtype=np.float32)
    file = tmp_path / "vectors.faiss"
    pack(file, vectors)
    seal(file)
    assert np.abs(PackedVectors.open(file).rows(0, 8) - vectors).max() < 0.01
    with (tmp_path / "part.npy").open("wb") as stream:
        np.save(stream, vectors)
    seal(tmp_path / "part.npy")
    assert np.array_equal(np.load(tmp_path / "part.npy"), vectors)
