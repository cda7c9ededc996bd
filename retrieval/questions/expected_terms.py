"""What the sentence that answers a question may be expected to say: the words of the question, and others for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retrieval.language import tokenizer
from retrieval.language.expected_words import likelihood
from retrieval.language.other_things import shipped_things
from retrieval.types import ExpectedTerm, Meaning, Part, Piece, Thing, is_han

_SAID = frozenset({Part.SUBJECT, Part.ASPECT})
"""What a question is about: where and when it is asked of is told by the document."""


def expected_terms(
    wording: Sequence[Piece],
    content: str,
    translations: Sequence[Sequence[Meaning]],
    inflected: Sequence[Sequence[Meaning]],
) -> tuple[ExpectedTerm, ...]:
    """The words that a question is about.

    Args:
        wording: its pieces.
        content: its text without stop words.
        translations: of its words, the surest first.
        inflected: for each of its English words, the forms.
    """
    said = _said_in(wording)
    own = dict.fromkeys(word for word in tokenizer.dictionary_words(content.lower()) if _is_chinese(word))
    found = [ExpectedTerm((word,), likelihood(word)) for word in own if word in said]
    return (*found, *_in_chinese(translations), *_in_english(inflected))


def things_in(wording: Sequence[Piece]) -> tuple[Thing, ...]:
    """What a question names of which there are others that it could be mistaken for."""
    return shipped_things().named(_said_in(wording))


def _said_in(wording: Sequence[Piece]) -> str:
    """What a question says of its subject, in lower case."""
    return " ".join(piece.text for piece in wording if piece.part in _SAID).lower()


def _in_chinese(translations: Sequence[Sequence[Meaning]]) -> Iterator[ExpectedTerm]:
    for group in translations:
        words = [each.word for each in group if _is_chinese(each.word)]
        if words:
            yield ExpectedTerm(tuple(words), likelihood(words[0]))


def _in_english(inflected: Sequence[Sequence[Meaning]]) -> Iterator[ExpectedTerm]:
    for forms in inflected:
        yield ExpectedTerm(tuple(each.word for each in forms), likelihood(forms[0].word))


def _is_chinese(word: str) -> bool:
    return bool(word) and all(map(is_han, word))
