"""What the bot keeps between restarts, each thing for its time: in an SQLite file or in PostgreSQL."""

from bot.conversation.records import (
    AnswerId,
    ChatSettings,
    CitedPassage,
    JudgedAnswer,
    Judgement,
    ShownAnswer,
    Speaker,
)
from bot.storage.database import Database
from bot.storage.places import chosen_place
from bot.storage.postgresql_server import PostgresqlServer
from bot.storage.records import ReceivedUpdate, UndoneUpdate
from bot.storage.sqlite_file import SqliteFile
from bot.storage.storage import Storage

__all__ = [
    "AnswerId",
    "ChatSettings",
    "CitedPassage",
    "Database",
    "JudgedAnswer",
    "Judgement",
    "PostgresqlServer",
    "ReceivedUpdate",
    "ShownAnswer",
    "Speaker",
    "SqliteFile",
    "Storage",
    "UndoneUpdate",
    "chosen_place",
]
