"""Judged answers -> a question set, in the format that `yinju evaluate` reads.

An answer judged right tells what a right answer is, and a refusal judged right that there is none. Of one judged
wrong only that is known: its gold lines and answers are left for a person to fill in, and until then it counts as a
miss. Nobody's name or number is written: neither who asked, nor who judged, nor where; and of what was quoted, only what
stands in a document that everybody may see.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Any

from bot.conversation.records import CitedPassage, JudgedAnswer, Judgement, ShownAnswer
from retrieval.types import PassageId, PlacedPassage, Status

_FOUND = frozenset({Status.ANSWERED, Status.AMBIGUOUS})
_PEOPLE = re.compile(r"(?:https?://)?(?:t\.me/|telegram\.me/)\w+|@\w+|\btg://\S+", re.ASCII | re.IGNORECASE)
"""How a person is named in a message: by @name or by a link."""

Find = Callable[[PassageId], PlacedPassage | None]
Row = dict[str, Any]


def question_set(judged: list[JudgedAnswer], find: Find) -> list[Row]:
    """One question for each judged answer, with the judgement most people gave.

    Args:
        judged: answers with their votes.
        find: a paragraph that everybody may see by its id, to name the line where it stands now.
    """
    return [_row(each, find) for each in judged if not _is_of_own_file(each.answer)]


def _is_of_own_file(answer: ShownAnswer) -> bool:
    """Whether it was found in what a chat had sent, of which no words are kept: nobody else can ask that."""
    return answer.status in _FOUND and not answer.parts


def _row(judged: JudgedAnswer, find: Find) -> Row:
    answer, judgement = judged.answer, judged.votes[0][0]
    cited = [place for each in answer.citations if (place := find(each.passage))]
    evidence = _evidence(answer, find) if judgement is Judgement.RIGHT else []
    answers = [part for part in answer.parts if _stands_in(part, evidence)]
    right_refusal = judgement is Judgement.RIGHT and answer.status not in _FOUND
    return {
        "id": f"fb-{hashlib.sha256(answer.id.encode()).hexdigest()[:10]}",
        "question": " ".join(_PEOPLE.sub(" ", answer.question).split()),
        "lang": answer.language,
        "type": _type(answer, judgement),
        "answerable": not right_refusal,
        "gold": [_line(place) for place in evidence],
        "answers": answers,
        "note": "" if answers or right_refusal else "gold and answers are to be filled in",
        "judgement": judgement,
        "votes": {each.value: count for each, count in judged.votes},
        "given": {
            "status": answer.status,
            "answer": "；".join(part for part in answer.parts if _stands_in(part, cited)),
            "citations": [_line(place) for place in cited],
        },
    }


def _evidence(answer: ShownAnswer, find: Find) -> list[PlacedPassage]:
    """The paragraphs that hold a part of the answer, among those the message quoted."""
    if answer.status not in _FOUND:
        return []
    quoted: list[CitedPassage] = [each for each in answer.citations if each.is_quoted]
    places = [place for each in quoted if (place := find(each.passage))]
    return [place for place in places if any(part in place.passage.text for part in answer.parts)]


def _stands_in(part: str, places: list[PlacedPassage]) -> bool:
    return any(part in place.passage.text for place in places)


def _type(answer: ShownAnswer, judgement: Judgement) -> str:
    if judgement is Judgement.RIGHT and answer.status is Status.AMBIGUOUS:
        return "ambiguous-year"
    if judgement is Judgement.RIGHT and answer.status not in _FOUND:
        return "unanswerable-feedback"
    return f"feedback-{judgement.value.replace('_', '-')}"


def _line(place: PlacedPassage) -> Row:
    return {"file": place.document.file, "line": place.passage.line}
