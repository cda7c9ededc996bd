"""Paragraphs that are opened, and the further ones of an answer."""

from __future__ import annotations

from bot.conversation.answer_service import AnswerService
from bot.conversation.memory import Memory
from bot.conversation.records import AnswerId, ShownAnswer
from bot.conversation.replies import FurtherPassages, MarkedPassage, Notice
from bot.conversation.scopes import scope_of
from retrieval.types import DocumentId, Passage, PassageId, PlacedPassage


class Reading:
    """Opens what a chat may see. Its methods raise as `AnswerService.opened` does."""

    def __init__(self, answer_service: AnswerService, memory: Memory) -> None:
        self._service = answer_service
        self._memory = memory

    async def passage(self, chat: int, key: PassageId) -> PlacedPassage | None:
        """A paragraph by its id; None: no document that the chat may see holds it (any more)."""
        return await self._service.passage(key, scope=scope_of(chat))

    async def passages(self, chat: int, document: DocumentId) -> tuple[Passage, ...]:
        """All paragraphs of a document that the chat may see."""
        return await self._service.passages(document, scope=scope_of(chat))

    async def further(self, chat: int, answer: ShownAnswer) -> FurtherPassages:
        """The passages of an answer that its message did not quote, as far as the chat may see them."""
        passages = []
        for cited in answer.citations:
            place = None if cited.is_quoted else await self.passage(chat, cited.passage)
            if place is not None:
                passages.append(MarkedPassage(place, cited.marked))
        return FurtherPassages(tuple(passages))

    async def further_by_link(self, chat: int, key: AnswerId) -> FurtherPassages | Notice:
        """The same for whoever has a link to it.

        What was asked in private opens nowhere else; a group's answer opens in any chat.
        """
        answer = await self._memory.shown(key)
        if answer is None or (answer.speaker.chat > 0 and answer.speaker.chat != chat):
            return Notice.ANSWER_GONE
        return await self.further(chat, answer)
