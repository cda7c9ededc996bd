"""`python -m benchmarks.learning.figure_kinds`: reports -> `retrieval/data/figure_kinds.tsv`.

Counts in which kinds of figures nouns are given: 面积 in areas and shares, 里程 in lengths. A noun is counted where a figure
follows it, with at most words like 达到, 完成 or 增长 between; how often it stands without one tells whether it measures
anything by itself. Only counts leave the documents, no words of a sentence.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from retrieval.language import tokenizer
from retrieval.language.figure_kinds import BETWEEN, DATA, MOST_CHARACTERS, kind_told
from retrieval.language.quantities import SHARE, quantities

_REPOSITORY = Path(__file__).resolve().parents[2]
_CLAUSE = re.compile(r"[^，。；！？、:：（）()\n]+")
_BEFORE = re.compile(r"[一-鿿]+$")
_OFTEN = 50
_LEAST_SHARE = 0.04
_LEAST_FOLLOWED = 0.04
"""Of a noun's occurrences: one that a figure follows less often is followed by chance, 攻坚 or 改革."""
_MOST_KINDS = 3
_COVERED = 0.93
_HEADING = (
    "# Nouns, the kinds of figures they are given in, and the share of their occurrences that a figure follows.",
    "# Counted in reports by `python -m benchmarks.learning.figure_kinds`; `other`: units of no kind, or none.",
    "# Noun\tKinds\tWith a figure",
)


def main(given: Sequence[str] | None = None) -> int:
    """Count and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.learning.figure_kinds", description=__doc__)
    corpus = _REPOSITORY.parent / "shared" / "corpus" / "reports"
    parser.add_argument("--corpus", type=Path, default=corpus, metavar="DIR")
    parser.add_argument("--every", type=int, default=3, metavar="N", help="count in each Nth report")
    parser.add_argument("--output", type=Path, default=_REPOSITORY / "retrieval" / DATA, metavar="FILE")
    arguments = parser.parse_args(given)
    told: Counter[tuple[str, str]] = Counter()
    occurring: Counter[str] = Counter()
    for file in sorted(arguments.corpus.glob("*.txt"))[:: arguments.every]:
        for clause in _CLAUSE.findall(file.read_text(encoding="utf-8")):
            occurring.update(set(_words(clause)))
            told.update(_told(clause))
    rows = sorted(_rows(told, occurring))
    arguments.output.write_text("\n".join((*_HEADING, *rows)) + "\n", encoding="utf-8")
    return 0


def _words(clause: str) -> Iterator[str]:
    for word in tokenizer.dictionary_words(clause):
        if 1 < len(word) <= MOST_CHARACTERS:
            yield word


def _told(clause: str) -> Iterator[tuple[str, str]]:
    """The last noun before the first figure of a clause, as a word and as its last two characters, with the kind."""
    first = next(iter(quantities(clause)), None)
    before = _BEFORE.search(clause[: first.start]) if first else None
    if first is None or before is None:
        return
    noun = before[0][: BETWEEN.search(before[0]).start()]  # type: ignore[union-attr]
    words = tokenizer.dictionary_words(noun)
    if not words or len(noun) < 2:
        return
    for ending in {words[-1], noun[-2:]}:
        if 1 < len(ending) <= MOST_CHARACTERS:
            yield ending, kind_told(first)


def _rows(told: Counter[tuple[str, str]], occurring: Counter[str]) -> Iterator[str]:
    of_noun: dict[str, Counter[str]] = {}
    for (noun, kind), count in told.items():
        of_noun.setdefault(noun, Counter())[kind] = count
    for noun, counts in of_noun.items():
        total = counts.total()
        often = [kind for kind, count in counts.most_common() if count >= _LEAST_SHARE * total]
        covered = sum(counts[kind] for kind in {*often, SHARE})
        own = [kind for kind in often if kind != SHARE] or [SHARE]
        if total < _OFTEN or len(own) > _MOST_KINDS or covered < _COVERED * total or not occurring[noun]:
            continue
        followed = round(min(1.0, total / occurring[noun]), 2)
        if followed >= _LEAST_FOLLOWED:
            yield f"{noun}\t{';'.join(own)}\t{followed:.2f}"


if __name__ == "__main__":
    sys.exit(main())
