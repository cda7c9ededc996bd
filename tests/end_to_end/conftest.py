"""Homes for programs: with a copy of the index of the sample report, or without an index."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.messages import texts_in
from retrieval.types import Language
from tests.end_to_end.programs import Home
from tests.loopback import LoopbackServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_HERE = "tests/end_to_end/"
_TEST_SECONDS = 300
"""None of them needs half a minute on a machine that does nothing else."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Do not count the fixtures: on a fresh machine the first one prepares the model."""
    for item in items:
        if item.nodeid.startswith(_HERE):
            item.add_marker(pytest.mark.timeout(_TEST_SECONDS, func_only=True))


@pytest.fixture(scope="session")
def built(shipped_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with the index of the sample report. Read it only."""
    home = Home(tmp_path_factory.mktemp("built"))
    shutil.copytree(shipped_index, home.index)
    return home


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
        # On a busy machine any question may take the five seconds after which the bot says so.
        running.world.notices = frozenset(texts_in(language).busy for language in Language)
        yield running
