"""`python -m benchmarks.learning.expected_words`: question sets and documents -> `retrieval/data/expected_words.tsv`.

For each word how likely the sentence that answers has it, if a question does: 失业率 nearly always, 打算 and 房子 hardly
ever. A logistic regression is fitted to the words of all questions that have an answer; it knows a word by its tag in
jieba's dictionary, its length, the share of the reports that have it, and how often it stood in the answers to other
questions, if they were about several documents. Documents are held out whole for the score that is printed. Only words
and numbers leave the documents.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from benchmarks.quality.corpora import MANUALS
from benchmarks.quality.sets import LEARNING, READ, SETS
from benchmarks.reader.questions import Documents
from retrieval.evaluation.question_sets import JudgedQuestion, read_dialogues
from retrieval.language import tokenizer
from retrieval.language.dictionary import content_words
from retrieval.language.expected_words import DATA, UNKNOWN
from retrieval.language.inflections import forms_of
from retrieval.language.normalizing import normalize
from retrieval.types import is_han

_REPOSITORY = Path(__file__).resolve().parents[2]
_SENTENCE = re.compile(r"[。；！？;!?\n]|\. ")
_TAGS = (
    "n",
    "v",
    "a",
    "d",
    "m",
    "q",
    "r",
    "nr",
    "ns",
    "nz",
    "vn",
    "t",
    "f",
    "l",
    "i",
    "j",
    "b",
    "p",
    "c",
    "x",
    "en",
)
_OTHER, _ENGLISH = "x", "en"
_OFTEN_SHARE = 0.005
"""Of the reports that have a word that is listed, though no question has it."""
_BEGINNING = 12
"""Characters of an answer by which its sentence is found."""
_FOLDS = 6
_FEW = 4
"""Documents: of a word that questions about fewer have, its answers say more of those documents than of the word."""
_STEP = 0.05
"""Words of about the same likelihood stand in one line."""
_HEADING = (
    "# How likely the sentence that answers a question has a word of the question, and the words.",
    "# Learned by `python -m benchmarks.learning.expected_words`; `*` stands for all other words.",
)
Counts = Mapping[str, tuple[int, int]]
"""Of a word of questions: in how many the answer's sentence has it, and in how many it has not."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question that has an answer."""

    document: str
    words: tuple[str, ...]
    sentence: str
    """That answers, normalised, in lower case."""

    def has(self, word: str) -> bool:
        forms = forms_of(word) if word.isascii() else (word,)
        return any(form in self.sentence for form in forms)


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """What is known of words beside the questions."""

    tags: Mapping[str, str]
    """Of jieba's dictionary."""
    shares: Mapping[str, float]
    """Of the reports that have a word."""

    def row(self, word: str, counts: Counts) -> list[float]:
        """What the regression knows of a word; one value each."""
        tag = _ENGLISH if word.isascii() else self.tags.get(word, _OTHER)
        tag = next((each for each in (tag, tag[:1]) if each in _TAGS), _OTHER)
        share, (having, lacking) = self.shares.get(word, 0.0), counts.get(word, (0, 0))
        seen = having + lacking
        return [
            *(float(each == tag) for each in _TAGS),
            float(min(len(word), 4)),
            float(len(word) == 1),
            math.log(share + 0.003),
            math.log(tokenizer.frequency(word) + 1) / 5,
            float(share < 0.005),
            math.log((having + 1) / (lacking + 1)),
            min(seen, 10) / 10,
            math.log((having + 0.5) / (lacking + 0.5)) * min(seen, 6) / 6,
        ]


def main(given: Sequence[str] | None = None) -> int:
    """Learn, print how well words are told apart on documents held out, and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.learning.expected_words", description=__doc__)
    parser.add_argument("--shared", type=Path, default=_REPOSITORY.parent / "shared", metavar="DIR")
    parser.add_argument("--every", type=int, default=3, metavar="N", help="count words in each Nth report")
    parser.add_argument("--output", type=Path, default=_REPOSITORY / "retrieval" / DATA, metavar="FILE")
    arguments = parser.parse_args(given)
    corpus = arguments.shared / "corpus"
    folders = [
        corpus / "reports",
        corpus / "general",
        corpus / "general-more",
        MANUALS,
        _REPOSITORY / "corpus",
    ]
    tell = Console(stderr=True, highlight=False).print
    if not corpus.is_dir():
        tell(f"the table of expected words stays as it is: {corpus} is not there")
        return 0
    asked = list(_questions(Documents(folders, {})))
    known = _Vocabulary(_tags(), _shares(sorted((corpus / "reports").glob("*.txt"))[:: arguments.every]))
    tell(f"{len(asked)} questions of {len({each.document for each in asked})} documents")
    tell(f"AUROC of a word that the answer has, documents held out: {_held_out(asked, known):.3f}")
    counts, model = _counts(asked), _fitted(asked, known)
    often = (word for word, share in known.shares.items() if share >= _OFTEN_SHARE)
    words = sorted({*counts, *(word for word in often if is_han(word[0]))})
    likelihoods = model.predict_proba([known.row(word, counts) for word in words])[:, 1]
    unknown = float(model.predict_proba([known.row(UNKNOWN, {})])[0, 1])
    _write(arguments.output, {**dict(zip(words, likelihoods.tolist(), strict=True)), UNKNOWN: unknown})
    return 0


def _questions(documents: Documents) -> Iterator[_Asked]:
    """The questions with an answer, of a dialogue only the first: what others leave out tells nothing of words."""
    for each in (*SETS, *LEARNING, *READ):
        for dialogue in () if each.is_typed_inputs else read_dialogues(each.file):
            judged = dialogue.turns[0]
            if judged.gold and (found := _asked(judged, documents)):
                yield found


def _asked(judged: JudgedQuestion, documents: Documents) -> _Asked | None:
    gold = min(judged.gold, key=lambda each: (each.file, each.line))
    try:
        line = documents.lines(gold.file)[gold.line - 1]
    except FileNotFoundError:
        return None
    answers = [normalize(answer).lower()[:_BEGINNING] for answer in judged.answers]
    sentences = _SENTENCE.split(normalize(line).lower())
    sentence = next((each for answer in answers for each in sentences if answer and answer in each), None)
    if sentence is None:
        return None
    is_chinese = any(map(is_han, sentence))
    text = normalize(judged.question).lower()
    words = (word for word in tokenizer.dictionary_words(tokenizer.content(text)) if all(map(is_han, word)))
    found = dict.fromkeys(words if is_chinese else content_words(text))
    return _Asked(gold.file, tuple(word for word in found if word.strip()), sentence)


def _tags() -> dict[str, str]:
    rows = (line.split(" ") for line in files("jieba").joinpath("dict.txt").read_text("utf-8").splitlines())
    return {word: tag for word, _, tag in rows}


def _shares(reports: Sequence[Path]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for report in reports:
        counts.update(set(tokenizer.dictionary_words(normalize(report.read_text(encoding="utf-8")).lower())))
    return {word: count / len(reports) for word, count in counts.items()}


def _counts(asked: Iterable[_Asked]) -> dict[str, tuple[int, int]]:
    having: Counter[str] = Counter()
    lacking: Counter[str] = Counter()
    documents: dict[str, set[str]] = {}
    for each in asked:
        for word in each.words:
            (having if each.has(word) else lacking)[word] += 1
            documents.setdefault(word, set()).add(each.document)
    often = (word for word, of in documents.items() if len(of) >= _FEW)
    return {word: (having[word], lacking[word]) for word in often}


def _fitted(asked: Sequence[_Asked], known: _Vocabulary) -> LogisticRegression:
    """Fitted to every word of every question, which is known by its counts in the other questions."""
    counts, rows, had = _counts(asked), [], []
    for each in asked:
        for word in each.words:
            has = each.has(word)
            having, lacking = counts.get(word, (0, 0))
            others = {word: (having - has, lacking - (not has))} if word in counts else {}
            rows.append(known.row(word, others))
            had.append(has)
    return LogisticRegression(max_iter=500).fit(np.array(rows), had)


def _held_out(asked: Sequence[_Asked], known: _Vocabulary) -> float:
    sure: list[float] = []
    had: list[bool] = []
    for train, test in GroupKFold(_FOLDS).split(asked, groups=[each.document for each in asked]):
        some, others = _chosen(asked, train), _chosen(asked, test)
        counts, model = _counts(some), _fitted(some, known)
        pairs = [(each, word) for each in others for word in each.words]
        sure += model.predict_proba([known.row(word, counts) for _, word in pairs])[:, 1].tolist()
        had += [each.has(word) for each, word in pairs]
    return float(roc_auc_score(had, sure))


def _chosen(asked: Sequence[_Asked], positions: NDArray[np.int_]) -> list[_Asked]:
    return [asked[at] for at in positions.tolist()]


def _write(output: Path, likelihoods: Mapping[str, float]) -> None:
    lines: dict[float, list[str]] = {}
    for word in sorted(likelihoods):
        lines.setdefault(round(round(likelihoods[word] / _STEP) * _STEP, 2), []).append(word)
    rows = (f"{likelihood:.2f}\t{' '.join(lines[likelihood])}" for likelihood in sorted(lines))
    output.write_text("\n".join((*_HEADING, *rows)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
