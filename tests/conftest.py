"""What tests of several packages need."""

from __future__ import annotations

import gc
import os
import re
import signal
import ssl
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

# Nothing of Yinju is imported here: the process that deals out the tests needs none of it, and would take two seconds
# before the others begin.
if TYPE_CHECKING:
    from xdist.remote import Producer
    from xdist.scheduler import LoadScopeScheduling

    from tests.postgresql import PostgresqlForTests

_GATE = "tests/benchmarks/quality/test_gate.py"
_PROGRAMS = (
    re.compile(r"tests/end_to_end/test_[a-o]"),
    re.compile(r"tests/end_to_end/|tests/benchmarks/test_all_reports\.py"),
)
_TOGETHER = (*_PROGRAMS, re.compile("tests/embeddings/"), re.compile("tests/benchmarks/quality/"))
"""Files that one process of a run has all of. They share what takes long to make: a process that programs are forked from,
torch and a model in another form, the answers to all question sets. Of the first, which have the longest way, there are two
halves."""
_FIRST = (*_PROGRAMS, re.compile(re.escape(_GATE)))
"""What takes minutes, much of it waiting, begins at once, so that no process is left with it when the others have ended."""


def _first_that_matches(nodeid: str, patterns: Sequence[re.Pattern[str]]) -> int:
    """The number of the first pattern; as many as there are if none matches."""
    return next((at for at, each in enumerate(patterns) if each.match(nodeid)), len(patterns))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes minutes before everything else."""
    items.sort(key=lambda item: _first_that_matches(item.nodeid, _FIRST))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Have Python's collector rest while everything is imported and collected: hardly anything of it is ever let go."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


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
            together = _first_that_matches(nodeid, _TOGETHER)
            return str(together) if together < len(_TOGETHER) else super()._split_scope(nodeid)

    return ByFolder(config, log)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlForTests]:
    """A running server; the test is skipped where there can be none."""
    from tests.postgresql import remove_server, start_server  # noqa: PLC0415

    server = start_server()
    yield server
    remove_server(server)


@pytest.fixture(scope="session", autouse=True)
def _one_reading_of_the_dictionary() -> Iterator[None]:
    """Reading CC-CEDICT takes half a second, and every build does it."""
    from retrieval.language import dictionary  # noqa: PLC0415

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
    from embeddings import passage_reader, prepared  # noqa: PLC0415

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
    from bot.config import load_settings  # noqa: PLC0415
    from bot.wiring import open_engine  # noqa: PLC0415
    from tests.end_to_end.programs import REPORT  # noqa: PLC0415

    own = tmp_path_factory.getbasetemp()
    index = (own if worker_id == "master" else own.parent) / "shipped-index"
    with FileLock(index.with_suffix(".lock")):
        if not (index / "CURRENT").exists():
            variables = {"YINJU_CORPUS__PATHS": str(REPORT), "YINJU_INDEX__PATH": str(index)}
            open_engine(load_settings(None, variables))
    return index


@pytest.fixture(scope="session")
def empty_milvus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of milvus-lite, which take seconds to make. Copy the folder."""
    pytest.importorskip("milvus_lite", reason="milvus-lite has no package for this machine")
    from retrieval.milvus.index import open_milvus  # noqa: PLC0415
    from tests.fakes import fake_encoders  # noqa: PLC0415

    file = tmp_path_factory.mktemp("milvus") / "empty.db"
    open_milvus(str(file), fake_encoders().fast).close()
    return file
