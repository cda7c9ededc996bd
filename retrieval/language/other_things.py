"""Things of one kind that a question may be about, from a file that a person can edit: 猪, 牛 and 羊; 教师 and 学生.

A sentence about another thing of the kind may have all the words of a question but one, and vectors that are next to the
same; what tells that it does not answer is that it names the other thing and not the one that was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import accumulate, pairwise

from retrieval.language import tokenizer
from retrieval.language.inflections import forms_of
from retrieval.types import Thing, is_han

_FILE = "data/other_things.tsv"
_BETWEEN = "；"
_LONGEST_ENDING = 4
"""Letters by which a form of an English word is longer: running."""
_NO_LETTER = re.compile(r"[^a-z0-9]+")

Sides = tuple[tuple[str, ...], ...]
"""The things of one kind, each in the words that there are for it."""


class OtherThings:
    """Tells which things a question names, and what it would be mistaken for."""

    def __init__(self, kinds: tuple[Sides, ...]) -> None:
        """Take the kinds; a word may be in several."""
        self._kinds = kinds
        self._of: dict[str, list[tuple[int, int]]] = {}
        for kind, sides in enumerate(kinds):
            for side, words in enumerate(sides):
                for word in words:
                    self._of.setdefault(word, []).append((kind, side))
        self._longest = max(map(len, self._of), default=0) + _LONGEST_ENDING

    def named(self, text: str) -> tuple[Thing, ...]:
        """The things that a normalised text in lower case names: of each kind one, or none where it names several.

        >>> things = OtherThings(((("猪", "生猪"), ("羊",)),))
        >>> [(each.said, each.others) for each in things.named("羊存栏多少头")]
        [('羊', (('猪', '生猪'),))]
        """
        return tuple(
            self._thing(kind, side, said)
            for kind, sides in sorted(self._told(text).items())
            if len(sides) == 1
            for side, said in sides.items()
        )

    def named_instead(self, things: Iterable[Thing], text: str) -> str:
        """The first word of a normalised text in lower case for another thing of the kind of one of these; empty: none.

        >>> things = OtherThings(((("猪", "生猪"), ("羊",)),))
        >>> things.named_instead(things.named("羊存栏多少头"), "生猪存栏20万头")
        '生猪'
        """
        others = {side for each in things for side in each.others}
        told = self._told(text).items() if others else ()
        return next(
            (said for kind, sides in told for at, said in sides.items() if self._kinds[kind][at] in others),
            "",
        )

    def _thing(self, kind: int, own: int, said: str) -> Thing:
        sides = self._kinds[kind]
        return Thing(said, sides[own], tuple(side for at, side in enumerate(sides) if at != own))

    def _told(self, text: str) -> dict[int, dict[int, str]]:
        """Of each kind the things that a text names, with the words that it has for them.

        Words count where the dictionary sees whole words, or parts of one: 羊, but not in 羊城; 粮食 in 粮食产量. A word
        within a longer one is none of the same kind: 被监护人 names no 监护人.
        """
        found: dict[int, dict[int, str]] = {}
        taken: dict[int, list[tuple[int, int]]] = {}
        for start, end, word in sorted(self._words(text), key=lambda each: each[0] - each[1]):
            for kind, side in self._of[word]:
                spans = taken.setdefault(kind, [])
                if not any(first <= start and end <= last for first, last in spans):
                    spans.append((start, end))
                    found.setdefault(kind, {}).setdefault(side, text[start:end])
        return found

    def _words(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where the file's words stand in a text, and how the file has them."""
        edges = [0, *accumulate(map(len, tokenizer.dictionary_words(text)))]
        token_at = [at for at, (first, last) in enumerate(pairwise(edges)) for _ in range(last - first)]
        whole = frozenset(edges)
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + self._longest) + 1):
                are_words = start in whole and end in whole
                is_part = end - start > 1 and token_at[start] == token_at[end - 1] and is_han(text[start])
                if (are_words or is_part) and (word := self._known(text[start:end])):
                    yield start, end, word

    def _known(self, word: str) -> str:
        """The word, or a form of an English one, if the file has it; empty: it does not."""
        if word in self._of:
            return word
        forms = forms_of(word) if word.isascii() and word.isalpha() else ()
        return next((form for form in forms if form in self._of), "")


def speaks_of(thing: Thing, text: str) -> bool:
    """Whether a normalised text in lower case has a word for a thing; an English one counts with any ending.

    >>> speaks_of(Thing("老师", ("老师", "教师", "teacher"), ()), "3 teachers")
    True
    """
    latin = f" {_NO_LETTER.sub(' ', text)}"
    return any(f" {word}" in latin if word.isascii() else word in text for word in thing.own)


@cache
def shipped_things() -> OtherThings:
    """The kinds that come with the package."""
    lines = files("retrieval").joinpath(_FILE).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return OtherThings(tuple(tuple(tuple(side.split(_BETWEEN)) for side in row) for row in rows))
