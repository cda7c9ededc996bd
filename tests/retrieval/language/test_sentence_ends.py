"""Full stops that end a sentence of Latin letters, and those that do not."""

from __future__ import annotations

from itertools import pairwise

import pytest

from retrieval.language.sentence_ends import latin_sentence_ends


def sentences(text: str) -> list[str]:
    bounds = [0, *latin_sentence_ends(text), len(text)]
    return [text[start:end].strip() for start, end in pairwise(bounds)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "One slide has one master. A master has a style.",
            ["One slide has one master.", "A master has a style."],
        ),
        ("Press F2. (Or use the menu.) Then wait.", ["Press F2.", "(Or use the menu.)", "Then wait."]),
        ("He said “stop.” We went.", ["He said “stop.”", "We went."]),
        ("It is possible. 0.99 is new.", ["It is possible.", "0.99 is new."]),
        ("Use etc. and go.", ["Use etc. and go."]),
        (
            "See Dr. Who, J. Smith et al. Then read fig. 3.",
            ["See Dr. Who, J. Smith et al. Then read fig. 3."],
        ),
        ("3. Choose a printer.", ["3. Choose a printer."]),
        ("3.5. Choose a printer. Wait.", ["3.5. Choose a printer.", "Wait."]),
        (
            "See No. 5 and fig. 3 there. No. You cannot.",
            ["See No. 5 and fig. 3 there.", "No.", "You cannot."],
        ),
        ("It costs $3.5 at www.example.org. 价格不变。", ["It costs $3.5 at www.example.org. 价格不变。"]),
        ("GDP增长7.5%。财政收入增长3.2%。", ["GDP增长7.5%。财政收入增长3.2%。"]),
        ("", [""]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_part_of_a_text() -> None:
    text = "One. Two. Three. Four."
    assert list(latin_sentence_ends(text, 5, 16)) == [9]
