"""The question sets of this repository that need only its report, asked once of the real model and index."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from benchmarks.quality.asking import Asked, ask_set
from benchmarks.quality.corpora import Corpora
from benchmarks.quality.sets import SHIPPED, Documents
from bot.config import load_settings

_HERE = "tests/benchmarks/quality/"
_TEST_SECONDS = 120


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Do not count the fixtures: on a fresh machine the first one prepares the model."""
    for item in items:
        if item.nodeid.startswith(_HERE):
            item.add_marker(pytest.mark.timeout(_TEST_SECONDS, func_only=True))


@pytest.fixture(scope="session")
def corpora(shipped_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Corpora:
    """The shipped report, indexed, and nothing of ../shared."""
    folder = tmp_path_factory.mktemp("quality")
    shutil.copytree(shipped_index, folder / "work" / Documents.SHIPPED.name.lower())
    return Corpora(load_settings(environment={}), folder / "shared", folder / "work", None)


@pytest.fixture(scope="session")
def asked(corpora: Corpora) -> dict[str, Asked]:
    """What became of each set."""
    return {each.name: ask_set(each, corpora) for each in SHIPPED}
