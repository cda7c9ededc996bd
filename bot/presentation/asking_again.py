"""Buttons that ask a question again: of one of the places it may mean, of another year, of all documents."""

from __future__ import annotations

from bot.conversation.records import AnswerId
from bot.messages import place_texts_in, texts_in
from bot.presentation.gloss import called_among
from bot.presentation.phone_lines import ems, fitted, shortened
from bot.presentation.places import MOST_PLACES
from bot.presentation.rich_text import Button, Keyboard, clipped
from retrieval.types import Answer, Missing, Status

AGAIN = "c"
"""Subject of buttons."""
PLACE, YEAR, ALL = "p", "y", "a"
"""What a button changes; the number of the place, or the year, follows."""
_MOST_YEARS = 4
_LABEL_EMS = 19.0
"""A button as wide as a message."""
_LEAST_EMS = 4.0
"""Of the answer, after a place with a long name."""
_LABEL_UNITS = 30
_ASKED_NOTHING = frozenset({Missing.EMPTY, Missing.TOO_LONG, Missing.SMALL_TALK})


def may_be_asked_again(answer: Answer, *, is_narrowed: bool) -> bool:
    """Whether there may be buttons, for which the question has to be kept."""
    is_missed = answer.status is Status.NOT_FOUND and answer.missing not in _ASKED_NOTHING
    return bool(answer.places) or answer.absence is not None or (is_missed and is_narrowed)


def asking_again(answer: Answer, key: AnswerId, *, is_narrowed: bool) -> Keyboard:
    """The rows of buttons; none where nothing else can be asked.

    Args:
        answer: as given.
        key: under which it is kept.
        is_narrowed: whether only documents that the chat has chosen were searched.
    """
    if not may_be_asked_again(answer, is_narrowed=is_narrowed):
        return ()
    rows = [*_places(answer, key), _years(answer, key)]
    if is_narrowed and answer.status is Status.NOT_FOUND:
        rows.append((Button(place_texts_in(answer.question.language).search_all, f"{AGAIN}:{key}:{ALL}"),))
    return tuple(row for row in rows if row)


def _places(answer: Answer, key: AnswerId) -> Keyboard:
    """A button a row, which holds the answer, too; of a document that tells no place there is nothing to ask."""
    return tuple(
        (Button(_answer_of(answer, place), f"{AGAIN}:{key}:{PLACE}{number}"),)
        for number, place in enumerate(answer.places[:MOST_PLACES])
        if place
    )


def _answer_of(answer: Answer, place: str) -> str:
    texts = texts_in(answer.question.language)
    named = called_among(place, answer.places, texts)
    part = next((each for each in answer.parts if each.place == place), None)
    if part is None:
        return clipped(named, _LABEL_UNITS)
    known = texts.label(part.year, None, named) + texts.label_mark
    words = shortened(part.text, max(_LEAST_EMS, _LABEL_EMS - ems(known)))
    return fitted(known + words, _LABEL_EMS)


def _years(answer: Answer, key: AnswerId) -> tuple[Button, ...]:
    if answer.absence is None:
        return ()
    texts = texts_in(answer.question.language)
    return tuple(
        Button(texts.year.format(year=year), f"{AGAIN}:{key}:{YEAR}{year}")
        for year in sorted(answer.absence.instead[:_MOST_YEARS])
    )
