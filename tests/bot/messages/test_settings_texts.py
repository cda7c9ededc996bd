from __future__ import annotations

import string
from dataclasses import fields

import pytest

from bot.messages import LANGUAGE_NAMES, SettingsTexts, settings_texts_in, texts_in
from bot.presentation import render_welcome
from bot.presentation.rich_text import units
from retrieval.types import Language

NAMES = [field.name for field in fields(SettingsTexts)]
_WIDTH = 21.0
"""Chinese characters across a bubble on a phone of 390 points; a Latin letter is about half as wide."""
_HEIGHT = 22
"""Lines that show at once above the keyboard."""


def _blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def _lines(text: str) -> int:
    widths = [sum(1.0 if ord(letter) > 0x2E80 else 0.55 for letter in line) for line in text.splitlines()]
    return sum(max(1, -int(-width // _WIDTH)) for width in widths)


@pytest.mark.parametrize("name", NAMES)
def test_every_language_says_it_with_the_same_blanks_and_fits_a_phone(name: str) -> None:
    said = [getattr(settings_texts_in(language), name) for language in Language]
    assert all(sentence.strip() for sentence in said)
    assert len({frozenset(_blanks(sentence)) for sentence in said}) == 1
    assert max(units(sentence) for sentence in said) <= (60 if name.startswith("command_") else 100)


def test_every_language_has_its_own_name() -> None:
    assert set(LANGUAGE_NAMES) == set(Language)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("group", [False, True])
def test_help_fits_a_phones_screen(language: Language, group: bool) -> None:
    examples = texts_in(language).examples
    titles = ("盘锦市2017年政府工作报告", "大连市2017年政府工作报告")
    text = render_welcome(language, "yinju_test_bot", titles, examples, group=group)
    assert _lines(text.plain) <= _HEIGHT
