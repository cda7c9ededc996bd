"""Which documents a chat's questions are asked of: found by name, chosen one by one or all at once."""

from __future__ import annotations

from bot.conversation.answer_service import AnswerService
from bot.conversation.library import ALL_WORDS, MOST_CHOSEN, ChosenDocuments, Library
from bot.conversation.memory import Memory
from bot.conversation.ports import ConversationStore
from bot.conversation.scopes import scope_of
from retrieval.types import DocumentId


class Narrowing:
    """Lists and chooses. Its methods raise as `AnswerService.opened` and `ConversationStore` do."""

    def __init__(self, answer_service: AnswerService, store: ConversationStore, memory: Memory) -> None:
        self._service = answer_service
        self._store = store
        self._memory = memory

    async def library(self, chat: int) -> Library:
        """The documents that the chat may see."""
        return await self._service.library(scope=scope_of(chat))

    async def searched(self, chat: int, library: Library) -> ChosenDocuments:
        """Which of them it has chosen."""
        return library.chosen((await self._memory.settings(chat)).documents)

    async def choose_by_name(self, chat: int, words: str) -> ChosenDocuments | None:
        """Choose the one document that has a name, or all by the word for them; None: it names none or several."""
        if words.lower() in ALL_WORDS:
            return await self.choose_all(chat)
        found = (await self.library(chat)).matching(words)
        if not words or len(found) != 1:
            return None
        await self._store.chats.set_documents(chat, (found[0].id,))
        return ChosenDocuments((found[0],))

    async def choose_all(self, chat: int) -> ChosenDocuments:
        """Search all documents."""
        await self._store.chats.set_documents(chat, ())
        return ChosenDocuments()

    async def choose_matching(self, chat: int, words: str, library: Library) -> None:
        """Choose those whose name holds the words, as many as may be chosen."""
        found = library.matching(words)[:MOST_CHOSEN]
        await self._store.chats.set_documents(chat, tuple(each.id for each in found))

    async def toggle(self, chat: int, key: DocumentId, library: Library) -> bool:
        """Choose a document or let it go; False: there are too many. Those that are gone drop out on the way."""

        def change(chosen: tuple[DocumentId, ...]) -> tuple[DocumentId, ...]:
            there = tuple(each.id for each in library.chosen(chosen).documents)
            if key in there:
                return tuple(each for each in there if each != key)
            return (*there, key) if key in library and len(there) < MOST_CHOSEN else there

        before = (await self._store.chats.of(chat)).documents
        settings = await self._store.chats.change_documents(chat, change)
        return key in settings.documents or key in before or key not in library
