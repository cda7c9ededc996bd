"""Choices as messages with buttons: the language of a private chat, the settings of a group."""

from __future__ import annotations

from bot.conversation.records import ChatSettings
from bot.messages import LANGUAGE_NAMES, SettingsTexts, chat_texts_in, settings_texts_in
from bot.presentation.library import CHOOSE, PAGE
from bot.presentation.rich_text import (
    BLANK_LINE,
    Block,
    Button,
    Keyboard,
    Piece,
    RichText,
    Style,
    plain_block,
)
from retrieval.types import Language

LANGUAGE, SETTINGS = "l", "g"
"""Subjects of buttons."""
AUTOMATIC = "auto"
"""Stands for no language in a button."""
SPEAK, QUIET, CLOSE = "l", "q", "x"
"""What a button of the settings changes."""
YES, NO = "1", "0"
_CHOSEN = "✓ "


def render_language_choice(language: Language, chosen: Language | None) -> RichText:
    """The question which language to speak in a private chat.

    Args:
        language: spoken now.
        chosen: by the chat; None: nothing.
    """
    texts = settings_texts_in(language)
    return RichText((plain_block(texts.choose_language),), _languages(texts, chosen, f"{LANGUAGE}:"))


def render_settings(settings: ChatSettings, language: Language) -> RichText:
    """What a group has chosen, with a button for each choice.

    Args:
        settings: of the group.
        language: spoken there.
    """
    texts = settings_texts_in(language)
    spoken = texts.automatic if settings.language is None else LANGUAGE_NAMES[settings.language]
    quiet = texts.on if settings.quiet else texts.off
    blocks = (
        Block((Piece(texts.settings_title, Style.BOLD),)),
        BLANK_LINE,
        plain_block(texts.language_is.format(language=spoken)),
        plain_block(texts.documents_are.format(documents=_documents(settings, texts))),
        plain_block(texts.quiet_is.format(state=quiet)),
        plain_block(texts.quiet_hint),
    )
    switch = Button(
        texts.quiet_button.format(state=quiet), f"{SETTINGS}:{QUIET}:{NO if settings.quiet else YES}"
    )
    documents = Button(chat_texts_in(language).choose_documents, f"{CHOOSE}:{PAGE}:0")
    close = Button(texts.close, f"{SETTINGS}:{CLOSE}")
    languages = _languages(texts, settings.language, f"{SETTINGS}:{SPEAK}:")
    return RichText(blocks, (*languages, (switch,), (documents,), (close,)))


def render_kept_settings(settings: ChatSettings, language: Language) -> RichText:
    """What a group has chosen, when the choosing is over."""
    open_settings = render_settings(settings, language)
    title = plain_block(settings_texts_in(language).settings_closed)
    return RichText((title, *open_settings.blocks[1:-1]))


def _documents(settings: ChatSettings, texts: SettingsTexts) -> str:
    count = len(settings.documents)
    return texts.some_documents.format(count=count) if count else texts.all_documents


def _languages(texts: SettingsTexts, chosen: Language | None, data: str) -> Keyboard:
    automatic = Button(_marked(texts.automatic, chosen is None), f"{data}{AUTOMATIC}")
    named = tuple(
        Button(_marked(name, chosen is language), f"{data}{language}")
        for language, name in LANGUAGE_NAMES.items()
    )
    return ((automatic, named[0]), named[1:])


def _marked(label: str, is_chosen: bool) -> str:
    return _CHOSEN + label if is_chosen else label
