"""Which question sets are learned from, and the engines they are asked of."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from benchmarks.learning.examples import Example, Examples, Verdict, collect
from benchmarks.quality.corpora import Corpora
from benchmarks.quality.sets import LEARNING, SETS, Documents, QuestionSet
from retrieval.evaluation.question_sets import Dialogue, read_dialogues

_ALL = "ALL"
"""How a question says that it is asked of all documents of its set together."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of the question sets."""

    examples: dict[str, Examples] = field(default_factory=dict)
    """By domain."""
    sets: dict[str, dict[str, str]] = field(default_factory=dict)
    """By domain, for each set that had questions for it: the SHA-256 of its file."""


def ask_sets(corpora: Corpora, tell: Callable[[str], None]) -> Asked:
    """Ask all questions whose documents are on this machine; those over all reports at once only where an index is given.

    Args:
        corpora: opens the documents.
        tell: told which set is being asked, or why one is not.
    """
    found = Examples()
    for each in (*SETS, *LEARNING):
        if each.is_typed_inputs:
            continue
        if not corpora.has(each.documents):
            tell(f"{each.name}: not learned from, {each.documents} are not on this machine")
            continue
        tell(each.name)
        # Of questions that the reading model was trained on it is surer than it will be of others.
        _ask(each, replace(corpora, with_reader=each not in LEARNING), found)
    return _by_domain(found, {each.name: _digest(each) for each in (*SETS, *LEARNING)})


def _ask(chosen: QuestionSet, corpora: Corpora, into: Examples) -> None:
    dialogues = sorted(read_dialogues(chosen.file), key=_corpus)
    for corpus, asked in groupby(dialogues, key=_corpus):
        if corpus not in {"", _ALL}:
            collect(corpora.open_alone(corpus).engine, chosen.name, corpus, asked, into)
        elif chosen.documents is not Documents.REPORTS or corpora.given_index is not None:
            collect(corpora.open(chosen.documents).engine, chosen.name, "", asked, into)


def _corpus(dialogue: Dialogue) -> str:
    return dialogue.corpus


def _digest(chosen: QuestionSet) -> str:
    return hashlib.sha256(chosen.file.read_bytes()).hexdigest()


def _by_domain(found: Examples, digests: Mapping[str, str]) -> Asked:
    asked = Asked()

    def examples_of(each: Example | Verdict) -> Examples:
        return asked.examples.setdefault(each.source.domain, Examples())

    for verdict in found.verdicts:
        asked.sets.setdefault(verdict.source.domain, {})[verdict.source.set] = digests[verdict.source.set]
        examples_of(verdict).verdicts.append(verdict)
    for sentence in found.sentences:
        examples_of(sentence).sentences.append(sentence)
    for clause in found.clauses:
        examples_of(clause).clauses.append(clause)
    return asked
