"""Copies every row from one database to another."""

from __future__ import annotations

from bot.storage.database import Database
from bot.storage.statements import add

_TABLES = {
    "chat_settings": ("chat", "body"),
    "last_questions": ("chat", "topic", "person", "body", "expires"),
    "shown_answers": ("id", "chat", "person", "body", "shown", "expires"),
    "judgements": ("answer", "person", "judgement"),
    "received_updates": (
        *("bot", "id", "number", "chat", "person", "body"),
        *("receiver", "batch", "beat", "received", "expires"),
    ),
}
"""In this order a judgement finds its answer."""


async def copy_rows(source: Database, target: Database) -> dict[str, int]:
    """Copy what the target does not have; what it has is newer, and stays.

    A copy that was stopped is finished by the next one.

    Returns:
        How many rows of each table were new to the target.

    Raises:
        StorageError: one of the two cannot be used.
    """
    copied = {}
    for table, columns in _TABLES.items():
        rows = await source.read(f"SELECT {', '.join(columns)} FROM {table}")  # noqa: S608 - names of this file
        values = [dict(zip(columns, row, strict=True)) for row in rows]
        copied[table] = await target.write(add(table, columns, values), durable=True) if values else 0
    return copied
