"""Who may change what a group has chosen: asked of Telegram each time, as admins come and go."""

from __future__ import annotations

import logging

from telegram import Bot
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

_logger = logging.getLogger(__name__)

_ADMINS = frozenset({ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER})


class Members:
    """What Telegram knows of the members of groups."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def is_admin(self, chat: int, person: int) -> bool:
        """Whether a person is an admin of a group; no, when that cannot be found out."""
        try:
            member = await self._bot.get_chat_member(chat, person)
        except TelegramError as error:
            _logger.info("Whether somebody is an admin of a group is not known: %s", error)
            return False
        return member.status in _ADMINS
