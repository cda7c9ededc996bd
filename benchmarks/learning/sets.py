"""Which question sets are learned from, and the engines they are asked of."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, fields, replace
from functools import partial
from multiprocessing import get_context

from benchmarks.learning.examples import Example, Examples, Verdict, collect
from benchmarks.quality.corpora import Corpora
from benchmarks.quality.sets import READ, Documents, QuestionSet
from retrieval.evaluation.question_sets import Dialogue, read_dialogues

_ALL = "ALL"
"""How a question says that it is asked of all documents of its set together."""
_READ = frozenset(each.name for each in READ)
"""Of what the reading model was trained on it is surer than it will be of others: there it is left out."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of the question sets."""

    examples: dict[str, Examples] = field(default_factory=dict)
    """By domain."""
    sets: dict[str, dict[str, str]] = field(default_factory=dict)
    """By domain, for each set that had questions for it: the SHA-256 of its file."""


def ask_sets(
    corpora: Corpora, tell: Callable[[str], None], sets: Sequence[QuestionSet], processes: int
) -> Asked:
    """Ask all questions whose documents are on this machine; those over all reports at once only where an index is given.

    Args:
        corpora: opens the documents.
        tell: told what has been asked, or why a set is not.
        sets: that are asked.
        processes: that ask at the same time; each takes about 1 GB.
    """
    asked = [each for each in sets if not each.is_typed_inputs and corpora.has(each.documents)]
    for each in sets:
        if not corpora.has(each.documents):
            tell(f"{each.name}: not learned from, {each.documents} are not on this machine")
    tasks = _tasks(asked, corpora)
    found = Examples()
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for task, examples in zip(tasks, pool.map(partial(_ask, corpora), tasks), strict=True):
            tell(f"{task.corpus or 'all documents'}: {', '.join(task.dialogues)}")
            for kind in fields(Examples):
                getattr(found, kind.name).extend(getattr(examples, kind.name))
    return _by_domain(found, {each.name: _digest(each) for each in asked})


@dataclass(frozen=True, slots=True)
class _Task:
    """What one process asks of an index, which no other may be building at that time."""

    documents: Documents
    corpus: str
    """The document that is asked alone; empty: all of them."""
    dialogues: dict[str, list[Dialogue]]
    """By the name of their set."""


def _tasks(sets: Sequence[QuestionSet], corpora: Corpora) -> list[_Task]:
    """The longest first, so that no process is left waiting for another."""
    tasks: dict[tuple[Documents, str, str], _Task] = {}
    for each in sets:
        for dialogue in read_dialogues(each.file):
            corpus = "" if dialogue.corpus == _ALL else dialogue.corpus
            if not corpus and each.documents is Documents.REPORTS and corpora.given_index is None:
                continue
            # The index of all reports is given, and only read: several may ask it.
            alike = each.name if not corpus and each.documents is Documents.REPORTS else ""
            task = tasks.setdefault((each.documents, corpus, alike), _Task(each.documents, corpus, {}))
            task.dialogues.setdefault(each.name, []).append(dialogue)
    return sorted(tasks.values(), key=lambda task: -sum(map(len, task.dialogues.values())))


def _ask(corpora: Corpora, task: _Task) -> Examples:
    into = Examples()
    for name, dialogues in task.dialogues.items():
        read = replace(corpora, with_reader=name not in _READ)
        opened = read.open_alone(task.corpus) if task.corpus else read.open(task.documents)
        collect(opened.engine, name, task.corpus, dialogues, into)
    return into


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
