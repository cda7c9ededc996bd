"""A build that is stopped at any step, or finds the disk full, leaves the former state in use; and only one builds."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from retrieval.building.backfill import fill
from retrieval.building.indexing import update
from retrieval.errors import BusyIndexError, IndexFolderError
from retrieval.store import index_locks
from retrieval.store.index_store import IndexStore
from tests.fakes import fake_encoders
from tests.retrieval.built import assert_consistent, build, loaded, opened, texts
from tests.retrieval.conftest import ROOT
from tests.retrieval.fuse import Fuse, PowerCutError
from tests.retrieval.making import PORTS, STEEL, WHEAT, CountingEncoder, write

OLD = {"wheat": WHEAT, "steel": STEEL}
NEW = {"wheat": WHEAT.replace("十万吨", "十二万吨"), "ports": PORTS}
OLD_WORDS, NEW_WORDS = {"煤炭", "十万吨"}, {"港口", "十二万吨"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus that has changed since it was indexed, and its index. Copy it."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "corpus").mkdir()
    write(folder / "corpus", **OLD)
    build(IndexStore(folder / "index"), [folder / "corpus"])
    (folder / "corpus" / "steel.txt").unlink()
    write(folder / "corpus", **NEW)
    return folder


class Workplace:
    """The index of a changed corpus, fresh for each step."""

    def __init__(self, made: Path, folder: Path) -> None:
        self.corpus = made / "corpus"
        self.store = IndexStore(folder / "index")
        self._made = made

    def reset(self) -> None:
        shutil.rmtree(self.store.folder, ignore_errors=True)
        shutil.copytree(self._made / "index", self.store.folder)

    def update(self) -> None:
        update(self.store, [self.corpus], fake_encoders(CountingEncoder()), processes=1)

    def fill(self) -> None:
        assert fill(self.store, fake_encoders(CountingEncoder()))

    def said(self) -> str:
        """Which of the two states is in use, after a look at all its parts."""
        collection = loaded(self.store)
        said = "".join(texts(collection))
        assert len(collection.likeliest(["产量"], (), frozenset())) == 2
        for document in collection.documents:
            (whole,) = collection.select([document.id]).opened
            for passage in whole.indexed.passages:
                placed = collection.passage(passage.id)
                assert placed is not None
                assert placed.passage == passage
        states = {"old": OLD_WORDS, "new": NEW_WORDS}
        (state,) = [name for name, words in states.items() if all(word in said for word in words)]
        # Words are written before the state that has them.
        words = opened(self.store).words.words
        assert ("煤炭" in words, "港口" in words) == (
            state == "old",
            state == "new",
        )
        return state

    @property
    def held(self) -> list[str]:
        """All files and folders but the vectors."""
        top = (path.name for path in self.store.folder.iterdir())
        below = (path.name for name in ("segments", "words") for path in (self.store.folder / name).iterdir())
        return sorted([*top, *below])


@pytest.fixture
def work(made: Path, tmp_path: Path) -> Workplace:
    place = Workplace(made, tmp_path)
    place.reset()
    return place


@pytest.fixture
def steps(made: Path, tmp_path: Path) -> int:
    """How many operations an update takes."""
    place = Workplace(made, tmp_path / "steps")
    place.reset()
    with Fuse().burning() as fuse:
        place.update()
    assert place.said() == "new"
    return fuse.count


def full() -> OSError:
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_stopped_at_any_step(work: Workplace, steps: int) -> None:
    """The former state or the new one is in use, whole; and the next build does its work and leaves no litter."""
    assert steps > 30
    assert work.said() == "old"
    seen = []
    for step in range(1, steps + 1):
        work.reset()
        with pytest.raises(PowerCutError), Fuse(step).burning():
            work.update()
        seen.append(work.said())
        work.update()
        assert work.said() == "new"
        named = {each.name for manifest in work.store.manifests() for each in manifest.segments}
        assert {path.name for path in work.store.segments.iterdir()} >= named
    assert seen == sorted(seen, reverse=True)
    assert set(seen) == {"old", "new"}
    work.fill()
    assert_consistent(work.store)


def test_what_a_stopped_build_left_goes_with_the_next(work: Workplace, steps: int) -> None:
    for step in range(1, steps + 1, 7):
        with suppress(PowerCutError), Fuse(step).burning():
            work.update()
        if work.said() == "new":
            break
    work.update()
    manifests = work.store.manifests()
    assert {path.name for path in work.store.segments.iterdir()} == {
        each.name for manifest in manifests for each in manifest.segments
    }
    assert {path.name for path in work.store.words.iterdir()} == {manifest.words for manifest in manifests}


def test_a_disk_that_is_full_at_any_step(work: Workplace, steps: int) -> None:
    before = work.held
    failed = 0
    for step in range(1, steps + 1):
        work.reset()
        with Fuse(step, full()).burning(), pytest.raises(IndexFolderError) as caught:
            work.update()
        assert str(caught.value) == (
            f"The index cannot be written to {work.store.folder}: No space left on device. "
            "Free some space, or name another folder (--index or index.path)."
        )
        if work.said() == "new":
            break
        failed += 1
        assert [name for name in work.held if name not in before and "." in name] == []
    assert failed >= steps - 5


def test_a_full_disk_costs_no_more_than_what_could_be_written(work: Workplace, steps: int) -> None:
    """The segment that was written whole is taken over by the next build."""
    for step in range(1, steps + 1):
        work.reset()
        before = {path.name for path in work.store.segments.iterdir()}
        with pytest.raises(IndexFolderError), Fuse(step, full()).burning():
            work.update()
        written = {path.name for path in work.store.segments.iterdir()} - before
        if written:
            break
    (name,) = written
    inode = (work.store.segments / name).stat().st_ino
    work.update()
    assert (work.store.segments / name).stat().st_ino == inode
    assert work.store.manifest().segments[0].name == name


def test_filling_stopped_at_any_step(work: Workplace) -> None:
    """Whatever vectors are there are right; the next filling makes the rest."""
    work.update()
    shutil.copytree(work.store.folder, work.store.folder.with_name("updated"))
    with Fuse().burning() as fuse:
        work.fill()
    assert fuse.count >= 10
    for failure, raised in ((PowerCutError(), PowerCutError), (full(), IndexFolderError)):
        for step in range(1, fuse.count + 1):
            shutil.rmtree(work.store.folder)
            shutil.copytree(work.store.folder.with_name("updated"), work.store.folder)
            with pytest.raises(raised), Fuse(step, failure).burning():
                work.fill()
            assert work.said() == "new"
            work.fill()
            assert_consistent(work.store)


def test_a_first_build_that_was_stopped(made: Path, store: IndexStore, steps: int) -> None:
    encoders = fake_encoders(CountingEncoder())
    for step in range(1, steps, 3):
        with suppress(PowerCutError), Fuse(step).burning():
            update(store, [made / "corpus"], encoders, processes=1)
        if not store.is_empty:
            break
    build(store, [made / "corpus"])
    assert_consistent(store)
    assert len(texts(loaded(store))) == 5


def test_one_builds_at_a_time(store: IndexStore) -> None:
    inside: list[str] = []
    begun = threading.Event()

    def wait_for_the_lock() -> None:
        begun.set()
        with IndexStore(store.folder).locks.building():
            inside.append("second")

    with store.locks.building():
        other = threading.Thread(target=wait_for_the_lock)
        other.start()
        begun.wait()
        other.join(0.2)
        inside.append("first")
    other.join()
    assert inside == ["first", "second"]


def test_waiting_for_too_long(store: IndexStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_locks, "_BUILD_SECONDS", 0.1)
    with (
        store.locks.building(),
        pytest.raises(BusyIndexError, match="Another process is building the index"),
        IndexStore(store.folder).locks.building(),
    ):
        pass


def test_the_lock_is_free_after_a_failure(store: IndexStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_locks, "_BUILD_SECONDS", 0.1)
    with pytest.raises(RuntimeError, match="stop"), store.locks.building():
        raise RuntimeError("stop")
    with store.locks.building():
        pass


@pytest.fixture
def builders(corpus: Path, store: IndexStore) -> Iterator[list[subprocess.Popen[str]]]:
    """Two processes that build and fill the same index."""
    script = (
        "import sys; from pathlib import Path; from retrieval.building.indexing import update; "
        "from retrieval.building.backfill import fill; from retrieval.store.index_store import IndexStore; "
        "from retrieval.store import word_store; from tests.retrieval.making import small_dictionary; "
        "word_store.build_dictionary = small_dictionary; "
        "from tests.fakes import fake_encoders; from tests.retrieval.making import CountingEncoder; "
        "encoders, store = fake_encoders(CountingEncoder()), IndexStore(Path(sys.argv[2])); "
        "print(update(store, [Path(sys.argv[1])], encoders).added, fill(store, encoders))"
    )
    write(corpus, wheat=WHEAT, steel=STEEL, ports=PORTS)
    command = [sys.executable, "-c", script, str(corpus), str(store.folder)]
    started = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    yield started
    for process in started:
        process.kill()
        process.communicate()


def test_two_processes_build_at_once(builders: list[subprocess.Popen[str]], store: IndexStore) -> None:
    said = [process.communicate(timeout=150)[0].split() for process in builders]
    assert [process.returncode for process in builders] == [0, 0]
    assert sorted(added for added, _ in said) == ["0", "3"]
    assert "True" in {filled for _, filled in said}
    assert fill(store, fake_encoders(CountingEncoder()))
    assert_consistent(store)
    assert [document.file for document in loaded(store).documents] == ["ports.txt", "steel.txt", "wheat.txt"]
    assert len(store.manifest().segments) == len(list(store.segments.iterdir())) == 1
