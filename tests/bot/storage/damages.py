"""Ways in which a chats file comes to harm, each drawn from a seed so that a failure can be repeated."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

Damage = Callable[[Path, random.Random], None]
PAGE = 4096


def _log(file: Path) -> Path:
    return file.with_name(f"{file.name}-wal")


def _changed(file: Path, change: Callable[[bytearray], object]) -> None:
    content = bytearray(file.read_bytes())
    change(content)
    file.write_bytes(content)


def flip(start: int, end: int | None = None) -> Damage:
    """One bit between two places."""

    def damage(file: Path, chosen: random.Random) -> None:
        def change(content: bytearray) -> None:
            content[chosen.randrange(start, end or len(content))] ^= 1 << chosen.randrange(8)

        _changed(file, change)

    return damage


def flip_in_unused_page(file: Path, chosen: random.Random) -> None:
    """One bit in the first page of the list of unused pages."""

    def change(content: bytearray) -> None:
        trunk = int.from_bytes(content[32:36])
        assert trunk, "the file has unused pages"
        content[(trunk - 1) * PAGE + chosen.randrange(PAGE)] ^= 1 << chosen.randrange(8)

    _changed(file, change)


def overwrite(file: Path, chosen: random.Random) -> None:
    """64 bytes anywhere."""

    def change(content: bytearray) -> None:
        start = chosen.randrange(len(content) - 64)
        content[start : start + 64] = chosen.randbytes(64)

    _changed(file, change)


def truncate(share: float, less: int = 0) -> Damage:
    return lambda file, _: (
        file.write_bytes(file.read_bytes()[: int(file.stat().st_size * share) - less]) and None
    )


def replace(content: bytes) -> Damage:
    return lambda file, _: file.write_bytes(content) and None


def put(start: int, content: bytes) -> Damage:
    """Other bytes at a place of the header."""

    def damage(file: Path, _: random.Random) -> None:
        def change(held: bytearray) -> None:
            held[start : start + len(content)] = content

        _changed(file, change)

    return damage


def delete(file: Path, _: random.Random) -> None:
    file.unlink()


def other_database(sql: str) -> Damage:
    def damage(file: Path, _: random.Random) -> None:
        file.unlink()
        with closing(sqlite3.connect(file)) as other:
            other.executescript(sql)

    return damage


def no_row_of(table: str) -> Damage:
    """Somebody's own SQL: the file is whole, a table is gone."""

    def damage(file: Path, _: random.Random) -> None:
        with closing(sqlite3.connect(file)) as opened:
            opened.execute(f"DROP TABLE {table}")

    return damage


def in_log(damage: Damage) -> Damage:
    return lambda file, chosen: damage(_log(file), chosen)


def beside(ending: str) -> Damage:
    """Bytes that mean nothing in a companion."""
    return lambda file, chosen: (
        file.with_name(file.name + ending).write_bytes(chosen.randbytes(9000)) and None
    )


def log_of_another(file: Path, _: random.Random) -> None:
    """The log of a file that looks the same, as when files of two machines were mixed."""
    _log(file).write_bytes((file.parent.parent / "other" / _log(file).name).read_bytes())


WHOLE: dict[str, Damage] = {
    **{f"bit of the header {number}": flip(0, 100) for number in range(6)},
    **{f"bit of the schema {number}": flip(100, PAGE) for number in range(8)},
    **{f"bit of the data {number}": flip(PAGE) for number in range(10)},
    **{f"bit of an unused page {number}": flip_in_unused_page for number in range(2)},
    **{f"64 bytes {number}": overwrite for number in range(7)},
    **{f"cut at {share}": truncate(share) for share in (0.001, 0.02, 0.25, 0.5, 0.75, 0.99)},
    "cut by a byte": truncate(1, 1),
    "cut by a page": truncate(1, PAGE),
    "cut to a page": lambda file, _: file.write_bytes(file.read_bytes()[:PAGE]) and None,
    "emptied": replace(b""),
    "a byte": replace(b"S"),
    "zeros": replace(bytes(3 * PAGE)),
    "text": replace("盘锦市2017年政府工作报告".encode() * 500),
    "another database": other_database(
        "PRAGMA user_version = 77; CREATE TABLE notes (a); INSERT INTO notes VALUES (1)"
    ),
    "an empty database": other_database("VACUUM"),
    "a table dropped": no_row_of("chat_settings"),
    "deleted": delete,
    "another page size": put(16, (8192).to_bytes(2)),
    "no page size": put(16, b"\0\3"),
    "another magic": put(0, b"SQLite format 4\0"),
    "read only by its header": put(18, b"\3"),
    "UTF-16 by its header": put(56, b"\0\0\0\2"),
    "no migration seen": put(60, b"\0\0\0\0"),
    "garbage as its journal": beside("-journal"),
}
"""Of a file that was closed."""

IN_USE: dict[str, Damage] = {
    **{f"bit of the log {number}": in_log(flip(0)) for number in range(4)},
    "64 bytes of the log": in_log(overwrite),
    "bit of the log's header": in_log(flip(0, 32)),
    "log cut": in_log(truncate(0.5)),
    "log emptied": in_log(replace(b"")),
    "log deleted": in_log(delete),
    "log of another": log_of_another,
    "garbage as the log": beside("-wal"),
    "garbage as the log's index": beside("-shm"),
    "emptied beside its log": replace(b""),
    "deleted beside its log": delete,
    "bit of the data beside its log": flip(PAGE),
}
"""Of a file whose bot was killed: the last changes are in its log."""
