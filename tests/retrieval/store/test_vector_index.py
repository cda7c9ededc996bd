"""Nearest vectors, against all cosines computed and sorted."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import DamagedIndexError
from retrieval.store.vector_index import PackedVectors, VectorIndex, pack
from tests.retrieval.making import unit_vectors

LARGEST = 2**63 - 1


def test_by_hand() -> None:
    vectors = np.array([[1, 0], [0, 1], [-1, 0], [0.6, 0.8]], np.float32)
    index = VectorIndex.build([30, 10, LARGEST, 0], vectors)
    ids, cosines = index.search(np.array([1, 0], np.float32), 4)
    assert ids.tolist() == [30, 0, 10, LARGEST]
    assert cosines == pytest.approx([1, 0.6, 0, -1])


def test_against_brute_force() -> None:
    vectors, questions = unit_vectors(700, 32), unit_vectors(25, 32, seed=8)
    ids = np.random.default_rng(9).choice(LARGEST, size=700, replace=False)
    index = VectorIndex.build(ids.tolist(), vectors)
    assert len(index) == 700
    for question in questions:
        cosines = vectors @ question
        order = np.argsort(-cosines)[:40]
        found_ids, found_cosines = index.search(question, 40)
        assert found_ids.tolist() == ids[order].tolist()
        assert found_cosines == pytest.approx(cosines[order], abs=1e-6)
        assert (np.diff(found_cosines) <= 0).all()


def test_no_more_than_there_are() -> None:
    index = VectorIndex.build([5, 6], np.eye(2, dtype=np.float32))
    ids, cosines = index.search(np.array([0, 1], np.float32), 200)
    assert (ids.tolist(), cosines.tolist()) == ([6, 5], [1, 0])


def test_nothing_asked_nothing_found() -> None:
    question = np.array([0, 1], np.float32)
    for index, limit in (
        (VectorIndex.build([5], question[None]), 0),
        (VectorIndex.build([], np.empty((0, 2), np.float32)), 10),
    ):
        ids, cosines = index.search(question, limit)
        assert (ids.tolist(), cosines.tolist()) == ([], [])


def test_vectors_by_id() -> None:
    vectors = unit_vectors(20, 8)
    index = VectorIndex.build(range(100, 120), vectors)
    assert index.vectors([119, 100, 107, 107]).tolist() == vectors[[19, 0, 7, 7]].tolist()
    assert index.vectors([]).shape == (0, 8)
    for unknown in (99, 120, -1, LARGEST):
        with pytest.raises(KeyError):
            index.vectors([100, unknown])


def test_any_layout_in_memory() -> None:
    vectors = np.asfortranarray(unit_vectors(6, 4)).astype(np.float64)
    index = VectorIndex.build(range(6), vectors)
    assert index.vectors(range(6)).tolist() == vectors.tolist()


def test_round_trip(tmp_path: Path) -> None:
    file = tmp_path / "向量.faiss"
    vectors = unit_vectors(50, 16)
    VectorIndex.build(range(50), vectors).save(file)
    again = VectorIndex.load(file)
    assert len(again) == 50
    assert again.vectors(range(50)).tolist() == vectors.tolist()
    assert again.search(vectors[17], 1)[0].tolist() == [17]


@pytest.mark.parametrize("kept", [0, 10, 200])
def test_damaged(tmp_path: Path, kept: int) -> None:
    file = tmp_path / "vectors.faiss"
    VectorIndex.build(range(50), unit_vectors(50, 16)).save(file)
    file.write_bytes(file.read_bytes()[:kept])
    with pytest.raises(DamagedIndexError, match=re.escape(f"{file} is damaged (the vectors cannot be read)")):
        VectorIndex.load(file)


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(DamagedIndexError):
        VectorIndex.load(tmp_path / "none")


@pytest.mark.parametrize("count", [3, 3000])
def test_a_full_disk_is_an_operating_system_error(count: int) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full on this system")
    with pytest.raises(OSError, match="No space left"):
        VectorIndex.build(range(count), unit_vectors(count, 16)).save(full)


def test_packed_rows_are_near_what_was_packed(tmp_path: Path) -> None:
    """A cosine is off by less than 0.002, whatever the question."""
    vectors, questions = unit_vectors(500, 384), unit_vectors(40, 384, seed=8)
    pack(tmp_path / "vectors.faiss", vectors)
    packed = PackedVectors.open(tmp_path / "vectors.faiss")
    assert len(packed) == 500
    rows = packed.rows(0, 500)
    assert (rows.shape, rows.dtype) == ((500, 384), np.float32)
    cosines = rows @ np.vstack([questions, vectors]).T
    assert np.abs(cosines - vectors @ np.vstack([questions, vectors]).T).max() < 0.002
    for start, count in ((0, 1), (17, 5), (499, 1), (0, 500), (500, 0), (3, 0)):
        assert packed.rows(start, count).tolist() == rows[start : start + count].tolist()
    assert (tmp_path / "vectors.faiss").stat().st_size < 500 * 384 + 5000


def test_packed_vectors_of_any_make(tmp_path: Path) -> None:
    """One row, equal rows, rows of nothing where a document was deleted."""
    one = unit_vectors(1, 8)
    for vectors in (one, np.repeat(one, 5, axis=0), np.zeros((3, 8), np.float32), np.vstack([one, 0 * one])):
        pack(tmp_path / "vectors.faiss", vectors)
        rows = PackedVectors.open(tmp_path / "vectors.faiss").rows(0, len(vectors))
        assert np.abs(rows - vectors).max() < 0.01


@pytest.mark.parametrize("kept", [0, 10, 200])
def test_damaged_packed_vectors(tmp_path: Path, kept: int) -> None:
    file = tmp_path / "vectors.faiss"
    pack(file, unit_vectors(50, 16))
    file.write_bytes(file.read_bytes()[:kept])
    with pytest.raises(DamagedIndexError, match=re.escape(f"{file} is damaged (the vectors cannot be read)")):
        PackedVectors.open(file)
    with pytest.raises(DamagedIndexError):
        PackedVectors.open(tmp_path / "none")
