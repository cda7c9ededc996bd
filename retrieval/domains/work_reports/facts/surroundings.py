"""What stands around a figure: its sentence and clause before it, what follows, and how its paragraph opens."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.domains.work_reports.facts.records import Fact
from retrieval.language.normalizing import narrowed

_REACH = 240
"""Characters before a figure that are looked at; its sentence is hardly ever longer."""
_OPENING = 48
"""Characters of a paragraph that say what it is about."""
_STOP = re.compile(r"[。；;！!？?]")
_CLAUSE = re.compile(r"[,;。:、!?](?![^(]*\))")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words around a figure, narrowed."""

    sentence: str
    """Before it."""
    clause: str
    """The end of these, from the last comma."""
    after: str
    """The rest of its sentence."""
    opening: str
    """The first words of its paragraph."""

    @classmethod
    def of(cls, fact: Fact) -> Surroundings:
        """What stands around a figure."""
        text = fact.passage.text
        sentence = _STOP.split(narrowed(text[max(0, fact.start - _REACH) : fact.start]))[-1]
        return cls(
            sentence=sentence,
            clause=_CLAUSE.split(sentence)[-1],
            after=_STOP.split(narrowed(text[fact.end : fact.end + _REACH]))[0],
            opening=narrowed(text[:_OPENING]),
        )
