"""Finds what a long pattern finds, but tries the pattern only where one of its first characters stands.

Python's `re` tries a pattern that begins with an alternative, an option or a look behind at each character of a text. Few
characters of a Chinese text can begin a figure, so that most of that time is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator


class Scanner:
    """A pattern with the characters that all it finds begin with."""

    def __init__(self, pattern: str, beginnings: str) -> None:
        """Compile it, upper and lower case being the same.

        Args:
            pattern: never finds nothing.
            beginnings: a class of characters, as in a pattern, without its brackets.
        """
        self.pattern = pattern
        self._pattern = re.compile(pattern, re.IGNORECASE)
        self._beginning = re.compile(f"[{beginnings}]", re.IGNORECASE)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first of what is found from a character on."""
        for beginning in self._beginning.finditer(text, start):
            if match := self._pattern.match(text, beginning.start()):
                return match
        return None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """What `re.finditer` finds.

        >>> [match[0] for match in Scanner("(?:超过)?[0-9]+", "超0-9").finditer("超过3万，50")]
        ['超过3', '50']
        """
        match = self.search(text)
        while match:
            yield match
            match = self.search(text, match.end())

    def blanked(self, text: str, blank: str) -> str:
        """A text with one character in place of each of those that were found."""
        pieces, end = [], 0
        for match in self.finditer(text):
            pieces += [text[end : match.start()], blank * len(match[0])]
            end = match.end()
        return "".join([*pieces, text[end:]])
