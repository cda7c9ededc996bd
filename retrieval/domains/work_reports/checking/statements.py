"""A claim without figures -> the sentence that says the same, where one has nearly all of its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.compose.citing import cite
from retrieval.domains.work_reports.checking.claims import Claim, ClaimFigure
from retrieval.fact_types import Reason, Verdict
from retrieval.language.normalizing import normalize
from retrieval.store.snapshot import IndexedDocument
from retrieval.types import Citation

_SAID = 0.84
"""Of a claim's words, weighed by their length, that stand in one sentence which says it."""
_NEAR = 0.4
"""The same of a sentence that is shown as the nearest."""
_DENIAL = re.compile("没有|未能|并未|不再|没能|从未|取消")
_RECORDS = ("新高", "历史最高", "最高纪录", "历史最好", "之最")
_SURE_MEANING = 0.35


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence beside a claim."""

    verdict: Verdict
    reason: Reason
    citation: Citation


def statement_of(claim: Claim, documents: Sequence[IndexedDocument]) -> Statement | None:
    """The sentence nearest to a claim; None: none has much of it."""
    figure = claim.figures[0]
    best: tuple[float, int, int] | None = None
    for number, indexed in enumerate(documents):
        for at, sentence in enumerate(indexed.sentences):
            if claim.years and sentence.years and not set(claim.years) & sentence.years:
                continue
            text = normalize(sentence.span.of(_text(indexed, at)))
            score = _coverage(claim, figure, text)
            if best is None or score > best[0]:
                best = score, number, at
    if best is None or best[0] < _NEAR:
        return None
    score, number, at = best
    said = normalize(documents[number].sentences[at].span.of(_text(documents[number], at)))
    # Words of another language may mean the opposite of what they are found for.
    is_said = score >= _SAID and not figure.meanings and _denies(said) == _denies(claim.normalized)
    verdict, reason = (Verdict.SUPPORTED, Reason.AGREES) if is_said else (Verdict.NOT_FOUND, Reason.NOT_SAID)
    return Statement(verdict, reason, _cited(documents[number], at, score, is_said=is_said))


def _denies(text: str) -> bool:
    return bool(_DENIAL.search(text))


def _coverage(claim: Claim, figure: ClaimFigure, text: str) -> float:
    if figure.meanings:
        held = [max((m.weight for m in some if m.word in text), default=0.0) for some in figure.meanings]
        return sum(weight >= _SURE_MEANING for weight in held) / len(held)
    words = [word for word in figure.words if word not in {"历史", "新高", "最高", "纪录", "创下"}]
    if not words or (claim.tells_record and not any(record in text for record in _RECORDS)):
        return 0.0
    return sum(len(word) * (word in text) for word in words) / sum(map(len, words))


def _text(indexed: IndexedDocument, at: int) -> str:
    wanted = indexed.sentences[at].passage
    return next(passage.text for passage in indexed.passages if passage.id == wanted)


def _cited(indexed: IndexedDocument, at: int, score: float, *, is_said: bool) -> Citation:
    sentence = indexed.sentences[at]
    passage = next(each for each in indexed.passages if each.id == sentence.passage)
    highlights = (sentence.span,) if is_said else ()
    return cite(passage, indexed.document, highlights, round(score, 4))
