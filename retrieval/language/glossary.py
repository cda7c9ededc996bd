"""Names of indicators and subjects, in Chinese and English, from a file that a person can edit.

The glossary gives a question the words the documents use: GDP is 地区生产总值 there, 农民收入 is
农村常住居民人均可支配收入. A name that is part of a longer name found at the same place does not count.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from retrieval.language.normalizing import normalize

_FILE = "data/glossary.tsv"
_ENDINGS = ("es", "s")
_KEPT_TEXTS = 8192
"""Texts whose mentions are kept, some 4 MB: questions come back to the same sentences."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator or subject."""

    names: tuple[str, ...]
    """Chinese names, the standard one first; normalised, lower case."""
    english: tuple[str, ...]
    """Lower case."""
    in_english: str = ""
    """The first of the English names, as written in the file; empty: there is none."""

    @property
    def standard(self) -> str:
        """The name to show."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of an entry that stands in a text."""

    entry: Entry
    name: str
    """As it stands in the text, in lower case."""
    start: int
    end: int


class Glossary:
    """Finds entries by any of their names."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entry_of: dict[str, Entry] = {}
        for entry in entries:
            for name in (*entry.names, *entry.english):
                self._entry_of.setdefault(name, entry)
        self._by_first_character: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self._entry_of, key=lambda name: (-len(name), name)):
            self._by_first_character[name[0]].append(name)
        self._kept = lru_cache(_KEPT_TEXTS)(self._mentions)

    @property
    def names(self) -> Iterable[str]:
        """All names, normalised and in lower case."""
        return self._entry_of.keys()

    def entry(self, name: str) -> Entry:
        """The entry that a name stands for.

        Raises:
            KeyError: no entry has that name.
        """
        return self._entry_of[name]

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """The entries named in a normalised text, in order; longer names hide the shorter ones inside them."""
        return self._kept(text.lower())

    def _mentions(self, lowered: str) -> tuple[Mention, ...]:
        return tuple(self._scan(lowered))

    def _scan(self, text: str) -> Iterator[Mention]:
        at = 0
        while at < len(text):
            found = self._longest(text, at)
            if found is None or _DIVIDED.search(text, 0, at):
                at += 1
            else:
                yield found
                at = found.end

    def _longest(self, text: str, at: int) -> Mention | None:
        for name in self._by_first_character.get(text[at], ()):
            if text.startswith(name, at) and (end := _end_of_word(text, at, at + len(name))) is not None:
                return Mention(self._entry_of[name], text[at:end], at, end)
        return None


_DIVIDED = re.compile(r"(?:(?<!\d)万元|单位|(?:占|相当于)(?:全[国省市州县区])?)$")
"""What stands before it is divided by: 万元GDP能耗 is no GDP, and neither is 研发支出相当于GDP的比例."""


def parse(text: str) -> list[Entry]:
    """Read the lines of a glossary file: Chinese names, a tab, English names."""
    entries: list[Entry] = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            chinese, _, english = line.partition("\t")
            # A name in English alone has no words of the documents to stand for.
            if names := _names(chinese, "；"):
                entries.append(Entry(names, _names(english, ";"), english.partition(";")[0].strip()))
    return entries


@cache
def shipped_glossary() -> Glossary:
    """The glossary that comes with the package."""
    return Glossary(parse(files("retrieval").joinpath(_FILE).read_text(encoding="utf-8")))


def _names(text: str, separator: str) -> tuple[str, ...]:
    names = (normalize(name).lower() for name in text.split(separator))
    return tuple(dict.fromkeys(name for name in names if name))


def _end_of_word(text: str, start: int, end: int) -> int | None:
    """Where a name ends; English names are found as whole words only, in the singular or the plural."""
    if not _is_latin(text[start]):
        return end
    if start and _is_latin(text[start - 1]):
        return None
    for ending in ("", *_ENDINGS):
        after = end + len(ending)
        if text.startswith(ending, end) and not (after < len(text) and _is_latin(text[after])):
            return after
    return None


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
