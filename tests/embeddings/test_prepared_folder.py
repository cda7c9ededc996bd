"""The cache of prepared models: whole or not at all, made once, made anew when damaged or out of date."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from embeddings import CacheFolderError, EncoderSettings, open_encoder, prepare_model
from embeddings.prepared import PreparedEncoder
from tests.embeddings.tiny_model import change_json, write_tiny_model

if TYPE_CHECKING:
    from pathlib import Path

    from embeddings import TextEncoder

TEXTS = ["盘锦市地区生产总值", "abc 123"]


def open_tiny(tiny: Path, cache: Path) -> TextEncoder:
    return open_encoder(EncoderSettings(str(tiny), cache))


def test_a_prepared_model_is_found_and_runs_without_sentence_transformers(tiny: Path, cache: Path) -> None:
    told: list[tuple[str, int, int]] = []
    folder = prepare_model(tiny, cache, lambda *step: told.append(step))
    assert told == [("preparing model", done, 5) for done in range(6)]
    assert folder.parent == cache / "models"
    assert isinstance(open_tiny(tiny, cache), PreparedEncoder)
    assert sorted(path.name for path in folder.iterdir()) == [
        "encoder.onnx",
        "manifest.json",
        "tokenizer.json",
        "words.bin",
    ]


def test_preparing_again_changes_nothing(tiny: Path, cache: Path) -> None:
    folder = prepare_model(tiny, cache)
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert prepare_model(tiny, cache) == folder
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


@pytest.mark.parametrize("name", ["encoder.onnx", "words.bin", "tokenizer.json", "manifest.json"])
@pytest.mark.parametrize("damage", ["flip", "cut", "remove"])
def test_a_damaged_file_is_made_anew(
    tiny: Path, cache: Path, caplog: pytest.LogCaptureFixture, name: str, damage: str
) -> None:
    folder = prepare_model(tiny, cache)
    expected = open_tiny(tiny, cache).encode_passages(TEXTS)
    path = folder / name
    content = path.read_bytes()
    if damage == "flip":
        middle = len(content) // 2
        path.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
    elif damage == "cut":
        path.write_bytes(content[:-10])
    else:
        path.unlink()
    with caplog.at_level(logging.WARNING):
        prepare_model(tiny, cache)
    assert (folder / name).read_bytes() == content
    assert open_tiny(tiny, cache).encode_passages(TEXTS) == pytest.approx(expected)
    if (name, damage) != ("manifest.json", "remove"):
        assert "made anew" in caplog.text
    assert [path for path in (cache / "models").iterdir() if path.name.startswith(".")] == []


def test_a_changed_source_makes_the_prepared_form_out_of_date(tiny: Path, cache: Path) -> None:
    prepare_model(tiny, cache)
    before = open_tiny(tiny, cache).fingerprint
    change_json(tiny / "config_sentence_transformers.json", prompts={"query": "q: ", "document": "text: "})
    assert not isinstance(open_tiny(tiny, cache), PreparedEncoder)
    prepare_model(tiny, cache)
    assert open_tiny(tiny, cache).fingerprint != before


def test_the_fingerprint_follows_weights_prompts_pooling_and_length(
    tiny_original: Path, tmp_path: Path
) -> None:
    prints: list[str] = []

    def note(folder: Path) -> None:
        for cache in (tmp_path / f"{folder.name}-a", tmp_path / f"{folder.name}-b"):
            prepare_model(folder, cache)
            prints.append(open_tiny(folder, cache).fingerprint)

    for seed, changes in enumerate(
        [
            {},
            {"config_sentence_transformers.json": {"prompts": {"query": "?", "document": "text: "}}},
            {"1_Pooling/config.json": {"pooling_mode": "cls"}},
            {"tokenizer_config.json": {"model_max_length": 20}},
        ]
    ):
        folder = tmp_path / f"model{seed}"
        folder.mkdir()
        write_tiny_model(folder)
        for name, change in changes.items():
            change_json(folder / name, **change)
        note(folder)
    (tmp_path / "other").mkdir()
    note(write_tiny_model(tmp_path / "other", seed=1))
    assert prints[::2] == prints[1::2]
    assert len(set(prints)) == 5


def test_two_processes_make_one_folder(tiny: Path, cache: Path) -> None:
    program = (
        "import sys; from embeddings import prepare_model; from embeddings import prepared_folder as folder\n"
        "real = folder._write\n"
        "folder._write = lambda *args: (print('made'), real(*args))[1]\n"
        "prepare_model(sys.argv[1], __import__('pathlib').Path(sys.argv[2]))"
    )
    command = [sys.executable, "-c", program, str(tiny), str(cache)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    output = [process.communicate(timeout=60)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0, 0]
    assert "".join(output).split() == ["made"]
    assert isinstance(open_tiny(tiny, cache), PreparedEncoder)


def test_a_folder_left_half_made_does_no_harm(tiny: Path, cache: Path) -> None:
    folder = prepare_model(tiny, cache)
    (folder / "words.bin").unlink()
    half = folder.parent / f".{folder.name}.left-over" / "new"
    half.mkdir(parents=True)
    (half / "words.bin").write_bytes(b"x")
    prepare_model(tiny, cache)
    assert isinstance(open_tiny(tiny, cache), PreparedEncoder)
    assert not half.parent.exists()


def test_a_failure_while_making_leaves_nothing(
    tiny: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("embeddings.word_table.save_word_table", full)
    with pytest.raises(CacheFolderError, match=r"cannot be written \(No space left on device\)"):
        prepare_model(tiny, cache)
    assert [path.suffix for path in (cache / "models").iterdir()] == [".lock"]


def test_a_cache_folder_that_is_a_file_is_refused(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CacheFolderError, match="cannot be written"):
        prepare_model(tiny, tmp_path / "file")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_cache_folder_is_refused(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    with pytest.raises(CacheFolderError, match="Permission denied"):
        prepare_model(tiny, tmp_path / "locked")


def test_the_manifest_names_everything(tiny: Path, cache: Path) -> None:
    manifest = json.loads((prepare_model(tiny, cache) / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["format"] == 1
    assert manifest["dimension"] == 32
    assert manifest["max_tokens"] == 48
    assert manifest["recipe"]["question_prompt"] == "ask: "
    assert manifest["recipe"]["passage_prompt"] == "text: "
    assert {file["name"] for file in manifest["files"]} == {"encoder.onnx", "tokenizer.json", "words.bin"}
    assert all(len(file["sha256"]) == 64 and file["size"] > 0 for file in manifest["files"])


def test_a_manifest_of_another_format_is_not_used(tiny: Path, cache: Path) -> None:
    folder = prepare_model(tiny, cache)
    change_json(folder / "manifest.json", format=99)
    prepare_model(tiny, cache)
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["format"] == 1


def test_texts_are_bit_for_bit_the_same_in_any_company(tiny: Path, cache: Path) -> None:
    prepare_model(tiny, cache)
    encoder = open_tiny(tiny, cache)
    assert np.array_equal(encoder.encode_passages(TEXTS)[1:], encoder.encode_passages(TEXTS[1:]))
