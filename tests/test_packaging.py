"""What the repository promises of itself: one version, exact constraints, the document as it was given."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("bot", "retrieval", "embeddings")
SHARED_REPORT = ROOT.parent / "shared" / "corpus" / "panjin-2017.txt"


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    held: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return held


@pytest.fixture(scope="module")
def constraints() -> dict[str, str]:
    """Name -> exact version."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line.split("==") for line in lines if line.strip() and not line.startswith("#")]
    assert all(len(pin) == 2 for pin in pins)
    return {canonical(name): version for name, version in pins}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def required(requirement: str) -> str:
    """The name in a requirement."""
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match
    return canonical(match[0])


def test_the_change_log_begins_with_this_version(project: dict[str, Any]) -> None:
    log = ROOT / "CHANGELOG.md"
    if not log.is_file():
        pytest.skip("no CHANGELOG.md yet")
    versions = re.findall(r"^## \[?v?(\d+\.\d+\.\d+)", log.read_text(encoding="utf-8"), re.MULTILINE)
    assert versions[0] == project["version"]


def test_the_installed_package_is_this_one(project: dict[str, Any]) -> None:
    assert metadata.version("yinju") == project["version"]
    (script,) = [each for each in metadata.entry_points(group="console_scripts") if each.name == "yinju"]
    assert script.value == project["scripts"]["yinju"]
    assert callable(script.load())


def test_every_direct_dependency_is_pinned(project: dict[str, Any], constraints: dict[str, str]) -> None:
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    direct = {required(line) for line in (*project["dependencies"], *extras)}
    assert direct - set(constraints) == set()
    assert all(re.fullmatch(r"\d+(\.\d+)*", version) for version in constraints.values())
    assert constraints["torch"] == "2.13.0"


def test_everything_imported_is_a_direct_dependency(project: dict[str, Any]) -> None:
    sources = [file for package in PACKAGES for file in (ROOT / package).rglob("*.py")]
    imported = {module for file in sources for module in imports(file)}
    distributions = metadata.packages_distributions()
    ours = {*PACKAGES, *sys.stdlib_module_names}
    needed = {canonical(distributions[module][0]) for module in imported - ours}
    extras = project["optional-dependencies"]
    names = ("postgresql", "milvus", "pictures", "ocr", "parquet")
    extra = [line for name in names for line in extras[name]]
    assert needed - {required(line) for line in (*project["dependencies"], *extra)} == set()


def imports(file: Path) -> set[str]:
    """Top-level names of the modules a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def test_the_pins_are_what_is_installed(project: dict[str, Any], constraints: dict[str, str]) -> None:
    direct = [required(line) for line in project["dependencies"]]
    installed = {name: metadata.version(name).partition("+")[0] for name in direct}
    assert installed == {name: constraints[name] for name in direct}


def test_the_report_is_a_copy_byte_for_byte() -> None:
    if not SHARED_REPORT.is_file():
        pytest.skip(f"{SHARED_REPORT} is not here")
    assert (ROOT / "corpus" / "panjin-2017.txt").read_bytes() == SHARED_REPORT.read_bytes()


def test_data_files_come_with_the_package() -> None:
    assert files("retrieval").joinpath("data/glossary.tsv").is_file()


def test_the_wheel_holds_the_data_and_says_that_it_is_typed(tmp_path: Path) -> None:
    """https://peps.python.org/pep-0561/: a package without `py.typed` is untyped to whoever installs it."""
    pytest.importorskip("setuptools", minversion="80")
    for name in ("pyproject.toml", "README.md", "LICENSE", "config.yaml"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    build = "from setuptools import build_meta; build_meta.build_wheel('dist')"
    subprocess.run([sys.executable, "-c", build], cwd=tmp_path, check=True, capture_output=True, timeout=120)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    with ZipFile(wheel) as held:
        names = set(held.namelist())
    assert {f"{package}/py.typed" for package in PACKAGES} <= names
    data = {str(file.relative_to(ROOT)) for file in (ROOT / "retrieval").rglob("data/*")}
    assert data
    assert data <= names
    (brought,) = {name.partition("/")[0] for name in names if ".data/" in name}
    shared = {f"{brought}/data/share/yinju/{name}" for name in ("config.yaml", "corpus/panjin-2017.txt")}
    assert {name for name in names if ".data/" in name} == shared
    top = {name.partition("/")[0] for name in names if ".dist-info/" not in name}
    assert top == {*PACKAGES, brought}


def test_the_commit_hook_is_make_check_and_fetches_nothing() -> None:
    held = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    (repository,) = held["repos"]
    (hook,) = repository["hooks"]
    assert (repository["repo"], hook["entry"], hook["language"]) == ("local", "make check", "system")


def test_the_licence_is_there(project: dict[str, Any]) -> None:
    assert project["license"] == "MIT"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
