"""The file of learned weights is written the same each time, and a model of more is never lost for one of less."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.learning.fitting import Learned, Score
from benchmarks.learning.writing import (
    LessLearnedError,
    kept_ranking,
    require_no_less,
    started,
    with_learned,
    write,
)
from retrieval.learning.model import read_model

SETS = {"plain": {"general": "ab12"}, "work_reports": {"panjin-zh": "cd34", "panjin-en": "ef56"}}
SCORES = {"plain": (Score("sentences", "right first", "", 10, 0.5, None, 0.6),)}


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    model = started(read_model())
    better = replace(model.domains["plain"].start, enough=0.25)
    learned = with_learned(model, {"plain": Learned(better, ())})
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    for file in (first, second):
        write(file, learned, SCORES, SETS)
    assert first.read_bytes() == second.read_bytes()
    held = read_model(first)
    assert held.of("plain").enough == 0.25
    assert held.domains["plain"].start == model.domains["plain"].start
    assert {name: dict(each.sets) for name, each in held.domains.items()} == SETS
    assert held.of("work_reports") == model.of("work_reports")


def test_a_model_that_was_learned_from_more_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "model.json"
    write(file, read_model(), SCORES, SETS)
    held = read_model(file)
    require_no_less(file, held, SETS)
    require_no_less(file, held, SETS | {"recipes": {"soups": "0"}})
    with pytest.raises(LessLearnedError) as raised:
        require_no_less(file, held, {"work_reports": {"panjin-zh": "cd34"}})
    assert str(raised.value) == (
        f"{file} was learned from general, panjin-en, too, and that cannot be asked on this machine; "
        "it is left as it is. --output FILE writes elsewhere."
    )


def test_what_was_learned_for_sentences_is_kept_while_confidence_is_learned_anew(tmp_path: Path) -> None:
    file, model = tmp_path / "model.json", read_model()
    confident = Score("answerability", "refused", "", 10, 0.5, None, 0.6)
    write(file, model, {"plain": (*SCORES["plain"], confident)}, SETS)
    kept = kept_ranking(file, read_model(file))["plain"]
    domain = model.domains["plain"]
    assert kept.scores == SCORES["plain"]
    assert (kept.weights.sentences, kept.weights.clauses) == (
        domain.weights.sentences,
        domain.weights.clauses,
    )
    assert kept.weights.answerability == domain.start.answerability
    assert kept.weights.enough == domain.start.enough
