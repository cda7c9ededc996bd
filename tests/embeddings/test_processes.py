"""Work in other processes: in order, with its errors, and gone with whoever started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pytest

from embeddings.errors import CacheFolderError, EmbeddingsError, WorkerLostError
from embeddings.processes import WorkerProcesses
from retrieval.errors import IndexFolderError, UnreadableDocumentError

ROOT = Path(__file__).parents[2]
_PATIENCE = 20.0

_prepared: list[str] = []


def prepare(word: str) -> None:
    _prepared.append(word)


def described(piece: int) -> tuple[int, list[str], int]:
    return piece * piece, _prepared, os.nice(0)


def failing(error: Exception) -> None:
    raise error


def slow(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def large(_: int) -> bytes:
    return bytes(50 * 1024 * 1024)


def gone(processes: Iterable[int]) -> bool:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if not any(map(_runs, processes)):
            return True
        time.sleep(0.05)
    return False


def _runs(process: int) -> bool:
    """Whether it is there and not only an entry (Z) that its new parent, process 1, has not yet removed."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in {"Z", "X"}


def test_the_results_come_in_order_from_prepared_processes() -> None:
    before = os.nice(0)
    with WorkerProcesses(2, 3, prepare, "ready") as workers:
        made = list(workers.map(described, iter(range(7))))
    assert made == [(number * number, ["ready"], max(before, 3)) for number in range(7)]


@pytest.mark.parametrize(
    "error",
    [
        UnreadableDocumentError(Path("a.txt"), "it is empty"),
        IndexFolderError(Path("index"), OSError(28, "No space left on device")),
        CacheFolderError(Path("cache"), "full"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_come_back_as_they_were(error: Exception) -> None:
    with WorkerProcesses(1) as workers, pytest.raises(type(error)) as raised:
        list(workers.map(failing, [error]))
    assert str(raised.value) == str(error)
    assert repr(raised.value.__dict__) == repr(error.__dict__)


def test_stopped_from_another_thread_they_are_gone_at_once() -> None:
    with WorkerProcesses(1) as workers:
        (pid,) = workers.map(slow, [0.0])
        threading.Timer(0.5, workers.stop).start()
        begun = time.monotonic()
        with pytest.raises(WorkerLostError, match="ended from outside"):
            list(workers.map(slow, [60.0, 60.0, 60.0]))
        assert time.monotonic() - begun < 10
        assert gone([pid])
        with pytest.raises(WorkerLostError):
            list(workers.map(slow, [0.0]))


@pytest.mark.parametrize("seconds", [0.1, 0.2, 0.3, 0.4])
def test_stopped_while_a_large_result_is_on_its_way_nobody_waits_for_the_rest(seconds: float) -> None:
    with WorkerProcesses(1) as workers:
        next(workers.map(large, range(1)))
        threading.Timer(seconds, workers.stop).start()
        with pytest.raises(WorkerLostError):
            deque(workers.map(large, range(1000)), maxlen=0)


def test_an_error_in_the_block_does_not_wait_for_what_is_under_way() -> None:
    begun = time.monotonic()
    with suppress(KeyError), WorkerProcesses(1) as workers:
        next(iter(workers.map(slow, [0.0, 60.0])))
        raise KeyError
    assert time.monotonic() - begun < 20


def test_a_process_that_was_killed_is_one_sentence() -> None:
    with WorkerProcesses(1) as workers:
        (pid,) = workers.map(slow, [0.0])
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(EmbeddingsError, match=r"^A process that was at work was ended from outside"):
            list(workers.map(slow, [0.0]))


_PARENT = """
from embeddings.processes import WorkerProcesses
from tests.embeddings.test_processes import slow
if __name__ == "__main__":
    with WorkerProcesses(2) as workers:
        ids = workers.map(slow, [0.3, 0.3, 0.0, 0.0, 60.0, 60.0])
        print(*{next(ids), next(ids)}, flush=True)
        list(ids)
"""


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_they_end_with_their_parent_and_say_nothing(end: signal.Signals, tmp_path: Path) -> None:
    program = tmp_path / "parent.py"
    program.write_text(_PARENT, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, program],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as parent:
        assert parent.stdout is not None
        workers = [int(each) for each in parent.stdout.readline().split()]
        assert workers
        if end is signal.SIGINT:
            os.killpg(parent.pid, end)  # as a terminal does
        else:
            parent.send_signal(end)
        _, said = parent.communicate(timeout=_PATIENCE)
    assert gone(workers)
    assert said.count("Traceback") == (1 if end is signal.SIGINT else 0), "the parent's own"
