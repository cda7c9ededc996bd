"""Folders and files as they should not be: far too many, read-only, changing, vanishing, oddly named."""

from __future__ import annotations

import builtins
import errno
import io
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from retrieval.building import indexing, segment_writer
from retrieval.building.indexing import update
from retrieval.engine import Engine, Words
from retrieval.errors import EmptyCorpusError
from retrieval.language.contrasts import shipped_contrasts
from retrieval.language.glossary import shipped_glossary
from retrieval.learning.model import read_model
from retrieval.search.opened_index import open_index
from retrieval.store.index_store import IndexStore
from retrieval.types import PUBLIC, Owner, Status
from tests.fakes import fake_encoders
from tests.retrieval.built import assert_consistent, build, counts, loaded, texts
from tests.retrieval.making import STEEL, WHEAT, CountingEncoder, write

pytestmark = pytest.mark.usefixtures("without_english")
OPEN = open
AS_ROOT = not hasattr(os, "geteuid") or os.geteuid() == 0


@pytest.mark.parametrize(("files", "segments"), [(800, 5), pytest.param(10_000, 53, marks=pytest.mark.soak)])
def test_very_many_small_files(corpus: Path, store: IndexStore, files: int, segments: int) -> None:
    """They cost what they hold: some milliseconds each, and next to nothing when they have not changed."""
    for number in range(files):
        (corpus / f"{number:05}.txt").write_text(
            f"第{number}号渔港新建泊位{20_000 + number}个。\n", encoding="utf-8"
        )
    encoders = fake_encoders(CountingEncoder())
    assert counts(update(store, [corpus], encoders)) == (files, files, 0, 0, 0)
    assert len(store.manifest().segments) == segments
    words = Words(shipped_glossary(), shipped_contrasts())
    engine = Engine(open_index(store, encoders), encoders, words, read_model())
    answer = engine.answer("第777号渔港新建泊位多少个", scope=PUBLIC)
    assert (answer.status, answer.text) == (Status.ANSWERED, "第777号渔港新建泊位20777个")
    begun = time.process_time()
    assert counts(update(store, [corpus], encoders)) == (files, 0, 0, 0, files)
    assert time.process_time() - begun < 10
    write(corpus, **{"00777": "第777号渔港新建泊位5个。"})
    (corpus / "00778.txt").unlink()
    assert counts(update(store, [corpus], encoders)) == (files - 1, 0, 1, 1, files - 2)


def test_a_corpus_on_a_read_only_disk(
    corpus: Path, store: IndexStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is ever written beside the documents."""
    write(corpus, wheat=WHEAT, steel=STEEL)

    def guarded(operation: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, *rest: Any, **named: Any) -> Any:  # noqa: ANN401
            mode = str(named.get("mode", rest[0] if rest else "r"))
            is_reading = operation is OPEN and not set(mode) & set("wax+")
            if not is_reading and not isinstance(path, int) and corpus in Path(os.fspath(path)).parents:
                raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
            return operation(path, *rest, **named)

        return call

    with monkeypatch.context() as patch:
        for module, name in ((builtins, "open"), (io, "open"), (os, "mkdir"), (os, "rename"), (os, "unlink")):
            patch.setattr(module, name, guarded(getattr(module, name)))
        build(store, [corpus])
        assert counts(build(store, [corpus])) == (2, 0, 0, 0, 2)
    assert_consistent(store)
    assert sorted(path.name for path in corpus.iterdir()) == ["steel.txt", "wheat.txt"]


@pytest.mark.skipif(AS_ROOT, reason="no permission stops root")
def test_a_folder_and_a_file_that_may_only_be_read(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT, steel=STEEL)
    (corpus / "steel.txt").chmod(0)
    corpus.chmod(0o500)
    try:
        report = build(store, [corpus])
    finally:
        corpus.chmod(0o700)
    assert counts(report) == (1, 1, 0, 0, 0)
    assert [problem.reason for problem in report.skipped] == ["cannot be read (Permission denied)"]


def test_a_file_that_vanishes_while_the_corpus_is_read(
    corpus: Path, store: IndexStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(corpus, wheat=WHEAT, steel=STEEL)
    hash_of = indexing.hash_of

    def hash_and_remove(path: Path) -> str:
        found = hash_of(path)
        if path.name == "steel.txt":
            path.unlink()
        return found

    monkeypatch.setattr(indexing, "hash_of", hash_and_remove)
    report = build(store, [corpus])
    assert counts(report) == (1, 1, 0, 0, 0)
    assert [problem.reason for problem in report.skipped] == ["cannot be read (No such file or directory)"]
    assert_consistent(store)


def test_a_folder_that_vanishes(corpus: Path, store: IndexStore) -> None:
    """A disk that is not mounted must not empty the index."""
    write(corpus, wheat=WHEAT)
    build(store, [corpus])
    shutil.rmtree(corpus)
    with pytest.raises(EmptyCorpusError):
        build(store, [corpus])
    assert len(texts(loaded(store))) == 3
    corpus.mkdir()
    with pytest.raises(EmptyCorpusError):
        build(store, [corpus])
    assert len(texts(loaded(store))) == 3


def test_a_file_that_grows_and_shrinks_again(
    corpus: Path, store: IndexStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read is what is held, and what the file holds in the end is held in the end."""
    write(corpus, wheat=WHEAT)
    read_document = segment_writer.read_document

    def grow_and_read(reader: Any, path: Path, key: Any, owner: Owner) -> Any:  # noqa: ANN401
        write(corpus, wheat=WHEAT + "玉米丰收。\n")
        return read_document(reader, path, key, owner)

    monkeypatch.setattr(segment_writer, "read_document", grow_and_read)
    build(store, [corpus])
    monkeypatch.setattr(segment_writer, "read_document", read_document)
    assert "玉米丰收。" in texts(loaded(store))
    assert counts(build(store, [corpus])) == (1, 0, 0, 0, 1)
    write(corpus, wheat=WHEAT)
    assert counts(build(store, [corpus])) == (1, 0, 1, 0, 0)
    assert "玉米丰收。" not in texts(loaded(store))
    assert_consistent(store)


@pytest.mark.parametrize("name", [b"\xff\xfe.txt", b"\xe7\x94.txt", b"a\nb.txt", b"$(x) '\".txt", b"-x.txt"])
def test_names_that_are_hardly_text(corpus: Path, store: IndexStore, name: bytes) -> None:
    path = Path(os.fsdecode(os.fsencode(corpus) + b"/" + name))
    try:
        path.write_text(WHEAT, encoding="utf-8")
    except OSError:
        pytest.skip("this disk takes no such name")
    build(store, [corpus])
    (held,) = loaded(store).held
    assert (held.document.file, held.source) == (path.name, str(path))
    assert loaded(store).source(path.name) == path
    assert counts(build(store, [corpus])) == (1, 0, 0, 0, 1)
    assert_consistent(store)


def test_links_that_lead_nowhere_and_in_circles(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT)
    (corpus / "nowhere.txt").symlink_to(corpus / "none")
    (corpus / "self.txt").symlink_to(corpus / "self.txt")
    (corpus / "circle").symlink_to(corpus)
    report = build(store, [corpus])
    assert counts(report) == (1, 1, 0, 0, 0)
    assert {problem.path.name for problem in report.skipped} == {"nowhere.txt", "self.txt"}


def test_very_long_lines_and_very_many_lines(corpus: Path, store: IndexStore) -> None:
    write(corpus, long="渔港" * 200_000 + "。", many="渔港在。\n" * 20_000)
    build(store, [corpus])
    assert_consistent(store)
