"""The tables, as the steps that made them. A step is never changed once it was released: a new one follows.

In SQL that SQLite and PostgreSQL both read: SQLite takes a BIGINT for its INTEGER and a DOUBLE PRECISION for its
REAL, by which names older files have them. Alembic would bring more than the one step there is.
What is looked up by is a column; the rest of a record is JSON in `body`. Times are seconds since 1970.
A speaker without a topic has topic 0, as NULL never equals NULL.
"""

from __future__ import annotations

_FIRST = (
    """
    CREATE TABLE chat_settings (
        chat BIGINT NOT NULL PRIMARY KEY,
        body TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE last_questions (
        chat BIGINT NOT NULL,
        topic BIGINT NOT NULL,
        person BIGINT NOT NULL,
        body TEXT NOT NULL,
        expires DOUBLE PRECISION NOT NULL,
        PRIMARY KEY (chat, topic, person)
    )
    """,
    """
    CREATE TABLE shown_answers (
        id TEXT NOT NULL PRIMARY KEY,
        chat BIGINT NOT NULL,
        person BIGINT NOT NULL,
        body TEXT NOT NULL,
        shown DOUBLE PRECISION NOT NULL,
        expires DOUBLE PRECISION NOT NULL
    )
    """,
    """
    CREATE TABLE judgements (
        answer TEXT NOT NULL REFERENCES shown_answers (id) ON DELETE CASCADE,
        person BIGINT NOT NULL,
        judgement TEXT NOT NULL,
        PRIMARY KEY (answer, person)
    )
    """,
    """
    CREATE TABLE accepted_questions (
        chat BIGINT NOT NULL,
        message BIGINT NOT NULL,
        person BIGINT NOT NULL,
        body TEXT NOT NULL,
        accepted DOUBLE PRECISION NOT NULL,
        expires DOUBLE PRECISION NOT NULL,
        PRIMARY KEY (chat, message)
    )
    """,
    *(
        f"CREATE INDEX {table}_{column} ON {table} ({column})"
        for table in ("last_questions", "shown_answers", "accepted_questions")
        for column in ("person", "expires")
    ),
    "CREATE INDEX shown_answers_chat ON shown_answers (chat)",
    "CREATE INDEX judgements_person ON judgements (person)",
)

_RECEIVED_UPDATES = (
    # Questions that a stopped bot of the former version has accepted, a minute old at most, are not taken along.
    "DROP TABLE accepted_questions",
    """
    CREATE TABLE received_updates (
        bot BIGINT NOT NULL,
        id TEXT NOT NULL,
        number BIGINT NOT NULL,
        chat BIGINT NOT NULL,
        person BIGINT NOT NULL,
        body TEXT NOT NULL,
        receiver TEXT NOT NULL,
        batch BIGINT NOT NULL,
        beat BIGINT NOT NULL,
        received DOUBLE PRECISION NOT NULL,
        expires DOUBLE PRECISION NOT NULL,
        PRIMARY KEY (bot, id)
    )
    """,
    *(
        f"CREATE INDEX received_updates_{column} ON received_updates ({column})"
        for column in ("person", "chat", "expires", "receiver")
    ),
)

MIGRATIONS = (_FIRST, _RECEIVED_UPDATES)
