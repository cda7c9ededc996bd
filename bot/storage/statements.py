"""SQL that means the same to SQLite and to PostgreSQL. Names in it are the program's own, never a user's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL with a `:name` for each value.

    It says what shall be, not by how much it changes: it may run twice, when the first time's outcome was
    lost with the connection.
    """

    sql: str
    values: Values | Sequence[Values] = field(default_factory=dict)
    """Several: it runs for each."""


def put(table: str, key: tuple[str, ...], values: Values) -> Statement:
    """A row in the place of the one with the same key, if there is one.

    >>> put("t", ("a",), {"a": 1, "b": 2}).sql
    'INSERT INTO t (a, b) VALUES (:a, :b) ON CONFLICT (a) DO UPDATE SET b = excluded.b'
    """
    changed = ", ".join(f"{column} = excluded.{column}" for column in values if column not in key)
    return Statement(
        f"{_insert(table, tuple(values))} ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changed}", values
    )


def add(table: str, columns: tuple[str, ...], rows: Sequence[Values]) -> Statement:
    """Rows beside those that are there; one with the key of another is left out.

    >>> add("t", ("a", "b"), []).sql
    'INSERT INTO t (a, b) VALUES (:a, :b) ON CONFLICT DO NOTHING'
    """
    return Statement(f"{_insert(table, columns)} ON CONFLICT DO NOTHING", rows)


def _insert(table: str, columns: tuple[str, ...]) -> str:
    places = ", ".join(f":{column}" for column in columns)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608
