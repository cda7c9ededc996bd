"""What the sentence that answers a question may be expected to say."""

from __future__ import annotations

from retrieval.language.expected_words import likelihood
from retrieval.questions.expected_terms import expected_terms
from retrieval.types import ExpectedTerm, Meaning, Part, Piece


def test_the_words_of_the_subject_but_not_of_where_and_when() -> None:
    wording = (
        Piece(Part.TIME, "2017年"),
        Piece(Part.PLACE, "盘锦"),
        Piece(Part.SUBJECT, "棉花产量"),
        Piece(Part.ASKING, "是多少"),
    )
    assert expected_terms(wording, "盘锦 棉花 产量", (), ()) == (
        ExpectedTerm(("棉花",), likelihood("棉花")),
        ExpectedTerm(("产量",), likelihood("产量")),
    )


def test_an_english_word_in_both_scripts() -> None:
    translations = ((Meaning("棉花", 0.9), Meaning("cotton", 0.8), Meaning("棉", 0.4)),)
    inflected = ((Meaning("cotton", 1.0), Meaning("cottons", 1.0)),)
    wording = (Piece(Part.SUBJECT, "cotton"),)
    assert expected_terms(wording, "cotton", translations, inflected) == (
        ExpectedTerm(("棉花", "棉"), likelihood("棉花")),
        ExpectedTerm(("cotton", "cottons"), likelihood("cotton")),
    )
