"""Everything a person can do, whatever face they do it through: the use cases over one store and one answer service."""

from __future__ import annotations

from bot.conversation.answer_service import AnswerService
from bot.conversation.asking import Asking
from bot.conversation.memory import Memory
from bot.conversation.narrowing import Narrowing
from bot.conversation.ports import ConversationStore
from bot.conversation.reading import Reading
from bot.conversation.records import AnswerId, ChatSettings, Judgement, ShownAnswer
from bot.conversation.uploading import Uploading, UploadSource
from retrieval.types import Language


class Conversation:
    """The use cases.

    Those that change what is kept raise a `StorageError` when that fails; a question is answered all the same.
    """

    def __init__(
        self, answer_service: AnswerService, store: ConversationStore, uploads: UploadSource | None = None
    ) -> None:
        """Take the parts.

        Args:
            answer_service: answers.
            store: keeps what is said.
            uploads: keeps what chats send; None: nothing is taken.
        """
        self._store = store
        self.memory = Memory(store)
        self.reading = Reading(answer_service, self.memory)
        self.uploading = (
            Uploading(uploads.library, uploads.keep_days, answer_service, self.memory) if uploads else None
        )
        self.asking = Asking(answer_service, self.memory, self.reading, self.uploading)
        self.narrowing = Narrowing(answer_service, store, self.memory)

    async def shown_in(self, chat: int, key: AnswerId) -> ShownAnswer | None:
        """An answer that was given in a chat; None: there is no such one (any more)."""
        answer = await self._store.answers.of(key)
        return answer if answer is not None and answer.speaker.chat == chat else None

    async def judge(self, chat: int, key: AnswerId, person: int, judgement: Judgement) -> bool:
        """Keep what a person thinks of an answer of the chat; False: the answer is gone."""
        answer = await self.shown_in(chat, key)
        return answer is not None and await self._store.judgements.keep(answer.id, person, judgement)

    async def speak(self, chat: int, language: Language | None) -> ChatSettings:
        """Speak a language with everybody in a chat; None: theirs with each."""
        return await self._store.chats.set_language(chat, language)

    async def be_quiet(self, chat: int, *, quiet: bool) -> ChatSettings:
        """Answer a chat only when sure, or always."""
        return await self._store.chats.set_quiet(chat, quiet=quiet)

    async def chosen(self, chat: int) -> ChatSettings:
        """What a chat has chosen."""
        return await self._store.chats.of(chat)

    async def forget_person(self, person: int) -> None:
        """Delete all that a person asked and judged, in every chat, and the settings and files of their private chat."""
        if self.uploading is not None:
            await self.uploading.forget(person)
        await self._store.forget_person(person)

    async def forget_chat(self, chat: int) -> None:
        """Delete all that was asked and judged in a chat, by anybody, its settings and its files."""
        if self.uploading is not None:
            await self.uploading.forget(chat)
        await self._store.forget_chat(chat)

    async def move(self, old: int, new: int) -> None:
        """Go on in the supergroup that a group became."""
        if self.uploading is not None:
            await self.uploading.move(old, new)
        await self.memory.move(old, new)
