"""What chats have chosen. Kept until it is changed or the chat asks to be forgotten."""

from __future__ import annotations

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

    async def of(self, chat: int) -> ChatSettings:
        """The settings of a chat; those of one that chose nothing are the defaults."""
        rows = await self._database.read("SELECT body FROM chat_settings WHERE chat = ?", chat)
        return (read_body(_BODY, rows[0][0]) if rows else None) or ChatSettings()

    async def set_language(self, chat: int, language: Language | None) -> ChatSettings:
        """Speak this language with everybody in the chat; None: theirs with each."""
        return await self._keep(chat, replace(await self.of(chat), language=language))

    async def set_quiet(self, chat: int, *, quiet: bool) -> ChatSettings:
        """Answer only when confident, or always."""
        return await self._keep(chat, replace(await self.of(chat), quiet=quiet))

    async def set_documents(self, chat: int, documents: tuple[DocumentId, ...]) -> ChatSettings:
        """Search only these documents; none: all."""
        return await self._keep(chat, replace(await self.of(chat), documents=documents))

    async def move(self, old: int, new: int) -> None:
        """Take the settings along when a group becomes a supergroup, which is a chat of another number."""
        await self._database.write(
            Statement("UPDATE OR REPLACE chat_settings SET chat = ? WHERE chat = ?", (new, old)), durable=True
        )

    async def _keep(self, chat: int, settings: ChatSettings) -> ChatSettings:
        keep = Statement(
            "REPLACE INTO chat_settings VALUES (?, ?)", (chat, _BODY.dump_json(settings).decode())
        )
        await self._database.write(keep, durable=True)
        return settings
