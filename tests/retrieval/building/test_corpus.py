"""Which files a corpus has: each once, in order, and none that a link fetches from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.building.corpus import CorpusFiles, find_files
from retrieval.store.index_store import IndexStore
from tests.retrieval.built import build, counts, documents, loaded
from tests.retrieval.making import STEEL, WHEAT, write

LEADS_OUT = "is a link that leads out of the corpus"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A folder beside the corpus, with a text."""
    (tmp_path / "elsewhere").mkdir()
    write(tmp_path / "elsewhere", secret=STEEL)
    return tmp_path / "elsewhere" / "secret.txt"


def names(found: CorpusFiles) -> tuple[list[str], list[str]]:
    """Of the files to index, and of the links that are not followed."""
    assert {error.reason for error in found.left_out} <= {LEADS_OUT}
    return [path.name for path in found.paths], [error.path.name for error in found.left_out]


def test_files_are_found_in_order(corpus: Path) -> None:
    (corpus / "b").mkdir()
    write(corpus, c="丙", a="甲")
    write(corpus / "b", x="乙")
    write(corpus.parent, lone="丁")
    lone = corpus.parent / "lone.txt"
    expected = sorted([corpus / "a.txt", corpus / "b" / "x.txt", corpus / "c.txt", lone])
    assert find_files([corpus, lone, corpus / "b", corpus / "a.txt"]).paths == tuple(expected)


def test_files_of_kinds_that_are_not_read_are_named(corpus: Path, secret: Path) -> None:
    write(corpus, wheat=WHEAT)
    (corpus / ".hidden").mkdir()
    for name in ("a.mp3", "README", ".hidden/b.mp3", "~$wheat.docx", ".DS_Store"):
        (corpus / name).write_bytes(b"1")
    (corpus / "link.mp3").symlink_to(secret)
    (corpus / "folder.mp3").mkdir()
    found = find_files([corpus])
    assert [path.name for path in found.paths] == ["wheat.txt"]
    assert [(each.path.name, each.reason) for each in found.unread] == [
        ("README", "is of a kind that is not read (without a suffix)"),
        ("a.mp3", "is of a kind that is not read (.mp3)"),
    ]


def test_one_file_by_two_paths_is_one_document(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(corpus, wheat=WHEAT)
    monkeypatch.chdir(corpus.parent)
    assert len(find_files([Path("corpus"), corpus]).paths) == 1


def test_links_that_lead_out_are_left_out_by_name(corpus: Path, secret: Path) -> None:
    write(corpus, wheat=WHEAT)
    (corpus / "file.txt").symlink_to(secret)
    (corpus / "relative.txt").symlink_to("../elsewhere/secret.txt")
    (corpus / "folder").symlink_to(secret.parent)
    (corpus / "by-two.txt").symlink_to(corpus / "file.txt")
    (corpus / "to-nothing.txt").symlink_to(secret.parent / "none.txt")
    (corpus / "through.txt").symlink_to(corpus / "folder" / "secret.txt")
    (corpus / "picture.gif").symlink_to(secret)
    (corpus / "folder.txt").symlink_to(secret.parent)
    assert names(find_files([corpus])) == (
        ["wheat.txt"],
        ["by-two.txt", "file.txt", "folder", "folder.txt", "relative.txt", "through.txt", "to-nothing.txt"],
    )


def test_a_neighbour_whose_name_only_begins_alike_is_elsewhere(corpus: Path) -> None:
    (corpus.parent / "corpus-of-others").mkdir()
    write(corpus.parent / "corpus-of-others", steel=STEEL)
    (corpus / "steel.txt").symlink_to(corpus.parent / "corpus-of-others" / "steel.txt")
    assert names(find_files([corpus])) == ([], ["steel.txt"])


def test_links_within_a_corpus_are_followed_to_files(corpus: Path, secret: Path) -> None:
    (corpus / "sub").mkdir()
    write(corpus, wheat=WHEAT)
    write(corpus / "sub", steel=STEEL)
    (corpus / "again.txt").symlink_to(corpus / "sub" / "steel.txt")
    (corpus / "sub" / "up.txt").symlink_to("../wheat.txt")
    (corpus / "sub" / "back").symlink_to(corpus)
    assert names(find_files([corpus])) == (["again.txt", "steel.txt", "up.txt", "wheat.txt"], [])
    (corpus / "theirs.txt").symlink_to(secret)
    found = find_files([corpus, secret.parent])
    assert names(found) == (["again.txt", "steel.txt", "up.txt", "theirs.txt", "wheat.txt", "secret.txt"], [])


def test_a_path_that_is_given_may_be_a_link(corpus: Path, secret: Path) -> None:
    write(corpus, wheat=WHEAT)
    linked, file = corpus.parent / "linked", corpus.parent / "linked.txt"
    linked.symlink_to(corpus)
    file.symlink_to(secret)
    assert find_files([linked, file]) == CorpusFiles((linked / "wheat.txt", file), ())
    (corpus / "given.txt").symlink_to(secret)
    assert names(find_files([corpus, corpus / "given.txt"])) == (["given.txt", "wheat.txt"], [])


def test_links_in_a_circle_are_named_and_the_rest_is_indexed(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT)
    (corpus / "one.txt").symlink_to(corpus / "two.txt")
    (corpus / "two.txt").symlink_to(corpus / "one.txt")
    (corpus / "self").symlink_to(corpus / "self")
    report = build(store, [corpus])
    assert [(problem.path.name, problem.reason) for problem in report.skipped] == [
        ("one.txt", "cannot be read (Too many levels of symbolic links)"),
        ("two.txt", "cannot be read (Too many levels of symbolic links)"),
    ]
    assert counts(report) == (1, 1, 0, 0, 0)


def test_what_an_older_build_followed_goes(corpus: Path, secret: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT, secret=STEEL)
    build(store, [corpus])
    (corpus / "secret.txt").unlink()
    (corpus / "secret.txt").symlink_to(secret)
    report = build(store, [corpus])
    assert counts(report) == (1, 0, 0, 1, 1)
    assert [problem.reason for problem in report.skipped] == [LEADS_OUT]
    assert list(documents(loaded(store))) == [str(corpus / "wheat.txt")]
