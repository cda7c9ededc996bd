"""A message that somebody posted -> the claims in it, each with the place and the year that it goes on from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.domains.work_reports.places.gazetteer import Gazetteer
from retrieval.language.measures import measures
from retrieval.language.normalizing import normalize
from retrieval.language.time_words import TIME_WORDS

MOST_CLAIMS = 5
_END = re.compile(r"[。！!？?；;\n]+|(?<=[a-z\d%])\.(?=\s+[A-Z]|\s*$)")
_TIMES = frozenset({"year_long", "grade"})


def claims_in(text: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The claims of a message in their order, at most five; the whole message where it has one at most.

    What gives no figure is left out beside what does. A sentence that names no place or year is of those named before
    it, which are put in front.

    Args:
        text: as posted.
        gazetteer: names of places.
    """
    pieces = [piece.strip() for piece in _END.split(text) if piece.strip()]
    checkable = [piece for piece in pieces if _has_figure(piece)]
    if len(checkable) < 2:  # noqa: PLR2004 - one claim and what is said around it
        return (text,)
    claims: list[str] = []
    place = year = ""
    for piece in pieces:
        own_place, own_year = _place(piece, gazetteer), _year(piece)
        place, year = own_place or place, own_year or year
        if piece in checkable:
            claims.append(_joined([*([] if own_place else [place]), *([] if own_year else [year]), piece]))
    # Whoever forwards a message twice over has it checked once.
    return tuple(dict.fromkeys(claims))[:MOST_CLAIMS]


def _has_figure(piece: str) -> bool:
    return any(measure.dimension not in _TIMES for measure in measures(TIME_WORDS.sub(" ", normalize(piece))))


def _place(piece: str, gazetteer: Gazetteer) -> str:
    """The last place that a sentence names, as it names it."""
    named = gazetteer.mentions(normalize(piece))
    return named[-1].text if named else ""


def _year(piece: str) -> str:
    found = [match[0] for match in TIME_WORDS.finditer(normalize(piece))]
    return found[0] if found else ""


def _joined(parts: Sequence[str]) -> str:
    given = [part for part in parts if part]
    return (" " if all(part.isascii() for part in given) else "").join(given)
