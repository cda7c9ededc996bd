"""An index that is built again and again while it is served: real segments on disk, fake models."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot import wiring
from bot.config import Settings, load_settings
from bot.wiring import ServedIndex, ServedToChats, opened_uploads
from embeddings import Encoders, EncoderSettings
from retrieval.asking import AnswersQuestions
from retrieval.building import indexing
from retrieval.building.backfill import fill
from retrieval.store.index_store import IndexStore
from retrieval.types import PUBLIC, Owner, Scope
from retrieval.uploads.reading import SentFile
from retrieval.uploads.records import UploadLimits
from tests.fakes import fake_encoders

REPORT = """{year}年1月8日在双水市第三届人民代表大会第四次会议上
市长 王小明
各位代表：现在，我代表市政府向大会报告工作。
一、{before}年工作回顾
全市粮食产量{grain}万吨，植树造林30万株。
二、{year}年主要任务
新建公园5座。
"""


class Opener:
    """Stands for `open_encoders`, and counts."""

    def __init__(self) -> None:
        self.times = 0

    def open(self, settings: EncoderSettings, progress: object = None) -> Encoders:
        self.times += 1
        return fake_encoders()


@pytest.fixture
def opener(monkeypatch: pytest.MonkeyPatch) -> Opener:
    stand_in = Opener()
    monkeypatch.setattr(wiring, "open_encoders", stand_in.open)
    return stand_in


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "config.yaml").touch()
    (tmp_path / "corpus").mkdir()
    return load_settings(tmp_path / "config.yaml", {})


def write(settings: Settings, year: int, grain: int) -> None:
    text = REPORT.format(year=year, before=year - 1, grain=grain)
    (settings.corpus.paths[0] / f"双水市-{year}.txt").write_text(text, encoding="utf-8")


def build(settings: Settings) -> None:
    """As another process does."""
    indexing.update(IndexStore(settings.index.path), settings.corpus.paths, fake_encoders())


def grain(engine: AnswersQuestions | None, year: int) -> str:
    """The paragraphs cited; fake models do not put them into the right order."""
    assert engine is not None
    return " ".join(each.text for each in engine.answer(f"双水市{year}年粮食产量", scope=PUBLIC).citations)


@pytest.fixture
def served(settings: Settings, opener: Opener) -> ServedIndex:
    write(settings, 2015, 40)
    return ServedIndex(settings)


def test_a_new_state_is_opened_once_and_with_the_same_models(
    served: ServedIndex, settings: Settings, opener: Opener
) -> None:
    assert served.newer() is None
    assert served.status(scope=PUBLIC) is None
    old = served.open()
    assert served.newer() is None
    write(settings, 2016, 50)
    build(settings)
    new = served.newer()
    assert (opener.times, served.newer()) == (1, None)
    assert "50万吨" in grain(new, 2015)
    assert "40万吨" in grain(new, 2014)
    assert [document.year for document in old.documents(scope=PUBLIC)] == [2015]
    assert "40万吨" in grain(old, 2014)
    write(settings, 2016, 50)
    build(settings)
    assert served.newer() is None, "nothing was changed"


def test_what_did_not_change_is_not_opened_again(served: ServedIndex, settings: Settings) -> None:
    old = served.open()
    write(settings, 2016, 50)
    build(settings)
    new = served.newer()
    assert new is not None
    before, after = old._index.segments, new._index.segments
    assert before.items() < after.items()


def test_the_former_state_answers_when_its_files_are_gone(served: ServedIndex, settings: Settings) -> None:
    old = served.open()
    served.newer()
    for grown in (41, 42, 43):
        write(settings, 2015, grown)
        build(settings)
    kept = {path.name for path in (settings.index.path / "segments").iterdir()}
    assert not kept & set(old._index.segments)
    assert "40万吨" in grain(old, 2014)
    assert "43万吨" in grain(served.newer(), 2014)


def damaged(index: Path) -> None:
    (index / "CURRENT").write_text('{"format": 7, "segments": [{"na', encoding="utf-8")


def incomplete(index: Path) -> None:
    newest = max((index / "segments").iterdir(), key=lambda path: path.stat().st_mtime)
    (newest / "documents.bin").write_bytes(b"\0" * 100)


def of_another_version(index: Path) -> None:
    (index / "CURRENT").write_text('{"format": 99}', encoding="utf-8")


@pytest.mark.parametrize("harm", [damaged, incomplete, of_another_version])
def test_a_state_that_cannot_be_opened_is_said_once_and_the_old_one_goes_on(
    served: ServedIndex, settings: Settings, caplog: pytest.LogCaptureFixture, harm: object
) -> None:
    assert callable(harm)
    old = served.open()
    write(settings, 2016, 50)
    build(settings)
    harm(settings.index.path)
    assert [served.newer() for _ in range(3)] == [None] * 3
    (said,) = caplog.messages
    assert said.startswith(f"The index in {settings.index.path}")
    assert said.endswith("What was indexed before goes on answering.")
    assert "40万吨" in grain(old, 2014)
    caplog.clear()
    build(settings)
    assert "50万吨" in grain(served.newer(), 2015)


def test_each_opening_is_told(settings: Settings, opener: Opener) -> None:
    write(settings, 2015, 40)
    told: list[str] = []
    served = ServedIndex(settings, when_opened=lambda: told.append("opened"))
    served.open()
    assert told == ["opened"]
    assert served.newer() is None
    assert told == ["opened"]
    write(settings, 2016, 50)
    build(settings)
    assert served.newer() is not None
    assert told == ["opened", "opened"]


def test_an_index_that_was_deleted_goes_on_answering(served: ServedIndex, settings: Settings) -> None:
    old = served.open()
    served.newer()
    shutil.rmtree(settings.index.path)
    assert served.newer() is None
    assert "40万吨" in grain(old, 2014)
    build(settings)
    assert "40万吨" in grain(served.newer(), 2014)


def test_vectors_made_meanwhile_are_counted_and_used(served: ServedIndex, settings: Settings) -> None:
    served.open()
    whole = served.status(scope=PUBLIC)
    assert whole is not None
    assert (whole.documents, whole.is_whole) == (1, True), "a small index is filled before it answers"
    write(settings, 2016, 50)
    build(settings)
    engine = served.newer()
    lacking = served.status(scope=PUBLIC)
    assert engine is not None
    assert lacking is not None
    assert (lacking.documents, lacking.sentences) == (2, 2 * whole.sentences)
    assert (lacking.fast, lacking.accurate) == (whole.sentences, whole.sentences)
    assert lacking.changed_at > whole.changed_at
    assert fill(IndexStore(settings.index.path), fake_encoders())
    filled = served.status(scope=PUBLIC)
    assert filled is not None
    assert filled.is_whole
    assert served.newer() is None, "vectors need no new state"
    assert "50万吨" in grain(engine, 2015)


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0x10
    file.write_bytes(content)


def test_damage_is_said_once_and_made_anew_behind_the_answers(
    served: ServedIndex, settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("retrieval.search.opened_index._VERIFIED_AT_ONCE", 0)
    old = served.open()
    store = IndexStore(settings.index.path)
    # The fake models are one model to the files: each file is compared twice, and its parts stay where they are.
    shutil.rmtree(store.vectors / "parts")
    vectors = min(store.vectors.glob("*.faiss"))
    flip(vectors)
    assert not served.lacks_vectors()
    assert not served.is_damaged()
    assert served.lacks_vectors()
    assert set(caplog.messages) == {
        f"The index in {vectors} is damaged (it is not what was written). It is made anew."
    }
    assert served.newer() not in (None, old), "nothing that is open of them is read any more"
    assert served.newer() is None
    assert wiring.fill_behind(settings)
    assert not served.lacks_vectors()

    (segment,) = store.segments.iterdir()
    flip(segment / "documents.bin")
    write(settings, 2016, 50)
    assert not served.is_damaged(), "this state was compared before"
    again = ServedIndex(settings)
    again.open()
    caplog.clear()
    assert again.is_damaged()
    assert again.is_damaged()
    assert len(caplog.messages) == 1
    assert wiring.fill_behind(settings)
    new = again.newer()
    assert "40万吨" in grain(new, 2014)
    assert "50万吨" in grain(new, 2015)
    assert not again.is_damaged()


def test_of_an_index_that_was_named_damage_is_only_said(
    served: ServedIndex, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    served.open()
    (segment,) = IndexStore(settings.index.path).segments.iterdir()
    named = ServedIndex(settings, settings.index.path)
    named.open()
    flip(segment / "documents.bin")
    assert named.is_damaged()
    (said,) = caplog.messages
    assert said.endswith("`yinju index` makes it anew.")


def test_what_a_chat_has_sent_is_asked_beside_each_state(settings: Settings, opener: Opener) -> None:
    write(settings, 2018, 24)
    with opened_uploads(settings) as nothing:
        assert nothing is None
    config = settings.index.path.parents[1] / "config.yaml"
    given = {"YINJU_UPLOADS__ENABLED": "true", "YINJU_UPLOADS__FILES_PER_DAY": "1"}
    with opened_uploads(load_settings(config, given)) as uploads:
        assert uploads is not None
        assert uploads.limits == UploadLimits(1, 60_000_000, 1000, 24 * 3600.0)
        served = ServedToChats(ServedIndex(settings), uploads)
        first = served.open()
        scope = Scope(Owner("chat:1"))
        uploads.add(scope.owner, SentFile("日记.txt", "今天买了茶叶三百斤。\n".encode()))
        assert len(first.documents(scope=scope)) == 2
        assert "25万吨" not in grain(first, 2018)
        assert served.newer() is None
        write(settings, 2019, 25)
        indexing.update(IndexStore(settings.index.path), settings.corpus.paths, fake_encoders())
        later = served.newer()
        assert later is not None
        assert [len(later.documents(scope=each)) for each in (scope, PUBLIC)] == [3, 2]
        assert "25万吨" in grain(later, 2018), "what was asked before is asked of the new state"
        assert later.answer("今天买了茶叶多少斤", scope=scope).citations[0].is_own
