"""Documents to lines of JSON and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.errors import DamagedIndexError
from retrieval.records import read_documents, write_documents
from retrieval.snapshot import IndexedDocument, Snapshot
from retrieval.types import Document, DocumentId, Passage, PassageId, Role, Sentence, SentenceId, Span

AWKWARD = "　\ud83d 😀 \u2028 \x85 \\ \" ' \t </script> \0 𠮷 é é \udfff"


def made(text: str = "甲；乙。丙", key: str = "d1") -> IndexedDocument:
    document = Document(DocumentId(key), f"{text}.txt", text, "甲州市", None, "", "")
    passages = (
        Passage(PassageId("p1"), document.id, ("一、甲", text), 1, 3, text),
        Passage(PassageId("p2"), document.id, (), 2, 9, "第二段", 4),
    )
    sentences = (
        Sentence(
            SentenceId(2**63 - 1),
            PassageId("p1"),
            Span(0, 1),
            Span(0, 2),
            frozenset({2016, 2020}),
            Role.TARGET,
        ),
        Sentence(SentenceId(0), PassageId("p1"), Span(2, 3), None, frozenset(), Role.RESULT),
        Sentence(SentenceId(7), PassageId("p2"), Span(0, 3), None, frozenset({1954}), None),
    )
    return IndexedDocument(document, f"/corpus/{text}.txt", "0" * 64, passages, sentences)


@pytest.mark.parametrize("text", ["甲", AWKWARD, "", "甲\r\n乙\n丙"])
def test_round_trip(tmp_path: Path, text: str) -> None:
    documents = (made(text), made("丁", "d2"))
    write_documents(tmp_path / "documents.jsonl", documents)
    assert tuple(read_documents(tmp_path / "documents.jsonl")) == documents


def test_one_document_a_line(tmp_path: Path) -> None:
    write_documents(tmp_path / "documents.jsonl", [made(AWKWARD), made("甲\n乙"), made()])
    assert (tmp_path / "documents.jsonl").read_bytes().count(b"\n") == 3


def test_types_are_those_of_the_records(tmp_path: Path) -> None:
    write_documents(tmp_path / "documents.jsonl", [made()])
    (again,) = read_documents(tmp_path / "documents.jsonl")
    first, second, third = again.sentences
    assert (first.role, second.role, third.role) == (Role.TARGET, Role.RESULT, None)
    assert first.role is Role.TARGET
    assert isinstance(first.years, frozenset)
    assert isinstance(again.passages[0].section, tuple)
    assert hash(again) == hash(made())


def test_the_report(tmp_path: Path, fake_snapshot: Snapshot) -> None:
    write_documents(tmp_path / "documents.jsonl", fake_snapshot.documents)
    assert tuple(read_documents(tmp_path / "documents.jsonl")) == fake_snapshot.documents


def test_no_document(tmp_path: Path) -> None:
    write_documents(tmp_path / "documents.jsonl", [])
    assert list(read_documents(tmp_path / "documents.jsonl")) == []


@pytest.mark.parametrize(
    "content",
    [
        *[b"{", b"[]\n", b"{}\n", b"null\n", b"\n", b"\xff\xfe\n"],
        b'{"document": {"id": "d1"}, "passages": []}\n',
        b'{"document": {"surprise": 1}, "passages": []}\n',
    ],
)
def test_damaged(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "documents.jsonl"
    file.write_bytes(content)
    with pytest.raises(DamagedIndexError) as caught:
        list(read_documents(file))
    assert (caught.value.path, caught.value.reason) == (file, "the documents cannot be read")


def test_cut_anywhere(tmp_path: Path) -> None:
    file = tmp_path / "documents.jsonl"
    write_documents(file, [made()])
    whole = file.read_bytes()
    for length in range(1, len(whole) - 1):
        file.write_bytes(whole[:length])
        with pytest.raises(DamagedIndexError):
            list(read_documents(file))


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(DamagedIndexError):
        list(read_documents(tmp_path / "none"))
