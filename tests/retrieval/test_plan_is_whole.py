"""Nothing reads a question's text for its meaning once its plan is made: read off the code itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

RETRIEVAL = Path(__file__).resolve().parents[2] / "retrieval"
UNDERSTANDING = ("questions", "domains", "language", "places", "types")
"""The rooms that make a plan, and its record."""
PATTERNS_OVER_QUESTIONS = frozenset(
    {"TARGET_WORDS", "RESULT_WORDS", "role_in", "wanted_in", "report_year_in"}
)


def _files() -> Iterator[Path]:
    for file in sorted(RETRIEVAL.rglob("*.py")):
        if file.relative_to(RETRIEVAL).parts[0] not in UNDERSTANDING:
            yield file


FILES = list(_files())


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(RETRIEVAL)))
def test_no_other_room_reads_the_text(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    read = {
        ast.unparse(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "normalized"
    }
    assert {each for each in read if not each.endswith("facts")} == set()


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(RETRIEVAL)))
def test_no_other_room_has_the_patterns_of_understanding(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    imported = {
        alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    assert not imported & PATTERNS_OVER_QUESTIONS


CORE = ("search", "ranking", "compose", "store", "ingest", "milvus")
PLANNING = frozenset({"questions", "routes", "domains"})


@pytest.mark.parametrize("room", CORE)
def test_the_core_imports_nothing_that_plans(room: str) -> None:
    imported = {
        node.module.split(".")[1]
        for file in (RETRIEVAL / room).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("retrieval.")
        if node.module
    }
    assert not imported & PLANNING
