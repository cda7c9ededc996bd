from __future__ import annotations

import string
from dataclasses import fields

import pytest

from bot.messages import LANGUAGE_NAMES, SettingsTexts, settings_texts_in, texts_in
from bot.presentation import render_welcome
from bot.presentation.answer_buttons import Setting
from bot.presentation.phone_lines import line_count
from bot.presentation.rich_text import units
from bot.presentation.welcome import render_help
from retrieval.types import Language

NAMES = [field.name for field in fields(SettingsTexts)]


def _blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


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
    setting = Setting("yinju_test_bot", is_private=not group)
    assert line_count(render_welcome(language, titles, examples, setting).plain) <= 7
    assert line_count(render_help(language, setting).plain) <= 8
