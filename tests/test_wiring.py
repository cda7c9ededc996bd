"""Settings to parts: our own index is built before it is used if it has to be; another one is read as it is."""

from __future__ import annotations

import logging
import shutil
import sys
from pathlib import Path

import pytest

from bot import wiring
from bot.config import Settings, load_settings
from bot.faces.terminal.progress import shown_progress
from embeddings import Encoders, EncoderSettings
from retrieval.errors import (
    EmptyCorpusError,
    IndexFolderError,
    MilvusError,
    MissingIndexError,
    UnusableIndexError,
)
from retrieval.ingest.identity import identify
from retrieval.store.index_store import IndexStore
from retrieval.types import PUBLIC, DocumentId
from tests.fakes import fake_encoders
from tests.retrieval.evaluation.test_public_sets import write_set
from tests.retrieval.making import STEEL, WHEAT, CountingEncoder, write


class Opener:
    """Stands for `open_encoders`: hands out one fake beside another, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.current = CountingEncoder()
        self.asked: list[EncoderSettings] = []

    def open(self, settings: EncoderSettings, progress: object = None) -> Encoders:
        self.asked.append(settings)
        return fake_encoders(self.current)


@pytest.fixture
def encoders(monkeypatch: pytest.MonkeyPatch) -> Opener:
    stand_in = Opener()
    monkeypatch.setattr(wiring, "open_encoders", stand_in.open)
    return stand_in


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "corpus").mkdir()
    write(tmp_path / "corpus", wheat=WHEAT)
    (tmp_path / "config.yaml").write_text("embeddings: {model: some/name, threads: 3}\n", encoding="utf-8")
    return load_settings(tmp_path / "config.yaml", {})


def files(engine: wiring.Engine) -> list[str]:
    return [document.file for document in engine.documents(scope=PUBLIC)]


def test_the_settings_reach_the_encoder(settings: Settings, encoders: Opener) -> None:
    wiring.build_index(settings, None, None)
    assert encoders.asked == [EncoderSettings("some/name", None, 3)]


def test_a_missing_index_is_built_and_then_used(
    settings: Settings, encoders: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    assert files(wiring.open_engine(settings)) == ["wheat.txt"]
    assert len(encoders.current.passages) == 3
    assert files(wiring.open_engine(settings)) == ["wheat.txt"]
    assert len(encoders.current.passages) == 3
    assert caplog.records == []


def test_corpus_and_index_of_the_command_line_come_first(
    settings: Settings, encoders: Opener, tmp_path: Path
) -> None:
    write(tmp_path, steel=STEEL)
    report = wiring.build_index(settings, [tmp_path / "steel.txt"], tmp_path / "other")
    assert (report.documents, report.added) == (1, 1)
    assert IndexStore(settings.index.path).is_empty
    assert files(wiring.open_engine(settings, tmp_path / "other")) == ["steel.txt"]


def damage(store: IndexStore) -> None:
    """Flip a bit of the documents in use."""
    (segment,) = store.manifest().segments
    file = store.segments / segment.name / "documents.bin"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)


def test_a_damaged_index_is_rebuilt_saying_so(
    settings: Settings, encoders: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    wiring.build_index(settings, None, None)
    assert wiring.fill_index(settings, None)
    damage(IndexStore(settings.index.path))
    assert files(wiring.open_engine(settings)) == ["wheat.txt"]
    assert len(encoders.current.passages) == 6
    assert caplog.records[0].levelno == logging.WARNING
    assert caplog.messages[0].startswith(f"The index in {settings.index.path / 'segments'}/")
    assert caplog.messages[0].endswith(
        "is damaged (documents.bin is not what was written). It is built anew."
    )
    caplog.clear()
    wiring.open_engine(settings)
    assert caplog.records == []


def test_a_rebuild_is_said_once(
    settings: Settings, encoders: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    wiring.build_index(settings, None, None)
    damage(IndexStore(settings.index.path))
    wiring.open_engine(settings)
    assert len(caplog.records) == 1


def test_an_index_of_another_accurate_model_is_used_as_it_is_and_filled_anew(
    settings: Settings, encoders: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    wiring.build_index(settings, None, None)
    assert wiring.fill_index(settings, None)
    encoders.current = CountingEncoder("two")
    engine = wiring.open_engine(settings)
    assert files(engine) == ["wheat.txt"]
    assert encoders.current.passages == []
    assert "十万吨" in engine.answer("小麦", scope=PUBLIC).citations[0].text
    assert len(encoders.current.passages) == 3
    assert wiring.fill_index(settings, None)
    assert len(encoders.current.passages) == 6
    assert caplog.records == []


def test_an_index_of_another_fast_model_learns_its_words_anew_saying_so(
    settings: Settings, encoders: Opener, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    wiring.build_index(settings, None, None)
    fast = CountingEncoder("fast")
    monkeypatch.setattr(wiring, "open_encoders", lambda *_: Encoders(encoders.current, fast))
    assert files(wiring.open_engine(settings)) == ["wheat.txt"]
    assert "小麦" in fast.passages
    assert "was made with another model. Its words are " in caplog.messages[0]
    caplog.clear()
    wiring.open_engine(settings)
    assert caplog.records == []


def test_an_index_is_rebuilt_from_what_it_was_made_of(
    settings: Settings, encoders: Opener, tmp_path: Path
) -> None:
    write(tmp_path, steel=STEEL)
    wiring.build_index(settings, [tmp_path / "steel.txt"], None)
    damage(IndexStore(settings.index.path))
    assert files(wiring.open_engine(settings)) == ["steel.txt"]


def held(folder: Path) -> set[str]:
    """The files of an index."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def test_a_named_index_is_read_as_it_is(settings: Settings, encoders: Opener, tmp_path: Path) -> None:
    write(tmp_path, steel=STEEL)
    other = tmp_path / "other"
    with pytest.raises(MissingIndexError, match=f"There is no index in {other}; `yinju index "):
        wiring.open_engine(settings, other)
    assert not other.exists()
    other.mkdir()
    with pytest.raises(MissingIndexError):
        wiring.open_engine(settings, other)
    assert held(other) == set()
    wiring.build_index(settings, [tmp_path / "steel.txt"], other)
    before = held(other)
    assert files(wiring.open_engine(settings, other)) == ["steel.txt"]
    assert held(other) == before
    damage(IndexStore(other))
    with pytest.raises(UnusableIndexError) as raised:
        wiring.open_engine(settings, other)
    assert str(raised.value).endswith(
        "is damaged (documents.bin is not what was written); a question does not build it anew, "
        f"`yinju index --corpus {tmp_path / 'steel.txt'} --index {other}` does."
    )
    assert held(other) == before


def test_a_named_index_of_another_model_is_not_made_anew(
    settings: Settings, encoders: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wiring.build_index(settings, None, tmp_path / "other")
    monkeypatch.setattr(
        wiring, "open_encoders", lambda *_: Encoders(encoders.current, CountingEncoder("fast"))
    )
    before = (tmp_path / "other" / "CURRENT").read_bytes()
    with pytest.raises(UnusableIndexError, match="was made with another model; a question does not"):
        wiring.open_engine(settings, tmp_path / "other")
    assert (tmp_path / "other" / "CURRENT").read_bytes() == before


def test_an_index_whose_sources_are_forgotten_is_not_replaced(
    settings: Settings, encoders: Opener, tmp_path: Path
) -> None:
    write(tmp_path, steel=STEEL)
    wiring.build_index(settings, [tmp_path / "steel.txt"], None)
    damage(IndexStore(settings.index.path))
    (settings.index.path / "sources.json").unlink()
    before = held(settings.index.path)
    with pytest.raises(UnusableIndexError, match=r"damaged .* a question does not build it anew"):
        wiring.open_engine(settings)
    assert held(settings.index.path) - before <= {"claim.lock"}


def test_a_missing_corpus_is_one_sentence(settings: Settings, encoders: Opener, tmp_path: Path) -> None:
    (tmp_path / "corpus" / "wheat.txt").unlink()
    with pytest.raises(EmptyCorpusError, match=f"No readable document in {tmp_path / 'corpus'}"):
        wiring.open_engine(settings)


def test_an_index_folder_that_cannot_be_made_is_one_sentence(
    settings: Settings, encoders: Opener, tmp_path: Path
) -> None:
    broken = load_settings(tmp_path / "config.yaml", {"YINJU_INDEX__PATH": "file/index"})
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(IndexFolderError, match="cannot be written"):
        wiring.open_engine(broken)


def test_documents_keep_their_ids(settings: Settings, encoders: Opener) -> None:
    (before,) = wiring.open_engine(settings).documents(scope=PUBLIC)
    wiring.build_index(settings, None, None)
    (after,) = wiring.open_engine(settings).documents(scope=PUBLIC)
    assert before == after
    assert before.id == DocumentId("8f1218c79902f5ac")


def test_each_part_of_a_public_set_has_an_engine_of_its_own(
    settings: Settings, encoders: Opener, tmp_path: Path
) -> None:
    passages = [{"id": f"{doc}1", "doc": doc, "text": f"渔港{doc}。"} for doc in "甲乙"]
    queries = [{"id": f"q{doc}", "doc": doc, "text": "渔港"} for doc in "乙甲"]
    write_set(tmp_path / "ports", passages, queries, "")
    parts = list(wiring.open_public_sets(settings, tmp_path / "ports"))
    assert [(part.name, files(engine)) for part, engine in parts] == [("乙", ["乙1"]), ("甲", ["甲1"])]
    assert encoders.current.passages == ["渔港乙。", "渔港甲。"]
    list(wiring.open_public_sets(settings, tmp_path / "ports"))
    assert len(encoders.current.passages) == 2
    kept = settings.index.path.parent / "evaluation" / "ports"
    assert sorted(folder.name for folder in kept.iterdir()) == sorted(identify(doc) for doc in "甲乙")
    assert IndexStore(settings.index.path).is_empty


def test_progress_in_a_file_is_a_line_a_stage(capsys: pytest.CaptureFixture[str]) -> None:
    with shown_progress() as progress:
        for done in (1, 2, 3):
            progress("embedding", done, 3)
        progress("quantising", 1, 1)
    written = capsys.readouterr()
    assert written.out == ""
    assert written.err == "Embedding…\nEmbedding: 3/3\nQuantising…\nQuantising: 1/1\n"


@pytest.fixture
def mirrored(settings: Settings, tmp_path: Path, empty_milvus: Path) -> Settings:
    """The same with a file of milvus-lite."""
    changed = load_settings(tmp_path / "config.yaml", {"YINJU_INDEX__MILVUS": "milvus.db"})
    assert changed.index.milvus is not None
    shutil.copytree(empty_milvus, changed.index.milvus)
    return changed


def in_milvus(settings: Settings) -> list[int]:
    """How many documents have their passages and how many their sentences there."""
    from retrieval.milvus.index import open_milvus  # noqa: PLC0415 - not everywhere

    assert settings.index.milvus is not None
    milvus = open_milvus(settings.index.milvus, fake_encoders().fast)
    counted = [len(table.versions()) for table in (milvus.passages, milvus.sentences)]
    milvus.close()
    return counted


def test_milvus_gets_what_the_index_has(mirrored: Settings, encoders: Opener, tmp_path: Path) -> None:
    wiring.build_index(mirrored, None, None)
    assert in_milvus(mirrored) == [1, 0]
    wiring.fill_index(mirrored, None)
    assert in_milvus(mirrored) == [1, 1]
    write(tmp_path / "corpus", steel=STEEL)
    wiring.build_index(mirrored, None, None)
    assert in_milvus(mirrored) == [2, 1]
    assert sorted(files(wiring.open_engine(mirrored))) == ["steel.txt", "wheat.txt"]


def test_another_index_leaves_milvus_alone(mirrored: Settings, encoders: Opener, tmp_path: Path) -> None:
    wiring.build_index(mirrored, None, None)
    write(tmp_path / "corpus", steel=STEEL)
    wiring.build_index(mirrored, None, tmp_path / "other")
    assert in_milvus(mirrored) == [1, 0]


def test_an_index_built_by_the_first_question_goes_to_milvus(mirrored: Settings, encoders: Opener) -> None:
    assert files(wiring.open_engine(mirrored)) == ["wheat.txt"]
    assert in_milvus(mirrored) == [1, 1]


def test_milvus_without_its_package_is_one_sentence(
    mirrored: Settings, encoders: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pymilvus", None)
    for module in ("retrieval.milvus.tables", "retrieval.milvus.index"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    with pytest.raises(MilvusError) as raised:
        wiring.build_index(mirrored, None, None)
    assert str(raised.value) == (
        f"Milvus at {mirrored.index.milvus} cannot be used: the package pymilvus is missing "
        "(pip install 'yinju[milvus]'); see index.milvus in config.yaml."
    )
