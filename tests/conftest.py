"""What tests of several packages need."""

from __future__ import annotations

import gc
import signal
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from bot.config import load_settings
from bot.wiring import open_engine
from retrieval.language import dictionary
from tests.end_to_end.programs import REPORT
from tests.postgresql import PostgresqlForTests, remove_server, start_server

if TYPE_CHECKING:
    from xdist.remote import Producer
    from xdist.scheduler import LoadScopeScheduling

_TOGETHER = ("tests/end_to_end/", "tests/embeddings/")
"""Folders whose files one process of a run has all of. They share what takes long to make: a process that programs are forked
from, torch and a model in another form. The first has the longest way, much of it waiting, and begins at once."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the first of the folders that stay together before everything else."""
    items.sort(key=lambda item: not item.nodeid.startswith(_TOGETHER[0]))


def pytest_collection_finish() -> None:
    """Let Python's collector pass over what was imported and collected: half a million objects that stay to the end."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling | None:
    """Deal out whole files with `--dist loadfile`, and the files of some folders together."""
    if config.getvalue("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling  # noqa: PLC0415 - it is there, as its hook is called

    class ByFolder(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            folder = next((each for each in _TOGETHER if nodeid.startswith(each)), None)
            return folder or super()._split_scope(nodeid)

    return ByFolder(config, log)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlForTests]:
    """A running server; the test is skipped where there can be none."""
    server = start_server()
    yield server
    remove_server(server)


@pytest.fixture(scope="session", autouse=True)
def _one_reading_of_the_dictionary() -> Iterator[None]:
    """Reading CC-CEDICT takes half a second, and every build does it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dictionary, "read_source", cache(dictionary.read_source))
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
