"""Programs of Yinju that are watched, with the processes they start: where they connect, and what they write.

Three witnesses, because each is blind somewhere. An audit hook hears all that Python code does, and nothing of native
code. /proc shows every socket of every process, if it is open when it is looked at. strace, where it is installed and
allowed, misses nothing. And a trap: the environment names a proxy that takes connections and never answers, so that what
would leave by HTTP stays here, with an open socket that /proc shows for as long as its client waits.
"""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tests.end_to_end.audit_hook import CONNECTED, LOOKED_UP, WROTE
from tests.end_to_end.processes import descendants

if TYPE_CHECKING:
    from collections.abc import Iterable

BOT = (sys.executable, "-m", "bot")
PROXY = "the proxy"
"""How an address counts that is the trap's."""
_HERE = "127.0.0.1"
_BETWEEN_LOOKS = 0.3
"""Seconds; a look at all processes of the machine takes some hundredths of one."""
_STRACE = ("strace", "-D", "-f", "--seccomp-bpf", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg")
"""-D: the tracer stands aside, so that the program is our own child and gets our signals."""
_TRACED = re.compile(
    r'sa_family=AF_INET6?, .*?port=htons\((\d+)\).*?inet_(?:addr\(|pton\(AF_INET6, )"([^"]+)"'
)
_TABLES = ("tcp", "tcp6", "udp", "udp6")
_NOWHERE = ":0"
_END_WITHIN = 120.0


@dataclass(frozen=True, slots=True)
class Contacts:
    """The addresses (host:port) and names that one program, with all it started, was seen to ask for."""

    by_python: frozenset[str]
    in_proc: frozenset[str]
    by_strace: frozenset[str] | None
    """None: there is no strace here."""


class Watched:
    """A program under way."""

    def __init__(
        self, command: tuple[str, ...], notes: Path, folder: Path, environment: dict[str, str]
    ) -> None:
        """Start it.

        Args:
            command: what to run.
            notes: an empty folder for what the witnesses write.
            folder: where it stands.
            environment: its variables; its PYTHONPATH is extended.
        """
        self._notes, self._trace = notes / "python.jsonl", notes / "strace.txt"
        (notes / "sitecustomize.py").write_text(
            f"from tests.end_to_end.audit_hook import install\n\ninstall({str(self._notes)!r})\n", "utf-8"
        )
        tracing = (*_STRACE, "-o", str(self._trace)) if _strace_works() else ()
        self._errors = notes / "stderr.txt"
        # The kernel greets whoever connects; nobody ever reads what they say.
        self._trap = socket.create_server((_HERE, 0), backlog=128)
        self._trap_address = f"{_HERE}:{self._trap.getsockname()[1]}"
        with self._errors.open("wb") as errors:
            self.process = subprocess.Popen(
                [*tracing, *command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=folder,
                env=environment
                | _proxies(self._trap_address)
                | {"PYTHONPATH": f"{notes}:{environment['PYTHONPATH']}"},
            )
        self._seen: set[str] = set()
        self._over = threading.Event()
        self._looking = threading.Thread(target=self._look, name="looking at sockets")
        self._looking.start()

    @property
    def errors(self) -> str:
        return self._errors.read_text(encoding="utf-8")

    def ended(self) -> tuple[int, str]:
        """Wait until it ends by itself: its exit status and what it printed since."""
        output, _ = self.process.communicate(timeout=600)
        self._over.set()
        self._looking.join()
        self._trap.close()
        return self.process.returncode, output.decode()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave no process behind, even if the test has failed."""
        if self.process.poll() is None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(_END_WITHIN)
            self.process.kill()
        self.ended()

    def contacts(self) -> Contacts:
        """Where it and its processes connected, what they listened on, and which names they looked up."""
        noted = self._noted(CONNECTED) | {name for name in self._noted(LOOKED_UP) if not _is_address(name)}
        traced = None
        if _strace_works():
            found = _TRACED.findall(self._trace.read_text(encoding="utf-8", errors="replace"))
            traced = frozenset(f"{host}:{port}" for port, host in found)
        return Contacts(self._named(noted), self._named(self._seen), traced and self._named(traced))

    def written(self) -> frozenset[str]:
        """The paths at which its Python code wrote or made anything."""
        return self._noted(WROTE)

    def _noted(self, wanted: str) -> frozenset[str]:
        lines = self._notes.read_text(encoding="utf-8").splitlines()
        return frozenset(what for kind, what in map(json.loads, lines) if kind == wanted)

    def _named(self, addresses: Iterable[str]) -> frozenset[str]:
        return frozenset(PROXY if address == self._trap_address else address for address in addresses)

    def _look(self) -> None:
        while not self._over.wait(_BETWEEN_LOOKS):
            for process in {self.process.pid} | descendants(self.process.pid):
                self._seen |= _open_sockets(process)


def _proxies(address: str) -> dict[str, str]:
    """Variables that lead all HTTP through a proxy, but for that to servers of this machine."""
    proxies = {f"{kind}_proxy": f"http://{address}" for kind in ("http", "https", "all")}
    proxies["no_proxy"] = _HERE
    return proxies | {name.upper(): value for name, value in proxies.items()}


def _open_sockets(process: int) -> set[str]:
    """The far end of each internet socket of a process; of one that listens or is not connected, the near end."""
    inodes, found = set(), set()
    with suppress(OSError):  # it has ended
        for held in Path(f"/proc/{process}/fd").iterdir():
            with suppress(OSError):
                kind, _, inode = str(held.readlink()).partition(":")
                inodes |= {inode.strip("[]")} if kind == "socket" else set()
        for table in _TABLES if inodes else ():
            for line in Path(f"/proc/{process}/net/{table}").read_text(encoding="ascii").splitlines()[1:]:
                words = line.split()
                if words[9] in inodes:
                    near, far = _address(words[1]), _address(words[2])
                    found.add(near if far.endswith(_NOWHERE) else far)
    return found


def _address(written: str) -> str:
    """`0100007F:01BB`, as the kernel writes it on this kind of machine -> `127.0.0.1:443`."""
    digits, _, port = written.partition(":")
    words = [bytes.fromhex(digits[at : at + 8]) for at in range(0, len(digits), 8)]
    packed = b"".join(word[::-1] if sys.byteorder == "little" else word for word in words)
    return f"{ip_address(packed)}:{int(port, 16)}"


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


@cache
def _strace_works() -> bool:
    if shutil.which("strace") is None:
        return False
    tried = subprocess.run(
        [*_STRACE, "-o", "/dev/null", "true"], capture_output=True, timeout=30, check=False
    )
    return tried.returncode == 0 and not tried.stderr
