"""Nothing connects anywhere but to what was configured, and nothing is written outside the state and cache folders."""

from __future__ import annotations

import json
import shutil
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from embeddings.cache_folder import models_folder
from tests.end_to_end.processes import linux_only
from tests.end_to_end.programs import ANSWER, QUESTION, Home, first_answer, write_short_report
from tests.end_to_end.watching import BOT, PROXY, Contacts, Watched
from tests.loopback import LoopbackServer
from tests.retrieval.ingest.formats.making import paragraph, pdf, word

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = linux_only
_BETWEEN_BUILDS = 5.0
_KINDS = 3
"""Of documents, one parser each."""
_PATIENCE = 600
"""Seconds; a quiet machine needs little more than is watched."""
_NOTICE = "双水市2015年政府工作报告"
_SENTENCES = "2015年，全市新建公园5座。全年植树3万棵。"
_ASKED = json.dumps({"id": 1, "question": QUESTION}).encode() + b"\n"


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine on which Yinju runs for the first time."""

    folder: Path

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def kept(self) -> tuple[Path, Path]:
        """The state and the cache folder: all that may be written."""
        return self.folder / "state", self.folder / "cache"

    @property
    def temporary(self) -> Path:
        return self.home / "tmp"

    @property
    def corpus(self) -> Path:
        return self.folder / "corpus"

    def start(self, name: str, *arguments: str, **settings: str) -> Watched:
        """Run a command, watched."""
        state, cache = self.kept
        notes = self.folder / "notes" / name
        notes.mkdir(parents=True)
        environment = Home(state).environment(
            HOME=str(self.home),
            XDG_CACHE_HOME=str(self.home / "xdg-cache"),
            TMPDIR=str(self.temporary),
            PYTHONDONTWRITEBYTECODE="1",
            YINJU_CORPUS__PATHS=str(self.corpus),
            YINJU_EMBEDDINGS__CACHE_FOLDER=str(cache),
            **settings,
        )
        return Watched((*BOT, *arguments), notes, self.home, environment)

    def write_document(self, number: int) -> None:
        """Add a document, of another kind each time."""
        match number % _KINDS:
            case 0:
                content, kind = pdf([paragraph(_NOTICE), paragraph(f"{_SENTENCES}{number}")]), "pdf"
            case 1:
                content, kind = word(("Title", _NOTICE), ("Normal", f"{_SENTENCES}{number}")), "docx"
            case _:
                content, kind = f"<h1>{_NOTICE}</h1><p>{_SENTENCES}{number}</p>".encode(), "html"
        (self.corpus / f"{number}.{kind}").write_bytes(content)

    def strays(self, *programs: Watched) -> set[str]:
        """What was left in the user's and the temporary folder, or written to any but that and the state and the cache folder."""
        left = {str(path) for path in self.home.rglob("*")} - {str(self.temporary)}
        written = {path for program in programs for path in program.written()} - {"/dev/null"}
        inside = tuple(f"{folder}/" for folder in (*self.kept, self.temporary))
        # The parsers' process does not get PYTHONDONTWRITEBYTECODE: Python compiles what it imports beside it.
        written = {path for path in written if "__pycache__" not in Path(path).parts[-2:]}
        return left | {path for path in written if not f"{path}/".startswith(inside)}


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path)
    for folder in (made.temporary, made.corpus, *made.kept):
        folder.mkdir(parents=True)
    write_short_report(made.corpus)
    return made


@pytest.fixture
def prepared_machine(machine: Machine, built: Home) -> Machine:
    """A machine whose cache folder has the prepared model."""
    for graph in models_folder(None).glob("bundled-*/encoder.onnx"):
        shutil.copytree(graph.parent, models_folder(machine.kept[1]) / graph.parent.name)
    return machine


def nothing(watched: Contacts) -> bool:
    return not (watched.by_python or watched.in_proc or watched.by_strace)


@pytest.mark.parametrize(
    "seconds",
    [pytest.param(0.0, id="once"), pytest.param(60.0, id="for a minute", marks=pytest.mark.soak)],
)
@pytest.mark.timeout(_PATIENCE, func_only=True)
def test_ask_index_and_serve_for_a_while(
    server: LoopbackServer, prepared_machine: Machine, seconds: float
) -> None:
    machine = prepared_machine
    for number in range(_KINDS):
        machine.write_document(number)
    with ExitStack() as running:
        builds = [running.enter_context(machine.start("index-0", "index"))]
        assert builds[0].ended()[0] == 0, builds[0].errors
        asking = running.enter_context(machine.start("ask", "ask", "--jsonl"))
        serving = running.enter_context(
            machine.start(
                "serve", "serve", TELEGRAM_BOT_TOKEN=server.token, YINJU_TELEGRAM__API_URL=server.url
            )
        )
        assert_answered(server, asking)
        for _ in during(seconds):
            machine.write_document(_KINDS + len(builds))
            builds.append(running.enter_context(machine.start(f"index-{len(builds)}", "index")))
            status, said = builds[-1].ended()
            assert (status, json.loads(said.splitlines()[-1])["added"]) == (0, 1), builds[-1].errors
            assert_answered(server, asking)
        serving.process.terminate()
        assert [asking.ended()[0], serving.ended()[0]] == [0, 0]

    address = urlsplit(server.url).netloc
    only = frozenset({address})
    assert serving.contacts() == Contacts(only, only, traced(serving, address))
    for program in (asking, *builds):
        assert nothing(program.contacts()), program.contacts()
    assert machine.strays(asking, serving, *builds) == set()


@pytest.mark.soak
@pytest.mark.timeout(_PATIENCE, func_only=True)
def test_the_first_question_of_a_machine_prepares_the_model(machine: Machine) -> None:
    with machine.start("ask", "ask", QUESTION) as asking:
        status, said = asking.ended()
    assert (status, said.splitlines()[0]) == (0, ANSWER), asking.errors
    assert nothing(asking.contacts()), asking.contacts()
    assert machine.strays(asking) == set()
    shutil.rmtree(machine.kept[1])  # 590 MB


CONNECTING = """
import ctypes, socket, sys, time, urllib.request
from contextlib import suppress
from pathlib import Path
host, port = sys.argv[2].split(":")
if sys.argv[1] == "python":
    held = socket.create_connection((host, int(port)))
    Path("stray").touch()
elif sys.argv[1] == "http":
    with suppress(OSError):
        urllib.request.urlopen("https://nowhere.invalid/", timeout=1)
elif sys.argv[1] == "name":
    with suppress(OSError):
        socket.getaddrinfo("nowhere.invalid", 443)
else:
    libc = ctypes.CDLL(None)
    kind = socket.SOCK_DGRAM if sys.argv[1] == "native-udp" else socket.SOCK_STREAM
    held = libc.socket(socket.AF_INET, kind, 0)
    packed = socket.AF_INET.to_bytes(2, sys.byteorder) + int(port).to_bytes(2, "big") + socket.inet_aton(host)
    assert libc.connect(held, packed + bytes(8), 16) == 0
time.sleep(1)
"""


@pytest.mark.parametrize("by", ["python", "http", "native-tcp", "native-udp", "name"])
def test_the_witnesses_see_what_is_forbidden(server: LoopbackServer, machine: Machine, by: str) -> None:
    """In a process that a process has started."""
    address = urlsplit(server.url).netloc
    child = (
        f"import subprocess, sys; subprocess.run([sys.executable, '-c', {CONNECTING!r}, {by!r}, {address!r}])"
    )
    notes = machine.folder / "notes"
    notes.mkdir()
    environment = Home(machine.kept[0]).environment()
    with Watched((sys.executable, "-c", child), notes, machine.home, environment) as program:
        assert program.ended()[0] == 0, program.errors
    seen = program.contacts()
    if by == "name":
        assert seen.by_python == {"nowhere.invalid"}
        return
    reached = PROXY if by == "http" else address
    assert seen.by_python == ({reached} if by in {"python", "http"} else set())
    assert seen.in_proc == {reached}
    assert seen.by_strace == traced(program, reached)
    stray = {str(machine.home / "stray")}
    assert machine.strays(program) == (stray if by == "python" else set())


def traced(program: Watched, *addresses: str) -> frozenset[str] | None:
    """What strace must have seen, where there is one."""
    return None if program.contacts().by_strace is None else frozenset(addresses)


def assert_answered(server: LoopbackServer, asking: Watched) -> None:
    """By `ask --jsonl` and by the bot."""
    assert ask(asking) == ANSWER
    user = server.user("小明", language_code="zh-hans")
    chat = server.private_chat(user)
    assert first_answer(chat, chat.send(user, QUESTION)).text.startswith(ANSWER)


def ask(program: Watched) -> str:
    """The answer to one line written to `ask --jsonl`."""
    assert program.process.stdin
    assert program.process.stdout
    program.process.stdin.write(_ASKED)
    program.process.stdin.flush()
    answer: str = json.loads(program.process.stdout.readline())["answer"]
    return answer


def during(seconds: float) -> Iterator[None]:
    """Again and again until the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield
        time.sleep(_BETWEEN_BUILDS)
