"""Files of questions with the lines and words that answer them -> records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.errors import QuestionSetError

LIST = "list"
COMPARE = "compare"
SMALLTALK = "smalltalk"


@dataclass(frozen=True, slots=True)
class GoldLine:
    """A line of a source file that answers a question by itself."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question and what a right answer to it is."""

    id: str
    question: str
    language: str
    type: str
    answerable: bool
    gold: frozenset[GoldLine]
    answers: tuple[str, ...]
    """Alternatives; all of them for the types `list` and `compare`."""


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query of a retrieval set and the passages that answer it."""

    id: str
    text: str
    gold: frozenset[str]
    """Ids of passages."""
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Questions that one person asks in a row; a single question is a dialogue of one."""

    id: str
    turns: tuple[JudgedQuestion, ...]
    corpus: str = ""
    """The file that is asked alone, or a name for several of them; empty: all documents of the set."""


def read_dialogues(file: Path) -> list[Dialogue]:
    """Read a question set, one question or one dialogue a line.

    Raises:
        QuestionSetError: names the line that cannot be used.
    """
    return [_dialogue(file, number, line) for number, line in _lines(file)]


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionSetError(file, 0, "it cannot be read") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line


def _dialogue(file: Path, number: int, line: str) -> Dialogue:
    try:
        held: dict[str, Any] = json.loads(line)
        corpus = held.get("corpus", held.get("report", ""))
        if "turns" not in held:
            return Dialogue(held["id"], (_question(held, held["id"], held),), corpus)
        turns = enumerate(held["turns"], start=1)
        return Dialogue(
            held["id"], tuple(_question(turn, f"{held['id']}.{at}", held) for at, turn in turns), corpus
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise QuestionSetError(file, number, f"not a question ({error})") from error


def _question(turn: dict[str, Any], key: str, whole: dict[str, Any]) -> JudgedQuestion:
    return JudgedQuestion(
        id=key,
        question=turn["question"],
        language=turn.get("lang", whole.get("lang", "")),
        type=turn.get("type", "dialogue" if "turns" in whole else ""),
        answerable=turn["answerable"],
        gold=frozenset(GoldLine(gold["file"], gold["line"]) for gold in turn["gold"]),
        answers=tuple(turn["answers"]),
    )
