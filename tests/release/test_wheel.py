"""The wheel, built and installed into an environment elsewhere, answers from an empty folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
QUESTION, ANSWER = "2017年GDP增长目标是多少", "地区生产总值增长7%"
_SOURCES = ("bot", "retrieval", "embeddings", "corpus")
_FILES = ("pyproject.toml", "README.md", "LICENSE", "config.yaml")

pytestmark = [pytest.mark.release, pytest.mark.timeout(900, func_only=True)]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy of the sources, so that nothing of a former build is in it."""
    copy = tmp_path_factory.mktemp("sources")
    for name in _SOURCES:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in _FILES:
        shutil.copy(ROOT / name, copy)
    build = "from setuptools import build_meta; print(build_meta.build_wheel('dist'))"
    subprocess.run([sys.executable, "-c", build], cwd=copy, check=True, capture_output=True)
    (built,) = (copy / "dist").glob("*.whl")
    kept = ROOT / "dist"
    kept.mkdir(exist_ok=True)
    return Path(shutil.copy(built, kept))


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`yinju` in an environment of its own; the packages it needs are those of this one, and nothing is fetched."""
    environment = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    python = environment / "bin" / "python"
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--no-deps",
        "--no-index",
        wheel,
    ]
    subprocess.run(install, check=True, capture_output=True)
    found = sysconfig.get_path("purelib", vars={"base": str(environment)})
    # Not a .pth of this environment's own is read there, so this checkout is not on the path.
    (Path(found) / "needed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return environment / "bin" / "yinju"


def test_it_answers_from_an_empty_folder(program: Path, wheel: Path, tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "anywhere"
    folder.mkdir()
    home.mkdir()
    held = {
        name: value for name, value in os.environ.items() if not name.startswith(("YINJU_", "PYTHON", "XDG_"))
    }
    cache = os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache"))  # the prepared model is there
    environment = held | {"HOME": str(home), "XDG_CACHE_HOME": cache}
    began = time.monotonic()
    done = subprocess.run(
        [program, "ask", QUESTION], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    print(
        f"{wheel.name}: {wheel.stat().st_size / 2**20:.1f} MB; first answer after {time.monotonic() - began:.0f} s"
    )
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, ANSWER), done.stderr
    assert not any(folder.iterdir())
    assert (home / ".local" / "share" / "yinju" / "index" / "CURRENT").is_file()
    doctor = subprocess.run(
        [program, "doctor"], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    assert "share/yinju/corpus" in doctor.stdout
