"""Which files are indexed: those that can be read, each once; and an index that cannot be taken over is built anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.documents import identify
from retrieval.errors import EmptyCorpusError
from retrieval.index_store import IndexStore
from retrieval.indexing import find_files, update
from tests.fakes import fake_encoders
from tests.retrieval.making import STEEL, WHEAT, CountingEncoder, write
from tests.retrieval.test_indexing import MEETING, assert_consistent, counts, loaded, texts


def test_what_cannot_be_indexed_is_named_and_skipped(corpus: Path, store: IndexStore) -> None:
    write(corpus, empty="\n", wheat=WHEAT)
    (corpus / "binary.txt").write_bytes(bytes(200))
    (corpus / "folder.txt").mkdir()
    (corpus / "notes.csv").write_text("甲。", encoding="utf-8")
    report = update(store, [corpus, corpus / "none.txt"], fake_encoders(CountingEncoder()))
    assert counts(report) == (1, 1, 0, 0, 0)
    assert {problem.path.name: problem.reason for problem in report.skipped} == {
        "binary.txt": "is not text in UTF-8 or GB18030",
        "empty.txt": "is empty",
        "none.txt": "cannot be read (No such file or directory)",
    }


def test_nothing_left_keeps_the_old_index(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT)
    update(store, [corpus], fake_encoders(CountingEncoder()))
    (corpus / "wheat.txt").write_bytes(b"\0" * 100)
    with pytest.raises(EmptyCorpusError) as caught:
        update(store, [corpus], fake_encoders(CountingEncoder()))
    assert str(corpus) in str(caught.value)
    assert texts(loaded(store)) == [MEETING, "小麦产量达到十万吨。", "水稻增产5%。"]


def test_when_nothing_is_left_the_reasons_are_told(corpus: Path, store: IndexStore) -> None:
    write(corpus, empty="\n")
    with pytest.raises(EmptyCorpusError, match=r"empty\.txt: is empty"):
        update(store, [corpus], fake_encoders(CountingEncoder()))


@pytest.mark.parametrize("name", ["corpus", "none", "none.txt"])
def test_nothing_to_begin_with(tmp_path: Path, corpus: Path, store: IndexStore, name: str) -> None:
    with pytest.raises(EmptyCorpusError):
        update(store, [tmp_path / name], fake_encoders(CountingEncoder()))
    assert store.is_empty


def test_two_files_of_one_name(corpus: Path, store: IndexStore) -> None:
    for folder, text in (("a", WHEAT), ("b", STEEL)):
        (corpus / folder).mkdir()
        write(corpus / folder, report=text)
    assert counts(update(store, [corpus], fake_encoders(CountingEncoder()))) == (2, 2, 0, 0, 0)
    assert [held.document.place for held in loaded(store).documents] == ["甲州市", "乙河市"]
    assert [held.document.id for held in loaded(store).documents] == [
        identify("report.txt"),
        identify(str(corpus / "b" / "report.txt")),
    ]
    assert_consistent(loaded(store))
    assert counts(update(store, [corpus], fake_encoders(CountingEncoder()))) == (2, 0, 0, 0, 2)
    (corpus / "a" / "report.txt").unlink()
    update(store, [corpus], fake_encoders(CountingEncoder()))
    assert [held.document.place for held in loaded(store).documents] == ["乙河市"]
    assert_consistent(loaded(store))


def test_the_same_text_in_two_documents_is_two_documents(corpus: Path, store: IndexStore) -> None:
    write(corpus, one=WHEAT, two=WHEAT)
    assert update(store, [corpus], fake_encoders(CountingEncoder())).sentences == 6
    assert_consistent(loaded(store))


def test_another_model_embeds_everything(
    corpus: Path, store: IndexStore, caplog: pytest.LogCaptureFixture
) -> None:
    write(corpus, wheat=WHEAT)
    update(store, [corpus], fake_encoders(CountingEncoder()))
    other = CountingEncoder("other")
    assert counts(update(store, [corpus], fake_encoders(other))) == (1, 1, 0, 0, 0)
    assert len(other.passages) == 3
    assert "was made with another model. It is built anew." in caplog.text


def test_a_damaged_index_is_built_anew(
    corpus: Path, store: IndexStore, caplog: pytest.LogCaptureFixture
) -> None:
    write(corpus, wheat=WHEAT)
    update(store, [corpus], fake_encoders(CountingEncoder()))
    (store.folder / "CURRENT").write_text("nothing", encoding="utf-8")
    assert counts(update(store, [corpus], fake_encoders(CountingEncoder()))) == (1, 1, 0, 0, 0)
    assert "is damaged" in caplog.text
    assert_consistent(loaded(store))


def test_progress_is_told(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT)
    told: list[tuple[str, int, int]] = []
    update(store, [corpus], fake_encoders(CountingEncoder()), lambda *step: told.append(step))
    assert told[-1][1:] == (3, 3)


def test_files_are_found_in_order(corpus: Path) -> None:
    (corpus / "b").mkdir()
    write(corpus, c="丙", a="甲")
    write(corpus / "b", x="乙")
    write(corpus.parent, lone="丁")
    lone = corpus.parent / "lone.txt"
    expected = sorted([corpus / "a.txt", corpus / "b" / "x.txt", corpus / "c.txt", lone])
    assert find_files([corpus, lone, corpus / "b", corpus / "a.txt"]) == expected


def test_one_file_by_two_paths_is_one_document(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(corpus, wheat=WHEAT)
    monkeypatch.chdir(corpus.parent)
    assert len(find_files([Path("corpus"), corpus])) == 1


def test_a_name_that_is_too_long(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT)
    report = update(store, [corpus, corpus / ("x" * 300)], fake_encoders(CountingEncoder()))
    assert [problem.reason for problem in report.skipped] == ["cannot be read (File name too long)"]


def test_the_sources_of_the_last_build_are_kept(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT)
    update(store, [corpus / "wheat.txt"], fake_encoders(CountingEncoder()))
    update(store, [corpus], fake_encoders(CountingEncoder()))
    assert store.sources == (corpus,)
