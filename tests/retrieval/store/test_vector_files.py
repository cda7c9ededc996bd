"""The vectors of a segment: parts are joined, and what is damaged is as good as missing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from embeddings import Vectors
from retrieval.store import vector_files
from retrieval.store.segments import Segment, write_segment
from retrieval.store.vector_files import VectorFiles, parts_of, remove_all_but
from tests.retrieval.making import STEEL, WHEAT, indexed, unit_vectors

ROWS = 6
DIMENSION = 16


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_files, "PART_ROWS", 4)


@pytest.fixture
def segment(tmp_path: Path) -> Segment:
    """Two documents of three sentences."""
    write_segment(tmp_path / "segments" / "one", [indexed(WHEAT, "d0"), indexed(STEEL, "d1")])
    return Segment(tmp_path / "segments" / "one")


@pytest.fixture
def files(tmp_path: Path) -> VectorFiles:
    return VectorFiles(tmp_path / "vectors", "model")


@pytest.fixture
def vectors() -> Vectors:
    return unit_vectors(ROWS, DIMENSION)


def names(tmp_path: Path) -> list[str]:
    return sorted(path.name.split(".", 2)[2] for path in (tmp_path / "vectors").rglob("*") if path.is_file())


def write_all(files: VectorFiles, segment: Segment, vectors: Vectors) -> None:
    files.write_part(segment, 0, vectors[:4])
    files.write_part(segment, 1, vectors[4:])
    files.join(segment)


def test_parts_are_joined_when_all_are_there(
    files: VectorFiles, segment: Segment, vectors: Vectors, tmp_path: Path
) -> None:
    assert parts_of(segment) == 2
    assert (files.has(segment), files.has_part(segment, 0), files.open(segment)) == (False, False, None)
    files.write_part(segment, 1, vectors[4:])
    files.join(segment)
    assert (files.has(segment), files.has_part(segment, 0), files.has_part(segment, 1)) == (
        False,
        False,
        True,
    )
    assert names(tmp_path) == ["1.npy"]
    files.write_part(segment, 0, vectors[:4])
    files.join(segment)
    assert files.has(segment)
    opened = files.open(segment)
    assert opened is not None
    assert np.abs(opened.rows(0, ROWS) - vectors).max() < 0.01
    assert opened.rows(4, 2).tolist() == opened.rows(0, ROWS)[4:].tolist()
    assert names(tmp_path) == ["faiss"]


def test_each_model_has_files_of_its_own(
    files: VectorFiles, segment: Segment, vectors: Vectors, tmp_path: Path
) -> None:
    write_all(files, segment, vectors)
    other = VectorFiles(tmp_path / "vectors", "other")
    assert (other.has(segment), other.open(segment)) == (False, None)
    write_all(other, segment, unit_vectors(ROWS, 8, seed=9))
    for held, dimension in ((files, DIMENSION), (other, 8)):
        opened = held.open(segment)
        assert opened is not None
        assert opened.rows(0, 1).shape == (1, dimension)


def test_a_file_that_is_joined_stays(files: VectorFiles, segment: Segment, vectors: Vectors) -> None:
    write_all(files, segment, vectors)
    files.write_part(segment, 0, -vectors[:4])
    files.join(segment)
    opened = files.open(segment)
    assert opened is not None
    assert float(opened.rows(0, 1)[0] @ vectors[0]) > 0.9


@pytest.mark.parametrize("damage", ["", "cut", "other", "rows"])
def test_a_damaged_file_is_missing_and_made_anew(
    files: VectorFiles, segment: Segment, vectors: Vectors, tmp_path: Path, damage: str
) -> None:
    write_all(files, segment, vectors)
    (file,) = (tmp_path / "vectors").glob("*.faiss")
    content = file.read_bytes()
    if damage == "rows":
        vector_files.pack(file, vectors[:5])
    else:
        file.write_bytes({"": b"", "cut": content[: len(content) // 2], "other": b"nothing"}[damage])
    assert (files.has(segment), files.open(segment)) == (False, None)
    write_all(files, segment, vectors)
    opened = files.open(segment)
    assert opened is not None
    assert len(opened) == ROWS


@pytest.mark.parametrize("damage", [b"", b"\x93NUMPY", b"nothing"])
def test_a_damaged_part_is_missing(
    files: VectorFiles, segment: Segment, vectors: Vectors, tmp_path: Path, damage: bytes
) -> None:
    files.write_part(segment, 0, vectors[:4])
    (part,) = (tmp_path / "vectors" / "parts").iterdir()
    part.write_bytes(damage)
    files.write_part(segment, 1, vectors[4:])
    files.join(segment)
    assert not files.has(segment)
    assert not files.has_part(segment, 0)
    write_all(files, segment, vectors)
    assert files.has(segment)


def test_parts_that_do_not_fit_are_missing(files: VectorFiles, segment: Segment, vectors: Vectors) -> None:
    for wrong in (vectors[:3], vectors[:4, :5]):
        files.write_part(segment, 0, wrong)
        files.write_part(segment, 1, vectors[4:])
        files.join(segment)
        assert not files.has(segment)
        assert not files.has_part(segment, 0)
    write_all(files, segment, vectors)
    assert files.has(segment)


def test_what_no_segment_needs_is_removed(
    files: VectorFiles, segment: Segment, vectors: Vectors, tmp_path: Path
) -> None:
    write_all(files, segment, vectors)
    write_segment(tmp_path / "segments" / "two", [indexed(WHEAT, "d0")])
    files.write_part(Segment(tmp_path / "segments" / "two"), 0, vectors[:3])
    folder = tmp_path / "vectors"
    remove_all_but(folder, {"one", "two"})
    assert len(names(tmp_path)) == 2
    remove_all_but(folder, {"two"})
    assert names(tmp_path) == ["0.npy"]
    remove_all_but(folder, set())
    assert names(tmp_path) == []
    remove_all_but(tmp_path / "none", set())
