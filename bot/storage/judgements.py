"""What people think of answers: one judgement for each person and answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter

from pydantic import TypeAdapter

from bot.conversation.records import AnswerId, JudgedAnswer, Judgement, ShownAnswer
from bot.storage.bodies import read_body
from bot.storage.database import Database, Row
from bot.storage.statements import Statement

_BODY = TypeAdapter(ShownAnswer)
_WORST_FIRST = (Judgement.WRONG, Judgement.NOT_FOUND, Judgement.RIGHT)


class JudgementsTable:
    """Judgements by answer and person."""

    def __init__(self, database: Database, seconds: float, clock: Callable[[], float]) -> None:
        self._database = database
        self._seconds = seconds
        self._clock = clock

    async def keep(self, answer: AnswerId, person: int, judgement: Judgement) -> bool:
        """Keep a judgement in the place of the person's former one, and the answer for longer with it.

        Returns:
            Whether there is such an answer.
        """
        now = self._clock()
        changed = await self._database.write(
            Statement(
                "INSERT INTO judgements (answer, person, judgement)"
                " SELECT id, :person, :judgement FROM shown_answers WHERE id = :answer AND expires > :now"
                " ON CONFLICT (answer, person) DO UPDATE SET judgement = excluded.judgement",
                {"person": person, "judgement": judgement.value, "answer": answer, "now": now},
            ),
            Statement(
                "UPDATE shown_answers SET expires = CASE WHEN expires > :longer THEN expires ELSE :longer END"
                " WHERE id = :answer AND expires > :now",
                {"longer": now + self._seconds, "answer": answer, "now": now},
            ),
            durable=True,
        )
        return changed > 0

    async def of(self, answer: AnswerId, person: int) -> Judgement | None:
        """What a person thinks of an answer."""
        rows = await self._database.read(
            "SELECT judgement FROM judgements WHERE answer = :answer AND person = :person",
            answer=answer,
            person=person,
        )
        return Judgement(rows[0][0]) if rows else None

    async def all(self) -> list[JudgedAnswer]:
        """Every judged answer, in the order they were given."""
        rows = await self._database.read(
            "SELECT id, body, judgement, count(*) FROM judgements JOIN shown_answers ON id = answer"
            " WHERE expires > :now GROUP BY id, judgement ORDER BY shown, id",
            now=self._clock(),
        )
        return list(_judged(rows))


def _judged(rows: list[Row]) -> Iterator[JudgedAnswer]:
    for _, group in groupby(rows, key=itemgetter(0)):
        votes = list(group)
        answer = read_body(_BODY, votes[0][1])
        if answer is not None:
            counted = [(Judgement(judgement), int(count)) for _, _, judgement, count in votes]
            counted.sort(key=lambda vote: (-vote[1], _WORST_FIRST.index(vote[0])))
            yield JudgedAnswer(answer, tuple(counted))
