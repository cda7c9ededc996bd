"""The report the bot ships with, read, cut up and indexed once for all tests of this folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.config import load_settings
from bot.wiring import open_engine
from retrieval.building import indexing
from retrieval.building.backfill import fill
from retrieval.building.chunking import described
from retrieval.engine import Engine, Words
from retrieval.ingest.identity import identify
from retrieval.ingest.sources import read_source
from retrieval.ingest.structure import passages
from retrieval.language.contrasts import shipped_contrasts
from retrieval.language.glossary import shipped_glossary
from retrieval.learning.model import read_model
from retrieval.search.index_reader import IndexReader
from retrieval.search.opened_index import OpenedIndex, open_index
from retrieval.store import word_store
from retrieval.store.index_store import IndexStore
from retrieval.types import EVERYBODY, Document, Passage
from tests.fakes import fake_encoders
from tests.retrieval.lake import REPORT, NearEncoder
from tests.retrieval.making import small_dictionary

ROOT = Path(__file__).resolve().parents[2]
SHARED_CORPUS = ROOT.parent / "shared" / "corpus"


@pytest.fixture(scope="session")
def report_file() -> Path:
    """The shipped report."""
    return ROOT / "corpus" / "panjin-2017.txt"


@pytest.fixture(scope="session")
def report_lines(report_file: Path) -> tuple[str, ...]:
    return read_source(report_file).lines


@pytest.fixture(scope="session")
def report(report_file: Path, report_lines: tuple[str, ...]) -> Document:
    return described(report_file, report_lines, identify(report_file.name), EVERYBODY)


@pytest.fixture(scope="session")
def report_passages(report: Document, report_lines: tuple[str, ...]) -> tuple[Passage, ...]:
    return tuple(passages(report, report_lines))


@pytest.fixture(scope="session")
def fake_index(report_file: Path, tmp_path_factory: pytest.TempPathFactory) -> OpenedIndex:
    """The report under fake encoders."""
    encoders = fake_encoders()
    store = IndexStore(tmp_path_factory.mktemp("fake-index"))
    indexing.update(store, (report_file,), encoders)
    fill(store, encoders)
    return open_index(store, encoders)


@pytest.fixture(scope="session")
def fake_collection(fake_index: OpenedIndex) -> IndexReader:
    """The same as everybody sees it."""
    return fake_index.seen_by(EVERYBODY)


@pytest.fixture(scope="session")
def engine(shipped_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The shipped corpus under the bundled model: the real thing, built as the first question builds it."""
    index = shutil.copytree(shipped_index, tmp_path_factory.mktemp("engine") / "index")
    return open_engine(load_settings(ROOT / "config.yaml", {"YINJU_INDEX__PATH": str(index)}))


@pytest.fixture(scope="session")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """A made-up report under fake encoders."""
    folder = tmp_path_factory.mktemp("lake")
    (folder / "lake.txt").write_text(REPORT, encoding="utf-8")
    store, encoders = IndexStore(folder / "index"), fake_encoders(NearEncoder())
    indexing.update(store, (folder / "lake.txt",), encoders)
    fill(store, encoders)
    words = Words(shipped_glossary(), shipped_contrasts())
    return Engine(open_index(store, encoders), encoders, words, read_model())


@pytest.fixture
def without_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """For indexes of a few lines that are asked nothing in English."""
    monkeypatch.setattr(word_store, "build_dictionary", small_dictionary)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """An empty folder for documents."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    return folder


@pytest.fixture
def store(tmp_path: Path) -> IndexStore:
    """An empty index."""
    return IndexStore(tmp_path / "index")
