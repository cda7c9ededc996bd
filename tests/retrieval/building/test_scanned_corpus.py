"""A folder with scans: read, asked and cited as such; what has no words is looked at once."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from benchmarks.ocr.printing import Look, as_jpeg, print_page
from retrieval.building import wordless
from retrieval.building.scan_watch import NO_SCANS
from retrieval.store.index_store import IndexStore
from retrieval.types import Scan
from tests.retrieval.built import build, documents, loaded
from tests.retrieval.making import WHEAT, write

SAID = "二〇二〇年全县小麦产量达到15.5万吨。"
LOOK = Look(size=16, dpi=110, noise=5, quality=70)


def blank() -> bytes:
    stream = BytesIO()
    Image.new("L", (300, 400), 250).save(stream, "PNG")
    return stream.getvalue()


def test_scans_are_documents_and_pictures_without_words_are_looked_at_once(
    corpus: Path, store: IndexStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(corpus, wheat=WHEAT)
    (corpus / "scan.jpg").write_bytes(as_jpeg(print_page([SAID], LOOK, seed=4).picture, LOOK))
    (corpus / "blank.png").write_bytes(blank())
    report = build(store, [corpus])
    assert (report.documents, report.scans.pages) == (2, 2)
    reasons = {"blank.png": "is a picture in which no words are found"}
    assert {problem.path.name: problem.reason for problem in report.skipped} == reasons
    scanned = documents(loaded(store))[str(corpus / "scan.jpg")]
    assert [(each.text, each.page, each.scan) for each in scanned.passages] == [(SAID, 1, Scan())]
    again = build(store, [corpus])
    assert (again.unchanged, again.scans) == (2, NO_SCANS)
    assert {problem.path.name: problem.reason for problem in again.skipped} == reasons
    # Another engine may find words where this one found none.
    monkeypatch.setattr(wordless, "engine", lambda: "another 1.0")
    assert build(store, [corpus]).scans.pages == 1
    (corpus / "blank.png").unlink()
    build(store, [corpus])
    assert wordless.known_wordless(store.folder) == {}
