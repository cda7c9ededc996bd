"""Nothing reads a question's text for its meaning once its plan is made: read off the code itself."""

from __future__ import annotations

import ast
from pathlib import Path

RETRIEVAL = Path(__file__).resolve().parents[2] / "retrieval"
UNDERSTANDING = {"questions", "domains", "language", "types"}
"""The rooms that make a plan, and its record."""
QUESTION_WORDS = "retrieval.language.question_words"
BOUND = "from retrieval.language.question_words.first_question import MAX_QUESTION"
"""How long a question may be says nothing of its meaning."""


def name_of(file: Path) -> str:
    """Its path in the package."""
    return str(file.relative_to(RETRIEVAL))


FILES = sorted(RETRIEVAL.rglob("*.py"))
OTHERS = [each for each in FILES if each.relative_to(RETRIEVAL).parts[0] not in UNDERSTANDING]


def nodes_of(file: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))


def test_no_other_room_reads_the_text() -> None:
    read = {
        (name_of(file), ast.unparse(node.value))
        for file in OTHERS
        for node in nodes_of(file)
        if isinstance(node, ast.Attribute) and node.attr == "normalized"
    }
    assert {(file, text) for file, text in read if not text.endswith("facts")} == set()


def test_no_other_room_asks_what_the_words_of_a_question_mean() -> None:
    planning = (QUESTION_WORDS, "retrieval.questions.")
    for file in OTHERS:
        imported = {
            ast.unparse(node)
            for node in nodes_of(file)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(planning)
        }
        allowed = {BOUND} if file.name == "pipeline.py" else set()
        handed_on = {each for each in imported if file.parent == RETRIEVAL and QUESTION_WORDS not in each}
        assert imported - allowed == handed_on, file


def test_the_core_of_understanding_has_no_patterns() -> None:
    """They stand where the language is known, or what only one kind of documents has."""
    questions = [each for each in FILES if each.relative_to(RETRIEVAL).parts[0] == "questions"]
    assert questions
    assert not [
        name_of(file)
        for file in questions
        for node in nodes_of(file)
        if isinstance(node, ast.Import) and node.names[0].name == "re"
    ]
