"""A question set asked of the documents it was written for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from benchmarks.quality.corpora import Corpora, OpenedCorpus
from benchmarks.quality.results import SetResult, questions_result, typed_result
from benchmarks.quality.sets import QuestionSet
from benchmarks.quality.typed_inputs import TypedOutcome, ask_typed_inputs, read_typed_inputs
from embeddings import Progress
from retrieval.evaluation import scoring
from retrieval.evaluation.question_sets import Dialogue, read_dialogues
from retrieval.evaluation.scoring import Outcome
from retrieval.types import PUBLIC

_TOGETHER = frozenset({"", "ALL"})
"""How a question says that it is asked of all documents of its set together."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A set, what became of its questions, and what was in the index that was asked."""

    result: SetResult
    outcomes: tuple[Outcome, ...]
    typed: tuple[TypedOutcome, ...]
    """Instead of outcomes, where right is told in words."""
    index: str


def ask_set(
    chosen: QuestionSet,
    corpora: Corpora,
    progress: Progress | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Asked:
    """Ask every question of a set and count what is right.

    Args:
        chosen: the set.
        corpora: opens its documents.
        progress: told how far an index is that must be built first.
        tell: told which documents are being asked.
    """
    if chosen.is_typed_inputs:
        return _ask_typed(chosen, corpora.open(chosen.documents, progress))
    outcomes: list[Outcome] = []
    states: list[str] = []
    by_corpus = _by_corpus(read_dialogues(chosen.file))
    for number, (corpus, dialogues) in enumerate(by_corpus.items(), start=1):
        tell(f"{chosen.name}: {corpus or chosen.documents} ({number} of {len(by_corpus)})")
        if corpus:
            opened = corpora.open_alone(corpus, progress)
        else:
            opened = corpora.open(chosen.documents, progress)
            states.append(opened.state)
        outcomes += scoring.ask_all(opened.engine, dialogues, partial(opened.engine.source, scope=PUBLIC))
    if alone := len(by_corpus) - len(states):
        states.append(f"{alone} documents, each alone")
    return Asked(questions_result(chosen.name, outcomes), tuple(outcomes), (), "; ".join(states))


def _ask_typed(chosen: QuestionSet, opened: OpenedCorpus) -> Asked:
    inputs = [each for each in read_typed_inputs(chosen.file) if each.documents is chosen.documents]
    outcomes = tuple(ask_typed_inputs(opened.engine, inputs))
    return Asked(typed_result(chosen.name, outcomes), (), outcomes, opened.state)


def _by_corpus(dialogues: Sequence[Dialogue]) -> dict[str, list[Dialogue]]:
    """Dialogues by the document they are asked of alone; an empty name is all documents of the set together."""
    found: dict[str, list[Dialogue]] = defaultdict(list)
    for dialogue in dialogues:
        found["" if dialogue.corpus in _TOGETHER else dialogue.corpus].append(dialogue)
    return found
