"""What is kept of a conversation, without how."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from retrieval.types import DocumentId, Language, PassageId, QueryPlan, Span, Status

AnswerId = NewType("AnswerId", str)
"""Drawn at random, so that nobody finds another's answer by counting."""
_ID_BYTES = 9
"""Twelve characters; as hard to guess as a short-lived key need be."""


def new_answer_id() -> AnswerId:
    """An id of letters, digits, - and _ that fits a button beside other words."""
    return AnswerId(secrets.token_urlsafe(_ID_BYTES))


@dataclass(frozen=True, slots=True)
class Speaker:
    """One person (or channel) in one topic of one chat. Nobody sees what another asked."""

    chat: int
    topic: int | None
    person: int


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """What a chat has chosen; as made, what holds for a chat that chose nothing."""

    language: Language | None = None
    """None: each person is answered in their own."""
    quiet: bool = False
    """Whether only confident answers are given."""
    documents: tuple[DocumentId, ...] = ()
    """The documents searched; none: all."""


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A paragraph that was cited, and the words marked in it."""

    passage: PassageId
    marked: tuple[Span, ...]
    is_quoted: bool
    """Whether the message that answered quotes it."""


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """An answer as it was given: what its buttons need, and what a judgement is about."""

    id: AnswerId
    speaker: Speaker
    """Who asked."""
    question: str
    """As it was understood: a follow-up with what it left out."""
    language: Language
    status: Status
    parts: tuple[str, ...]
    """The short answer."""
    citations: tuple[CitedPassage, ...]
    asked: QueryPlan | None = None
    """The question, where buttons ask it again."""
    places: tuple[str, ...] = ()
    """Those it may be about."""


class Judgement(StrEnum):
    """What somebody thinks of an answer."""

    RIGHT = "right"
    WRONG = "wrong"
    NOT_FOUND = "not_found"
    """What was looked for is not in it."""


@dataclass(frozen=True, slots=True)
class JudgedAnswer:
    """An answer with how many people judged it how."""

    answer: ShownAnswer
    votes: tuple[tuple[Judgement, int], ...]
    """Most votes first; at equal numbers the worse judgement first, as it is the one to look into."""
