"""How much a sentence says of what the one that answers may be expected to say."""

from __future__ import annotations

import math
from collections.abc import Sequence

from retrieval.search.open_document import AnnotatedSentence
from retrieval.types import ExpectedTerm, is_han

_ABOVE, _EARLIER = 0.9, 0.3
"""What a word is worth in the headings, and earlier in the paragraph, if it is worth 1 in the sentence."""
_ALIKE = 0.75
"""What a word is worth all of whose characters stand apart: 违建 in 违法建筑; less, the fewer do."""
_LEAST, _MOST = 0.02, 0.98
"""Nothing is surer than what was learned from."""
_MOST_UNSAID = 4.0


def share_said(terms: Sequence[ExpectedTerm], text: str, above: str = "") -> float:
    """The share of what may be expected that a text says, each word by how surely it is; 0..1; 1 if nothing may be.

    Args:
        terms: of the question.
        text: normalised, in lower case.
        above: the headings over it, in lower case.
    """
    parts = ((text, 1.0), (above, _ABOVE))
    weighed = [(_surprise(each), each) for each in _in_script_of(text, terms)]
    total = sum(weight for weight, _ in weighed)
    return sum(weight * _said(each, parts) for weight, each in weighed) / total if total else 1.0


def unsaid(terms: Sequence[ExpectedTerm], entry: AnnotatedSentence) -> float:
    """How surprising it is, if the sentence answers, that it lacks what it lacks: the sum of -ln(1 - likelihood); 0..4.

    Args:
        terms: of the question.
        entry: the sentence.
    """
    text = entry.facts.normalized.lower()
    earlier = entry.passage.text[: entry.sentence.span.start].lower()
    parts = ((text, 1.0), (entry.above.lower(), _ABOVE), (earlier, _EARLIER))
    lacked = sum(_surprise(each) * (1 - _said(each, parts)) for each in _in_script_of(text, terms))
    return min(_MOST_UNSAID, lacked)


def _surprise(term: ExpectedTerm) -> float:
    return -math.log(1 - min(_MOST, max(_LEAST, term.likelihood)))


def _in_script_of(text: str, terms: Sequence[ExpectedTerm]) -> list[ExpectedTerm]:
    """A question in English is asked of both kinds of text; its words in the other script tell nothing."""
    is_chinese = any(map(is_han, text))
    return [each for each in terms if is_han(each.words[0][0]) is is_chinese]


def _said(term: ExpectedTerm, parts: Sequence[tuple[str, float]]) -> float:
    """What a term is worth in the part where it is worth most; the parts stand in the order of their worth."""
    most = 0.0
    for text, worth in parts:
        # A hundred sentences are asked for each question: nothing is looked for that could not be worth more.
        if worth <= most:
            break
        most = max(most, worth * _in(text, term.words))
    return most


def _in(text: str, words: Sequence[str]) -> float:
    for word in words:
        if word in text:
            return 1.0
    first = words[0]
    if not is_han(first[0]):
        return 0.0
    share = len([character for character in first if character in text]) / len(first)
    return _ALIKE * share * share
