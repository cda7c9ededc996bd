"""Finds out whether an SQLite file is whole and holds Yinju's tables. Nothing in it or in its log is changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote

from pydantic_core import from_json

from bot.conversation.records import Judgement
from bot.storage.bodies import is_intact
from bot.storage.kept_aside import companion
from bot.storage.migrations import MIGRATIONS

APPLICATION = 0x796A
"""The upper half of the file's `application_id`: "yj" in ASCII. The lower half is drawn at random for each file,
so that the log of another file is recognised."""

BUSY_SECONDS = 5.0
"""How long a connection waits for another process, such as an export."""
_MAGIC = b"SQLite format 3\x00"
_HEADER_BYTES = 100
_OURS = b"CREATE TABLE chat_settings"
_OURS_WITHIN = 1_048_576
_NOT_DAMAGE = frozenset(
    {
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_AUTH,
    }
)
"""What a whole file may answer, too: another process, the rights or the disk are in the way."""
_TYPES = {"INTEGER": "BIGINT", "REAL": "DOUBLE PRECISION"}
"""The names that version 0.1 had for the same kinds of value."""

_JUDGEMENTS = tuple(each.value for each in Judgement)
_NO_JUDGEMENTS = f"SELECT 1 FROM judgements WHERE judgement NOT IN ({', '.join('?' * len(_JUDGEMENTS))})"  # noqa: S608

_Columns = dict[str, tuple[str, int]]


class Problem(StrEnum):
    """What is wrong with a file, in words that follow its name."""

    DAMAGED = "is damaged"
    FOREIGN = "is not a chats file of Yinju"
    EMPTY = "is empty"
    GONE = "is gone"


def problem_in(file: Path, *, with_log: bool = True) -> Problem | None:
    """What is wrong with a file of at least one byte; None when it may be used.

    Args:
        file: it may be in use by other processes.
        with_log: read it with the changes in its log.

    Raises:
        sqlite3.Error: it cannot be read now, for a reason that is not in the file.
    """
    with file.open("rb") as opened:
        header = opened.read(_HEADER_BYTES)
    if not header.startswith(_MAGIC):
        return Problem.DAMAGED if is_recognised(file) else Problem.FOREIGN
    if not _is_plausible(header):
        return Problem.DAMAGED
    try:
        with closing(connected_to_read(file, with_log=with_log)) as connection:
            return _problem(connection, header)
    except (UnicodeDecodeError, ValueError):
        return Problem.DAMAGED
    except sqlite3.Error as error:
        if _primary(error) in _NOT_DAMAGE:
            raise
        return Problem.DAMAGED


def what_is_wrong(file: Path) -> str | None:
    """As `problem_in`, in words that follow the file's name, also where it cannot be read now."""
    try:
        return problem_in(file)
    except (OSError, sqlite3.Error) as error:
        return f"cannot be read: {error}"


def is_recognised(file: Path) -> bool:
    """Whether a file that cannot be read as a database was one of Yinju's."""
    with file.open("rb") as opened:
        return _OURS in opened.read(_OURS_WITHIN)


def is_damage(error: BaseException | None) -> bool:
    """Whether an error that a statement of the bot met says that the file is damaged."""
    if isinstance(error, sqlite3.OperationalError) and str(error).startswith("Could not decode to UTF-8"):
        return True
    damages = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
    return isinstance(error, UnicodeDecodeError) or (
        isinstance(error, sqlite3.Error) and _primary(error) in damages
    )


def connected_to_read(file: Path, *, with_log: bool = True) -> sqlite3.Connection:
    """A connection that changes neither the file nor its log, not even when it is closed."""
    # Without a log nobody else uses the file, and SQLite need not make the log's index.
    has_log = companion(file, "-wal").exists()
    how = "mode=ro" if with_log and has_log else "mode=ro&immutable=1"
    return sqlite3.connect(
        f"file:{quote(str(file))}?{how}", uri=True, timeout=BUSY_SECONDS, isolation_level=None
    )


def _primary(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF


def _is_plausible(header: bytes) -> bool:
    """Whether the bytes that never change are as SQLite writes them, as it does not check all of them."""
    return (
        len(header) == _HEADER_BYTES
        and header[18] in {1, 2}
        and header[19] in {1, 2}
        and header[20:24] == b"\x00\x40\x20\x20"
        and header[44:48] in {b"\x00\x00\x00\x00", b"\x00\x00\x00\x04"}
        and header[56:60] in {b"\x00\x00\x00\x00", b"\x00\x00\x00\x01"}
        and not any(header[72:92])
    )


def _problem(connection: sqlite3.Connection, header: bytes) -> Problem | None:
    connection.execute("BEGIN")
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
        return Problem.DAMAGED
    if not tables and not version:
        return Problem.EMPTY
    if "chat_settings" not in tables and application >> 16 != APPLICATION:
        return Problem.FOREIGN
    if version > len(MIGRATIONS):
        return None  # of a newer version, which knows what is in it
    file_alone = int.from_bytes(header[68:72])
    is_of_another = file_alone >> 16 == APPLICATION and file_alone != application
    is_whole = not is_of_another and not connection.execute("PRAGMA foreign_key_check").fetchall()
    return None if is_whole and _has_records(connection, version) else Problem.DAMAGED


def _has_records(connection: sqlite3.Connection, version: int) -> bool:
    """Whether the tables are those that the migrations have made by now, and every body in them is JSON."""
    with closing(sqlite3.connect(":memory:")) as made:
        for migration in MIGRATIONS[:version]:
            for sql in migration:
                made.execute(sql)
        expected = dict(_tables(made))
    found = dict(_tables(connection))
    if version == 0 or any(found.get(name) != columns for name, columns in expected.items()):
        return False
    if connection.execute(_NO_JUDGEMENTS, _JUDGEMENTS).fetchone() is not None:
        return False
    return all(_has_bodies(connection, name) for name, columns in expected.items() if "body" in columns)


def _has_bodies(connection: sqlite3.Connection, table: str) -> bool:
    """SQLite does not look into values: of a text, the bytes are asked for."""
    bodies = connection.execute(f"SELECT typeof(body), CAST(body AS BLOB) FROM {table}")  # noqa: S608 - a name of ours
    for kind, body in bodies:
        from_json(body)
        if kind != "text" or not is_intact(body.decode()):
            return False
    return True


def _tables(connection: sqlite3.Connection) -> Iterator[tuple[str, _Columns]]:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (name,) in names:
        columns = connection.execute("SELECT name, type, pk FROM pragma_table_info(?)", (name,))
        yield name, {column: (_TYPES.get(kind, kind), key) for column, kind, key in columns}
