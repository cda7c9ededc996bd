"""`yinju ask`: one question from the command line, or many as JSON lines."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from typing import Any

from bot.commands.arguments import add_index
from bot.config import Settings
from bot.faces.terminal.answer_lines import render_terminal
from bot.faces.terminal.explanation import render_explanation
from bot.faces.terminal.progress import shown_progress
from bot.faces.terminal.streams import is_terminal
from bot.presentation.answer_json import answer_to_json
from bot.wiring import open_engine
from retrieval.asking import AnswersQuestions
from retrieval.evaluation.explaining import explain
from retrieval.questions.follow_up import to_remember
from retrieval.types import PUBLIC, QueryPlan

NAME = "ask"
HELP = "answer a question"


class _BrokenLineError(Exception):
    """A line of JSON that is no question."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("question", nargs="?", metavar="QUESTION", help="what to look up")
    asked.add_argument(
        "--jsonl", action="store_true", help="read questions from stdin, one JSON object a line"
    )
    parser.add_argument("--json", action="store_true", help="print the answer as one JSON object")
    parser.add_argument(
        "--explain", action="store_true", help="show how the question was understood, and what was found why"
    )
    add_index(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Answer on stdout."""
    with shown_progress() as progress:
        engine = open_engine(settings, arguments.index, progress)
    if arguments.jsonl:
        _answer_lines(engine, sys.stdin.buffer)
        return 0
    if arguments.explain:
        trace = engine.trace(arguments.question, scope=PUBLIC)
        print(render_terminal(trace.answer, color=is_terminal()))
        print(render_explanation(explain(trace)))
        return 0
    answer = engine.answer(arguments.question, scope=PUBLIC)
    if arguments.json:
        _print_json(answer_to_json("", answer))
    else:
        print(render_terminal(answer, color=is_terminal()))
    return 0


def _answer_lines(engine: AnswersQuestions, lines: Iterable[bytes]) -> None:
    """Answer line by line, in order; the lines of one chat are a dialogue."""
    asked_before: dict[str, QueryPlan] = {}
    for line in lines:
        if not line.strip():
            continue
        try:
            held = _read_line(line)
        except _BrokenLineError as error:
            _print_json({"error": str(error)})
            continue
        chat = None if held.get("chat") is None else json.dumps(held["chat"])
        previous = asked_before.get(chat) if chat else None
        answer = engine.answer(held["question"], previous, scope=PUBLIC)
        if chat and (question := to_remember(answer, previous)):
            asked_before[chat] = question
        _print_json(answer_to_json(held.get("id"), answer))


def _read_line(line: bytes) -> dict[str, Any]:
    try:
        held = json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        raise _BrokenLineError(f"not a line of JSON: {error}") from error
    if not isinstance(held, dict) or not isinstance(held.get("question"), str):
        raise _BrokenLineError('not an object with a text "question"')
    return held


def _print_json(held: dict[str, Any]) -> None:
    text = json.dumps(held, ensure_ascii=False)
    # A lone surrogate cannot be written as UTF-8; as an escape it can.
    print(text if text.isprintable() else json.dumps(held), flush=True)
