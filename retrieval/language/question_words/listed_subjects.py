"""Several things asked about at once, GDP、财政收入和就业目标, taken apart: one question for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.language.glossary import Glossary
from retrieval.language.question_words.leaning import SAYS_NOTHING
from retrieval.language.question_words.short_names import short_names
from retrieval.language.question_words.wording import cut, only, written
from retrieval.language.time_words import TIME_WORDS
from retrieval.types import Mention, Part, Span

_JOIN = re.compile(
    r"\s*(?:[、,，/&+]|以及|还有|(?<!共)和|[与跟及]|\band\b)\s*(?:[和与]|the\b)?\s*|\s+", re.IGNORECASE
)
_ALSO = re.compile(
    r"都|各自?|请问|帮我|查询?|\b(?:a|an|both|all|please|tell|me|show|give|are)\b|[市省县区]", re.IGNORECASE
)
"""Says nothing of what is asked about, beside `SAYS_NOTHING`."""
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class _Item:
    """One piece of a list: its name, and what stands before and after it."""

    before: str
    name: str
    after: str


def listed_questions(text: str, named: Sequence[Mention], glossary: Glossary) -> tuple[str, ...]:
    """The questions that a question is which lists several subjects, in its order; none: it lists none.

    What is said of the first before its name, and of the last after it, is said of all that say nothing there.

    Args:
        text: normalised.
        named: the places in it.
        glossary: the names of subjects.

    >>> from retrieval.language.glossary import shipped_glossary
    >>> listed_questions("去年GDP和财政收入是多少", (), shipped_glossary())
    ('去年GDP是多少', '去年财政收入是多少')
    """
    if _JOIN.search(text) is None:
        return ()
    places = tuple(each.text for each in named)
    items = [_item(piece, places, glossary) for piece in _pieces(text, places, glossary)]
    whole = [item for item in items if item is not None]
    if len(whole) < len(items) or len({item.name for item in whole}) < max(_SEVERAL, len(items)):
        return ()
    first, last = whole[0].before, whole[-1].after
    full = [f"{item.before or first}{item.name}{item.after or last}".strip() for item in whole]
    return tuple(_dated(full))


def _dated(questions: Sequence[str]) -> list[str]:
    """The questions with the time that only one of them says said in all."""
    times = [match[0] if (match := TIME_WORDS.search(question)) else "" for question in questions]
    said = [time for time in times if time]
    if len(said) != 1:
        return list(questions)
    return [
        question if time else f"{question} in {said[0]}" if question.isascii() else f"{said[0]}{question}"
        for question, time in zip(questions, times, strict=True)
    ]


def _pieces(text: str, places: Sequence[str], glossary: Glossary) -> list[str]:
    """What stands between the words that join; a blank joins only two names, and parts other words from neither."""
    inside = [(each.start, each.end) for each in glossary.mentions(text)]
    inside += [match.span() for match in TIME_WORDS.finditer(text)]
    pieces, at, joint = [""], 0, ""
    for match in [*_JOIN.finditer(text), None]:
        if match is not None and any(start < match.end() and match.start() < end for start, end in inside):
            continue
        piece = text[at : match.start() if match else len(text)]
        if _subject(pieces[-1], places, glossary) and (joint.strip() or _subject(piece, places, glossary)):
            pieces.append(piece)
        else:
            pieces[-1] += f"{joint if pieces[-1] else ''}{piece}"
        at, joint = (match.end(), match[0]) if match else (len(text), "")
    return pieces


def _subject(piece: str, places: Sequence[str], glossary: Glossary) -> str:
    """What a piece is about, without the words that say nothing."""
    rest = written(only(cut(piece, (), glossary.mentions(piece)), Part.SUBJECT))
    for place in places:
        rest = rest.replace(place, "")
    return SAYS_NOTHING.sub("", _ALSO.sub("", rest))


def _item(piece: str, places: Sequence[str], glossary: Glossary) -> _Item | None:
    """The piece, if it is about one name and nothing else."""
    subject = _subject(piece, places, glossary)
    found = [Span(each.start, each.end) for each in glossary.mentions(piece)]
    if not found and subject in short_names() and subject in piece:
        start = piece.index(subject)
        found = [Span(start, start + len(subject))]
    if len(found) != 1:
        return None
    before, name, after = piece[: found[0].start], found[0].of(piece), piece[found[0].end :]
    # The name itself may have words that say nothing elsewhere: 经济增速.
    if _subject(f"{before} {after}", places, glossary):
        return None
    return _Item(before, name, after)
