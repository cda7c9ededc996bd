"""Floors as a file, and what is below them."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.quality.errors import FloorsError
from benchmarks.quality.floors import SetFloors, Shortfall, read_floors, recorded, shortfalls, write_floors
from benchmarks.quality.results import Measure, SetResult, Tally

NONE = Tally(0, 0)


def result(**counts: int) -> SetResult:
    """A set of twenty questions in Chinese."""
    measures = (Measure(name, Tally(count, 20), Tally(count, 20), NONE) for name, count in counts.items())
    return SetResult("given/mixed", 20, 0, tuple(measures), None, ())


HELD = {
    "given/mixed": SetFloors(
        "abc+", "1 documents", {"right": Tally(12, 20), "answerable_refused": Tally(3, 20)}
    )
}


def test_floors_are_read_as_they_were_written(tmp_path: Path) -> None:
    file = tmp_path / "floors.toml"
    floors = HELD | {"panjin-zh": SetFloors("", "", {"cited": Tally(5, 5)})}
    write_floors(floors, file)
    assert read_floors(file) == floors
    assert list(read_floors(file)) == ["given/mixed", "panjin-zh"]
    assert "right = [12, 20]\n" in file.read_text(encoding="utf-8")


def test_without_a_file_there_are_none(tmp_path: Path) -> None:
    assert read_floors(tmp_path / "none.toml") == {}
    assert shortfalls([result(right=12)], {}) == [Shortfall("given/mixed", "", "no floor is recorded")]


@pytest.mark.parametrize("content", ["[a", "a = 1", "[a]", '[a]\ncommit = ""\nindex = ""\nright = 3'])
def test_a_file_that_is_none(tmp_path: Path, content: str) -> None:
    file = tmp_path / "floors.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(FloorsError, match="cannot be used"):
        read_floors(file)


@pytest.mark.parametrize(
    ("seen", "lost"),
    [
        ({"right": 12}, []),
        ({"right": 20}, []),
        ({"right": 11}, []),
        ({"right": 10}, [Shortfall("given/mixed", "right", "10 of 20, recorded 12")]),
        ({"answerable_refused": 0}, []),
        ({"answerable_refused": 4}, []),
        ({"answerable_refused": 5}, [Shortfall("given/mixed", "answerable_refused", "5 of 20, recorded 3")]),
        ({"refused": 20}, [Shortfall("given/mixed", "refused", "no floor is recorded")]),
    ],
)
def test_two_questions_are_a_loss_and_one_is_noise(seen: dict[str, int], lost: list[Shortfall]) -> None:
    assert shortfalls([result(**seen)], HELD) == lost


def test_of_the_cited_words_none_may_be_lost() -> None:
    held = {"given/mixed": recorded(result(cited=20), "abc", "1 documents")}
    assert shortfalls([result(cited=20)], held) == []
    assert shortfalls([result(cited=19)], held) == [
        Shortfall("given/mixed", "cited", "19 of 20, recorded 20")
    ]


def test_a_set_that_was_changed_is_recorded_anew() -> None:
    held = {"given/mixed": SetFloors("", "", {"right": Tally(12, 25)})}
    (lost,) = shortfalls([result(right=20)], held)
    assert lost.reason == "measured on 20 questions, recorded on 25"
