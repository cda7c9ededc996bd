"""Files to segments: the same whoever writes them, and what a stopped build has written is taken over."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.building import segment_writer
from retrieval.building.chunking import hash_of
from retrieval.building.segment_writer import CorpusFile, write_documents, write_segments
from retrieval.errors import UnreadableDocumentError
from retrieval.ingest.identity import identify
from retrieval.store.index_store import IndexStore
from retrieval.store.segments import Segment
from retrieval.types import EVERYBODY
from tests.retrieval.making import PORTS, STEEL, WHEAT, indexed, write


def files_of(corpus: Path) -> list[CorpusFile]:
    return [
        CorpusFile(path, identify(path.name), hash_of(path), EVERYBODY) for path in sorted(corpus.iterdir())
    ]


def made(
    store: IndexStore, corpus: Path, processes: int = 1
) -> tuple[list[Segment], list[UnreadableDocumentError]]:
    written = write_segments(store, files_of(corpus), processes, None)
    return list(written.segments), list(written.skipped)


def names(segment: Segment) -> list[str]:
    return [held.document.file for held in segment.documents]


def everything(store: IndexStore) -> dict[str, bytes]:
    """All files of all segments, but the keywords, in which words stand in an order of chance."""
    return {
        path.relative_to(store.segments).as_posix(): path.read_bytes()
        for path in store.segments.rglob("*")
        if path.is_file() and path.parent.name != "keywords" and path.name != "sums.json"
    }


def test_several_processes_write_what_one_writes(
    corpus: Path, store: IndexStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segment_writer, "SEGMENT_DOCUMENTS", 9)
    write(corpus, **{f"甲州市-{1990 + at}": WHEAT.replace("十万吨", f"{at}万吨") for at in range(30)})
    (corpus / "empty.txt").touch()
    one, skipped = made(store, corpus)
    other = IndexStore(tmp_path / "other")
    by_two, skipped_by_two = made(other, corpus, 2)
    assert [segment.name for segment in by_two] == [segment.name for segment in one]
    assert len(one) == 4
    assert [names(segment) for segment in by_two] == [names(segment) for segment in one]
    assert everything(other) == everything(store)
    for first, second in zip(one, by_two, strict=True):
        second.verify()
        assert second.keywords.frequencies == first.keywords.frequencies
        for term in ("小麦", "产量", "2000"):
            assert second.keywords.scores([term]).tolist() == first.keywords.scores([term]).tolist()
    assert list(map(str, skipped_by_two)) == list(map(str, skipped)) == [f"{corpus / 'empty.txt'}: is empty"]


def test_the_newest_are_written_first(
    corpus: Path, store: IndexStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segment_writer, "SEGMENT_DOCUMENTS", 2)
    write(corpus, **{"a-2001": WHEAT, "b-2020": STEEL, "c": PORTS, "d-2019-2001": WHEAT, "e-12020": PORTS})
    assert [names(segment) for segment in made(store, corpus)[0]] == [
        ["b-2020.txt", "a-2001.txt"],
        ["d-2019-2001.txt", "c.txt"],
        ["e-12020.txt"],
    ]


def test_what_was_written_before_is_taken_over(
    corpus: Path, store: IndexStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(corpus, wheat=WHEAT, steel=STEEL)
    (first,), _ = made(store, corpus)
    monkeypatch.setattr(segment_writer, "read_document", None)
    (again,), skipped = made(store, corpus)
    assert (again.name, skipped) == (first.name, [])
    assert len(list(store.segments.iterdir())) == 1


def test_files_that_could_not_be_read_are_named_again(corpus: Path, store: IndexStore) -> None:
    """By the build that takes over what another has written and had no time to tell."""
    write(corpus, wheat=WHEAT, empty="\n")
    (first,), skipped = made(store, corpus)
    (again,), told = made(store, corpus)
    assert again.name == first.name
    assert list(map(str, told)) == list(map(str, skipped)) == [f"{corpus / 'empty.txt'}: is empty"]


def test_a_segment_of_other_content_is_not_taken_over(corpus: Path, store: IndexStore) -> None:
    """A file that grew between being looked at and being read."""
    write(corpus, wheat=WHEAT)
    looked_at = files_of(corpus)
    write(corpus, wheat=WHEAT + "玉米丰收。\n")
    (grown,) = write_segments(store, looked_at, 1, None).segments
    assert grown.documents[0].content_hash == hash_of(corpus / "wheat.txt") != looked_at[0].content_hash
    write(corpus, wheat=WHEAT)
    (again,), _ = made(store, corpus)
    assert again.documents[0].content_hash == looked_at[0].content_hash
    assert again.name != grown.name


def test_a_damaged_segment_is_not_taken_over(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT)
    (first,), _ = made(store, corpus)
    (first.folder / "documents.json").write_bytes(b"[]")
    (again,), _ = made(store, corpus)
    assert again.name != first.name
    again.verify()


def test_nothing_to_write(corpus: Path, store: IndexStore) -> None:
    assert made(store, corpus) == ([], [])
    (corpus / "empty.txt").touch()
    segments, skipped = made(store, corpus)
    assert (segments, [error.path.name for error in skipped]) == ([], ["empty.txt"])


def test_documents_read_before(store: IndexStore) -> None:
    documents = (indexed(WHEAT, "d0"), indexed(STEEL, "d1"))
    segment = write_documents(store, documents)
    assert tuple(segment.read(number) for number in range(2)) == documents
    assert write_documents(store, documents).name == segment.name
    assert write_documents(store, documents[::-1]).name != segment.name


def test_whether_the_index_has_a_file_as_it_is(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT)
    (segment,), _ = made(store, corpus)
    (held,) = segment.documents
    (file,) = files_of(corpus)
    assert file.is_held_by(held)
    assert not file.is_held_by(None)
    write(corpus, wheat=STEEL)
    assert not files_of(corpus)[0].is_held_by(held)
    moved = corpus / "moved" / "wheat.txt"
    assert not CorpusFile(moved, file.key, file.content_hash, EVERYBODY).is_held_by(held)
