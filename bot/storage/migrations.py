"""The tables, as the steps that made them. A step is never changed once it was released: a new one follows.

What is looked up by is a column; the rest of a record is JSON in `body`. Times are seconds since 1970.
A speaker without a topic has topic 0, as NULL never equals NULL.
"""

from __future__ import annotations

_FIRST = (
    """
    CREATE TABLE chat_settings (
        chat INTEGER PRIMARY KEY,
        body TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE last_questions (
        chat INTEGER NOT NULL,
        topic INTEGER NOT NULL,
        person INTEGER NOT NULL,
        body TEXT NOT NULL,
        expires REAL NOT NULL,
        PRIMARY KEY (chat, topic, person)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE shown_answers (
        id TEXT PRIMARY KEY,
        chat INTEGER NOT NULL,
        person INTEGER NOT NULL,
        body TEXT NOT NULL,
        shown REAL NOT NULL,
        expires REAL NOT NULL
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE judgements (
        answer TEXT NOT NULL REFERENCES shown_answers (id) ON DELETE CASCADE,
        person INTEGER NOT NULL,
        judgement TEXT NOT NULL,
        PRIMARY KEY (answer, person)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE accepted_questions (
        chat INTEGER NOT NULL,
        message INTEGER NOT NULL,
        person INTEGER NOT NULL,
        body TEXT NOT NULL,
        accepted REAL NOT NULL,
        expires REAL NOT NULL,
        PRIMARY KEY (chat, message)
    ) WITHOUT ROWID
    """,
    *(
        f"CREATE INDEX {table}_{column} ON {table} ({column})"
        for table in ("last_questions", "shown_answers", "accepted_questions")
        for column in ("person", "expires")
    ),
    "CREATE INDEX shown_answers_chat ON shown_answers (chat)",
    "CREATE INDEX judgements_person ON judgements (person)",
)

MIGRATIONS = (_FIRST,)
