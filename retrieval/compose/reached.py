"""Was the target reached: beside the figure that came about, the clause that says so, where the paragraph has one."""

from __future__ import annotations

import re
from dataclasses import replace

from retrieval.types import Answer, AnswerPart, Citation, QueryPlan, Span, Status

_AIM = "(?:目标|计划|任务|预期|预算|指标)"
_TOLD = re.compile(
    rf"(?:超额|完成(?!情况)|实现|达到|超过|高于|低于|好于|突破|影响)[^，。；]{{0,30}}{_AIM}|{_AIM}[^，。；]{{0,8}}(?:完成|实现|达成|达到|落空)"
    r"|(?:没有|未能?|尚未)(?:如期|全部|完全)?(?:完成|实现|达到)|超额完成"
)
"""Says of a result how it compares with what was planned."""
_NOT_YET = re.compile(r"(?:力争|确保|努力|争取|为了?)[^，。；]{0,6}$")
"""Stands before it where that is only hoped for."""
_GROWN = re.compile(r"(?:[比较]上年|同比)?(?:增长|下降|提高|降低)约?[\d.]+")
_SURE = 0.5
"""Confidence from which on what is found is more than a possibility."""
_OF_ALL = re.compile("均|都|全部|各项|以上")
"""Opens a clause that tells of all figures before it."""
_SENTENCE = re.compile(r"[^。；;！？]+")
_CLAUSE = re.compile(r"[^，,。；;！？]+")


def with_reached(answer: Answer) -> Answer:
    """The answer with the clause of its paragraph that says whether the target was reached.

    Returns:
        The answer as it is where that was not asked, or its paragraph does not say.
    """
    question = answer.question
    if not question.asks_reached or answer.status is not Status.ANSWERED or not answer.citations:
        return answer
    first = answer.citations[0]
    found = _telling(first, question) if first.highlights else ()
    said = " ".join(part.text for part in answer.parts)
    clauses = tuple(each for each in found if each.of(first.text) not in said)
    known = answer.parts[0]
    parts = (
        AnswerPart(each.of(first.text), known.year, known.role, known.place, first.passage)
        for each in clauses
    )
    cited = replace(first, highlights=(*first.highlights, *clauses))
    return replace(answer, parts=(*answer.parts, *parts), citations=(cited, *answer.citations[1:]))


def beside_target(answer: Answer, target: Answer) -> Answer:
    """A result with the target that it is held against, if that is more than a possibility and told by another document.

    Args:
        answer: what came about.
        target: what was found where the target was looked for.
    """
    told = {part.passage for part in answer.parts}
    aims = [each for each in target.parts if each.role is target.question.role and each.passage not in told]
    is_sure = target.status is Status.ANSWERED and target.confidence >= _SURE
    if not is_sure or not aims or target.citations[0].file == answer.citations[0].file:
        return answer
    cited = (answer.citations[0], target.citations[0], *answer.citations[1:])
    most = max(len(answer.citations), len(cited[:2]))
    return replace(answer, parts=(*answer.parts, aims[0]), citations=cited[:most])


def _telling(citation: Citation, question: QueryPlan) -> tuple[Span, ...]:
    """The clauses that tell: of the sentence of the answering words, or else of one that speaks of the same.

    The growth beside a level is one of them: targets are set in growth.
    """
    text, words = citation.text, citation.highlights[0]
    sentences = list(_SENTENCE.finditer(text))
    own = [each for each in sentences if each.start() <= words.start < each.end()]
    named = [term for term in question.terms if len(term) > 1]
    others = [
        each
        for each in sentences
        if each.start() > words.start and sum(term in each[0] for term in named) * 2 >= len(named) > 0
    ]
    for sentence in own:
        after = [each for each in _clauses(text, sentence) if each.start >= words.end]
        grown = tuple(each for each in after[:1] if _GROWN.match(each.of(text)))
        rest = after[len(grown) :]
        # What stands further on is told of another figure, unless of all of them.
        told = (
            each
            for at, each in enumerate(rest)
            if _tells(each.of(text)) and (at == 0 or _OF_ALL.match(each.of(text)))
        )
        if telling := (*grown, *tuple(told)[:1]):
            return telling
    of_others = (clause for sentence in others for clause in _clauses(text, sentence))
    return tuple(clause for clause in of_others if _tells(clause.of(text)))[:1]


def _clauses(text: str, sentence: re.Match[str]) -> list[Span]:
    return [Span(*each.span()) for each in _CLAUSE.finditer(text, sentence.start(), sentence.end())]


def _tells(clause: str) -> bool:
    told = _TOLD.search(clause)
    return told is not None and not _NOT_YET.search(clause[: told.start()])
