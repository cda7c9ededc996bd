"""A build that is stopped at any step, or finds the disk full, leaves the former snapshot in use; and only one builds."""

from __future__ import annotations

import builtins
import errno
import io
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import faiss
import pytest

from retrieval import index_store
from retrieval.errors import IndexFolderError
from retrieval.index_store import IndexStore
from retrieval.snapshot import Snapshot
from tests.fakes import fake_encoders
from tests.retrieval.conftest import ROOT
from tests.retrieval.making import PORTS, STEEL, WHEAT, write
from tests.retrieval.test_index_store import SOURCES, made, said, snapshots

OPEN = open


class PowerCutError(BaseException):
    """Stands for a process that is killed: no handler of ours may take it for a failure to tidy up after."""


class Fuse:
    """Lets operations on files through until a given one, which fails."""

    def __init__(self, blows_at: int, failure: BaseException) -> None:
        self.count = 0
        self._blows_at = blows_at
        self._failure = failure

    def around(self, operation: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401
            if not is_reading(operation, arguments):
                self.count += 1
                if self.count == self._blows_at:
                    raise self._failure
            return operation(*arguments, **named)

        return guarded


def is_reading(operation: Callable[..., Any], arguments: tuple[Any, ...]) -> bool:
    """Whether a call opens a file without changing it."""
    return operation is OPEN and arguments[1:2] in {(), ("r",), ("rb",)}


def save_with(fuse: Fuse, store: IndexStore, snapshot: Snapshot) -> None:
    """Save while every way to change the disk goes through the fuse."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("mkdir", "write_text", "write_bytes", "replace"):
            patch.setattr(Path, name, fuse.around(getattr(Path, name)))
        patch.setattr(os, "fsync", fuse.around(os.fsync))
        patch.setattr(io, "open", fuse.around(io.open))
        patch.setattr(builtins, "open", fuse.around(builtins.open))
        patch.setattr(faiss, "write_index", fuse.around(faiss.write_index))
        store.save(snapshot, SOURCES)


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many operations a save takes."""
    fuse = Fuse(0, PowerCutError())
    store = IndexStore(tmp_path_factory.mktemp("index"))
    store.save(made("甲"), SOURCES)
    save_with(fuse, store, made("乙乙"))
    return fuse.count


def test_stopped_at_any_step(store: IndexStore, steps: int) -> None:
    """The former snapshot or the new one is in use, whole; and the next build does its work."""
    assert steps > 20
    store.save(made("旧"), SOURCES)
    seen = set()
    for step in range(1, steps + 1):
        with pytest.raises(PowerCutError):
            save_with(Fuse(step, PowerCutError()), store, made("新新"))
        seen.add(said(store))
        store.save(made("旧"), SOURCES)
        assert said(store) == "旧"
        assert len(snapshots(store)) == 2
    assert seen == {"旧", "新新"}


def test_a_disk_that_is_full_at_any_step(store: IndexStore, steps: int) -> None:
    store.save(made("旧"), SOURCES)
    for step in range(1, steps):
        full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        with pytest.raises(IndexFolderError) as caught:
            save_with(Fuse(step, full), store, made("新新"))
        assert str(caught.value) == (
            f"The index cannot be written to {store.folder}: No space left on device. "
            "Free some space or set index.path."
        )
        assert said(store) == "旧"
        assert len(snapshots(store)) == 1


def test_a_failure_after_the_switch(store: IndexStore, steps: int) -> None:
    store.save(made("旧"), SOURCES)
    with pytest.raises(IndexFolderError):
        save_with(Fuse(steps, OSError(errno.EIO, os.strerror(errno.EIO))), store, made("新新"))
    assert said(store) in {"旧", "新新"}


def test_a_full_disk_is_not_littered(store: IndexStore, steps: int) -> None:
    store.save(made("旧"), SOURCES)
    before = sorted(store.folder.iterdir())
    for step in range(steps - 8, steps):
        with pytest.raises(IndexFolderError):
            save_with(Fuse(step, OSError(errno.ENOSPC, "full")), store, made("新新"))
    assert sorted(store.folder.iterdir()) == before


def test_one_builds_at_a_time(store: IndexStore) -> None:
    inside: list[str] = []
    begun = threading.Event()

    def wait_for_the_lock() -> None:
        begun.set()
        with IndexStore(store.folder).locked():
            inside.append("second")

    with store.locked():
        other = threading.Thread(target=wait_for_the_lock)
        other.start()
        begun.wait()
        other.join(0.2)
        inside.append("first")
    other.join()
    assert inside == ["first", "second"]


def test_waiting_for_too_long(store: IndexStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_store, "_LOCK_SECONDS", 0.1)
    with (
        store.locked(),
        pytest.raises(IndexFolderError, match="another process has been building it for too long"),
        IndexStore(store.folder).locked(),
    ):
        pass


def test_the_lock_is_free_after_a_failure(store: IndexStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_store, "_LOCK_SECONDS", 0.1)
    with pytest.raises(RuntimeError, match="stop"), store.locked():
        raise RuntimeError("stop")
    with store.locked():
        pass


@pytest.fixture
def builders(corpus: Path, store: IndexStore) -> Iterator[list[subprocess.Popen[str]]]:
    """Two processes that build the same index."""
    script = (
        "import sys; from pathlib import Path; from retrieval import indexing; from retrieval.index_store import IndexStore; "
        "from tests.fakes import fake_encoders; "
        "print(indexing.update(IndexStore(Path(sys.argv[2])), [Path(sys.argv[1])], fake_encoders()).added)"
    )
    write(corpus, wheat=WHEAT, steel=STEEL, ports=PORTS)
    command = [sys.executable, "-c", script, str(corpus), str(store.folder)]
    started = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    yield started
    for process in started:
        process.kill()
        process.communicate()


def test_two_processes_build_at_once(builders: list[subprocess.Popen[str]], store: IndexStore) -> None:
    added = [process.communicate(timeout=60)[0].strip() for process in builders]
    assert [process.returncode for process in builders] == [0, 0]
    assert sorted(added) == ["0", "3"]
    assert [held.document.file for held in store.load(fake_encoders().fingerprint).documents] == [
        "ports.txt",
        "steel.txt",
        "wheat.txt",
    ]
    assert len(snapshots(store)) == 1
