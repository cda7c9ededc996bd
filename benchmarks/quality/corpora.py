"""The documents that question sets are asked of, opened one corpus after another; the models are loaded once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.all_reports.opened import engine_over, models
from benchmarks.quality.errors import NoCorpusError, NoDocumentError
from benchmarks.quality.sets import Documents
from bot.config import Settings
from bot.wiring import encoder_settings
from embeddings import EncodingProcesses, Progress
from retrieval.building import indexing
from retrieval.building.backfill import fill
from retrieval.building.index_status import read_status
from retrieval.engine import Engine
from retrieval.learning.model import Model
from retrieval.search.opened_index import open_index
from retrieval.store.index_store import IndexStore
from retrieval.types import EVERYBODY

SHIPPED_REPORT = Path(__file__).resolve().parents[2] / "corpus" / "panjin-2017.txt"
MANUALS = Path(__file__).resolve().parents[2] / "var" / "manuals"
"""Where `python -m benchmarks.reader.manuals` is told to put what it makes."""
OWN = Path(__file__).resolve().parents[1] / "questions" / "documents"
"""Documents that were written to be asked about."""
_FOLDERS = {
    Documents.REPORTS: "reports",
    Documents.GENERAL: "general",
    Documents.MORE: "general-more",
}
"""Below the shared corpus."""
_SUFFIXES = frozenset({".txt", ".md", ".html"})


@dataclass(frozen=True, slots=True)
class OpenedCorpus:
    """Documents that can be asked."""

    engine: Engine
    state: str
    """What is in the index, and how many of its sentences have vectors."""


@dataclass(frozen=True, slots=True)
class Corpora:
    """Where documents are and where their indexes are kept."""

    settings: Settings
    shared: Path
    """Has corpus/reports, corpus/general and what more there is; may be missing where only the shipped report is asked."""
    work: Path
    """Indexes are made here, and kept for the next time."""
    given_index: Path | None
    """A filled index of all reports, which is only read; None: one is made."""
    model: Model | None = None
    """The weights that are asked with; None: the shipped ones."""
    with_reader: bool = True
    """Whether the reading model judges; not of questions that it was trained on."""

    def open(self, documents: Documents, progress: Progress | None = None) -> OpenedCorpus:
        """Open all documents of a kind together.

        Raises:
            NoCorpusError: they are not on this machine.
        """
        if documents is Documents.REPORTS and self.given_index is not None:
            return self._opened(IndexStore(self.given_index))
        return self._built(documents.name.lower(), self._paths(documents), progress)

    def open_alone(self, name: str, progress: Progress | None = None) -> OpenedCorpus:
        """Open one report, general document or manual.

        Raises:
            NoDocumentError: there is none of that name.
        """
        for kind in (*_FOLDERS, Documents.OWN, Documents.MANUALS):
            file = self._folder(kind) / name
            if file.exists():
                return self._built(f"alone/{file.stem}", [file], progress)
        raise NoDocumentError(name)

    def open_files(self, name: str, paths: list[Path], progress: Progress | None = None) -> OpenedCorpus:
        """Open some files together.

        Args:
            name: of the index that is made of them, a path below `work`.
            paths: the files.
            progress: told how far the index is.
        """
        return self._built(name, paths, progress)

    def has(self, documents: Documents) -> bool:
        """Whether the documents are on this machine."""
        return documents is Documents.SHIPPED or self._folder(documents).is_dir()

    def _folder(self, documents: Documents) -> Path:
        if documents is Documents.MANUALS:
            return MANUALS
        if documents is Documents.OWN:
            return OWN
        return self.shared / "corpus" / _FOLDERS[documents]

    def _paths(self, documents: Documents) -> list[Path]:
        if documents is Documents.SHIPPED:
            return [SHIPPED_REPORT]
        folder = self._folder(documents)
        files = sorted(file for file in folder.glob("*") if file.suffix in _SUFFIXES)
        if not files:
            raise NoCorpusError(folder)
        return files

    def _built(self, name: str, paths: list[Path], progress: Progress | None) -> OpenedCorpus:
        """Build and fill an index, or go on where a stop left off."""
        store, chosen = IndexStore(self.work / name), encoder_settings(self.settings)
        encoders = models(chosen)
        indexing.update(store, paths, encoders, progress)
        fill(store, encoders, partial(EncodingProcesses, chosen), progress)
        return self._opened(store)

    def _opened(self, store: IndexStore) -> OpenedCorpus:
        chosen = encoder_settings(self.settings)
        opened = open_index(store, models(chosen))
        status = read_status(store, opened.seen_by(EVERYBODY))
        state = f"{status.documents} documents, {status.sentences} sentences"
        if not status.is_whole:
            state += f", of these {status.fast} with fast and {status.accurate} with accurate vectors"
        return OpenedCorpus(engine_over(opened, chosen, self.model, with_reader=self.with_reader), state)
