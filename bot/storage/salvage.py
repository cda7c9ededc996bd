"""Takes out of a damaged SQLite file what can still be read for certain.

Settings, answers and judgements, which are kept for long; what is kept for minutes is left behind. A row counts when
it stands in its table and its key also in the index of the key, which SQLite keeps in other pages, and when every
value in it is one that Yinju writes. Nothing is guessed: `sqlite3 FILE .recover` finds more, some of it wrong.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.conversation.records import ChatSettings, Judgement, ShownAnswer
from bot.storage.bodies import is_intact
from bot.storage.sqlite_check import connected_to_read
from bot.storage.statements import add

_SETTINGS, _ANSWER = TypeAdapter(ChatSettings), TypeAdapter(ShownAnswer)
_LONGEST_ID = 1 << 63
_Row = tuple[object, ...]
_Record = TypeVar("_Record")


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    key: tuple[str, ...]
    others: tuple[str, ...]
    is_certain: Callable[[_Row], bool]

    @property
    def columns(self) -> tuple[str, ...]:
        return self.key + self.others

    @property
    def insertion(self) -> str:
        return add(self.name, self.columns, []).sql


@dataclass(frozen=True, slots=True)
class Salvage:
    """Rows of the tables, in the order in which a judgement finds its answer."""

    settings: tuple[_Row, ...] = ()
    answers: tuple[_Row, ...] = ()
    judgements: tuple[_Row, ...] = ()

    def put_into(self, connection: sqlite3.Connection) -> None:
        """Insert the rows into new tables."""
        rows = (self.settings, self.answers, self.judgements)
        for table, found in zip(_TABLES, rows, strict=True):
            connection.executemany(
                table.insertion, [dict(zip(table.columns, row, strict=True)) for row in found]
            )


def salvaged(file: Path) -> Salvage:
    """What is certain in a damaged file."""
    settings, answers, judgements = (tuple(_certain_rows(file, table)) for table in _TABLES)
    kept = {answer[0] for answer in answers}
    return Salvage(settings, answers, tuple(each for each in judgements if each[0] in kept))


def _certain_rows(file: Path, table: _Table) -> Iterator[_Row]:
    key, columns = ", ".join(table.key), ", ".join(table.columns)
    keys = set(_rows(file, f"SELECT {key} FROM {table.name} ORDER BY {key}"))  # noqa: S608 - names of ours
    found: dict[_Row, _Row] = {}
    for order in ("", "ORDER BY rowid DESC"):  # backwards, what is behind the damage is found
        sql = f"SELECT {columns} FROM {table.name} NOT INDEXED {order}"  # noqa: S608 - names of ours
        found |= {row[: len(table.key)]: row for row in _rows(file, sql)}
    for held, row in found.items():
        if held in keys and table.is_certain(row):
            yield row


def _rows(file: Path, sql: str) -> Iterator[_Row]:
    """The rows of a query until the first that cannot be read."""
    try:
        with closing(connected_to_read(file)) as connection:
            yield from connection.execute(sql)
    except (sqlite3.Error, ValueError):
        return  # damaged from here on, in one of many ways


def _are_settings(row: _Row) -> bool:
    chat, body = row
    return _is_number(chat) and _read(_SETTINGS, body) is not None


def _is_answer(row: _Row) -> bool:
    key, chat, person, body, shown, expires = row
    answer = _read(_ANSWER, body)
    return (
        answer is not None
        and (key, chat, person) == (answer.id, answer.speaker.chat, answer.speaker.person)
        and isinstance(shown, float)
        and isinstance(expires, float)
        and shown <= expires
    )


def _is_judgement(row: _Row) -> bool:
    _, person, judgement = row
    return _is_number(person) and judgement in {each.value for each in Judgement}


def _is_number(value: object) -> bool:
    return isinstance(value, int) and abs(value) < _LONGEST_ID


def _read(adapter: TypeAdapter[_Record], body: object) -> _Record | None:
    try:
        return adapter.validate_json(body) if isinstance(body, str) and is_intact(body) else None
    except ValidationError:
        return None


_TABLES = (
    _Table("chat_settings", ("chat",), ("body",), _are_settings),
    _Table("shown_answers", ("id",), ("chat", "person", "body", "shown", "expires"), _is_answer),
    _Table("judgements", ("answer", "person"), ("judgement",), _is_judgement),
)
