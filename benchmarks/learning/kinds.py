"""`python -m benchmarks.learning.kinds`: the types of the question sets -> `question_kinds.npz`, with held-out scores.

Questions of one document are in one fold. The fit has no randomness; the folds do not either.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from benchmarks.all_reports.opened import models
from benchmarks.quality.sets import LEARNING, SETS, TRAINING
from bot.config.settings import load_settings
from bot.wiring import encoder_settings
from embeddings.types import TextEncoder
from retrieval.evaluation.question_sets import read_dialogues
from retrieval.language.normalizing import normalize
from retrieval.learning.question_kinds import KINDS, Kind, features_of

_STRENGTH = 10.0
"""Inverse of the penalty on the weights; 3 to 30 do alike on held-out documents."""
_TYPES = {
    Kind.WORDS: "open topic how why policy reason procedure consequence definition condition exception",
    Kind.LIST: "list",
    Kind.YES_NO: "yesno",
    Kind.COMPARISON: "compare extreme",
    Kind.FACT: "entity en-entity fact name person place who date when",
    Kind.TALK: "smalltalk unanswerable-chitchat",
    Kind.FIGURE: "figure numeric year terse ambiguous-year en-year en-numeric count money growth ratio length area"
    " target percapita rank year-choice figure-result figure-target relative noisy other-product other-group"
    " count-vs-amount total-vs-growth urban-vs-rural plan-vs-done other-indicator year-role deadline",
}
"""By kind, the types of the question sets that want it; types of other sorts are left out."""


@dataclass(frozen=True, slots=True)
class _Labelled:
    text: str
    kind: Kind
    document: str
    is_for_training: bool


def main(given: Sequence[str] | None = None) -> int:
    """Learn, print what is right on documents held out, and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.learning.kinds", description=__doc__)
    parser.add_argument("--output", type=Path, default=KINDS, metavar="FILE")
    output: Path = parser.parse_args(given).output
    labelled = _labelled()
    rows = _rows(labelled, models(encoder_settings(load_settings())).fast)
    kinds = np.array([each.kind.value for each in labelled])
    model = LogisticRegression(C=_STRENGTH, max_iter=3000)
    documents = [each.document for each in labelled]
    guessed = cross_val_predict(model, rows, kinds, groups=documents, cv=GroupKFold(5))
    of_sets = np.array([not each.is_for_training for each in labelled])
    _print("question sets", kinds[of_sets], guessed[of_sets])
    _print("questions written for training", kinds[~of_sets], guessed[~of_sets])
    model.fit(rows, kinds)
    # Half precision halves the file; the likelihoods differ in the fourth digit.
    weights, offsets = model.coef_.astype(np.float16), model.intercept_.astype(np.float32)
    np.savez_compressed(output, weights=weights, offsets=offsets, kinds=model.classes_.astype(str))
    return 0


def _labelled() -> list[_Labelled]:
    kind_of = {name: kind for kind, names in _TYPES.items() for name in names.split()}
    found = []
    for chosen in (each for each in SETS if not each.is_typed_inputs):
        for dialogue in read_dialogues(chosen.file):
            for turn in dialogue.turns:
                if turn.type in kind_of:
                    document = dialogue.corpus or min((gold.file for gold in turn.gold), default=chosen.name)
                    found.append(
                        _Labelled(
                            normalize(turn.question), kind_of[turn.type], document, is_for_training=False
                        )
                    )
    for file in (*sorted(TRAINING.glob("*.jsonl")), *(each.file for each in LEARNING)):
        for asked in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
            if asked["type"] in kind_of:
                text = normalize(asked["question"])
                found.append(_Labelled(text, kind_of[asked["type"]], asked["file"], is_for_training=True))
    return found


def _rows(labelled: Sequence[_Labelled], encoder: TextEncoder) -> np.ndarray:
    vectors = encoder.encode_questions([each.text for each in labelled])
    return np.array([features_of(each.text, vector) for each, vector in zip(labelled, vectors, strict=True)])


def _print(what: str, kinds: np.ndarray, guessed: np.ndarray) -> None:
    table = Table("kind", "questions", "recall", "precision", title=f"{what}, on documents held out")
    for kind in sorted(set(kinds)):
        is_kind, is_guess = kinds == kind, guessed == kind
        recall, precision = (float(np.mean((is_kind & is_guess)[of])) for of in (is_kind, is_guess))
        table.add_row(kind, str(int(is_kind.sum())), f"{recall:.3f}", f"{precision:.3f}")
    right = float(np.mean(kinds == guessed))
    table.add_row("all", str(len(kinds)), f"{right:.3f}", "")
    Console(width=80).print(table)


if __name__ == "__main__":
    sys.exit(main())
