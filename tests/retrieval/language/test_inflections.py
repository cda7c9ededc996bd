"""Forms of English words."""

from __future__ import annotations

import pytest

from retrieval.language.inflections import forms_of


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("pins", {"pin", "pinned", "pinning"}),
        ("copies", {"copy", "copied", "copying"}),
        ("stopping", {"stop", "stopped", "stops"}),
        ("maximize", {"maximized", "maximizing", "maximizes"}),
        ("libraries", {"library"}),
    ],
)
def test_forms(word: str, others: set[str]) -> None:
    forms = forms_of(word)
    assert forms[0] == word
    assert others <= set(forms)
    assert len(set(forms)) == len(forms)


@pytest.mark.parametrize("word", ["its", "gdp", "os", "x11", "犬", ""])
def test_words_of_one_form(word: str) -> None:
    assert forms_of(word) == (word,)
