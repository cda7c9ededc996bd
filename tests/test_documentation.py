"""What the documents for developers name is there: files, folders and targets of make."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("docs/architecture.md", "CONTRIBUTING.md")
_PATH = re.compile(
    r"`((?:bot|retrieval|embeddings|benchmarks|tests|docs)/[\w./-]+|[\w.-]+\.(?:md|toml|yaml|txt))`"
)
"""A path from the repository's root in backticks; NAME in it stands for any name."""
_ROOM = re.compile(
    r"`((?:building|compose|domains|ingest|language|learning|milvus|questions|ranking|search|store)/[\w/]+)`"
)
"""A module of retrieval as its rooms call each other: `questions/follow_up`."""


@pytest.mark.parametrize("page", PAGES)
def test_every_path_is_there(page: str) -> None:
    named = set(_PATH.findall((ROOT / page).read_text(encoding="utf-8")))
    assert len(named) >= 5
    assert [path for path in sorted(named) if "NAME" not in path and not _is_there(path)] == []


def test_every_module_of_the_rooms_is_there() -> None:
    named = set(_ROOM.findall((ROOT / "docs/architecture.md").read_text(encoding="utf-8")))
    assert len(named) >= 10
    assert [module for module in sorted(named) if not _is_module(ROOT / "retrieval" / module)] == []


def test_every_target_is_there() -> None:
    named = set(re.findall(r"`make ([a-z-]+)", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert named - targets == set()
    assert {"check", "test", "coverage", "quality"} <= named


def test_what_security_says_is_shown_by_tests_that_are_there() -> None:
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    shown = [line.rsplit("|", 2)[1] for line in page.splitlines() if line.startswith("| ")][2:]
    missing, file = [], ""
    for cell in shown:
        named = re.findall(r"`([\w/]*(?:\.py)?)::(test_\w+)`", cell)
        assert named, f"no test shows it: {cell}"
        for path, test in named:
            file = path or file
            if f"def {test}(" not in (ROOT / file).read_text(encoding="utf-8"):
                missing.append(f"{file}::{test}")
    assert missing == []
    assert len(shown) >= 20


def test_readme_leads_to_both() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(f"]({page})" in readme for page in PAGES)


def _is_there(path: str) -> bool:
    return any((ROOT / folder / path).exists() for folder in ("", "retrieval/ingest/formats"))


def _is_module(path: Path) -> bool:
    return path.with_suffix(".py").is_file() or path.is_dir()
