"""Memory of a process that serves, and the size of its index on disk, against the number of reports."""

from __future__ import annotations

from pathlib import Path

from benchmarks.all_reports.asking import serve
from benchmarks.all_reports.ground import Ground
from benchmarks.all_reports.opened import models
from benchmarks.all_reports.question_lists import own_questions, reports_questions, traffic
from benchmarks.all_reports.results import Curve, Measured
from benchmarks.all_reports.sizes import Corpus, corpora, share_of_vectors
from benchmarks.figures import Figure
from retrieval.search.opened_index import open_index
from retrieval.store.index_store import IndexStore
from retrieval.types import EVERYBODY, Document

_PEAK_ASKED, _DISK_ASKED = 1500.0, 2000.0
_QUESTIONS, _QUICK_QUESTIONS = 400, 12


def measure(ground: Ground) -> Measured:
    """Ask many questions of every corpus, each in a process of its own with the bot's number of threads."""
    found = corpora(ground)
    count = _QUICK_QUESTIONS if ground.is_quick else _QUESTIONS
    of_sets = [each.question for each in (*reports_questions(ground.shared), *own_questions())]
    texts = traffic(documents_of(ground, found[-1]), of_sets, count)
    workers = ground.settings.telegram.workers
    sessions = [serve(ground, corpus.index, texts) for corpus in found]
    disks = [megabytes_on_disk(corpus.index) for corpus in found]
    sizes = [float(corpus.size) for corpus in found]
    last, disk = sessions[-1], disks[-1]
    figures = [
        Figure(
            f"peak memory serving {found[-1].size} reports, {count} questions, {workers} threads",
            last.peak_megabytes,
            "MB",
            at_most=_PEAK_ASKED,
        ),
        Figure("of that at the end, without mapped files", last.own_megabytes, "MB"),
        Figure("size of the index on disk", disk, "MB", at_most=_DISK_ASKED),
    ]
    peaks = tuple(zip(sizes, (session.peak_megabytes for session in sessions), strict=True))
    own = tuple(zip(sizes, (session.own_megabytes for session in sessions), strict=True))
    curves = [
        Curve("peak memory", "MB", "reports", peaks),
        Curve("without mapped files", "MB", "reports", own),
        Curve("index on disk", "MB", "reports", tuple(zip(sizes, disks, strict=True))),
    ]
    return Measured(figures, curves, list(share_of_vectors(ground.index, ground.encoders).notes()))


def documents_of(ground: Ground, corpus: Corpus) -> tuple[Document, ...]:
    """The documents that can be asked about."""
    opened = open_index(IndexStore(corpus.index), models(ground.encoders))
    return opened.seen_by(EVERYBODY).documents


def megabytes_on_disk(folder: Path) -> float:
    """Of all files below a folder, wherever its links lead."""
    return sum(file.stat().st_size for file in _files(folder)) / 1e6


def _files(folder: Path) -> list[Path]:
    found: list[Path] = []
    for path in folder.iterdir():
        found += _files(path) if path.is_dir() else [path]
    return found
