"""Vectors are made behind the bot by a process of its own, as long as some are missing."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from bot.config import Settings, load_settings
from bot.operations import background_filling
from bot.operations.background_filling import BackgroundFilling
from retrieval.errors import IndexFolderError
from tests.bot.fakes_answering import WHOLE, FakeAnswering, FakeSource

LACKING = replace(WHOLE, accurate=0)
_PATIENCE = 120.0


def make(file: Path, settings: Settings) -> bool:
    """Stands for the work: notes who does it, how patiently, and for which model."""
    with file.open("a", encoding="utf-8") as stream:
        stream.write(f"{os.getpid()} {os.nice(0)} {settings.embeddings.model}\n")
    return True


def make_for_ever(file: Path, settings: Settings) -> bool:
    make(file, settings)
    time.sleep(600)
    return True


def somebody_else(file: Path, settings: Settings) -> bool:
    make(file, settings)
    return False


def no_room(file: Path, settings: Settings) -> bool:
    make(file, settings)
    raise IndexFolderError(Path("/index"), OSError(28, "No space left on device"))


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background_filling, "_LOOK_SECONDS", 0.05)


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return tmp_path / "notes"


def noted(notes: Path, count: int) -> list[str]:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        lines = notes.read_text(encoding="utf-8").splitlines() if notes.exists() else []
        if len(lines) >= count:
            return lines
        time.sleep(0.05)
    raise AssertionError("nothing was made")


def filling(source: FakeSource, work: Callable[[Path, Settings], bool], notes: Path) -> BackgroundFilling:
    return BackgroundFilling(
        source.lacks_vectors, source.is_damaged, partial(work, notes, load_settings(None, {}))
    )


def test_it_begins_when_vectors_are_missing_and_ends_when_none_is(notes: Path) -> None:
    source = FakeSource(FakeAnswering, state=None)
    with filling(source, make, notes):
        time.sleep(0.3)
        source.state = WHOLE
        time.sleep(0.3)
        assert not notes.exists()
        source.state = LACKING
        noted(notes, 1)
        source.state = WHOLE
        time.sleep(1.0)
        before = len(noted(notes, 1))
        time.sleep(1.5)
        assert len(noted(notes, 1)) == before
        source.state = LACKING
        noted(notes, before + 1)
    pid, nice, model = noted(notes, 1)[0].split()
    assert int(pid) != os.getpid()
    assert (nice, model) == (str(min(19, os.nice(0) + 10)), "bundled")


def test_it_is_gone_at_the_end_of_the_block(notes: Path) -> None:
    with filling(FakeSource(FakeAnswering, state=LACKING), make_for_ever, notes):
        (line,) = noted(notes, 1)
        begun = time.monotonic()
    assert time.monotonic() - begun < 5
    with pytest.raises(ProcessLookupError):
        os.kill(int(line.split()[0]), 0)


def test_another_process_that_is_at_it_is_left_alone(notes: Path) -> None:
    with filling(FakeSource(FakeAnswering, state=LACKING), somebody_else, notes):
        noted(notes, 1)
        time.sleep(1.5)
        assert len(noted(notes, 1)) == 1


def test_what_goes_wrong_is_said_once(
    notes: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(background_filling, "_AGAIN_SECONDS", 0.05)
    with filling(FakeSource(FakeAnswering, state=LACKING), no_room, notes):
        noted(notes, 2)
        time.sleep(0.3)
    assert caplog.messages == [
        "What the index lacks cannot be made: The index cannot be written to /index: No space left on device. "
        "Free some space, or name another folder (--index or index.path)."
    ]
