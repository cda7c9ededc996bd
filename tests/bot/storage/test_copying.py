"""Moving from the file to PostgreSQL: every row, with its values; what is there already stays."""

from __future__ import annotations

import asyncio
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage import Database, PostgresqlServer, SqliteFile
from bot.storage.copying import copy_rows
from bot.storage.database import Row
from bot.storage.statements import Statement, put

TABLES = ("chat_settings", "last_questions", "shown_answers", "judgements", "received_updates")
ROWS = 1000


def filled() -> list[Statement]:
    """A thousand rows of each table, with numbers as large as Telegram's and words that need quoting."""
    numbers = [-1_001_234_567_890 - number for number in range(ROWS)]
    return [
        statement
        for number, chat in enumerate(numbers)
        for statement in (
            put("chat_settings", ("chat",), {"chat": chat, "body": f'{{"问": "{number}\' % :x"}}'}),
            put(
                "last_questions",
                ("chat", "topic", "person"),
                {
                    "chat": chat,
                    "topic": number % 3,
                    "person": number,
                    "body": "{}",
                    "expires": 1.5e9 + number / 7,
                },
            ),
            put(
                "shown_answers",
                ("id",),
                {"id": f"a{number}", "chat": chat, "person": 1, "body": "{}", "shown": 0.1, "expires": 2e9},
            ),
            put(
                "judgements",
                ("answer", "person"),
                {"answer": f"a{number}", "person": chat, "judgement": "right"},
            ),
            put(
                "received_updates",
                ("bot", "id"),
                {
                    **{"bot": 7, "id": f"m{chat}:1", "number": 2**62 + number, "chat": chat, "person": 2},
                    **{"body": '{"a":"\\ud800\\u0000"}', "receiver": "ab", "batch": 1, "beat": 0},
                    **{"received": 0.3, "expires": 2e9},
                },
            ),
        )
    ]


async def rows(database: Database) -> dict[str, list[Row]]:
    found = {table: await database.read(f"SELECT * FROM {table}") for table in TABLES}
    return {table: sorted(held) for table, held in found.items()}


@pytest.mark.parametrize("times", [1, 2])
def test_every_row_is_copied_with_its_values(file: Path, address: str, times: int) -> None:
    async def run() -> None:
        with (
            closing(Database(SqliteFile(file))) as source,
            closing(Database(PostgresqlServer(address))) as target,
        ):
            await source.write(*filled())
            assert await copy_rows(source, target) == dict.fromkeys(TABLES, ROWS)
            for _ in range(1, times):
                assert await copy_rows(source, target) == dict.fromkeys(TABLES, 0)
            assert await rows(target) == await rows(source)
            assert {table: len(held) for table, held in (await rows(target)).items()} == dict.fromkeys(
                TABLES, ROWS
            )

    asyncio.run(run())


def test_what_the_target_has_stays(file: Path, address: str) -> None:
    async def run() -> None:
        with (
            closing(Database(SqliteFile(file))) as source,
            closing(Database(PostgresqlServer(address))) as target,
        ):
            for chat, body in ((1, "old"), (2, "only here")):
                await source.write(put("chat_settings", ("chat",), {"chat": chat, "body": body}))
            await target.write(put("chat_settings", ("chat",), {"chat": 1, "body": "new"}))
            assert (await copy_rows(source, target))["chat_settings"] == 1
            assert (await rows(target))["chat_settings"] == [(1, "new"), (2, "only here")]

    asyncio.run(run())
