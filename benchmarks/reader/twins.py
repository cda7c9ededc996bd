"""Near misses made of answered questions: the same words about another thing of the kind, of which the document has nothing.

`猪存栏多少头` becomes `羊存栏多少头` where no line speaks of sheep. What a question is changed to is drawn from the things
that exclude one another (`retrieval/language/other_things`).
"""

from __future__ import annotations

import random
from typing import Any

from retrieval.language.other_things import OtherThings
from retrieval.types import Thing


def twin(
    asked: dict[str, Any], text: str, things: OtherThings, chance: random.Random
) -> dict[str, Any] | None:
    """A question that the document does not answer, made of one that it does; None: it names nothing that has a like.

    Args:
        asked: a written question, as in `benchmarks/questions/training`.
        text: of the document, in lower case.
        things: that may be mistaken for one another.
        chance: which of them is taken.
    """
    question = asked["question"].lower()
    if not asked["answerable"]:
        return None
    changes = [(each.said, other) for each in things.named(question) for other in _absent(each, text)]
    if not changes:
        return None
    own, other = chance.choice(changes)
    near = [gold["line"] for gold in asked["gold"]]
    changed = question.replace(own, other)
    return {**asked, "question": changed, "answerable": False, "gold": [], "answers": [], "near": near}


def _absent(thing: Thing, text: str) -> list[str]:
    """Words of the same script for the other things of its kind of which a text has none."""
    absent = (side for side in thing.others if not any(word in text for word in side))
    return [word for side in absent for word in side if word.isascii() is thing.said.isascii()]
