"""The learned weights of every domain, read from `model.json`, which `make learn` writes.

Each domain has the weights in use and those that the fit started from and was pulled towards, so that anybody can
repeat it. The file also says what was learned from (the SHA-256 of each question set) and how well it does on documents
that took no part in the fit; see `benchmarks/learning`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from retrieval.errors import LearnedWeightsError
from retrieval.learning.features import AnswerabilityFeatures, ClauseFeatures, Features
from retrieval.learning.question_kinds import QuestionKinds, read_kinds

MODEL = Path(__file__).with_name("model.json")
"""The one that comes with the package."""
FORMAT = 4
Table = TypeVar("Table", Features, ClauseFeatures, AnswerabilityFeatures)


@dataclass(frozen=True, slots=True)
class Weights:
    """What answers are chosen and judged by in the documents of one domain."""

    sentences: Features
    """Of the score of a sentence."""
    clauses: ClauseFeatures
    """Of the score of a clause."""
    answerability: AnswerabilityFeatures
    """Of the log-odds that the best clause is an answer."""
    enough: float
    """Confidence below which it is more honest to say that nothing was found; above 0, at most 1."""
    enough_in_names: float
    """The same where a name, a person or yes or no is asked for: the question has fewer of the answer's words."""
    enough_in_words: float
    """The same where clauses or a list answer: what a question of how, why or what about wants is seldom said in its
    words, and of what is not there hardly any is asked so."""
    enough_anywhere: float
    """The same where no place was named: among all documents some sentence is near any question."""


@dataclass(frozen=True, slots=True)
class DomainModel:
    """The weights of one domain and where they come from."""

    weights: Weights
    """Those in use."""
    start: Weights
    """Those that the fit started from and was pulled towards."""
    sets: Mapping[str, str]
    """By the name of each question set that was learned from: the SHA-256 of its file, in hexadecimal."""


@dataclass(frozen=True, slots=True)
class Model:
    """The learned weights of all domains."""

    domains: Mapping[str, DomainModel]
    """By the name of the domain."""
    fallback: str
    """The domain whose weights serve those that nothing was learned for."""
    kinds: QuestionKinds
    """Judges what kind of answer a question wants, whatever it is asked of."""

    def of(self, domain: str) -> Weights:
        """The weights for the documents of a domain."""
        return self.domains.get(domain, self.domains[self.fallback]).weights


def read_model(path: Path = MODEL) -> Model:
    """Read the learned weights.

    Raises:
        LearnedWeightsError: the file is not there, of another format or damaged.
    """
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        return _model(held)
    except OSError as error:
        raise LearnedWeightsError(path, "the file cannot be read") from error
    except KeyError as error:
        raise LearnedWeightsError(path, f"{error.args[0]} is missing") from error
    except (ValueError, TypeError, AttributeError) as error:
        reason = str(error) if isinstance(error, _DamageError) else "the file is damaged"
        raise LearnedWeightsError(path, reason) from error


class _DamageError(ValueError):
    """Says in words what is wrong with the file."""


def _model(held: dict[str, Any]) -> Model:
    if held["format"] != FORMAT:
        raise _DamageError(
            f"it has format {held['format']!r}, and this version of yinju reads format {FORMAT}"
        )
    domains = {name: _domain(name, each) for name, each in held["domains"].items()}
    if held["fallback"] not in domains:
        raise _DamageError(f"it has no domain {held['fallback']!r} to fall back on")
    return Model(domains, held["fallback"], read_kinds())


def _domain(name: str, held: dict[str, Any]) -> DomainModel:
    weights, start = (_weights(f"{name}.{part}", held[part]) for part in ("weights", "start"))
    return DomainModel(weights, start, {each: str(digest) for each, digest in held["sets"].items()})


def _weights(where: str, held: dict[str, Any]) -> Weights:
    return Weights(
        sentences=_table(f"{where}.sentences", held["sentences"], Features),
        clauses=_table(f"{where}.clauses", held["clauses"], ClauseFeatures),
        answerability=_table(f"{where}.answerability", held["answerability"], AnswerabilityFeatures),
        enough=_share(f"{where}.enough", held["enough"]),
        enough_in_names=_share(f"{where}.enough_in_names", held["enough_in_names"]),
        enough_in_words=_share(f"{where}.enough_in_words", held["enough_in_words"]),
        enough_anywhere=_share(f"{where}.enough_anywhere", held["enough_anywhere"]),
    )


def _table(where: str, held: dict[str, Any], kind: type[Table]) -> Table:
    names = {field.name for field in fields(kind)}
    if differing := sorted(names ^ held.keys()):
        raise _DamageError(f"{where} has other weights than this version of yinju ({', '.join(differing)})")
    return kind(**{name: _number(f"{where}.{name}", value) for name, value in held.items()})


def _share(where: str, value: object) -> float:
    found = _number(where, value)
    if not 0 < found <= 1:
        raise _DamageError(f"{where} is not above 0 and at most 1")
    return found


def _number(where: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise _DamageError(f"{where} is not a number")
    return float(value)
