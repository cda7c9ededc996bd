"""Public retrieval sets: a folder with passages.jsonl, queries.jsonl and qrels.tsv.

The layout is that of BEIR (Thakur et al., NeurIPS 2021), with the answers beside the queries. Every passage is a
document of its own.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.documents import identify
from retrieval.errors import QuestionSetError, UnreadableDocumentError
from retrieval.indexing import cut_up
from retrieval.question_sets import JudgedQuery
from retrieval.snapshot import IndexedDocument
from retrieval.types import Document

_PASSAGES, _QUERIES, _JUDGEMENTS = "passages.jsonl", "queries.jsonl", "qrels.tsv"
_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class PublicSet:
    """Passages, and queries with the passages that answer them."""

    documents: tuple[IndexedDocument, ...]
    queries: tuple[JudgedQuery, ...]


def is_public_set(folder: Path) -> bool:
    """Whether a folder holds such a set."""
    return (folder / _PASSAGES).is_file() and (folder / _QUERIES).is_file()


def read_public_set(folder: Path) -> PublicSet:
    """Read a set.

    Raises:
        QuestionSetError: names the file and the line that cannot be used.
    """
    documents: list[IndexedDocument] = []
    for held in _objects(folder / _PASSAGES, ("id", "text")):
        # A passage that is only a heading is not searched.
        with suppress(UnreadableDocumentError):
            documents.append(_document(folder, held))
    gold: dict[str, set[str]] = defaultdict(set)
    for number, line in enumerate(_lines(folder / _JUDGEMENTS), start=1):
        fields = line.split("\t")
        if len(fields) != _COLUMNS:
            raise QuestionSetError(folder / _JUDGEMENTS, number, "not a query, a passage and a relevance")
        query, passage, relevance = fields
        if relevance != "0":
            gold[query].add(passage)
    queries = [
        JudgedQuery(held["id"], held["text"], frozenset(gold[held["id"]]), tuple(held.get("answers", ())))
        for held in _objects(folder / _QUERIES, ("id", "text"))
    ]
    return PublicSet(tuple(documents), tuple(queries))


def _lines(file: Path) -> list[str]:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionSetError(file, 0, "it cannot be read") from error
    # Not splitlines: JSON allows U+2028 inside a string.
    return text.removesuffix("\n").split("\n") if text else []


def _objects(file: Path, keys: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(_lines(file), start=1):
        try:
            held = json.loads(line)
        except ValueError as error:
            raise QuestionSetError(file, number, f"not JSON ({error})") from error
        if not isinstance(held, dict) or not all(isinstance(held.get(key), str) for key in keys):
            raise QuestionSetError(file, number, f"not an object with {' and '.join(keys)}")
        yield held


def _document(folder: Path, held: dict[str, Any]) -> IndexedDocument:
    key, text = held["id"], held["text"]
    document = Document(identify(key), key, held.get("title", ""), place="", year=None, date="", speaker="")
    digest = hashlib.sha256(text.encode()).hexdigest()
    return cut_up(document, text.split("\n"), folder / _PASSAGES, digest)
