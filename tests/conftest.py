"""What tests of several packages need."""

from __future__ import annotations

import gc
import os
import signal
import ssl
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from bot.config import load_settings
from bot.wiring import open_engine
from embeddings import passage_reader, prepared
from retrieval.language import dictionary
from tests.end_to_end.programs import REPORT
from tests.postgresql import PostgresqlForTests, remove_server, start_server

if TYPE_CHECKING:
    from xdist.remote import Producer
    from xdist.scheduler import LoadScopeScheduling

_PROGRAMS = ("tests/end_to_end/", "tests/benchmarks/test_all_reports.py")
_TOGETHER = (_PROGRAMS, ("tests/embeddings/",))
"""Files that one process of a run has all of. They share what takes long to make: a process that programs are forked from,
torch and a model in another form. The first have the longest way, much of it waiting, and begin at once."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the first of those that stay together before everything else."""
    items.sort(key=lambda item: not item.nodeid.startswith(_PROGRAMS))


def pytest_collection_finish() -> None:
    """Let Python's collector pass over what was imported and collected: half a million objects that stay to the end."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling | None:
    """Deal out whole files with `--dist loadfile`, and some of them together."""
    if config.getvalue("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling  # noqa: PLC0415 - it is there, as its hook is called

    class ByFolder(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            together = next((each[0] for each in _TOGETHER if nodeid.startswith(each)), None)
            return together or super()._split_scope(nodeid)

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
def _one_reading_of_the_certificates() -> Iterator[None]:
    """OpenSSL takes a tenth of a second for them, and each client of each bot that a test starts would have its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_waiting_for_the_disk() -> Iterator[None]:
    """No test cuts the power of its own machine; an index of three lines waits thirty times for the disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@cache
def _opened_once() -> dict[tuple[ModuleType, str], object]:
    """What opens parts of a model, and hands out again what it has opened: a quarter of a second for each engine."""
    parts = ((prepared, "_open_tokenizer"), (prepared, "open_session"), (passage_reader, "open_session"))
    return {(module, name): cache(getattr(module, name)) for module, name in parts}


@pytest.fixture(scope="module", autouse=True)
def _models_opened_once(request: pytest.FixtureRequest) -> Iterator[None]:
    """But for the tests that open models to damage them."""
    with pytest.MonkeyPatch.context() as patch:
        if not request.node.nodeid.startswith("tests/embeddings/"):
            for (module, name), opening in _opened_once().items():
                patch.setattr(module, name, opening)
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
