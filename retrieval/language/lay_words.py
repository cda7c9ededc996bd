"""What people call things -> what documents call them: 堵车 is 拥堵, 狗 is 犬只; from a file that a person can edit."""

from __future__ import annotations

import re
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
    pattern, written = _lay_words()
    edges = {0, *accumulate(map(len, tokenizer.dictionary_words(text)))}
    found: dict[tuple[Meaning, ...], None] = {}
    for match in pattern.finditer(text):
        said = match[0]
        if edges.issuperset(match.span()) and not any(word in text for word in written[said]):
            found[Meaning(said, 1.0), *(Meaning(word, _WORTH) for word in written[said])] = None
    return tuple(found)


@cache
def _lay_words() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """A pattern of all words of people, the longest first, and the written ones of each."""
    lines = files("retrieval").joinpath(_FILE).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    written: dict[str, tuple[str, ...]] = {}
    for meant, said in rows:
        for word in said.split(_BETWEEN):
            written[word] = tuple(dict.fromkeys((*written.get(word, ()), *meant.split(_BETWEEN))))
    longest_first = sorted(written, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first))), written
