"""What a program can check of the answer to something that was typed: statuses, the first citation, words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.evaluation.question_sets import GoldLine
from retrieval.evaluation.scoring import REFUSALS, has_answer
from retrieval.types import Answer, Status

CHECKS = Path(__file__).with_name("typed_input_checks.toml")
_GIVEN = frozenset({Status.ANSWERED, Status.AMBIGUOUS})
_ANSWER = re.compile(
    r"(?P<status>\w+) [\d.]+: (?P<text>.*?)(?: ?\[(?P<file>\S+) line (?P<line>\d+)\])?", re.DOTALL
)
"""An answer as the inputs write it down: `answered 0.93: 地区生产总值增长7% [panjin-2017.txt line 61]`."""
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Check:
    """What a right answer has, as far as a program can tell; `typed_input_checks.toml` describes the fields."""

    statuses: frozenset[Status] = _GIVEN
    first: frozenset[GoldLine] = frozenset()
    every: tuple[str, ...] = ()
    some: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    is_one_at_a_time: bool = False
    unjudged: str = ""
    unjudged_later: str = ""


Checks = Mapping[tuple[str, str], Check]
"""By the behaviour expected and the input; an empty input stands for all others that expect it."""


def read_checks(file: Path = CHECKS) -> Checks:
    """Read the checks that were written down."""
    held = tomllib.loads(file.read_text(encoding="utf-8"))
    return {(row["expected"], row.get("input", "")): _check(row) for row in held["check"]}


def as_before(expected: str) -> Check | None:
    """The check of an answer that was right when it was written down; None: no answer is written there.

    >>> sorted(as_before("ambiguous 0.62: 甲1亿元；乙7% [a.txt line 7]").every)
    ['乙7%', '甲1亿元']
    """
    held = _ANSWER.fullmatch(expected)
    if held is None:
        return None
    status = Status(held["status"])
    if status in REFUSALS:
        return Check(_as_good_as(status))
    # To tell the years of an ambiguous question apart is no loss; to leave one of them out would be.
    statuses = _GIVEN if status is Status.AMBIGUOUS else frozenset({status})
    first = frozenset({GoldLine(held["file"], int(held["line"]))})
    return Check(statuses, first, every=tuple(held["text"].split("；")))


def is_right(check: Check, answer: Answer) -> bool:
    """Whether an answer has all that is checked."""
    if answer.status not in check.statuses:
        return False
    if answer.status in REFUSALS:
        return True
    first = {GoldLine(citation.file, citation.line) for citation in answer.citations[:1]}
    if (check.first and not check.first & first) or any(words in answer.text for words in check.never):
        return False
    if check.some and not any(_says(answer, words) for words in check.some):
        return False
    says_first = check.is_one_at_a_time and bool(answer.left)
    return says_first or all(_says(answer, words) for words in check.every)


def _says(answer: Answer, words: str) -> bool:
    """Whether it has the words, or such a part of them that no figure is left out."""
    figures = _FIGURE.findall(words)
    return has_answer(answer.text, words) or any(
        bool(figures) and part.text in words and _FIGURE.findall(part.text) == figures
        for part in answer.parts
    )


def _check(row: Mapping[str, Any]) -> Check:
    statuses = [status for name in row.get("status", _GIVEN) for status in _as_good_as(Status(name))]
    lines = (place.rpartition(":") for place in row.get("first", ()))
    return Check(
        statuses=frozenset(statuses),
        first=frozenset(GoldLine(file, int(line)) for file, _, line in lines),
        every=tuple(row.get("every", ())),
        some=tuple(row.get("some", ())),
        never=tuple(row.get("never", ())),
        is_one_at_a_time=row.get("one_at_a_time", False),
        unjudged=row.get("unjudged", ""),
        unjudged_later=row.get("unjudged_later", ""),
    )


def _as_good_as(status: Status) -> frozenset[Status]:
    """A question that nothing answers may also be told to be off the topic; small talk may not be searched for."""
    return REFUSALS if status is Status.NOT_FOUND else frozenset({status})
