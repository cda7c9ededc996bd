"""Things people typed, with the right behaviour in words -> whether an answer behaves so, as far as a program can tell.

An input that was answered rightly when it was written down has that answer as its right behaviour: the same status,
the same first citation, the same words or such a part of them that no figure is left out. Of the others, and where
another answer is as good or better, `typed_input_checks.toml` says what can be checked. What cannot is counted as
unjudged, never as right.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.quality.errors import UncheckedInputError
from benchmarks.quality.sets import Documents
from benchmarks.quality.typed_checks import Check, Checks, as_before, is_right, read_checks
from retrieval.asking import AnswersQuestions
from retrieval.question_thread import QuestionThread
from retrieval.types import PUBLIC, Answer

_DOCUMENTS = {
    "sample": Documents.SHIPPED,
    "sample, dialogue": Documents.SHIPPED,
    "all reports": Documents.REPORTS,
}
_RIGHT = "right"
_NOT_ASKED = Check(unjudged="it is not asked of an index")


@dataclass(frozen=True, slots=True)
class TypedInput:
    """One thing somebody typed."""

    id: str
    """The number of its line."""
    text: str
    before: tuple[str, ...]
    """What was typed before it in the same chat."""
    documents: Documents | None
    """None: it is not asked of an index, but sent to a bot or read as a file."""
    expected: str
    was_right: bool
    """Whether it was answered rightly when it was written down."""
    check: Check


@dataclass(frozen=True, slots=True)
class TypedOutcome:
    """What became of an input."""

    input: TypedInput
    answer: Answer
    is_right: bool | None
    """None: no program can tell."""


def read_typed_inputs(file: Path) -> list[TypedInput]:
    """Read the inputs, each with what can be checked of its answer.

    Raises:
        UncheckedInputError: nothing says how to check an input, not even that it cannot be.
    """
    known = read_checks()
    lines = file.read_text(encoding="utf-8").splitlines()
    return [_typed_input(str(number), json.loads(line), known) for number, line in enumerate(lines, start=1)]


def ask_typed_inputs(engine: AnswersQuestions, inputs: Iterable[TypedInput]) -> list[TypedOutcome]:
    """Ask every input after what was typed before it, and judge its answer.

    Inputs that follow one another in one chat are asked in it; another one's chat is typed anew.
    """
    outcomes: list[TypedOutcome] = []
    thread = QuestionThread()
    typed: tuple[str, ...] = ()
    for each in inputs:
        if each.before != typed:
            thread = QuestionThread()
            for text in each.before:
                thread.ask(engine, text, scope=PUBLIC)
        outcomes.append(judge_input(each, thread.ask(engine, each.text, scope=PUBLIC)))
        typed = (*each.before, each.text)
    return outcomes


def judge_input(typed: TypedInput, answer: Answer) -> TypedOutcome:
    """Compare an answer with what can be checked of the right one."""
    is_unjudged = typed.check.unjudged or (typed.before and typed.check.unjudged_later)
    return TypedOutcome(typed, answer, None if is_unjudged else is_right(typed.check, answer))


def _typed_input(number: str, row: Mapping[str, Any], known: Checks) -> TypedInput:
    text, expected, context = row["input"], row["expected"], row["context"]
    documents, was_right = _DOCUMENTS.get(context.get("index") or ""), row["verdict"] == _RIGHT
    check = known.get((expected, text), as_before(expected) if was_right else known.get((expected, "")))
    if documents is None:
        check = _NOT_ASKED
    if check is None:
        raise UncheckedInputError(number, expected)
    return TypedInput(number, text, tuple(context.get("before", ())), documents, expected, was_right, check)
