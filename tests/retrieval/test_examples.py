"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_EXAMPLE = re.compile(r"^ +>>> ", re.MULTILINE)
WITH_EXAMPLES = [
    ".".join(file.relative_to(ROOT).with_suffix("").parts)
    for package in ("retrieval", "embeddings", "bot", "benchmarks", "tests")
    for file in sorted((ROOT / package).rglob("*.py"))
    if _EXAMPLE.search(file.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("module", WITH_EXAMPLES)
def test_examples_are_true(module: str) -> None:
    """What fails is printed."""
    failed, attempted = doctest.testmod(import_module(module))
    assert attempted
    assert failed == 0


def test_there_are_examples() -> None:
    assert len(WITH_EXAMPLES) > 40
