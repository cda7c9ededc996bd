"""Public retrieval sets: a folder with passages.jsonl, queries.jsonl and qrels.tsv.

The layout is that of BEIR (Thakur et al., NeurIPS 2021), with the answers beside the queries. Every passage is a
document of its own. Where passages and queries name a "doc", a query is asked of the passages of its own doc alone.
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

from retrieval.building.chunking import cut_up
from retrieval.errors import QuestionSetError, UnreadableDocumentError
from retrieval.evaluation.question_sets import JudgedQuery
from retrieval.ingest.identity import identify
from retrieval.store.snapshot import IndexedDocument
from retrieval.types import Document

_PASSAGES, _QUERIES, _JUDGEMENTS = "passages.jsonl", "queries.jsonl", "qrels.tsv"
_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class PublicSet:
    """Passages, and queries with the passages that answer them."""

    name: str
    """The doc they belong to; empty where the set names none."""
    documents: tuple[IndexedDocument, ...]
    queries: tuple[JudgedQuery, ...]


def is_public_set(folder: Path) -> bool:
    """Whether a folder holds such a set."""
    return (folder / _PASSAGES).is_file() and (folder / _QUERIES).is_file()


def read_public_sets(folder: Path) -> tuple[PublicSet, ...]:
    """Read a set, in parts where its passages belong to several docs, by the name of the doc.

    Raises:
        QuestionSetError: names the file and the line that cannot be used.
    """
    documents: dict[str, list[IndexedDocument]] = defaultdict(list)
    for held in _objects(folder / _PASSAGES, ("id", "text")):
        # A passage that is only a heading is not searched.
        with suppress(UnreadableDocumentError):
            documents[_doc(folder / _PASSAGES, held)].append(_document(folder, held))
    gold = _judgements(folder / _JUDGEMENTS)
    queries: dict[str, list[JudgedQuery]] = defaultdict(list)
    for held in _objects(folder / _QUERIES, ("id", "text")):
        answers = tuple(held.get("answers", ()))
        query = JudgedQuery(held["id"], held["text"], frozenset(gold[held["id"]]), answers)
        name = _doc(folder / _QUERIES, held)
        if name not in documents:
            raise QuestionSetError(folder / _QUERIES, 0, f"no passage belongs to the doc of {query.id}")
        queries[name].append(query)
    return tuple(
        PublicSet(name, tuple(documents[name]), tuple(asked)) for name, asked in sorted(queries.items())
    )


def _doc(file: Path, held: dict[str, Any]) -> str:
    """The doc that a passage or a query belongs to; empty where the set names none."""
    name = held.get("doc", "")
    if not isinstance(name, str):
        raise QuestionSetError(file, 0, f"the doc of {held['id']} is not a name")
    return name


def _judgements(file: Path) -> dict[str, set[str]]:
    """The passages that answer each query."""
    gold: dict[str, set[str]] = defaultdict(set)
    for number, line in enumerate(_lines(file), start=1):
        fields = line.split("\t")
        if len(fields) != _COLUMNS:
            raise QuestionSetError(file, number, "not a query, a passage and a relevance")
        query, passage, relevance = fields
        if relevance != "0":
            gold[query].add(passage)
    return gold


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
