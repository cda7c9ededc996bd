"""Documents to bytes and back."""

from __future__ import annotations

import json
import random
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.building.chunking import read_document
from retrieval.errors import DamagedIndexError
from retrieval.ingest.sources import SourceReader
from retrieval.store.records import document_from_json, document_to_json, from_bytes, to_bytes
from retrieval.store.snapshot import IndexedDocument
from retrieval.store.terms import DocumentTerms, TermTexts
from retrieval.types import (
    EVERYBODY,
    Document,
    DocumentId,
    Level,
    Passage,
    PassageId,
    Role,
    Scan,
    Sentence,
    SentenceId,
    Span,
    TableHead,
    TableRow,
)

AWKWARD = "　\ud83d 😀 \u2028 \x85 \\ \" ' \t </script> \0 𠮷 é é \udfff"
FILE = Path("documents.bin")


def made(text: str = "甲；乙。丙", key: str = "d1") -> IndexedDocument:
    document = Document(DocumentId(key), f"{text}.txt", text, "甲州市", None, "", "", "甲省", Level.COUNTY)
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
    words = TermTexts((f"\x1f{text}\x1f", "", "\x1f段\x1f"), (), (1, 0, 1))
    pairs = TermTexts(("", f"\x1f{text}\x1f", ""), (text, "", "第二段"), (4, 1, 2))
    terms = DocumentTerms(words, pairs, words, pairs)
    facts, of_passages = ("[[]]", f'["{text}"]', "[[],1]"), ("", f"\x1f{text}")
    return IndexedDocument(
        document, f"/corpus/{text}.txt", "0" * 64, passages, sentences, facts, of_passages, terms
    )


@pytest.mark.parametrize("text", ["甲", AWKWARD, "", "甲\r\n乙\n丙"])
def test_round_trip(text: str) -> None:
    held = made(text)
    assert from_bytes(to_bytes(held), FILE) == held
    written = json.loads(json.dumps(document_to_json(held.document)))
    assert document_from_json(written) == held.document


def test_random_texts() -> None:
    random_ = random.Random(7)
    ranges = (
        (0, 0x80),
        (0x80, 0x800),
        (0xD800, 0xE000),
        (0x4E00, 0xA000),
        (0xFFF0, 0x10000),
        (0x1F300, 0x1F700),
    )
    for _ in range(200):
        text = "".join(chr(random_.randrange(*random_.choice(ranges))) for _ in range(random_.randrange(40)))
        held = made(text)
        assert from_bytes(to_bytes(held), FILE) == held


def test_equal_documents_give_equal_bytes() -> None:
    assert to_bytes(made(AWKWARD)) == to_bytes(made(AWKWARD))
    one, other = made(), made()
    years = {frozenset(sentence.years) for sentence in (*one.sentences, *other.sentences)}
    assert len(years) == 3


def test_types_are_those_of_the_records() -> None:
    again = from_bytes(to_bytes(made()), FILE)
    first, second, third = again.sentences
    assert (first.role, second.role, third.role) == (Role.TARGET, Role.RESULT, None)
    assert first.role is Role.TARGET
    assert isinstance(first.years, frozenset)
    assert isinstance(again.passages[0].section, tuple)
    assert hash(again) == hash(made())


def test_the_report(report_file: Path) -> None:
    with SourceReader() as reader:
        held = read_document(reader, report_file, DocumentId("d1"), EVERYBODY).indexed
    kept = to_bytes(held)
    assert from_bytes(kept, FILE) == held
    assert len(kept) < 3 * report_file.stat().st_size


@pytest.mark.parametrize(
    "content",
    [
        *["{", "[]", "{}", "null", "", "5", '"x"'],
        '{"document": {"id": "d1"}, "passages": []}',
        '{"document": {"surprise": 1}, "passages": []}',
    ],
)
def test_something_else(content: str) -> None:
    for held in (content.encode(), zlib.compress(content.encode())):
        with pytest.raises(DamagedIndexError) as caught:
            from_bytes(held, FILE)
        assert (caught.value.path, caught.value.reason) == (FILE, "a document cannot be read")


@pytest.mark.parametrize("field", ["document", "passages", "terms", "facts", "passage_facts"])
@pytest.mark.parametrize("value", [None, 5, "x", [1], {"x": 1}])
def test_fields_that_hold_something_else(field: str, value: object) -> None:
    whole = json.loads(zlib.decompress(to_bytes(made())).decode("utf-8", "surrogatepass"))
    held = zlib.compress(json.dumps(whole | {field: value}).encode())
    with pytest.raises(DamagedIndexError):
        from_bytes(held, FILE)


def test_cut_anywhere() -> None:
    whole = to_bytes(made())
    for length in range(len(whole)):
        with pytest.raises(DamagedIndexError):
            from_bytes(whole[:length], FILE)


def test_what_is_known_of_scans_comes_back() -> None:
    plain = made()
    first, second = plain.passages
    row = TableRow(TableHead(1, (("城市",),)), (Span(0, 1),))
    passages = (replace(first, row=row, scan=Scan((Span(0, 1), Span(2, 3)))), replace(second, scan=Scan()))
    assert from_bytes(to_bytes(replace(plain, passages=passages)), FILE).passages == passages


def test_rows_of_tables_come_back_and_change_nothing_where_there_are_none() -> None:
    plain = made()
    first, second = plain.passages
    head = TableHead(1, (("城市",), ("气温", "1月")), "单位：℃", "表1")
    rows = (
        replace(first, row=TableRow(head, (Span(0, 1), Span(2, 3)), ("", "甲"))),
        replace(second, row=TableRow(head, (Span(0, 3), Span(0, 0)), is_header=True)),
    )
    found = from_bytes(to_bytes(replace(plain, passages=rows)), FILE)
    assert found.passages == rows
    assert found.passages[0].row is not None
    assert found.passages[1].row is not None
    assert found.passages[0].row.head is found.passages[1].row.head
    assert b"tables" not in zlib.decompress(to_bytes(plain))
