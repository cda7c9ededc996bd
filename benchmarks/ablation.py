"""What each part is worth: the question sets on the shipped report, with one part after another taken away.

`python -m benchmarks.ablation`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace
from functools import partial

from rich.console import Console
from rich.table import Table

from benchmarks.quality.sets import SHIPPED
from bot.config import load_settings
from bot.wiring import build_index, encoder_settings, fill_index
from embeddings import Encoders, open_encoders
from retrieval.domains.work_reports.describing import NAME
from retrieval.engine import Engine, Words
from retrieval.evaluation import scoring
from retrieval.evaluation.question_sets import Dialogue, read_dialogues
from retrieval.evaluation.scoring import Outcome
from retrieval.language.contrasts import Contrasts, shipped_contrasts
from retrieval.language.glossary import Glossary, shipped_glossary
from retrieval.learning.features import Features
from retrieval.learning.model import Model, read_model
from retrieval.search.opened_index import OpenedIndex, open_index
from retrieval.store.index_store import IndexStore
from retrieval.store.snapshot import WordKnowledge
from retrieval.types import PUBLIC

_COLUMNS = ("found_at_1", "answered", "refused", "false_refusals")


@dataclass(frozen=True, slots=True)
class Parts:
    """What an engine is made of."""

    known: WordKnowledge
    words: Words
    weights: Features


Change = Callable[[Parts], Parts]


def _weights(**zeros: float) -> Change:
    return lambda parts: replace(parts, weights=replace(parts.weights, **zeros))


CHANGES: dict[str, Change] = {
    "everything": lambda parts: parts,
    "without the accurate model": _weights(closeness=0.0),
    "without the fast model's closeness": _weights(fast_closeness=0.0, fast_closeness_across=0.0),
    "without keywords": _weights(words=0.0, bigrams=0.0, passage_words=0.0, passage_bigrams=0.0),
    "without year and role": _weights(year=0.0, role=0.0),
    "without unit and kind of answer": _weights(unit=0.0, kind=0.0),
    "without contrasts": lambda parts: replace(parts, words=replace(parts.words, contrasts=Contrasts(()))),
    "without the glossary": lambda parts: replace(parts, words=replace(parts.words, glossary=Glossary(()))),
    "without English translations": lambda parts: replace(
        parts,
        known=replace(parts.known, english=replace(parts.known.english, meanings={}, vocabulary=())),
    ),
}


def main() -> None:
    """Ask all sets of every variant, and print a table."""
    argparse.ArgumentParser(prog="python -m benchmarks.ablation", description=__doc__).parse_args()
    asked = (each.file for each in SHIPPED if not each.is_typed_inputs)
    dialogues = [each for file in asked for each in read_dialogues(file)]
    settings = load_settings()
    encoders = open_encoders(encoder_settings(settings))
    index = settings.index.path.parent / "ablation"
    build_index(settings, settings.corpus.paths, index)
    fill_index(settings, index)
    opened = open_index(IndexStore(index), encoders)
    whole = Parts(
        opened.words,
        Words(shipped_glossary(), shipped_contrasts()),
        read_model().of(NAME).sentences,
    )
    table = Table("", *(f"{language} {column}" for language in ("zh", "en") for column in _COLUMNS))
    for name, change in CHANGES.items():
        outcomes = _ask(change(whole), opened, encoders, dialogues)
        english = [each for each in outcomes if each.judged.language == "en"]
        chinese = [each for each in outcomes if each.judged.language != "en"]
        table.add_row(name, *_shares(chinese), *_shares(english))
    Console(width=160).print(table)


def _ask(parts: Parts, opened: OpenedIndex, encoders: Encoders, dialogues: list[Dialogue]) -> list[Outcome]:
    view = copy(opened)
    view.words = parts.known
    engine = Engine(view, encoders, parts.words, _model_with(parts.weights))
    return scoring.ask_all(engine, dialogues, partial(engine.source, scope=PUBLIC))


def _model_with(weights: Features) -> Model:
    """The shipped model with other weights of the sentences of reports."""
    model = read_model()
    domain = model.domains[NAME]
    return replace(
        model,
        domains={NAME: replace(domain, weights=replace(domain.weights, sentences=weights))},
        fallback=NAME,
    )


def _shares(outcomes: list[Outcome]) -> list[str]:
    scores = scoring.scores(outcomes)[0]
    shares = (getattr(scores, column) for column in _COLUMNS)
    return ["-" if share is None else f"{share:.3f}" for share in shares]


if __name__ == "__main__":
    main()
