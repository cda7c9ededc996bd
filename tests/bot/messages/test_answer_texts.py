from __future__ import annotations

import string
from dataclasses import fields

import pytest

from bot.messages import PlaceTexts, Texts, place_texts_in, texts_in, user_language
from bot.presentation.rich_text import units
from retrieval.types import Language, Role

LANGUAGES = list(Language)
SENTENCES = [
    field.name for field in fields(Texts) if field.name not in {"word_space", "examples", "example_patterns"}
]


def _blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("name", SENTENCES)
def test_every_language_says_it_with_the_same_blanks(name: str) -> None:
    said = {language: getattr(texts_in(language), name) for language in LANGUAGES}
    assert all(sentence.strip() for sentence in said.values())
    assert len({frozenset(_blanks(sentence)) for sentence in said.values()}) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_fit_a_phone(language: Language) -> None:
    texts = texts_in(language)
    for name in SENTENCES:
        assert units(getattr(texts, name)) <= 160, name
    assert units(texts.short_description) <= 120  # setMyShortDescription takes no more
    assert units(texts.description) <= 512
    assert 2 <= len(texts.examples) <= 4
    assert {blank for one in texts.example_patterns for blank in _blanks(one)} == {"place", "year", "before"}


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("zh-hans", Language.SIMPLIFIED),
        ("zh", Language.SIMPLIFIED),
        ("zh_CN", Language.SIMPLIFIED),
        ("zh-hant", Language.TRADITIONAL),
        ("zh-TW", Language.TRADITIONAL),
        ("zh-hk", Language.TRADITIONAL),
        ("zh-Hant-HK", Language.TRADITIONAL),
        ("en", Language.ENGLISH),
        ("de", Language.ENGLISH),
        ("zha", Language.ENGLISH),
        (None, Language.ENGLISH),
    ],
)
def test_language_of_a_user(code: str | None, language: Language) -> None:
    assert user_language(code) is language


def test_without_a_language_code_the_writing_decides() -> None:
    assert user_language(None, "2017年GDP") is Language.SIMPLIFIED
    assert user_language(None, "2017 GDP") is Language.ENGLISH


@pytest.mark.parametrize(
    ("language", "year", "role", "label"),
    [
        (Language.SIMPLIFIED, 2016, Role.RESULT, "2016年实际"),
        (Language.SIMPLIFIED, 2017, Role.TARGET, "2017年目标"),
        (Language.TRADITIONAL, 2017, Role.TARGET, "2017年目標"),
        (Language.ENGLISH, 2016, Role.RESULT, "2016 result"),
        (Language.ENGLISH, None, Role.TARGET, "target"),
        (Language.SIMPLIFIED, 2017, None, "2017年"),
        (Language.SIMPLIFIED, None, None, ""),
    ],
)
def test_labels(language: Language, year: int | None, role: Role | None, label: str) -> None:
    assert texts_in(language).label(year, role) == label


def test_a_label_with_a_place() -> None:
    assert texts_in(Language.SIMPLIFIED).label(2017, Role.TARGET, "盘锦市") == "盘锦市2017年目标"
    assert texts_in(Language.ENGLISH).label(2017, None, "盘锦市") == "盘锦市 2017"


@pytest.mark.parametrize("name", [field.name for field in fields(PlaceTexts)])
def test_every_language_speaks_of_places_with_the_same_blanks(name: str) -> None:
    said = {language: getattr(place_texts_in(language), name) for language in LANGUAGES}
    assert all(sentence.strip() for sentence in said.values())
    assert len({frozenset(_blanks(sentence)) for sentence in said.values()}) == 1
    assert all(units(sentence) <= 80 for sentence in said.values())
