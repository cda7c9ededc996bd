"""Progress where nobody watches: a line now and then, with rate and time left."""

from __future__ import annotations

import re

import pytest

from bot.commands.index import _announcing
from bot.faces.terminal.progress import shown_progress
from embeddings import Progress


class Clock:
    """Shows the time it was set to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_line_for_every_tenth(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    with shown_progress(clock) as progress:
        progress("sentence vectors", 400, 2000)
        for done in range(500, 2001, 100):
            clock.now += 60
            progress("sentence vectors", done, 2000)
    assert capsys.readouterr().err.splitlines() == [
        "Sentence vectors…",
        "Sentence vectors: 600/2000 (30%), 2/s, 0:14:00 left",
        "Sentence vectors: 800/2000 (40%), 2/s, 0:12:00 left",
        "Sentence vectors: 1000/2000 (50%), 2/s, 0:10:00 left",
        "Sentence vectors: 1200/2000 (60%), 2/s, 0:08:00 left",
        "Sentence vectors: 1400/2000 (70%), 2/s, 0:06:00 left",
        "Sentence vectors: 1600/2000 (80%), 2/s, 0:04:00 left",
        "Sentence vectors: 1800/2000 (90%), 2/s, 0:02:00 left",
        "Sentence vectors: 2000/2000",
    ]


def test_quick_work_says_little_and_slow_work_is_not_rounded_away(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    with shown_progress(clock) as progress:
        for done in range(11):
            progress("keywords", done, 10)
            clock.now += 0.1
        progress("models", 0, 4)
        clock.now += 10_000
        progress("models", 1, 4)
    assert capsys.readouterr().err.splitlines() == [
        "Keywords…",
        "Keywords: 10/10",
        "Models…",
        "Models: 1/4 (25%), 0.0001/s, 8:20:00 left",
    ]


def test_bars_show_rate_and_time_left(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "120")
    with shown_progress() as progress:
        for done in (1000, 1500, 2000):
            progress("sentence vectors", done, 4000)
    said = capsys.readouterr().err
    assert "Sentence vectors" in said
    assert "2000/4000" in said
    assert re.search(r"\d/s\b", said)


@pytest.mark.parametrize(("missing", "said"), [(8000, 1), (7999, 0)])
def test_who_would_wait_long_is_told_that_questions_can_be_asked(
    capsys: pytest.CaptureFixture[str], missing: int, said: int
) -> None:
    told: list[tuple[str, int, int]] = []

    def note(what: str, done: int, total: int) -> None:
        told.append((what, done, total))

    progress: Progress = _announcing(note)
    for done in (2000, 2000 + missing):
        progress("sentence vectors", done, 2000 + missing)
    assert [each[1] for each in told] == [2000, 2000 + missing]
    lines = capsys.readouterr().err.splitlines()
    assert [line.startswith("Questions can be asked from now on.") for line in lines] == [True] * said
