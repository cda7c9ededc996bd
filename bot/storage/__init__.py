"""What the bot keeps between restarts, each thing for its time: SQLite in one file."""

from bot.storage.database import Database
from bot.storage.records import (
    AcceptedQuestion,
    AnswerId,
    ChatSettings,
    CitedPassage,
    JudgedAnswer,
    Judgement,
    ShownAnswer,
    Speaker,
)
from bot.storage.storage import Storage

__all__ = [
    "AcceptedQuestion",
    "AnswerId",
    "ChatSettings",
    "CitedPassage",
    "Database",
    "JudgedAnswer",
    "Judgement",
    "ShownAnswer",
    "Speaker",
    "Storage",
]
