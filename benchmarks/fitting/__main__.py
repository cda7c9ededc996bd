"""`python -m benchmarks.fitting --shared FOLDER`: question sets -> the weights to put into the three tables.

Prints, for each table, every weight now and fitted, and for every group of questions the share that is right with the
weights as they are, with fitted ones on questions that took no part in the fit (five folds by question), and with
those fitted on all. Nothing is written: the tables are in `evidence/ranking.py`, `answers/clause_features.py` and
`answers/sufficiency.py` of `retrieval/`. FOLDER holds `eval/` and `corpus/reports/`; without it only the sets beside
this file, on the shipped report, are used.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from benchmarks.fitting.ascent import ascend, first_right, stack
from benchmarks.fitting.examples import Example, Examples, Verdict
from benchmarks.fitting.logistic import probability, regress
from benchmarks.fitting.sets import read_examples
from retrieval.answers import clause_features, sufficiency
from retrieval.evidence import ranking

SEED = 20170110
_FOLDS = 5
Weights = NDArray[np.float64]
Right = dict[str, list[bool]]
"""By group: whether each question came out right."""
Table = ranking.Features | clause_features.ClauseFeatures | sufficiency.Grounds
Kind = TypeVar("Kind", Example, Verdict)


def main() -> None:
    """Fit, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fitting", description=__doc__)
    parser.add_argument("--shared", type=Path, help="folder with eval/ and corpus/reports/")
    examples = read_examples(parser.parse_args().shared)
    _fit_ranked("sentences", examples.sentences, ranking.WEIGHTS)
    _fit_ranked("clauses", examples.clauses, clause_features.CLAUSE_WEIGHTS)
    _fit_verdict(examples)


def _fit_ranked(
    name: str, examples: Sequence[Example], table: ranking.Features | clause_features.ClauseFeatures
) -> None:
    start = _values(table)

    def fit(some: Sequence[Example]) -> Weights:
        return ascend(stack(some), start, SEED)

    def test(some: Sequence[Example], weights: Weights) -> Right:
        found = first_right(stack(some), weights)
        return _by_group((each.group for each in some), found)

    fitted = fit(examples)
    # Only the order counts; scores keep their scale, which the verdict and the margins are set by.
    moved = fitted[start != 0] / start[start != 0]
    _report(name, table, fitted / np.exp(np.mean(np.log(moved))))
    _compare({
        "now": test(examples, start),
        "held out": _cross_validated(examples, fit, test),
        "fitted": test(examples, fitted),
    })  # fmt: skip


def _fit_verdict(examples: Examples) -> None:
    """On reports alone: encyclopedia questions have no year, unit or role that could be missing."""
    start = _values(sufficiency.WEIGHTS)
    verdicts = [each for each in examples.verdicts if "report" in each.group]

    def fit(some: Sequence[Verdict]) -> Weights:
        return regress(some, start)

    def test(some: Sequence[Verdict], weights: Weights) -> Right:
        asked = [each for each in some if each.weight >= 1]
        sure = probability(np.array([each.grounds for each in asked]), weights) >= sufficiency.ENOUGH
        groups = (f"{each.group}, {'an answer' if each.is_answer else 'none'}" for each in asked)
        return _by_group(groups, [given == each.is_answer for given, each in zip(sure, asked, strict=True)])

    fitted = fit(verdicts)
    _report("verdict", sufficiency.WEIGHTS, fitted)
    _compare({
        "now": test(verdicts, start),
        "held out": _cross_validated(verdicts, fit, test),
        "fitted": test(verdicts, fitted),
    })  # fmt: skip


def _cross_validated(
    examples: Sequence[Kind],
    fit: Callable[[Sequence[Kind]], Weights],
    test: Callable[[Sequence[Kind], Weights], Right],
) -> Right:
    keys = sorted({each.key for each in examples})
    fold_of = dict(zip(keys, np.random.default_rng(SEED).permutation(len(keys)) % _FOLDS, strict=True))
    right: Right = {}
    for fold in range(_FOLDS):
        weights = fit([each for each in examples if fold_of[each.key] != fold])
        for group, found in test([each for each in examples if fold_of[each.key] == fold], weights).items():
            right.setdefault(group, []).extend(found)
    return right


def _by_group(groups: Iterable[str], found: Iterable[bool]) -> Right:
    right: Right = {}
    for group, each in zip(groups, found, strict=True):
        right.setdefault(group, []).append(bool(each))
    return right


def _report(name: str, table: Table, fitted: Weights) -> None:
    print(f"\n{name}: weight now, fitted")
    for field, value in zip(fields(table), fitted, strict=True):
        print(f"  {field.name:22}{getattr(table, field.name):8.2f}{value:8.2f}")


def _compare(columns: dict[str, Right]) -> None:
    groups = sorted(next(iter(columns.values())))
    print(f"  {'right':34}{'questions':>10}" + "".join(f"{name:>10}" for name in columns))
    for group in groups:
        shares = (np.mean(right[group]) for right in columns.values())
        count = len(next(iter(columns.values()))[group])
        print(f"  {group:34}{count:10}" + "".join(f"{share:10.3f}" for share in shares))


def _values(table: Table) -> Weights:
    return np.array([getattr(table, field.name) for field in fields(table)])


if __name__ == "__main__":
    main()
