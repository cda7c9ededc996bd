"""Which of a chat's own files a question is asked of first: the one just sent, or the one that answered before.

After a restart nothing comes first, until a file is sent or answers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.conversation.answer_service import AnswerService
from bot.conversation.memory import Memory
from bot.conversation.records import AnswerId
from bot.conversation.replies import is_found
from bot.conversation.scopes import scope_of
from retrieval.types import EVERYBODY, Answer, Asked, DocumentId, PassageId, Scope
from retrieval.uploads.library import UploadLibrary
from retrieval.uploads.pointing import pointed


@dataclass(frozen=True, slots=True)
class FocusedQuestion:
    """A question, and what it is asked of."""

    asked: Asked
    scope: Scope


class FileFocus:
    """Remembers for each chat what its next question is about."""

    def __init__(self, library: UploadLibrary, answer_service: AnswerService, memory: Memory) -> None:
        self._library = library
        self._service = answer_service
        self._memory = memory
        self._first: dict[int, DocumentId] = {}

    def sent(self, chat: int, document: DocumentId) -> None:
        """A file has just come: the next question is about it."""
        self._first[chat] = document

    async def read(
        self, asked: Asked, replied_to: AnswerId | None, chat: int, scope: Scope
    ) -> FocusedQuestion:
        """Where a question looks first.

        Args:
            asked: the question, or what one is asked again of.
            replied_to: the answer that it is a reply to, which tells more than what was asked last.
            chat: that asks.
            scope: what the chat may see and has chosen.
        """
        own = {each.document.id for each in self._library.of(scope.owner)}
        if not own:
            return FocusedQuestion(asked, scope)
        first = self._first.get(chat)
        if replied_to is not None and (shown := await self._memory.shown(replied_to)) is not None:
            first = await self._document_of([each.passage for each in shown.citations], chat)
        first = first if first in own else None
        if isinstance(asked, str) and (said := pointed(asked)).is_at_file:
            first = first or self._library.of(scope.owner)[-1].document.id
            return FocusedQuestion(said.question, replace(scope, chosen=frozenset({first}), first=first))
        if first is not None and scope.chosen:
            # Who has chosen documents before a file was sent has not chosen against it.
            scope = replace(scope, chosen=scope.chosen | {first})
        return FocusedQuestion(asked, replace(scope, first=first))

    async def note(self, chat: int, answer: Answer) -> None:
        """Remember what a question was answered from; one without an answer leaves things as they are."""
        if not is_found(answer) or not (chat in self._first or any(each.is_own for each in answer.citations)):
            return
        first = await self._document_of([each.passage for each in answer.citations[:1]], chat)
        if first is not None:
            self._first[chat] = first
        else:
            self._first.pop(chat, None)

    async def _document_of(self, passages: list[PassageId], chat: int) -> DocumentId | None:
        """The own file that holds the first of some paragraphs; None: it is not of the chat's own."""
        if not passages:
            return None
        place = await self._service.passage(passages[0], scope=scope_of(chat))
        return place.document.id if place is not None and place.document.owner != EVERYBODY else None
