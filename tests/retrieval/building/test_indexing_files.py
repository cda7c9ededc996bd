"""Which files are indexed: those that can be read, each once; and an index that cannot be taken over is built anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from embeddings import Encoders
from retrieval.building import segment_writer
from retrieval.building.backfill import fill
from retrieval.building.indexing import update
from retrieval.errors import DamagedIndexError, EmptyCorpusError, OtherIndexError
from retrieval.ingest.identity import identify
from retrieval.store.index_store import IndexStore
from tests.fakes import fake_encoders
from tests.retrieval.building.test_indexing import MEETING
from tests.retrieval.built import assert_consistent, build, counts, loaded, opened, texts
from tests.retrieval.making import STEEL, WHEAT, CountingEncoder, write


def test_what_cannot_be_indexed_is_named_and_skipped(corpus: Path, store: IndexStore) -> None:
    write(corpus, empty="\n", wheat=WHEAT)
    (corpus / "binary.txt").write_bytes(bytes(200))
    (corpus / "folder.txt").mkdir()
    (corpus / "notes.mp3").write_text("甲。", encoding="utf-8")
    report = build(store, [corpus, corpus / "none.txt"])
    assert counts(report) == (1, 1, 0, 0, 0)
    assert {problem.path.name: problem.reason for problem in report.skipped} == {
        "binary.txt": "is not text in UTF-8, UTF-16, GB18030 or Big5",
        "empty.txt": "is empty",
        "none.txt": "cannot be read (No such file or directory)",
        "notes.mp3": "is of a kind that is not read (.mp3)",
    }


def test_many_files_with_one_reason_are_one_line(
    corpus: Path, store: IndexStore, caplog: pytest.LogCaptureFixture
) -> None:
    write(corpus, wheat=WHEAT)
    for name in "abcde":
        (corpus / f"{name}.mp3").write_bytes(b"1")
    report = build(store, [corpus])
    assert len(report.skipped) == 5
    assert [record.getMessage() for record in caplog.records if "skipped" in record.getMessage()] == [
        "skipped 5 files, each of which is of a kind that is not read (.mp3): a.mp3, b.mp3, c.mp3 and 2 others"
    ]


def test_nothing_left_keeps_the_old_index(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT)
    build(store, [corpus])
    (corpus / "wheat.txt").write_bytes(b"\0" * 100)
    with pytest.raises(EmptyCorpusError) as caught:
        build(store, [corpus])
    assert str(corpus) in str(caught.value)
    assert texts(loaded(store)) == [MEETING, "小麦产量达到十万吨。", "水稻增产5%。"]


def test_when_nothing_is_left_the_reasons_are_told(corpus: Path, store: IndexStore) -> None:
    write(corpus, empty="\n")
    with pytest.raises(EmptyCorpusError, match=r"empty\.txt: is empty"):
        build(store, [corpus])


@pytest.mark.parametrize("name", ["corpus", "none", "none.txt"])
def test_nothing_to_begin_with(tmp_path: Path, corpus: Path, store: IndexStore, name: str) -> None:
    with pytest.raises(EmptyCorpusError):
        update(store, [tmp_path / name], fake_encoders(CountingEncoder()))
    assert store.is_empty


def test_two_files_of_one_name(corpus: Path, store: IndexStore) -> None:
    for folder, text in (("a", WHEAT), ("b", STEEL)):
        (corpus / folder).mkdir()
        write(corpus / folder, report=text)
    assert counts(build(store, [corpus])) == (2, 2, 0, 0, 0)
    assert [document.place for document in loaded(store).documents] == ["甲州市", "乙河市"]
    assert [document.id for document in loaded(store).documents] == [
        identify("report.txt"),
        identify(str(corpus / "b" / "report.txt")),
    ]
    assert_consistent(store)
    assert counts(build(store, [corpus])) == (2, 0, 0, 0, 2)
    (corpus / "a" / "report.txt").unlink()
    build(store, [corpus])
    assert [document.place for document in loaded(store).documents] == ["乙河市"]
    assert_consistent(store)


def test_of_two_files_of_one_content_one_stands_for_both(corpus: Path, store: IndexStore) -> None:
    """Whichever goes, the other is there; and neither is read or embedded anew."""
    write(corpus, one=WHEAT, two=WHEAT)
    report = build(store, [corpus])
    assert (report.documents, report.sentences) == (2, 6)
    assert [held.document.file for held in loaded(store).held] == ["one.txt"]
    assert_consistent(store)
    (corpus / "one.txt").unlink()
    encoder = CountingEncoder()
    assert counts(build(store, [corpus], encoder)) == (1, 0, 0, 1, 1)
    assert [held.document.file for held in loaded(store).held] == ["two.txt"]
    assert encoder.passages == []
    assert_consistent(store)
    write(corpus, one=WHEAT)
    assert counts(build(store, [corpus])) == (2, 1, 0, 0, 1)
    assert [held.document.file for held in loaded(store).held] == ["one.txt"]
    write(corpus, one=STEEL)
    assert counts(build(store, [corpus])) == (2, 0, 1, 0, 1)
    assert [document.place for document in loaded(store).documents] == ["乙河市", "甲州市"]
    assert_consistent(store)


def test_files_of_one_title_are_two_documents(corpus: Path, store: IndexStore) -> None:
    title = "甲州市2020年政府工作报告\n一、回顾\n"
    write(corpus, one=f"{title}小麦增产。", two=f"{title}水稻增产。")
    build(store, [corpus])
    assert [document.title for document in loaded(store).documents] == ["甲州市2020年政府工作报告"] * 2
    assert [text for text in texts(loaded(store)) if "增产" in text] == ["小麦增产。", "水稻增产。"]
    assert_consistent(store)


def test_another_accurate_model_lacks_only_its_vectors(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT)
    build(store, [corpus])
    before = (store.folder / "CURRENT").stat().st_ino
    other, encoders = CountingEncoder("other"), fake_encoders(CountingEncoder("other"))
    assert texts(loaded(store, encoders)) == [MEETING, "小麦产量达到十万吨。", "水稻增产5%。"]
    assert counts(build(store, [corpus], other)) == (1, 0, 0, 0, 1)
    assert other.passages == [MEETING, "小麦产量达到十万吨。", "水稻增产5%。"]
    assert (store.folder / "CURRENT").stat().st_ino == before
    again = CountingEncoder()
    build(store, [corpus], again)
    assert again.passages == []
    assert_consistent(store)


def test_another_fast_model_learns_words_anew(
    corpus: Path, store: IndexStore, caplog: pytest.LogCaptureFixture
) -> None:
    write(corpus, wheat=WHEAT)
    build(store, [corpus])
    accurate, fast = CountingEncoder(), CountingEncoder("fast")
    encoders = Encoders(accurate, fast)
    assert counts(update(store, [corpus], encoders)) == (1, 0, 0, 0, 1)
    words = opened(store, encoders).words.english.vocabulary
    assert fast.passages == [*words]
    assert "was made with another model." in caplog.text
    assert fill(store, encoders)
    assert fast.passages == [*words, MEETING, "小麦产量达到十万吨。", "水稻增产5%。"]
    assert accurate.passages == []
    with pytest.raises(OtherIndexError):
        loaded(store)


@pytest.mark.parametrize("content", [b"nothing", b"\xff\xfe", b""])
def test_a_damaged_index_is_built_anew(
    corpus: Path, store: IndexStore, caplog: pytest.LogCaptureFixture, content: bytes
) -> None:
    write(corpus, wheat=WHEAT)
    build(store, [corpus])
    (store.folder / "CURRENT").write_bytes(content)
    assert counts(build(store, [corpus])) == (1, 1, 0, 0, 0)
    assert "is damaged" in caplog.text
    assert_consistent(store)


def damage(folder: Path, name: str) -> None:
    """Flip a bit in the middle of a file."""
    (file,) = folder.rglob(name)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize("name", ["documents.bin", "documents.json", "sentences.npy", "vocab.index.json"])
def test_a_damaged_segment_is_built_anew(
    corpus: Path, store: IndexStore, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    write(corpus, wheat=WHEAT)
    build(store, [corpus])
    damage(store.segments, name)
    with pytest.raises(DamagedIndexError):
        loaded(store)
    assert counts(build(store, [corpus])) == (1, 1, 0, 0, 0)
    assert "is damaged" in caplog.text
    assert_consistent(store)
    caplog.clear()
    assert counts(build(store, [corpus])) == (1, 0, 0, 0, 1)
    assert caplog.text == ""


def test_damaged_words_are_learnt_anew(
    corpus: Path, store: IndexStore, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(corpus, wheat=WHEAT)
    build(store, [corpus])
    (file,) = store.words.rglob("words.json")
    file.write_bytes(b"{}")
    monkeypatch.setattr(segment_writer, "read_document", None)
    assert counts(build(store, [corpus])) == (1, 0, 0, 0, 1)
    assert "is damaged (the words cannot be read). They are learnt anew." in caplog.text
    assert_consistent(store)


def test_damaged_vectors_are_made_anew(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT)
    build(store, [corpus])
    for file in store.vectors.glob("*.faiss"):
        file.write_bytes(b"")
    assert len(texts(loaded(store))) == 3
    encoder = CountingEncoder()
    assert counts(build(store, [corpus], encoder)) == (1, 0, 0, 0, 1)
    assert len(encoder.passages) == 3
    assert_consistent(store)


def test_a_segment_that_is_gone_is_built_anew(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT)
    build(store, [corpus])
    shutil.rmtree(store.segments)
    assert counts(build(store, [corpus])) == (1, 1, 0, 0, 0)
    assert_consistent(store)


def test_progress_is_told(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT)
    told: list[tuple[str, int, int]] = []
    build(store, [corpus], progress=lambda *step: told.append(step))
    last = {what: (done, total) for what, done, total in told}
    assert last == {
        "embedding": last["embedding"],
        "sentence vectors, fast model": (3, 3),
        "sentence vectors": (3, 3),
    }
    assert list(last)[-2:] == ["sentence vectors, fast model", "sentence vectors"]


def test_progress_of_many_files_is_told(corpus: Path, store: IndexStore) -> None:
    write(corpus, **{f"r{at}": f"第{at}份。" for at in range(110)})
    told: list[tuple[str, int, int]] = []
    update(store, [corpus], fake_encoders(), lambda *step: told.append(step))
    assert told[:110] == [("reading documents", done, 110) for done in range(1, 111)]
    assert told[110] == ("keywords", 110, 110)


def test_a_name_that_is_too_long(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT)
    report = build(store, [corpus, corpus / ("x" * 300)])
    assert [problem.reason for problem in report.skipped] == ["cannot be read (File name too long)"]


def test_the_sources_of_the_last_build_are_kept(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT)
    update(store, [corpus / "wheat.txt"], fake_encoders(CountingEncoder()))
    build(store, [corpus])
    assert store.sources == (corpus,)
