"""Which documents are copies of others, so that each report is indexed once.

Two texts are the same report when nearly all their paragraphs are the same, letter for letter but for white space; a
report restates hardly a paragraph of the year before. That is counted exactly, paragraph by paragraph: an estimate such
as MinHash pays where texts differ in many small places, and these do not. Only documents of one place are held against
each other, unless they are the same throughout.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.types import Document, DocumentId

NEARLY_ALL = 0.9
"""Share of the longer text's characters that copies have in common."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of a document to know its copies by."""

    document: Document
    paragraphs: frozenset[tuple[int, int]]
    """Hash and length of each."""


def fingerprint(document: Document, paragraphs: Iterable[str]) -> Fingerprint:
    """The fingerprint of a document with these paragraphs."""
    squeezed = ("".join(text.split()) for text in paragraphs)
    return Fingerprint(document, frozenset((_hash(text), len(text)) for text in squeezed if text))


def copies(documents: Sequence[Fingerprint]) -> dict[DocumentId, DocumentId]:
    """Each document that is a copy, with the one that stands for it.

    Of several copies the one stands whose file's name agrees with its year; of several such, the first.

    Args:
        documents: in the order of their files.
    """
    kept: list[Fingerprint] = []
    holders: dict[tuple[str, tuple[int, int]], list[int]] = defaultdict(list)
    by_content: dict[frozenset[tuple[int, int]], Fingerprint] = {}
    found: dict[DocumentId, DocumentId] = {}
    for each in sorted(documents, key=lambda one: not _is_well_named(one.document)):
        if not each.paragraphs:
            continue
        about = each.document.place
        likely = {number for paragraph in _longest(each) for number in holders[about, paragraph]}
        near = (kept[number] for number in sorted(likely) if _share(kept[number], each) >= NEARLY_ALL)
        original = by_content.get(each.paragraphs) or next(near, None)
        if original:
            found[each.document.id] = original.document.id
        else:
            for paragraph in each.paragraphs:
                holders[about, paragraph].append(len(kept))
            kept.append(each)
            by_content[each.paragraphs] = each
    return found


def _longest(each: Fingerprint) -> list[tuple[int, int]]:
    """The longest paragraphs, of which a copy has at least one: all the others are too little to have in common."""
    total = left = _characters(each.paragraphs)
    longest: list[tuple[int, int]] = []
    for paragraph in sorted(each.paragraphs, key=lambda one: (-one[1], one[0])):
        if left / total < NEARLY_ALL:
            break
        longest.append(paragraph)
        left -= paragraph[1]
    return longest


def _is_well_named(document: Document) -> bool:
    return document.year is not None and str(document.year) in document.file


def _share(one: Fingerprint, other: Fingerprint) -> float:
    """Of the longer text's characters, those in paragraphs that both have; 0..1."""
    common = _characters(one.paragraphs & other.paragraphs)
    return common / max(_characters(one.paragraphs), _characters(other.paragraphs))


def _characters(paragraphs: Iterable[tuple[int, int]]) -> int:
    return sum(length for _, length in paragraphs)


def _hash(text: str) -> int:
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big")
