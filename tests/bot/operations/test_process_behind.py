"""Work behind the program: its result, its errors, and an end that leaves nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest

from bot.operations.process_behind import ProcessBehind
from embeddings import WorkerLostError, WorkerProcesses
from retrieval.errors import EmptyCorpusError, RetrievalError
from tests.embeddings.test_processes import gone, slow

ROOT = Path(__file__).parents[3]


def patience() -> int:
    return os.nice(0)


def failing() -> int:
    raise EmptyCorpusError((Path("corpus"),))


def breaking() -> int:
    os._exit(3)


def busy_with_others(file: Path) -> int:
    """Notes who is at work, and works for ever."""
    with WorkerProcesses(2) as workers:
        file.write_text(" ".join(map(str, {os.getpid(), *workers.map(slow, [0.3, 0.3])})), encoding="utf-8")
        return len(list(workers.map(slow, [600.0, 600.0])))


class Reluctant:
    """Takes its time to be let go of, and notes it."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __del__(self) -> None:
        self.file.write_text(str(os.getpid()), encoding="utf-8")
        time.sleep(1)


def letting_go(file: Path) -> None:
    """Lets go of something, and works for ever."""
    Reluctant(file)
    time.sleep(600)


def noted(file: Path) -> set[int]:
    deadline = time.monotonic() + 30
    while not (file.exists() and (text := file.read_text(encoding="utf-8"))):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return {int(word) for word in text.split()}


def test_what_was_made_comes_back_from_behind() -> None:
    assert ProcessBehind(patience).result() == min(19, os.nice(0) + 10)


def test_errors_come_back() -> None:
    with pytest.raises(RetrievalError, match=r"^No readable document in corpus"):
        ProcessBehind(failing).result()
    with pytest.raises(WorkerLostError):
        ProcessBehind(breaking).result()


def test_it_is_stopped_with_those_it_has_started(tmp_path: Path) -> None:
    process = ProcessBehind(partial(busy_with_others, tmp_path / "ids"))
    ids = noted(tmp_path / "ids")
    begun = time.monotonic()
    threading.Thread(target=process.stop).start()
    with pytest.raises(WorkerLostError):
        process.result()
    assert time.monotonic() - begun < 5
    assert gone(ids)
    process.stop()


def test_it_is_stopped_while_it_lets_go_of_something(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    process = ProcessBehind(partial(letting_go, tmp_path / "ids"))
    ids = noted(tmp_path / "ids")
    threading.Thread(target=process.stop).start()
    with pytest.raises(WorkerLostError):
        process.result()
    assert gone(ids)
    assert process._process.exitcode == 0, "it has ended by itself"
    assert capfd.readouterr().err == ""


_PARENT = """
import sys
from functools import partial
from pathlib import Path
from bot.operations.process_behind import ProcessBehind
from tests.bot.operations.test_process_behind import busy_with_others
if __name__ == "__main__":
    ProcessBehind(partial(busy_with_others, Path(sys.argv[1]))).result()
"""


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc")
def test_it_ends_with_a_parent_that_is_killed_and_says_nothing(tmp_path: Path) -> None:
    program, said, notes = (tmp_path / name for name in ("parent.py", "said", "ids"))
    program.write_text(_PARENT, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with (
        said.open("wb") as stream,
        subprocess.Popen([sys.executable, program, notes], env=environment, stderr=stream) as parent,
    ):
        ids = noted(notes)
        parent.kill()
        parent.wait()
        assert gone(ids)
    time.sleep(0.5)
    assert "Traceback" not in said.read_text(encoding="utf-8")
