"""What is asked while measuring: a question set of the shipped report."""

from __future__ import annotations

import json
from pathlib import Path

_SET = Path(__file__).resolve().parent / "questions" / "given" / "panjin-questions.jsonl"


def questions() -> tuple[str, ...]:
    """The questions, always the same and in the same order."""
    lines = _SET.read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line)["question"] for line in lines if line.strip())
