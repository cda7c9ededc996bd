"""What chats have chosen. Kept until it is changed or the chat asks to be forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pydantic import TypeAdapter

from bot.conversation.records import ChatSettings
from bot.storage.bodies import read_body, written_body
from bot.storage.database import Database
from bot.storage.statements import Statement, add
from retrieval.types import DocumentId, Language

_BODY = TypeAdapter(ChatSettings)


class ChatSettingsTable:
    """Settings by chat."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, chat: int) -> ChatSettings:
        """The settings of a chat; those of one that chose nothing are the defaults."""
        return _read(await self._body(chat))

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
        """Change what is held, and only that: of two changes at once, by any process, neither is lost."""
        written = None
        while True:
            held = await self._body(chat)
            settings = _read(held)
            if held is not None and held == written:
                return settings  # it took effect, although the connection was lost before it could say so
            settings = change(settings)
            written = written_body(_BODY, settings)
            values = {"chat": chat, "body": written}
            if held is None:
                statement = add("chat_settings", ("chat", "body"), [values])
            else:
                sql = "UPDATE chat_settings SET body = :body WHERE chat = :chat AND body = :held"
                statement = Statement(sql, values | {"held": held})
            if await self._database.write(statement, durable=True):
                return settings

    async def _body(self, chat: int) -> str | None:
        rows = await self._database.read("SELECT body FROM chat_settings WHERE chat = :chat", chat=chat)
        return rows[0][0] if rows else None


def _read(body: str | None) -> ChatSettings:
    return (read_body(_BODY, body) if body is not None else None) or ChatSettings()
