"""The first lines of a document of any kind -> its title and its date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile, islice, takewhile
from pathlib import Path

from retrieval.ingest.enumerators import Kind, enumerator_of
from retrieval.language.normalizing import normalize
from retrieval.language.numerals import DATE, to_number
from retrieval.types import Document, DocumentId

NAME = "plain"
"""Of the domain."""
_HEAD_LINES = 8
"""Filled lines among which the title and the date stand."""
_TITLE_LINES = 4
"""Lines that a long title is broken into, at most."""
_FRONT_PAGE = 60
"""Filled lines at most in which a law lists the days of its versions before its first article."""
_LINE_LENGTH = 120
"""A longer line is already the text."""
_SENTENCE_END = "。！？；，：:;,!?"
_LABEL = re.compile(
    r"[^：:《》]{1,12}[：:].*|分类号.*|(?:目\s*[录錄次]|前\s*言|摘\s*要|序\s*言?|contents|abstract|preface)"
    r"|[·•*—\-\s].{0,20}[·•*—\-]|skip to .*|跳[转到].*|\S{2,6}(?:\s+\S{2,6}){2,}",
    re.IGNORECASE,
)
"""Lines that stand above a title, or name a part: form labels (班名：书法班), 目录, ·临床指南·, heads of tables."""
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
    front = [line for line in islice(filled, _FRONT_PAGE) if len(line) <= _LINE_LENGTH]
    head = front[:_HEAD_LINES]
    return Document(
        id=key,
        file=path.name,
        title=_title(head, path.stem),
        place="",
        year=None,
        date=_latest_date([*head, *takewhile(_is_of_front_page, front[_HEAD_LINES:])]),
        speaker="",
        domain=NAME,
    )


def _title(head: Sequence[str], name: str) -> str:
    """The first line, or the first few where a title is broken up; the file's name where there is none."""
    titled = list(dropwhile(_LABEL.fullmatch, head))[:_TITLE_LINES]
    opening = list(takewhile(lambda line: line[-1] not in _SENTENCE_END, titled))
    if not opening:
        return name
    for count in range(1, len(opening) + 1):
        joined = "".join(opening[:count])
        if _says(joined, name):
            # The lines after the one that completes the title are its number and its date.
            return joined if len(joined) <= _LINE_LENGTH else name
    first = opening[0].lstrip("#").strip()
    return first if _is_title(first) else name


def _is_title(line: str) -> bool:
    """Whether a line names a document, and not a part of it or half a sentence."""
    own = enumerator_of(line)
    is_part = own is not None and own.kind <= Kind.DIGIT
    return any(map(str.isalnum, line)) and not is_part and "，" not in line and not line[0].islower()


def _is_of_front_page(line: str) -> bool:
    """Whether a line may stand above the text of a law: it tells of a version, and begins no article."""
    return bool(DATE.search(line))


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
