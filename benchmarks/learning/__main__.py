"""`make learn`: question sets -> the weights of every domain, written to `retrieval/learning/model.json`.

Every question is asked twice. First with the weights at the start, to learn those of sentences and clauses; then with
these, to learn how sure an answer is. What the reading model was trained on teaches only the former. Prints,
for each set, what is right with the weights at the start, with weights fitted on other documents (five folds; a
document and its questions are never in two) and with those fitted on all.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.learning.examples import Verdict
from benchmarks.learning.fitting import Learned, Score, learn_confidence, learn_ranking
from benchmarks.learning.sets import Asked, ask_sets
from benchmarks.learning.writing import (
    LessLearnedError,
    kept_ranking,
    require_no_less,
    started,
    with_learned,
    write,
)
from benchmarks.quality.corpora import Corpora
from benchmarks.quality.errors import QualityError
from benchmarks.quality.sets import LEARNING, READ, SETS
from bot.config import load_settings
from embeddings import EmbeddingsError
from retrieval.errors import RetrievalError
from retrieval.learning.model import MODEL, read_model

_REPOSITORY = Path(__file__).resolve().parents[2]
_WIDTH = 130


def main(given: Sequence[str] | None = None) -> int:
    """Learn, print and write; the exit status is 1 if nothing was written."""
    arguments = _arguments(given)
    console = Console(stderr=True, highlight=False)
    tell = partial(console.print, markup=False, soft_wrap=True)
    try:
        _learn(arguments, tell)
    except (LessLearnedError, QualityError, RetrievalError, EmbeddingsError) as error:
        tell(str(error))
        return 1
    return 0


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.learning", description=__doc__)
    parser.add_argument("--shared", type=Path, default=_REPOSITORY.parent / "shared", metavar="DIR")
    parser.add_argument("--work", type=Path, default=_REPOSITORY / "var" / "quality", metavar="DIR")
    parser.add_argument(
        "--index", type=Path, metavar="DIR", help="an index of all reports: their sets teach, too"
    )
    parser.add_argument(
        "--confidence",
        action="store_true",
        help="learn only how sure an answer is; sentences and clauses keep their weights",
    )
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument("--output", type=Path, default=MODEL, metavar="FILE")
    return parser.parse_args(given)


def _learn(arguments: argparse.Namespace, tell: partial[None]) -> None:
    corpora = Corpora(load_settings(), arguments.shared, arguments.work, arguments.index)
    shipped = read_model()
    model = started(shipped)
    if arguments.confidence:
        ranking = kept_ranking(MODEL, shipped)
        sets = {name: dict(each.sets) for name, each in shipped.domains.items()}
    else:
        asked = ask_sets(replace(corpora, model=model), tell, (*SETS, *LEARNING, *READ), arguments.processes)
        sets = asked.sets
        if arguments.output.exists():
            require_no_less(arguments.output, read_model(arguments.output), sets)
        ranking = {
            name: learn_ranking(examples, model.domains[name].start)
            for name, examples in sorted(asked.examples.items())
        }
        tell("the question sets once more, with the new weights of sentences and clauses:")
    better = with_learned(model, ranking)
    # Without those that the reading model was trained on: there it is left out, and without it scores mean something else.
    judged = ask_sets(replace(corpora, model=better), tell, (*SETS, *LEARNING), arguments.processes)
    learned = {
        name: learn_confidence(examples.verdicts, better.domains[name].weights, _of_others(name, judged))
        for name, examples in sorted(judged.examples.items())
    }
    scores = {name: (*ranking[name].scores, *learned[name].scores) for name in learned}
    _print(learned, scores)
    sets = {name: {**sets.get(name, {}), **judged.sets[name]} for name in judged.sets}
    write(arguments.output, with_learned(better, learned), scores, sets)


def _of_others(domain: str, asked: Asked) -> list[Verdict]:
    return [each for name, of in sorted(asked.examples.items()) if name != domain for each in of.verdicts]


def _print(learned: Mapping[str, Learned], scores: Mapping[str, Sequence[Score]]) -> None:
    console = Console()
    console = console if console.is_terminal else Console(width=_WIDTH)
    for name, each in learned.items():
        table = Table("table", "measure", "set", "questions", "start", "held out", "in sample", title=name)
        for score in scores[name]:
            held = "-" if score.held_out is None else f"{score.held_out:.3f}"
            shares = (f"{score.start:.3f}", held, f"{score.in_sample:.3f}")
            table.add_row(score.table, score.measure, score.set or "all", str(score.questions), *shares)
        console.print(table)
        console.print(f"{name}: an answer from a confidence of {each.weights.enough} on")


if __name__ == "__main__":
    sys.exit(main())
