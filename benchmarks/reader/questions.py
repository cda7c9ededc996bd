"""Questions written for training and the documents they are of -> passages that do and do not answer them.

`benchmarks/questions/training` names for each question the lines that answer and those that only seem to; the passages
that compete with them are the lines of the same document that share the rarest character pairs with the question. To
these come the questions of CMRC 2018 dev (CC BY-SA 4.0) with parts of their own and of other paragraphs.
"""

from __future__ import annotations

import json
import math
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from benchmarks.quality.sets import TRAINING
from benchmarks.reader.twins import twin
from retrieval.building.chunking import described
from retrieval.domains import DOMAINS
from retrieval.ingest import structure
from retrieval.ingest.source_text import PLAIN
from retrieval.language.other_things import OtherThings
from retrieval.ranking.reading import MOST_CHARACTERS, window
from retrieval.types import EVERYBODY, DocumentId, Span

_SENTENCE = re.compile(r"[。！？；!?]|\. ")
_SHORTEST = 10
_COMPETING = 6
_PARTS_APART = 160
_OTHERS = 250
"""Paragraphs among which the one most like a question's is looked for."""
_LONGEST_ANSWER = 80
_JITTER = 60
"""How far from the middle of what is read an answer may stand, so that its place gives nothing away."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Part of a passage that is read."""

    text: str
    answer: Span | None
    """Where the answer stands in it; None: it does not answer."""
    title: str
    headings: tuple[str, ...] = ()
    """Over the passage, outermost first."""


@dataclass(frozen=True, slots=True)
class Group:
    """A question with what competes for it."""

    question: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the passages of a document stand."""

    title: str
    headings: Mapping[int, tuple[str, ...]]
    """Of a line, the headings over it, outermost first."""


class Documents:
    """The lines of documents, by the names that questions use."""

    def __init__(self, folders: Sequence[Path], passages: dict[str, dict[str, str]]) -> None:
        """Look in folders in their order; `passages` are those of CMRC, by id."""
        self._folders = folders
        self._passages = passages

    @cache  # noqa: B019 - lives as long as the training
    def lines(self, name: str) -> list[str]:
        """The lines of a document.

        Raises:
            FileNotFoundError: no folder has it.
        """
        if name in self._passages:
            return [self._passages[name]["text"].replace("\n", " ")]
        for folder in self._folders:
            if (folder / name).exists():
                return (folder / name).read_text(encoding="utf-8").split("\n")
        raise FileNotFoundError(name)

    @cache  # noqa: B019 - lives as long as the training
    def place(self, name: str) -> Place:
        """Where its passages stand, as the product reads it.

        Raises:
            FileNotFoundError: no folder has it.
        """
        if name in self._passages:
            return Place(self._passages[name]["title"], {})
        lines = self.lines(name)
        document = described(Path(name), lines, DocumentId("0"), EVERYBODY)
        outline = next(each for each in DOMAINS if each.name == document.domain).outline
        read = structure.passages(document, lines, PLAIN, outline)
        return Place(document.title, {each.line: each.section for each in read})


def written(documents: Documents) -> Iterator[Group]:
    """The groups of all written questions whose documents are there."""
    for asked in _written(documents):
        if group := _group(asked, documents.lines(asked["file"]), documents.place(asked["file"])):
            yield group


def near_misses(documents: Documents, things: OtherThings, seed: int) -> Iterator[Group]:
    """The groups of what `twins` makes of the written questions."""
    chance = random.Random(seed)
    for asked in _written(documents):
        lines = documents.lines(asked["file"])
        if changed := twin(asked, "\n".join(lines).lower(), things, chance):
            group = _group(changed, lines, documents.place(asked["file"]))
            if group:
                yield group


def _written(documents: Documents) -> Iterator[dict[str, Any]]:
    for file in sorted(TRAINING.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            asked = json.loads(line)
            with suppress(FileNotFoundError):
                documents.lines(asked["file"])
                yield asked


def encyclopedia(passages: dict[str, dict[str, str]], folder: Path, seed: int) -> Iterator[Group]:
    """The groups of the questions of CMRC 2018 dev, read from a folder of the public set's layout."""
    chance = random.Random(seed)
    named = dict(line.split()[:2] for line in (folder / "qrels.tsv").read_text().splitlines())
    keys = list(passages)
    for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines():
        query = json.loads(line)
        passage = passages.get(named.get(query["id"], ""))
        answer = next((each for each in query["answers"] if passage and each in passage["text"]), "")
        if passage and answer and len(answer) <= _LONGEST_ANSWER:
            others = [passages[key] for key in chance.sample(keys, _OTHERS)]
            yield _group_of_passage(query["text"], passage, answer, others, chance)


def read_passages(folder: Path) -> dict[str, dict[str, str]]:
    """The passages of a public set, by id."""
    lines = (folder / "passages.jsonl").read_text(encoding="utf-8").splitlines()
    return {each["id"]: each for each in map(json.loads, lines)}


def _group_of_passage(
    question: str, passage: dict[str, str], answer: str, others: list[dict[str, str]], chance: random.Random
) -> Group:
    text, title = passage["text"], passage["title"]
    at, apart = text.find(answer), chance.randint(-_JITTER, _JITTER)
    around = Span(max(0, at + min(0, apart)), min(len(text), at + len(answer) + max(0, apart)))
    found = [_around(text, around, Span(at, at + len(answer)), question, title)]
    starts = [start for start in range(0, len(text), _PARTS_APART) if len(text) - start > _JITTER]
    parts = [text[start : start + MOST_CHARACTERS] for start in starts]
    parts = [part for part in parts if answer not in part]
    found += [Candidate(part, None, title) for part in chance.sample(parts, min(2, len(parts)))]
    pairs = _pairs(question)
    likest = sorted(others, key=lambda other: -len(pairs & _pairs(other["text"])))[:2]
    found += [
        Candidate(other["text"][:MOST_CHARACTERS], None, other["title"])
        for other in likest
        if answer not in other["text"]
    ]
    return Group(question, tuple(found))


def _group(asked: dict[str, Any], lines: list[str], place: Place) -> Group | None:
    question, answers = asked["question"], asked["answers"]
    found: dict[int, Candidate] = {}
    for line, sentence in [*_likeliest(question, lines), *_named(question, asked, lines)]:
        text = lines[line - 1]
        if line in found:
            continue
        if line not in _right(asked):
            part = window(text, sentence, question).of(text)
            if not any(len(each) > 1 and each in part for each in answers):
                found[line] = Candidate(part, None, place.title, place.headings.get(line, ()))
        elif answer := next((each for each in answers if each in text), ""):
            at = text.find(answer)
            around = _around(text, sentence, Span(at, at + len(answer)), question, place.title)
            found[line] = replace(around, headings=place.headings.get(line, ()))
    if asked["answerable"] and not any(each.answer for each in found.values()):
        return None
    return Group(question, tuple(found.values())) if found else None


def _right(asked: dict[str, Any]) -> list[int]:
    return [gold["line"] for gold in asked["gold"]]


def _around(text: str, sentence: Span, answer: Span, question: str, title: str) -> Candidate:
    part = window(text, sentence, question)
    if not part.start <= answer.start or not answer.end <= part.end:
        part = window(text, answer, question)
    return Candidate(part.of(text), Span(answer.start - part.start, answer.end - part.start), title)


@lru_cache(maxsize=8)
def _pairs_of(lines: tuple[str, ...]) -> tuple[list[tuple[int, Span]], list[set[str]], Counter[str]]:
    """The sentences of a document, the character pairs of each, and in how many sentences each pair stands."""
    sentences = [(line, span) for line, text in enumerate(lines, 1) for span in _sentences(text)]
    held = [_pairs(span.of(lines[line - 1])) for line, span in sentences]
    return sentences, held, Counter(pair for pairs in held for pair in pairs)


def _likeliest(question: str, lines: Sequence[str]) -> list[tuple[int, Span]]:
    sentences, held, counts = _pairs_of(tuple(lines))
    asked = _pairs(question)

    def score(at: int) -> float:
        rarity = sum(math.log(1 + len(held) / counts[pair]) for pair in asked & held[at])
        size = sentences[at][1].end - sentences[at][1].start
        return float(rarity / (40 + size) ** 0.35)

    best = sorted(range(len(sentences)), key=lambda at: -score(at))[:_COMPETING]
    return [sentences[at] for at in best]


def _named(question: str, asked: dict[str, Any], lines: list[str]) -> list[tuple[int, Span]]:
    pairs = _pairs(question)

    def likest(text: str) -> Span:
        spans = list(_sentences(text)) or [Span(0, len(text))]
        return max(
            spans, key=lambda span: len(pairs & _pairs(span.of(text))) / (30 + span.end - span.start) ** 0.5
        )

    return [(line, likest(lines[line - 1])) for line in [*_right(asked), *asked["near"]]]


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for mark in _SENTENCE.finditer(text):
        if mark.end() - start > _SHORTEST:
            yield Span(start, mark.end())
            start = mark.end()
    if len(text) - start > 2:
        yield Span(start, len(text))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
