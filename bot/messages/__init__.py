"""Every sentence Yinju shows, by language: a language is a file here."""

from bot.messages.languages import (
    LANGUAGE_NAMES,
    TALK_KEYS,
    chat_texts_in,
    place_texts_in,
    privacy_texts_in,
    settings_texts_in,
    status_texts_in,
    talk_texts_in,
    texts_in,
    user_language,
)
from bot.messages.records import (
    ChatTexts,
    PlaceTexts,
    PrivacyTexts,
    SettingsTexts,
    StatusTexts,
    TalkTexts,
    Texts,
)

__all__ = [
    "LANGUAGE_NAMES",
    "TALK_KEYS",
    "ChatTexts",
    "PlaceTexts",
    "PrivacyTexts",
    "SettingsTexts",
    "StatusTexts",
    "TalkTexts",
    "Texts",
    "chat_texts_in",
    "place_texts_in",
    "privacy_texts_in",
    "settings_texts_in",
    "status_texts_in",
    "talk_texts_in",
    "texts_in",
    "user_language",
]
