"""The import contracts hold for everything: what nobody has given a line, and what imports upward, breaks them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
LINTER = Path(sys.executable).with_name("lint-imports")
SETTINGS: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]
PACKAGES: list[str] = SETTINGS["root_packages"]
LAYERED = ("bot", "retrieval", "embeddings")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the code and its contracts, for the test to spoil."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*.py"):
            copied = tmp_path / file.relative_to(ROOT)
            copied.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, copied)
    return tmp_path


def check(copy: Path) -> tuple[int, str]:
    """The exit status of `lint-imports`, and its words in one line."""
    done = subprocess.run(
        [LINTER, "--no-cache", "--no-logo"],
        capture_output=True,
        text=True,
        cwd=copy,
        timeout=60,
        check=False,
    )
    return done.returncode, " ".join((done.stdout + done.stderr).split())


def add_import(file: Path, imported: str) -> None:
    with file.open("a", encoding="utf-8") as source:
        source.write(f"\nimport {imported}\n")


def test_the_code_as_it_is_keeps_them(copy: Path) -> None:
    status, said = check(copy)
    assert status == 0, said
    assert f"{len(SETTINGS['contracts'])} kept, 0 broken" in said


def test_modules_that_are_in_no_line_break_them(copy: Path) -> None:
    packages = ["bot", "bot.faces.telegram_app", "retrieval", "retrieval.language", "embeddings"]
    for package in packages:
        copy.joinpath(*package.split("."), "novelty.py").touch()
    status, said = check(copy)
    assert status == 1
    assert [package for package in packages if f"- {package}.novelty" in said] == packages


def test_packages_that_are_in_no_line_break_them(copy: Path) -> None:
    packages = ["bot", "retrieval", "retrieval.ingest", "embeddings"]
    for package in packages:
        folder = copy.joinpath(*package.split("."), "novelty")
        folder.mkdir()
        (folder / "__init__.py").touch()
    status, said = check(copy)
    assert status == 1
    assert [package for package in packages if f"- {package}.novelty" in said] == packages


UPWARD = [
    ("bot.messages", "bot.wiring"),
    ("bot.storage.statements", "bot.storage.database"),
    ("bot.presentation.rich_text", "bot.faces.telegram_app.sending"),
    ("retrieval.store.terms", "retrieval.search.index_reader"),
    ("retrieval.language.numerals", "retrieval.language.figures"),
    ("embeddings.types", "embeddings.opening"),
]


def test_imports_upward_break_them(copy: Path) -> None:
    """Each is named, and one within a package that goes through the package, which brings all that it hands on."""
    planted = [*UPWARD, ("embeddings.manifest", "embeddings")]
    for lower, higher in planted:
        module = copy.joinpath(*lower.split("."))
        add_import(module / "__init__.py" if module.is_dir() else module.with_suffix(".py"), higher)
    status, said = check(copy)
    assert status == 1
    assert [each for each in planted if f"- {each[0]} -> {each[1]} (" in said] == planted


def test_an_import_from_above_all_and_a_circle_where_there_are_no_lines_break_them(copy: Path) -> None:
    add_import(copy / "bot" / "__init__.py", "benchmarks.machine")
    add_import(copy / "benchmarks" / "figures.py", "benchmarks.answers")
    status, said = check(copy)
    assert status == 1
    assert "bot -> benchmarks.machine" in said
    assert "No cycles are allowed in benchmarks." in said


def test_every_package_of_the_repository_is_looked_at() -> None:
    found = {file.parent.name for file in ROOT.glob("*/__init__.py")}
    assert set(PACKAGES) == found - {"tests"}


def test_every_package_of_several_modules_has_lines_of_its_own() -> None:
    packages = {
        ".".join(file.parent.relative_to(ROOT).parts)
        for package in LAYERED
        for file in (ROOT / package).rglob("__init__.py")
        if len([*file.parent.glob("[!_]*.py"), *file.parent.glob("*/__init__.py")]) > 1
    }
    exhaustive = [each["containers"] for each in SETTINGS["contracts"] if each.get("exhaustive")]
    assert {container for containers in exhaustive for container in containers} == packages
