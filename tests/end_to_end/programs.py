"""Yinju as other programs and people meet it: real processes with settings of their own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any, Self

from embeddings.library_settings import TORCH_FOLDER
from tests.end_to_end.forking import start_program

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.loopback import Chat, LoopbackServer, Message

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = REPOSITORY.parent / "shared"
REPORT = REPOSITORY / "corpus" / "panjin-2017.txt"
TITLE = "盘锦市2017年政府工作报告"
SECTION = "二、2017年工作总体要求"
QUESTION = "2017年GDP增长目标是多少"
ANSWER = "地区生产总值增长7%"
ANSWER_LINE = 61
SENTENCES = 407
_BEFORE_THE_ANSWER = 12
"""Lines, from the heading of its section on."""

_NOT_INHERITED = {"TELEGRAM_BOT_TOKEN", "PYTHONWARNINGS", "PYTHONDONTWRITEBYTECODE"}
_SET_BY_US = {
    "ORT_DISABLE_TELEMETRY",
    "HF_HUB_DISABLE_TELEMETRY",
    TORCH_FOLDER,
    "PYPINYIN_NO_PHRASES",
    "PTB_TIMEDELTA",
}
"""By code of Yinju that the tests' own process has run; a program must do so itself."""
_PATIENCE = 600.0
"""Seconds: the first command of a fresh machine prepares the model."""
_STOPPED_WITHIN = 60.0


def write_short_report(folder: Path) -> Path:
    """A report of a few lines that answers `QUESTION` as the shipped one does, and is indexed in a second."""
    lines = REPORT.read_text(encoding="utf-8").splitlines()
    file = folder / REPORT.name
    kept = [*lines[:4], *lines[ANSWER_LINE - _BEFORE_THE_ANSWER : ANSWER_LINE]]
    file.write_text("".join(f"{line}\n" for line in kept), encoding="utf-8")
    return file


@dataclass(frozen=True, slots=True)
class Finished:
    """What a command left behind."""

    status: int
    output: str
    errors: str

    @property
    def lines(self) -> list[str]:
        return self.output.splitlines()

    @property
    def json(self) -> dict[str, Any]:
        """The last line of stdout."""
        held: dict[str, Any] = json.loads(self.lines[-1])
        return held

    def sentence(self) -> str:
        """The one line on stderr of a command that failed."""
        assert (self.status, self.output) == (1, ""), self
        assert self.errors.startswith("yinju: "), self
        assert self.errors.count("\n") == 1, self
        return self.errors.strip()


@dataclass(frozen=True, slots=True)
class Home:
    """The folder a process keeps its things in."""

    folder: Path

    @property
    def index(self) -> Path:
        return self.folder / "index"

    def environment(self, **settings: str) -> dict[str, str]:
        """Variables of this machine without any of Yinju's, and the given ones."""
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("YINJU_") and name not in _NOT_INHERITED | _SET_BY_US
        }
        places = {
            "YINJU_CORPUS__PATHS": str(REPORT),
            "YINJU_INDEX__PATH": str(self.index),
            "YINJU_STORAGE__PATH": str(self.folder / "yinju.sqlite"),
            "PYTHONPATH": str(REPOSITORY),
            "PYTHONUTF8": "0",
            "PYTHONWARNINGS": "ignore",
        }
        return inherited | places | settings

    def run(
        self,
        *arguments: str | bytes | Path,
        stdin: bytes = b"",
        largest_file: int | None = None,
        **settings: str,
    ) -> Finished:
        """Run a command to its end; whatever happens, nobody is shown a trace."""
        with start_program(
            arguments,
            self.environment(**settings),
            largest_file,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=self.folder,
        ) as process:
            try:
                output, errors = process.communicate(stdin, _PATIENCE)
            finally:
                process.kill()
        finished = Finished(process.returncode, output.decode(), errors.decode())
        assert "Traceback" not in finished.errors, finished.errors
        return finished

    @contextmanager
    def talking(self, *arguments: str | Path, **settings: str) -> Iterator[Talk]:
        """Run a command that is written to and read from line by line."""
        with NamedTemporaryFile(dir=self.folder, prefix="talk-", suffix=".stderr", delete=False) as errors:
            process = start_program(
                list(map(str, arguments)),
                self.environment(**settings),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=self.folder,
                start_new_session=True,
            )
            with process:
                try:
                    yield Talk(process, Path(errors.name))
                finally:
                    if process.poll() is None:
                        process.kill()
                    if process.stdin:
                        with suppress(BrokenPipeError):
                            process.stdin.close()
        assert "Traceback" not in Path(errors.name).read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Talk:
    """A command under way."""

    process: subprocess.Popen[bytes]
    error_file: Path

    def write(self, line: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{line}\n".encode())
        self.process.stdin.flush()

    def read(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().decode()

    @property
    def errors(self) -> str:
        return self.error_file.read_text(encoding="utf-8")

    def interrupt_like_a_terminal(self) -> None:
        """Ctrl-C reaches every process that the command has started."""
        os.killpg(self.process.pid, signal.SIGINT)

    def end(self, by: signal.Signals) -> int:
        """Send a signal and return the exit status."""
        self.process.send_signal(by)
        return self.process.wait(_STOPPED_WITHIN)


class RunningBot:
    """`python -m bot serve` against a loopback server."""

    def __init__(self, server: LoopbackServer, home: Home, *arguments: str, **settings: str) -> None:
        self.error_file = home.folder / "bot.stderr"
        environment = home.environment(
            **{"TELEGRAM_BOT_TOKEN": server.token, "YINJU_TELEGRAM__API_URL": server.url} | settings
        )
        self.started = time.monotonic()
        self._said_before = self.error_file.stat().st_size if self.error_file.exists() else 0
        with self.error_file.open("ab") as errors:
            self.process = start_program(
                ["serve", *arguments],
                environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                cwd=home.folder,
            )

    @property
    def errors(self) -> str:
        """What this bot wrote, without those that ran in the same home before."""
        return self.error_file.read_bytes()[self._said_before :].decode()

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None

    def wait_for(self, words: str, timeout: float = 120.0) -> None:
        """Wait until the bot has written these words to stderr."""
        deadline = time.monotonic() + timeout
        while words not in self.errors:
            assert self.is_running, self.errors
            assert time.monotonic() < deadline, f"{words!r} is not in {self.errors!r}"
            time.sleep(0.02)

    def stop(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop; returns the exit status."""
        self.process.send_signal(by)
        return self.process.wait(_STOPPED_WITHIN)

    def wait(self) -> int:
        """Wait until it ends by itself; returns the exit status."""
        return self.process.wait(_STOPPED_WITHIN)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Leave no process behind; a bot that a test has not stopped must stop cleanly now."""
        status = None
        try:
            status = self.stop() if self.is_running else self.process.returncode
        finally:
            if self.is_running:
                self.process.kill()
                self.process.wait()
        if kind is None:
            assert status in {0, 1}, self.errors
            assert "Traceback" not in self.errors, self.errors


def first_answer(chat: Chat, question: Message, timeout: float = 120.0) -> Message:
    """The answer to a question; a notice that the documents load, if one was needed, has turned into it."""
    said = chat.wait_for_message(after=question, timeout=timeout)
    if not said.marked("bold"):
        return chat.wait_for_edit(said, timeout=timeout)
    return said
