"""The first lines of a document of any kind -> its title and its date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, takewhile
from pathlib import Path

from retrieval.language.normalizing import normalize
from retrieval.language.numerals import DATE, to_number
from retrieval.types import Document, DocumentId

NAME = "plain"
"""Of the domain."""
_HEAD_LINES = 8
"""Filled lines among which the title and the date stand."""
_TITLE_LINES = 4
"""Lines that a long title is broken into, at most."""
_LINE_LENGTH = 120
"""A longer line is already the text."""
_SENTENCE_END = "。！？；，：:;,!?"
_AS_IN_NAME = 0.8
"""Share of the characters of a file's name that its title has to have, to be taken for what the name says."""


def describe(path: Path, lines: Sequence[str], key: DocumentId) -> Document:
    """A document by its opening, or else by its file's name.

    Args:
        path: the file.
        lines: its lines, without their ends.
        key: the id that the document gets.
    """
    filled = (line.strip() for line in lines if line.strip())
    head = [line for line in islice(filled, _HEAD_LINES) if len(line) <= _LINE_LENGTH]
    return Document(
        id=key,
        file=path.name,
        title=_title(head, path.stem),
        place="",
        year=None,
        date=_latest_date(head),
        speaker="",
        domain=NAME,
    )


def _title(head: Sequence[str], name: str) -> str:
    """The first line, or the first few where a title is broken up; the file's name where there is none."""
    opening = list(takewhile(lambda line: line[-1] not in _SENTENCE_END, head[:_TITLE_LINES]))
    if not opening:
        return name
    for count in range(1, len(opening) + 1):
        joined = "".join(opening[:count])
        if _says(joined, name):
            # The lines after the one that completes the title are its number and its date.
            return joined if len(joined) <= _LINE_LENGTH else name
    first = opening[0].lstrip("#").strip()
    return first if any(map(str.isalnum, first)) else name


def _says(title: str, name: str) -> bool:
    wanted = set(re.sub(r"\W", "", normalize(name)))
    return bool(wanted) and len(wanted & set(normalize(title))) >= _AS_IN_NAME * len(wanted)


def _latest_date(head: Sequence[str]) -> str:
    """Of a law the day of the version in force, which stands beside those of the former ones; empty: none."""
    dates = [match for line in head for match in DATE.finditer(line)]
    if not dates:
        return ""
    return max(dates, key=_day)[0]


def _day(match: re.Match[str]) -> tuple[int, ...]:
    return tuple(to_number(part) for part in match.groups() if part)
