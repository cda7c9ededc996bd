"""Copies of a report are found by their paragraphs; what a report restates makes no copy."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

import pytest

from retrieval.ingest.duplicates import NEARLY_ALL, Fingerprint, copies, fingerprint
from retrieval.types import Document, DocumentId

PARAGRAPHS = [f"第{number}段说的是渔港、桥梁和道路的建设情况。" for number in range(100)]


def report(file: str, paragraphs: list[str], place: str = "甲州市", year: int | None = 2020) -> Fingerprint:
    document = Document(DocumentId(file), file, "题", place, year, "", "")
    return fingerprint(document, paragraphs)


def found(*documents: Fingerprint) -> dict[str, str]:
    return {str(copy): str(original) for copy, original in copies(documents).items()}


def test_the_same_report_twice() -> None:
    spaced = [f"　　{text[:5]} {text[5:]}" for text in PARAGRAPHS]
    assert found(report("a.txt", PARAGRAPHS), report("b.txt", spaced)) == {"b.txt": "a.txt"}


def test_the_same_text_under_another_place() -> None:
    assert found(report("a.txt", PARAGRAPHS), report("b.txt", PARAGRAPHS, "乙州市")) == {"b.txt": "a.txt"}


@pytest.mark.parametrize(("changed", "is_copy"), [(1, True), (9, True), (12, False), (60, False)])
def test_nearly_the_same(changed: int, is_copy: bool) -> None:
    other = [f"{text}又及。" for text in PARAGRAPHS[:changed]] + PARAGRAPHS[changed:]
    assert bool(found(report("a.txt", PARAGRAPHS), report("b.txt", other))) is is_copy
    assert found(report("a.txt", PARAGRAPHS), report("b.txt", other, "乙州市")) == {}


def test_an_excerpt_is_no_copy() -> None:
    assert found(report("a.txt", PARAGRAPHS), report("b.txt", PARAGRAPHS[:50])) == {}
    assert found(report("a.txt", PARAGRAPHS[:50]), report("b.txt", PARAGRAPHS)) == {}


def test_a_long_paragraph_counts_for_more_than_a_heading() -> None:
    one, other = ["一、回顾", "二、安排", "甲" * 500], ["一、回顾", "二、安排", "乙" * 500]
    assert found(report("a.txt", one), report("b.txt", other)) == {}


def test_the_one_named_after_its_year_stands() -> None:
    misnamed, right = report("甲州市-2019.txt", PARAGRAPHS), report("甲州市-2020.txt", PARAGRAPHS)
    third = report("甲州市-2020-2.txt", PARAGRAPHS)
    assert found(misnamed, right, third) == dict.fromkeys(
        ("甲州市-2019.txt", "甲州市-2020-2.txt"), "甲州市-2020.txt"
    )


def test_nothing_and_empty_documents() -> None:
    assert found() == found(report("a.txt", []), report("b.txt", [" "])) == {}


def by_comparing_all(documents: Sequence[Fingerprint]) -> dict[str, str]:
    """Each document against every one before it."""
    kept: list[Fingerprint] = []
    copied: dict[str, str] = {}
    for each in sorted(documents, key=lambda one: str(one.document.year) not in one.document.file):
        size = sum(length for _, length in each.paragraphs)
        for one in kept:
            common = sum(length for _, length in one.paragraphs & each.paragraphs)
            longer = max(size, sum(length for _, length in one.paragraphs))
            if one.document.place == each.document.place and common / longer >= NEARLY_ALL:
                copied[each.document.id] = one.document.id
                break
        else:
            kept.append(each)
    return copied


@pytest.mark.parametrize("seed", range(5))
def test_against_comparing_all_with_all(seed: int) -> None:
    """Texts of few paragraphs of many lengths, so that shares lie around the bound, and on it."""
    random_ = random.Random(seed)
    documents = []
    for number in range(150):
        lengths = random_.choices([1, 2, 5, 10, 20, 40], k=random_.randrange(1, 6))
        paragraphs = [chr(ord("一") + random_.randrange(2)) * length for length in lengths]
        documents.append(report(f"{number}-{random_.choice([2019, 2020])}.txt", paragraphs))
    assert found(*documents) == by_comparing_all(documents)


def test_ten_thousand_documents_of_no_place_are_not_compared_one_by_one() -> None:
    documents = [report(f"{at}.txt", [f"第{at}号渔港。", "谢谢大家！"], "") for at in range(10_000)]
    begun = time.process_time()
    assert found(*documents) == {}
    assert time.process_time() - begun < 5
