from __future__ import annotations

import string
import unicodedata
from dataclasses import fields

import pytest

from bot.messages import ChatTexts, PrivacyTexts, chat_texts_in, privacy_texts_in
from retrieval.types import Language

LANGUAGES = list(Language)
SENTENCES = [field.name for field in fields(ChatTexts)]
PRIVACY = [field.name for field in fields(PrivacyTexts)]
BUTTONS = SENTENCES[: SENTENCES.index("back") + 1]
TOASTS = ("passage_gone", "answer_gone", "button_gone", "judged", "use_too_many")


def _blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


@pytest.mark.parametrize("name", SENTENCES)
def test_every_language_says_it_with_the_same_blanks(name: str) -> None:
    said = {language: getattr(chat_texts_in(language), name) for language in LANGUAGES}
    assert all(sentence.strip() for sentence in said.values())
    assert len({frozenset(_blanks(sentence)) for sentence in said.values()}) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_fit_a_phone(language: Language) -> None:
    texts = chat_texts_in(language)
    for name in SENTENCES:
        assert _columns(getattr(texts, name)) <= 160, name
    for name in BUTTONS:  # three stand side by side
        assert _columns(getattr(texts, name).format(number=3)) <= 12, name
    for name in TOASTS:
        assert _columns(getattr(texts, name)) <= 70, name


@pytest.mark.parametrize("name", PRIVACY)
def test_every_language_says_what_is_kept(name: str) -> None:
    said = {language: getattr(privacy_texts_in(language), name) for language in LANGUAGES}
    assert all(sentence.strip() for sentence in said.values())
    assert len({frozenset(_blanks(sentence)) for sentence in said.values()}) == 1
    assert max(_columns(sentence) for sentence in said.values()) <= 160
    if name in PRIVACY[:3]:
        assert max(_columns(sentence) for sentence in said.values()) <= 30
