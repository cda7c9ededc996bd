"""What chats have chosen. Kept until it is changed or the chat asks to be forgotten."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from pydantic import TypeAdapter

from bot.storage.bodies import read_body
from bot.storage.database import Database, Statement
from bot.storage.records import ChatSettings
from retrieval.types import DocumentId, Language

_BODY = TypeAdapter(ChatSettings)


class ChatSettingsTable:
    """Settings by chat."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._changing = asyncio.Lock()
        """Held from reading to writing, so that of two changes at once neither is lost."""

    async def of(self, chat: int) -> ChatSettings:
        """The settings of a chat; those of one that chose nothing are the defaults."""
        rows = await self._database.read("SELECT body FROM chat_settings WHERE chat = ?", chat)
        return (read_body(_BODY, rows[0][0]) if rows else None) or ChatSettings()

    async def set_language(self, chat: int, language: Language | None) -> ChatSettings:
        """Speak this language with everybody in the chat; None: theirs with each."""
        return await self._change(chat, lambda held: replace(held, language=language))

    async def set_quiet(self, chat: int, *, quiet: bool) -> ChatSettings:
        """Answer only when confident, or always."""
        return await self._change(chat, lambda held: replace(held, quiet=quiet))

    async def set_documents(self, chat: int, documents: tuple[DocumentId, ...]) -> ChatSettings:
        """Search only these documents; none: all."""
        return await self._change(chat, lambda held: replace(held, documents=documents))

    async def change_documents(
        self, chat: int, change: Callable[[tuple[DocumentId, ...]], tuple[DocumentId, ...]]
    ) -> ChatSettings:
        """Search what the change makes of the documents chosen before."""
        return await self._change(chat, lambda held: replace(held, documents=change(held.documents)))

    async def _change(self, chat: int, change: Callable[[ChatSettings], ChatSettings]) -> ChatSettings:
        async with self._changing:
            settings = change(await self.of(chat))
            values = (chat, _BODY.dump_json(settings).decode())
            await self._database.write(
                Statement("REPLACE INTO chat_settings VALUES (?, ?)", values), durable=True
            )
            return settings
