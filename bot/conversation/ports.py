"""What the use cases need of whatever keeps things between two messages. Every method may raise a `StorageError`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from bot.conversation.records import AnswerId, ChatSettings, Judgement, ShownAnswer, Speaker
from retrieval.types import DocumentId, Language, QueryPlan


class QuestionsKept(Protocol):
    """The last question of each speaker."""

    async def of(self, speaker: Speaker) -> QueryPlan | None:
        """What the speaker asked last, unless that is too long ago."""
        ...

    async def keep(self, speaker: Speaker, question: QueryPlan) -> None:
        """Remember it, in the place of the one before."""
        ...


class SettingsKept(Protocol):
    """What each chat has chosen."""

    async def of(self, chat: int) -> ChatSettings:
        """The settings of a chat; those of one that chose nothing are the defaults."""
        ...

    async def set_language(self, chat: int, language: Language | None) -> ChatSettings:
        """Speak this language with everybody in the chat; None: theirs with each."""
        ...

    async def set_quiet(self, chat: int, *, quiet: bool) -> ChatSettings:
        """Answer only when confident, or always."""
        ...

    async def set_documents(self, chat: int, documents: tuple[DocumentId, ...]) -> ChatSettings:
        """Search only these documents; none: all."""
        ...

    async def change_documents(
        self, chat: int, change: Callable[[tuple[DocumentId, ...]], tuple[DocumentId, ...]]
    ) -> ChatSettings:
        """Search what the change makes of the documents chosen before."""
        ...


class AnswersKept(Protocol):
    """The answers given, for their buttons."""

    async def keep(self, answer: ShownAnswer) -> None:
        """Keep it for its time."""
        ...

    async def of(self, key: AnswerId) -> ShownAnswer | None:
        """The answer with this id; None when there is none, or its time is over."""
        ...


class JudgementsKept(Protocol):
    """What people think of answers."""

    async def keep(self, answer: AnswerId, person: int, judgement: Judgement) -> bool:
        """Keep a judgement in the place of the person's former one; False: there is no such answer."""
        ...


class ConversationStore(Protocol):
    """All of them, and how they are forgotten."""

    @property
    def questions(self) -> QuestionsKept:
        """The last question of each speaker."""
        ...

    @property
    def chats(self) -> SettingsKept:
        """What each chat has chosen."""
        ...

    @property
    def answers(self) -> AnswersKept:
        """The answers given."""
        ...

    @property
    def judgements(self) -> JudgementsKept:
        """What people think of them."""
        ...

    async def forget_person(self, person: int) -> None:
        """Delete all that a person asked and judged, in every chat, and the settings of their private chat."""
        ...

    async def forget_chat(self, chat: int) -> None:
        """Delete all that was asked and judged in a chat, by anybody, and its settings."""
        ...

    async def move_chat(self, old: int, new: int) -> None:
        """Take along what a group chose and asked when it becomes a supergroup, a chat of another number."""
        ...
