"""The bot's menus of commands and its descriptions. They only decorate: a refusal is logged, nothing more.

Telegram tells the languages of a menu apart by two letters, so that `zh` stands for both scripts. Who chose
traditional characters, or anything else than their app speaks, gets a menu for that chat alone.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable
from functools import partial

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.messages import SettingsTexts, settings_texts_in, texts_in
from bot.messages.uploads import upload_texts_in
from retrieval.types import Language

_logger = logging.getLogger(__name__)

_LANGUAGES = {"": Language.ENGLISH, "zh": Language.SIMPLIFIED}


class Menus:
    """Sets what Telegram shows of the bot beside its messages."""

    def __init__(self, bot: Bot, *, takes_files: bool = False) -> None:
        self._bot = bot
        self._takes_files = takes_files

    async def set_up(self) -> None:
        """Set the menus of every kind of chat, and the descriptions, in each language Telegram takes."""
        for code, language in _LANGUAGES.items():
            texts, menu = texts_in(language), settings_texts_in(language)
            for scope, commands in self._scopes(menu, language):
                await _tried(partial(self._bot.set_my_commands, commands, scope, code or None)())
            await _tried(self._bot.set_my_description(texts.description, code or None))
            await _tried(self._bot.set_my_short_description(texts.short_description, code or None))

    async def set_for(self, chat: int, language: Language | None) -> None:
        """Set the menu of a private chat that chose a language, or take it away again."""
        scope = BotCommandScopeChat(chat)
        if language is None:
            await _tried(self._bot.delete_my_commands(scope))
        else:
            await _tried(
                self._bot.set_my_commands(self._private(settings_texts_in(language), language), scope)
            )

    def _scopes(
        self, texts: SettingsTexts, language: Language
    ) -> list[tuple[BotCommandScope | None, list[BotCommand]]]:
        """The default menu is what every chat can do."""
        group = [
            BotCommand("ask", texts.command_ask),
            BotCommand("compare", texts.command_compare),
            BotCommand("check", texts.command_check),
            BotCommand("help", texts.command_help),
            BotCommand("sources", texts.command_sources),
        ]
        choices = [
            BotCommand("use", texts.command_use),
            *self._files(language),
            BotCommand("status", texts.command_status),
            BotCommand("settings", texts.command_settings),
        ]
        admins = [*group, *choices]
        return [
            (None, group),
            (BotCommandScopeAllPrivateChats(), self._private(texts, language)),
            (BotCommandScopeAllGroupChats(), group),
            (BotCommandScopeAllChatAdministrators(), admins),
        ]

    def _private(self, texts: SettingsTexts, language: Language) -> list[BotCommand]:
        return [
            BotCommand("ask", texts.command_ask),
            BotCommand("compare", texts.command_compare),
            BotCommand("check", texts.command_check),
            BotCommand("help", texts.command_help),
            BotCommand("sources", texts.command_sources),
            BotCommand("use", texts.command_use),
            *self._files(language),
            BotCommand("status", texts.command_status),
            BotCommand("language", texts.command_language),
            BotCommand("privacy", texts.command_privacy),
            BotCommand("forget", texts.command_forget),
        ]

    def _files(self, language: Language) -> list[BotCommand]:
        return [BotCommand("keep", upload_texts_in(language).command_keep)] if self._takes_files else []


async def _tried(setting: Awaitable[bool]) -> None:
    try:
        await setting
    except TelegramError as error:
        _logger.info("A menu or a description was not set: %s", error)
