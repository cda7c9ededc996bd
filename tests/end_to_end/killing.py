"""`yinju index` killed at random moments, over a corpus that changes from run to run, with somebody reading meanwhile."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import threading
import time
from pathlib import Path

from embeddings import Encoders, FastEncoder
from retrieval.search.opened_index import OpenedIndex, open_index
from retrieval.store.index_store import IndexStore
from retrieval.types import EVERYBODY
from tests.end_to_end.forking import start_program
from tests.end_to_end.programs import Home
from tests.fakes import FakeEncoder

_SENTENCES = 30
_BETWEEN_READINGS = 0.4
"""Seconds; a reading takes some tenths of one, and what is killed should have the processors, too."""
_SECTIONS = ("渔业", "茶叶", "桥梁", "旅游", "森林")


class FingerprintOnly(FakeEncoder):
    """Opens an index of the real fast model without loading it."""

    @property
    def fingerprint(self) -> str:
        return FastEncoder().fingerprint


READER = Encoders(FakeEncoder(), FingerprintOnly())


class ChangingCorpus:
    """Reports of which some change, some come and some go with every version; no two of them are alike."""

    def __init__(self, folder: Path, reports: int, seed: int) -> None:
        folder.mkdir()
        self.folder = folder
        self.versions: list[dict[str, str]] = []
        """Of each version its files with the SHA-256 of what is in them."""
        self._random = random.Random(seed)
        self._next = 0
        for _ in range(reports):
            self._add()
        self._note()

    @property
    def newest(self) -> str:
        """The name of the report that was added last."""
        return f"双水市-{self._next - 1:04}.txt"

    def change(self) -> None:
        """Make another version."""
        files = sorted(self.folder.iterdir())
        for file in self._random.sample(files, 3):
            text = file.read_text(encoding="utf-8")
            file.write_text(f"{text}又新建渔港{self._random.randrange(10**6)}座。\n", encoding="utf-8")
        self._random.choice(files).unlink()
        self._add()
        self._note()

    def _add(self) -> None:
        number, self._next = self._next, self._next + 1
        lines = [
            f"{number}号{section}工程第{at}期完成投资{self._random.randrange(10**6)}万元。"
            for section in _SECTIONS
            for at in range(_SENTENCES // len(_SECTIONS))
        ]
        text = "\n".join((f"双水市{number}号报告", "一、工作回顾", *lines, ""))
        (self.folder / f"双水市-{number:04}.txt").write_text(text, encoding="utf-8")

    def _note(self) -> None:
        self.versions.append(
            {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in self.folder.iterdir()}
        )


class Reader(threading.Thread):
    """Opens the index again and again, and looks at everything that is in it."""

    def __init__(self, store: IndexStore, corpus: ChangingCorpus) -> None:
        super().__init__()
        self.seen: list[int] = []
        """The numbers of the versions that were found, in the order they were found in."""
        self.failure: BaseException | None = None
        self._store = store
        self._corpus = corpus
        self._ended = threading.Event()

    def run(self) -> None:
        try:
            while not self._ended.wait(_BETWEEN_READINGS):
                self.seen.append(self.read())
        except BaseException as error:  # noqa: BLE001 - shown by the test
            self.failure = error

    def stop(self) -> None:
        self._ended.set()
        self.join()
        if self.failure:
            raise self.failure

    def read(self) -> int:
        """The number of the version that the index is of."""
        opened = open_index(self._store, READER)
        found = {held.document.file: held.content_hash for held in opened.seen_by(EVERYBODY).held}
        assert found in self._corpus.versions, "a mixture of versions"
        assert_whole(opened)
        return self._corpus.versions.index(found)


def assert_whole(index: OpenedIndex) -> None:
    """Every document can be read, found by its words, and its paragraphs by their ids."""
    index.hold()
    assert len(index.words.words) > 10
    collection = index.seen_by(EVERYBODY)
    for held in collection.held:
        (opened,) = collection.select([held.document.id]).opened
        assert (len(opened), opened.indexed.content_hash) == (held.sentences, held.content_hash)
        passage = opened.indexed.passages[-1]
        placed = collection.passage(passage.id)
        assert placed is not None
        assert placed.document == held.document
    index.let_go()


def run_and_kill(home: Home, corpus: ChangingCorpus, seconds: float, *, alone: bool) -> bool:
    """Index, and kill it after some seconds.

    Args:
        home: whose index.
        corpus: of what.
        seconds: when.
        alone: kill the process only, not those it has started.

    Returns:
        Whether it had not ended by itself.
    """
    errors = home.folder / "index.stderr"
    with errors.open("wb") as stream:
        process = start_program(
            ["index", "--corpus", corpus.folder],
            home.environment(),
            cwd=home.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=stream,
            start_new_session=True,
        )
        deadline = time.monotonic() + seconds
        while process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.005)
        was_running = process.poll() is None
        if was_running:
            (os.kill if alone else os.killpg)(process.pid, signal.SIGKILL)
        status = process.wait()
    said = errors.read_text(encoding="utf-8")
    assert "Traceback" not in said, said
    assert was_running or status == 0, said
    return was_running
