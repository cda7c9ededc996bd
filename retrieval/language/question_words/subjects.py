"""What a question is about, as far as the glossary has a name for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from retrieval.language.glossary import Glossary, Mention
from retrieval.language.question_words.intention import RESULT_WORDS, TARGET_WORDS
from retrieval.language.time_words import TIME_WORDS

_ASKED_WITHIN = re.compile(r"了?多少(?:万?人)?(?=[一-鿿])")
"""新增多少就业 asks for 新增就业."""
_CAME_ABOUT = re.compile(
    r"实际|完成|实现|达到|情况|数据|数字|\b(?:in|of|for|the)\b", re.IGNORECASE | re.ASCII
)
_LITTLE = 1
"""Characters that say nothing beside a name: its 的, or the level of its place."""


def subjects_in(text: str, glossary: Glossary) -> tuple[Mention, ...]:
    """The names of the glossary in a normalised question."""
    return glossary.mentions(_ASKED_WITHIN.sub("", text))


def is_subject_alone(text: str, subjects: Sequence[Mention], named: Iterable[str]) -> bool:
    """Whether a normalised question says nothing but its subjects, where and when: their figure is wanted.

    Args:
        text: the question.
        subjects: of the glossary.
        named: proper names in it.
    """
    rest = TIME_WORDS.sub("", text)
    for name in sorted({*named, *(each.name for each in subjects)}, key=len, reverse=True):
        rest = re.sub(re.escape(name), "", rest, flags=re.IGNORECASE)
    rest = _CAME_ABOUT.sub("", RESULT_WORDS.sub("", TARGET_WORDS.sub("", rest)))
    return bool(subjects) and sum(map(str.isalnum, rest)) <= _LITTLE


def without_subjects(text: str, subjects: Sequence[Mention]) -> str:
    """A text without the names that the glossary has found in it: it knows their Chinese better."""
    for name in sorted({mention.name for mention in subjects}, key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name)}\b", " ", text, flags=re.IGNORECASE)
    return text
