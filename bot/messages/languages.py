"""Which language to speak, and its sentences.

Menus and hints follow the language of the user's app, the words around an answer that of the question.
"""

from __future__ import annotations

import re

from bot.messages.english import ENGLISH
from bot.messages.records import (
    ChatTexts,
    PlaceTexts,
    PrivacyTexts,
    ReplyTexts,
    SettingsTexts,
    StatusTexts,
    TalkTexts,
    Texts,
)
from bot.messages.simplified import SIMPLIFIED
from bot.messages.traditional import TRADITIONAL
from retrieval.types import Language

_HAN = re.compile(r"[\u3400-\u9fff]")
_ALL = {
    Language.SIMPLIFIED: SIMPLIFIED,
    Language.TRADITIONAL: TRADITIONAL,
    Language.ENGLISH: ENGLISH,
}
LANGUAGE_NAMES = {
    Language.SIMPLIFIED: "简体中文",
    Language.TRADITIONAL: "繁體中文",
    Language.ENGLISH: "English",
}
"""Each in its own words, so that somebody who reads no other finds it."""
TALK_KEYS = (
    "1 2 3 …",
    "< >",
    "/history",
    "/sources",
    "/use 1 3",
    "/compare",
    "/check",
    "/status",
    "/new",
    "/help",
    "exit",
)
"""What can be typed instead of a question; `meanings` says what each does, in this order."""


def texts_in(language: Language) -> Texts:
    """The sentences of a language."""
    return _ALL[language].answers


def chat_texts_in(language: Language) -> ChatTexts:
    """The sentences of a language."""
    return _ALL[language].buttons


def reply_texts_in(language: Language) -> ReplyTexts:
    """The sentences of a language."""
    return _ALL[language].replies


def place_texts_in(language: Language) -> PlaceTexts:
    """The sentences of a language."""
    return _ALL[language].places


def privacy_texts_in(language: Language) -> PrivacyTexts:
    """The sentences of a language."""
    return _ALL[language].privacy


def settings_texts_in(language: Language) -> SettingsTexts:
    """The sentences of a language."""
    return _ALL[language].settings


def status_texts_in(language: Language) -> StatusTexts:
    """The sentences of a language."""
    return _ALL[language].status


def talk_texts_in(language: Language) -> TalkTexts:
    """The sentences of a language."""
    return _ALL[language].talk


def user_language(code: str | None, written: str = "") -> Language:
    """The language to speak with a user.

    Args:
        code: the IETF tag Telegram sends for the user's app; absent for channels and anonymous admins.
        written: what they wrote, which decides when there is no tag.
    """
    if not code:
        return Language.SIMPLIFIED if _HAN.search(written) else Language.ENGLISH
    tag = code.lower().replace("_", "-")
    if tag.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo")):
        return Language.TRADITIONAL
    return Language.SIMPLIFIED if tag == "zh" or tag.startswith("zh-") else Language.ENGLISH
