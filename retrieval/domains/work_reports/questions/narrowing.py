"""The question for one side of a comparison: of one place, and one year, in the words of the whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.domains.work_reports.places.neighbouring_places import are_joined
from retrieval.domains.work_reports.places.place_names import own_name, short_name
from retrieval.domains.work_reports.questions.times import LIST_OF_YEARS
from retrieval.language import tokenizer
from retrieval.types import Mention, QueryPlan, Role

_CONNECTING = re.compile(r"(?:[比和与跟及]|\b(?:than|and|or|vs\.?))\s*$", re.IGNORECASE)


def of_year(question: QueryPlan, year: int) -> QueryPlan:
    """The question about one of the years that it lists."""
    text = LIST_OF_YEARS.sub(f"{year}年" if question.has_han else str(year), question.normalized, count=1)
    return replace(
        question,
        normalized=text,
        embedding_text=text,
        years=(year,),
        # Its text says the year in figures now.
        time=replace(question.time, until=question.time.until & {year}, side_by_side=(), is_relative=False),
    )


def in_any_year(question: QueryPlan) -> QueryPlan:
    """A question about 去年 or 今年, as it is asked of reports of several years: each has its own."""
    role = Role.RESULT if question.time.is_past else Role.TARGET
    return replace(question, years=(), role=question.role or role)


def of_place(question: QueryPlan, mention: Mention, listed: Sequence[Mention] = ()) -> QueryPlan:
    """The question about one of the places that it names.

    Args:
        question: the whole.
        mention: the place, with what it is taken for.
        listed: all places that are compared; none: there is only this one.
    """
    text = _without_others(question.normalized, mention, listed)
    said = [each.text for each in listed if each != mention]
    other_words = {word for name in said for word in tokenizer.words(name)} - set(
        tokenizer.words(mention.text)
    )
    content = question.content
    for name in sorted(said, key=len, reverse=True):
        content = content.replace(name, " ")
    if question.has_han and not listed:
        text = _in_full(text, mention)
    names = frozenset(short_name(place.name) for place in mention.candidates)
    return replace(
        question,
        normalized=text,
        embedding_text=text,
        in_full=text if question.in_full else "",
        content=" ".join(content.split()) or question.content,
        terms=tuple(term for term in question.terms if term not in other_words),
        places=(names,) if question.places else (),
        named=(mention,),
    )


def _without_others(text: str, mention: Mention, listed: Sequence[Mention]) -> str:
    """The text with the one place instead of the list; what stands apart is cut out."""
    spans: list[tuple[int, int, str]] = []
    for each in listed:
        if spans and are_joined(text, each, replace(each, start=spans[-1][0], end=spans[-1][1])):
            spans[-1] = (spans[-1][0], each.end, spans[-1][2] or (each.text if each == mention else ""))
        else:
            spans.append((each.start, each.end, each.text if each == mention else ""))
    for start, end, kept in reversed(spans):
        before = text[:start] if kept else _CONNECTING.sub("", text[:start])
        text = f"{before}{kept}{text[end:]}"
    return text


def _in_full(text: str, mention: Mention) -> str:
    """吉林 with its level, where the same name is that of a province and a city."""
    own = own_name(mention.candidates[0].name)
    is_there = text[mention.start : mention.end] == mention.text
    if not is_there or not own.startswith(mention.text) or text.startswith(own, mention.start):
        return text
    return f"{text[: mention.start]}{own}{text[mention.end :]}"
