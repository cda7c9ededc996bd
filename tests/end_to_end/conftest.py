"""One index for all tests, built once by the real command with the real model; every test gets a copy."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.programs import QUESTION, Finished, Home
from tests.loopback import LoopbackServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_HERE = Path(__file__).parent
_TEST_SECONDS = 300
"""None of them needs half a minute on a machine that does nothing else."""
_FIRST: dict[Path, Finished] = {}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Do not count the fixtures: on a fresh machine the first one prepares the model."""
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(pytest.mark.timeout(_TEST_SECONDS, func_only=True))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home whose first question has built the index of the sample report. Read it only."""
    home = Home(tmp_path_factory.mktemp("built"))
    done = home.run("ask", QUESTION)
    assert done.status == 0, done.errors
    _FIRST[home.folder] = done
    return home


@pytest.fixture(scope="session")
def first_question(built: Home) -> Finished:
    """What that first question printed."""
    return _FIRST[built.folder]


@pytest.fixture(scope="session")
def new_home(built: Home, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Home]:
    """Makes homes that already have the index."""

    def make() -> Home:
        home = Home(tmp_path_factory.mktemp("home"))
        shutil.copytree(built.index, home.index)
        return home

    return make


@pytest.fixture
def home(new_home: Callable[[], Home]) -> Home:
    return new_home()


@pytest.fixture
def empty_home(tmp_path: Path) -> Home:
    """A home without an index."""
    return Home(tmp_path)


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer() as running:
        yield running
