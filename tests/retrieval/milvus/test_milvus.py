"""What is Milvus's own: trouble in one sentence, a stop between two steps, and the question that goes on without it."""

from __future__ import annotations

import shutil
import socket
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.errors import MilvusError
from retrieval.milvus.mirroring import PassageRows, mirror_passages
from retrieval.search.opened_index import open_index
from retrieval.search.whole_index import WholeIndex
from retrieval.types import EVERYBODY, DocumentId, PassageId
from tests.fakes import fake_encoders
from tests.retrieval.whole_indexes import Corpus, ids

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.milvus.index import Milvus

pytestmark = pytest.mark.skipif(
    find_spec("milvus_lite") is None, reason="milvus-lite has no package for this machine"
)
TEXTS = {"wheat": "小麦产量达到十万吨。\n", "steel": "钢铁产量增长。\n"}


def open_at(address: str) -> Milvus:
    # Where nothing of Milvus is tested, its second of imports is spared.
    from retrieval.milvus.index import open_milvus  # noqa: PLC0415

    return open_milvus(address, fake_encoders().fast)


@pytest.fixture
def opened(tmp_path: Path, empty_milvus: Path) -> Callable[[], Milvus]:
    """Opens the same file again and again."""
    file = shutil.copytree(empty_milvus, tmp_path / "milvus.db")
    return lambda: open_at(str(file))


def test_a_server_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrieval.milvus.tables._OPEN_SECONDS", 1.0)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(MilvusError) as raised:
            open_at(f"http://root:secret@{address}")
    said = str(raised.value)
    assert said.startswith(f"Milvus at http://{address} cannot be used: ")
    assert said.endswith("; see index.milvus in config.yaml.")
    assert "secret" not in said
    assert "\n" not in said


def test_a_file_that_cannot_be_one(tmp_path: Path) -> None:
    (tmp_path / "milvus.db").write_text("text", encoding="utf-8")
    with pytest.raises(MilvusError, match="cannot be used"):
        open_at(str(tmp_path / "milvus.db"))


def test_what_was_written_is_there_when_it_is_opened_again_and_a_stop_is_mended(
    tmp_path: Path, opened: Callable[[], Milvus], monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = Corpus(tmp_path)
    corpus.write(**TEXTS)
    milvus = opened()
    with monkeypatch.context() as patch:
        patch.setattr(milvus.passages, "_mark", _only_begins(milvus.passages._mark))
        with pytest.raises(KeyboardInterrupt):
            mirror_passages(corpus.segments, milvus.passages)
    milvus.close()

    milvus = opened()
    assert milvus.passages.versions() == dict.fromkeys(ids(*TEXTS), "")
    mirror_passages(corpus.segments, milvus.passages)
    hits = milvus.passages.search(["产量"], [], 10)
    assert [hit.document for hit in hits].count(next(iter(ids("wheat")))) == 1
    assert len(hits) == 2
    milvus.close()

    milvus = opened()
    assert all(milvus.passages.versions().values())
    assert milvus.passages.search(["产量"], [], 10) == hits
    milvus.close()


def test_a_paragraph_longer_than_milvus_takes(opened: Callable[[], Milvus]) -> None:
    milvus = opened()
    terms = tuple(f"w{at}" for at in range(9000))
    milvus.passages.put([PassageRows(DocumentId("d"), "1", (PassageId("0" * 16),), (terms,))])
    milvus.passages.settle()
    assert [hit.document for hit in milvus.passages.search(["w0", "w8999"], [], 3)] == ["d"]
    milvus.close()


def test_more_marks_than_are_given_at_once(
    opened: Callable[[], Milvus], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.milvus.tables._MOST_HITS", 3)
    milvus = opened()
    rows = [PassageRows(DocumentId(f"{at:016x}"), str(at), (), ()) for at in range(20)]
    milvus.passages.put(rows)
    assert milvus.passages.versions() == {row.document: row.version for row in rows}
    milvus.close()


def test_a_question_goes_on_without_the_server(
    tmp_path: Path, opened: Callable[[], Milvus], caplog: pytest.LogCaptureFixture
) -> None:
    corpus = Corpus(tmp_path)
    corpus.write(**TEXTS)
    milvus = opened()
    mirror_passages(corpus.segments, milvus.passages)
    whole = WholeIndex(milvus.passages, milvus.sentences)
    collection = open_index(corpus.store, corpus.encoders, whole=whole).seen_by(EVERYBODY)
    by_milvus = collection.likeliest(["钢铁"], (), frozenset(), np.eye(64, dtype=np.float32)[0])
    assert caplog.messages == []
    milvus.close()
    by_files = collection.likeliest(["钢铁"], (), frozenset(), np.eye(64, dtype=np.float32)[0])
    assert by_files == by_milvus
    assert set(by_files[:1]) == ids("steel")
    (said,) = caplog.messages
    assert said.startswith("Milvus at ")
    assert said.endswith("The files of this machine are asked instead.")


def test_a_search_that_takes_too_long(opened: Callable[[], Milvus], monkeypatch: pytest.MonkeyPatch) -> None:
    import grpc  # noqa: PLC0415

    class TooLateError(grpc.RpcError):
        """As grpc says it; pymilvus passes it on."""

        def code(self) -> grpc.StatusCode:
            return grpc.StatusCode.DEADLINE_EXCEEDED

    milvus = opened()

    def search(*args: object, **named: object) -> None:
        assert named["timeout"] == 2
        raise TooLateError

    monkeypatch.setattr(milvus.passages._client, "search", search)
    with pytest.raises(MilvusError, match="cannot be used: DEADLINE_EXCEEDED; see"):
        milvus.passages.search(["小麦"], [], 10)
    milvus.close()


def _only_begins(mark: object) -> object:
    """As if the program were stopped before the rows are known to be whole."""

    def begin(documents: dict[DocumentId, str]) -> None:
        if any(documents.values()):
            raise KeyboardInterrupt
        mark(documents)  # type: ignore[operator]

    return begin
