"""What people call things -> what documents call them: 堵车 is 拥堵, 狗 is 犬只; from a file that a person can edit."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from itertools import accumulate

from retrieval.language import tokenizer
from retrieval.types import Meaning

_FILE = "data/lay_words.tsv"
_BETWEEN = "；"
_WORTH = 0.8
"""What a word of the documents is worth beside the one that was asked with."""


def written_words(text: str) -> tuple[tuple[Meaning, ...], ...]:
    """For each word of people in a normalised text: itself, and the words that documents have for it.

    It counts only where the dictionary sees whole words: 狗, but not in 热狗.

    >>> [[meaning.word for meaning in group] for group in written_words("兰州堵车怎么治")]
    [['堵车', '拥堵', '治堵', '缓堵', '畅通']]
    """
    written, longest = _lay_words()
    edges = [0, *accumulate(map(len, tokenizer.dictionary_words(text)))]
    found: dict[tuple[Meaning, ...], None] = {}
    behind = 0
    for start in edges:
        ends = (end for end in reversed(edges) if start < end <= start + longest)
        # What documents call it may stand there already.
        told = ((end, written.get(text[start:end], ())) for end in ends)
        end, words = next(
            ((end, words) for end, words in told if words and not _any_in(text, words)), (0, ())
        )
        if behind <= start < end:
            found[Meaning(text[start:end], 1.0), *(Meaning(word, _WORTH) for word in words)] = None
            behind = end
    return tuple(found)


def _any_in(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)


@cache
def _lay_words() -> tuple[dict[str, tuple[str, ...]], int]:
    """The written words of each word of people, and the characters of the longest."""
    lines = files("retrieval").joinpath(_FILE).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    written: dict[str, tuple[str, ...]] = {}
    for meant, said in rows:
        for word in said.split(_BETWEEN):
            written[word] = tuple(dict.fromkeys((*written.get(word, ()), *meant.split(_BETWEEN))))
    return written, max(map(len, written))
