"""Messages that one person alone sees in a group: https://core.telegram.org/bots/api#ephemeralmessageparameters (Bot API 10.3).

python-telegram-bot 22.8 ends at 10.0, so that what is newer goes by its name. Where the bot is no admin, only whoever has just
tapped a button gets one. A server that knows nothing of them is found out once; who calls then does as before there were any.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from telegram import Bot, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, EndPointNotFound, Forbidden, TelegramError

from bot.faces.telegram_app.sending_parts import markup
from bot.faces.telegram_app.sending_retries import may_have_arrived
from bot.presentation.rich_text import RichText

_logger = logging.getLogger(__name__)

_REFUSED_SECONDS = 3600.0
"""Somebody may make the bot an admin meanwhile."""
_MOST_REFUSED = 10_000
_NUMBER = "ephemeral_message_id"


class EphemeralMessages:
    """Sends and edits them. None of its methods raises for what a server says."""

    def __init__(self, bot: Bot, clock: Callable[[], float] = time.monotonic) -> None:
        self._bot = bot
        self._clock = clock
        self._refused_until: dict[int, float] = {}
        self.is_known = False
        """Whether the server takes them."""

    async def find_out(self) -> None:
        """Ask the server whether it knows them: what it says to a call without anything in it."""
        try:
            await self._bot.do_api_request("deleteEphemeralMessage")
        except (EndPointNotFound, Forbidden):
            _logger.info("The server has no messages for one person alone; in a group, everybody sees all.")
        except BadRequest:
            # It misses the fields of the call, which only who knows the method can.
            self.is_known = True
        except TelegramError as error:
            _logger.info("Whether the server has messages for one person alone is not known: %s", error)
        else:
            self.is_known = True

    async def send(
        self, chat: int, person: int, text: RichText, *, topic: int | None = None, press: str = ""
    ) -> bool:
        """Show a message to one member of a group; False: it could not be.

        Args:
            chat: the group.
            person: who sees it.
            text: what is said.
            topic: of the group.
            press: the query of the button that the person has tapped; empty: none.
        """
        if not self.is_known or (not press and self._refused_until.get(chat, 0.0) > self._clock()):
            return False
        receiver = {"receiver_user_id": person, **({"callback_query_id": press} if press else {})}
        try:
            message = await self._bot.send_message(
                chat,
                text.html,
                parse_mode=ParseMode.HTML,
                message_thread_id=topic,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_markup=markup(text.keyboard),
                api_kwargs={"ephemeral_message_parameters": receiver},
            )
        except TelegramError as error:
            if may_have_arrived(error):
                return True
            self._note_refusal(chat, error, is_pressed=bool(press))
            return False
        if number_of(message) is None:
            _logger.info(
                "The server showed everybody a message for one person; it is asked for none any more."
            )
            self.is_known = False
        return True

    async def edit(self, chat: int, person: int, number: int, text: RichText) -> bool:
        """Replace what such a message says; False: it could not be.

        Args:
            chat: the group.
            person: who sees it.
            number: see `number_of`.
            text: what it is to say.
        """
        keyboard = markup(text.keyboard)
        try:
            await self._bot.do_api_request(
                "editEphemeralMessageText",
                api_kwargs={
                    "chat_id": chat,
                    "receiver_user_id": person,
                    _NUMBER: number,
                    "text": text.html,
                    "parse_mode": ParseMode.HTML,
                    "link_preview_options": LinkPreviewOptions(is_disabled=True),
                    **({"reply_markup": keyboard} if keyboard is not None else {}),
                },
            )
        except TelegramError as error:
            _logger.info("A message for one person was not changed: %s", error)
            return False
        return True

    def _note_refusal(self, chat: int, error: TelegramError, *, is_pressed: bool) -> None:
        _logger.info("A message for one person was refused: %s", error)
        if is_pressed:
            return
        now = self._clock()
        if len(self._refused_until) >= _MOST_REFUSED:
            self._refused_until = {held: until for held, until in self._refused_until.items() if until > now}
        self._refused_until[chat] = now + _REFUSED_SECONDS


def number_of(message: Message) -> int | None:
    """The number of a message that one person alone sees; None: everybody sees it."""
    number = message.api_kwargs.get(_NUMBER)
    return number if isinstance(number, int) else None
