"""The address of a PostgreSQL database: what it may look like, and how it is shown.

libpq reads it (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING). It is looked at
before, and never repeated in a message: where a character of the password is not escaped, libpq takes a part
of the password for the host or the port, and would print it.
"""

from __future__ import annotations

import re

_NAME = r"(?:[^\s@/?#%:]|%[0-9A-Fa-f]{2})"
_HOST = rf"(?:\[[0-9A-Fa-f:.]+\]|{_NAME}*)(?::[0-9]{{1,5}})?"
_ADDRESS = re.compile(
    rf"postgres(?:ql)?://(?:(?P<user>{_NAME}*)(?P<password>:{_NAME}*)?@)?"
    rf"(?P<hosts>{_HOST}(?:,{_HOST})*)(?P<database>/{_NAME}*)?(?P<parameters>\?(?:[^\s@#%]|%[0-9A-Fa-f]{{2}})*)?"
)
_HIGHEST_PORT = 65535


def is_database_address(address: str) -> bool:
    """Whether libpq would take it as it is meant.

    >>> is_database_address("postgresql://yinju@localhost:5432/yinju?sslmode=require")
    True
    >>> is_database_address("postgresql://yinju:p@ss/word@localhost/yinju")
    False
    >>> is_database_address("postgresql://localhost:54321/yinju"), is_database_address("postgresql://localhost:543210/yinju")
    (True, False)
    """
    found = _ADDRESS.fullmatch(address)
    return found is not None and all(
        1 <= int(port) <= _HIGHEST_PORT for port in re.findall(r":([0-9]+)(?:,|$)", found["hosts"])
    )


def has_password(address: str) -> bool:
    """Whether a password is written into it."""
    found = _ADDRESS.fullmatch(address)
    return bool(found and (found["password"] or "password=" in (found["parameters"] or "")))


def without_secrets(address: str) -> str:
    """The address as it may be shown: no password and no parameters.

    >>> without_secrets("postgresql://yinju:secret@db:5432/chats?password=secret")
    'postgresql://yinju@db:5432/chats'
    """
    found = _ADDRESS.fullmatch(address)
    if not found:
        return "PostgreSQL"
    user = f"{found['user']}@" if found["user"] else ""
    return f"postgresql://{user}{found['hosts']}{found['database'] or ''}"
