"""What people call things, and what documents call them."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import pytest

from retrieval.language.lay_words import written_words


def said(text: str) -> list[str]:
    return [group[0].word for group in written_words(text)]


def test_a_word_of_people_is_looked_up_with_those_of_documents() -> None:
    [group] = written_words("他把老房子扔了")[-1:]
    assert [each.word for each in group][:2] == ["扔了", "遗弃"]
    assert [each.weight for each in group] == [1.0, *[0.8] * (len(group) - 1)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("上海有狗", ["狗"]),
        ("热狗真好吃", []),
        # The longest, and nothing within it again.
        ("头班车几点开", ["头班车"]),
        # Of the longest the document's word is there already.
        ("过年放假", ["过年"]),
        # The document's own word is there already.
        ("堵车也就是拥堵", []),
        ("", []),
    ],
)
def test_only_whole_words_are(text: str, words: list[str]) -> None:
    assert said(text) == words


def test_every_row_has_words_of_documents_and_of_people() -> None:
    text = files("retrieval").joinpath("data/lay_words.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    assert Counter(len(row) for row in rows) == Counter({2: len(rows)})
    for row in rows:
        written, of_people = (part.split("；") for part in row)
        assert all(word and word == word.strip() for word in (*written, *of_people)), row
        assert not set(written) & set(of_people), row
