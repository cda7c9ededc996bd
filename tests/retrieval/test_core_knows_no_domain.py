"""The core knows documents, attributes and features, and no kind of documents: read off the code itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RETRIEVAL = ROOT / "retrieval"
FORBIDDEN = {"year", "years", "role", "roles", "place", "places", "indicator", "indicators"}
"""What a report has. As attributes of records anybody may hand them on; what they mean only a domain knows."""
NOT_CORE = {
    "domains": "they know what their documents have",
    "types": "the records declare the attributes",
    "fact_types.py": "the same of tables and verdicts",
    "language": "it knows the words for times and intentions of any text",
    "ingest/formats": "a place there is a position on a page or in a file",
}
EXCEPTIONS = {
    "store/records.py": ({"Role", "_ROLES", "role", "years"}, "writes the attributes of a sentence"),
    "store/facts_text.py": ({"YearsTold", "_NO_YEARS"}, "writes what a clause tells of time"),
    "store/sentence_facts.py": ({"YearsTold", "years_told"}, "the same"),
    "store/segments.py": ({"place"}, "the key of a byte range in the files that exist"),
}


def name_of(file: Path) -> str:
    """Its path in the package."""
    return str(file.relative_to(RETRIEVAL))


CORE = [
    file
    for file in sorted(RETRIEVAL.rglob("*.py"))
    if not any(name_of(file) == room or name_of(file).startswith(f"{room}/") for room in NOT_CORE)
]


def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def imported_by(file: Path) -> set[str]:
    """All modules and names that a file imports, with their packages."""
    found: set[str] = set()
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def named_in(tree: ast.Module) -> Iterator[str]:
    """The identifiers and texts of a file, without attributes, fields of records and docstrings."""
    bodies = [node.body for node in ast.walk(tree) if isinstance(getattr(node, "body", None), list)]
    said = {id(line.value) for body in bodies for line in body if isinstance(line, ast.Expr)}
    records = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    declared = {
        id(line.target) for record in records for line in record.body if isinstance(line, ast.AnnAssign)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Name() if id(node) not in declared:
                yield node.id
            case ast.arg():
                yield node.arg
            case ast.FunctionDef() | ast.ClassDef() | ast.alias():
                yield node.name
            case ast.Constant(value=str(text)) if id(node) not in said:
                yield text


def words_of(name: str) -> set[str]:
    """The words of an identifier or a text: YearsTold and years_told have the same."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def test_the_words_of_names() -> None:
    assert words_of("YearsTold") == words_of("years_told") == words_of("_YEARS_TOLD") == {"years", "told"}
    assert set(named_in(ast.parse("class A:\n  year: int\n  def b(self, c): return self.role.d('e')"))) == {
        "A", "b", "self", "c", "e", "int",
    }  # fmt: skip


def test_names_nothing_that_only_reports_have() -> None:
    named = {
        name_of(file): {name for name in named_in(tree_of(file)) if words_of(name) & FORBIDDEN}
        for file in CORE
    }
    assert {file: names for file, names in named.items() if names} == {
        file: allowed for file, (allowed, _) in EXCEPTIONS.items()
    }


def test_imports_no_domain() -> None:
    imported = {
        (name_of(file), name)
        for file in CORE
        for name in imported_by(file)
        if name.startswith("retrieval.domains.")
    }
    assert {name for _, name in imported} == {"retrieval.domains.fallback.SafePlanner"}, imported


REPORTS = "retrieval.domains.work_reports."
SHOWN = {
    f"{REPORTS}places.place_names.short_name": "what people call a place",
    f"{REPORTS}places.gazetteer.STATE": "is called 全国",
    f"{REPORTS}places.other_languages.english_name": "what English speakers call a place",
    f"{REPORTS}places.other_languages.finding_names": "what a place is found by in a list: pinyin, English, its province",
    f"{REPORTS}facts.records.Fact": "the record of a figure, printed by `yinju facts`",
    f"{REPORTS}facts.measure_names.measured": "what such a record calls its measure",
}
"""What is said of reports to a person."""


@pytest.mark.parametrize("room", ["conversation", "presentation", "faces", "storage"])
def test_people_are_told_of_reports_by_names_alone(room: str) -> None:
    imported = {name for file in (ROOT / "bot" / room).rglob("*.py") for name in imported_by(file)}
    assert {name for name in imported if name.startswith(REPORTS)} <= SHOWN.keys()
