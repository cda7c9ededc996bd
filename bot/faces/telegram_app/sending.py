"""The send gate: every message leaves through it, in order within its chat, whatever the server says.

A chat that must wait (429) waits alone; what can be repeated is repeated, what may have arrived is not
sent twice; refused markup goes out as plain text. Callers get None instead of an error: it is logged here.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import TypeVar

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.conversation.keyed_lock import KeyedLock
from bot.faces.telegram_app.calls_under_way import CallsUnderWay
from bot.faces.telegram_app.deliveries import Deliveries
from bot.faces.telegram_app.ephemeral import EphemeralMessages
from bot.faces.telegram_app.handling import sending_the_answer
from bot.faces.telegram_app.sending_parts import markup, reply_parameters
from bot.faces.telegram_app.sending_retries import (
    Attempt,
    Quote,
    is_out_of_reach,
    may_have_arrived,
    may_move,
    next_attempt,
    seconds_to_wait,
)
from bot.faces.telegram_app.server_replies import UnreadableReplyError
from bot.presentation.rich_text import RichText
from bot.storage.one_thread import is_urgent

_logger = logging.getLogger(__name__)
_Result = TypeVar("_Result")

_LONGEST_WAIT = 120.0
"""Seconds. A chat closed for longer gets nothing until then: an answer so late helps nobody."""
_MOST_WAITING = 50
"""Messages that wait for one chat at once; Telegram takes 20 a minute from a bot in a group."""
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_UNKNOWN_BUTTON = "text buttons are unallowed"
"""What a server says of a button that does nothing it knows (https://github.com/tdlib/telegram-bot-api)."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a message goes: a chat, its topic, the message it replies to and the words of that it answers."""

    chat: int
    topic: int | None = None
    reply_to: int | None = None
    quote: Quote | None = None
    is_provisional: bool = False
    """The message only says that the answer is coming, and will be edited into it."""
    is_answer: bool = False
    """Whoever is answered is owed nothing more: once it is delivered, no later start answers again."""
    only_for: int | None = None
    """The member of a group whom alone it concerns: nobody else sees it, where the server can do that."""
    press: str = ""
    """The query of the button that this person has just tapped."""


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message that arrived."""

    chat: int
    message: int | None
    """None: the server took it and sent no number that can be read; it cannot be edited."""
    reply_to: int | None = field(default=None, compare=False)


class SendGate:
    """Sends and edits messages; safe to use from many handlers at once."""

    def __init__(
        self,
        bot: Bot,
        *,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._bot = bot
        self._sleep = sleep
        self._clock = clock
        self._turns = KeyedLock[int]()
        self._calls = CallsUnderWay(clock)
        self._closed_until: dict[int, float] = {}
        self._moved: dict[int, int] = {}
        self._deliveries = Deliveries()
        self._takes_newer_buttons = True
        self.ephemeral = EphemeralMessages(bot, clock)
        """Those that one person alone sees."""

    @property
    def bot_name(self) -> str:
        """The bot's user name, once it is connected."""
        return self._bot.username

    async def send(self, destination: Destination, text: RichText) -> SentMessage | None:
        """Send one message; None when it could not be delivered."""
        if await self.send_alone(destination, text):
            return SentMessage(destination.chat, None, destination.reply_to)

        async def call(attempt: Attempt) -> SentMessage:
            with sending_the_answer(is_answer=destination.is_answer and not destination.is_provisional):
                return SentMessage(attempt.chat, await self._send(attempt, text), destination.reply_to)

        first = Attempt(destination.chat, destination.topic, destination.reply_to, destination.quote)
        sent = await self._in_turn(first, call)
        if sent is not None and not destination.is_provisional:
            self._deliveries.note(destination.chat, destination.reply_to)
        return sent

    async def send_alone(self, destination: Destination, text: RichText) -> bool:
        """Show a message to the member of a group whom it concerns; False: that cannot be done, and nothing was sent."""
        person = destination.only_for
        if person is None or not self.ephemeral.is_known:
            return False
        topic, press = destination.topic, destination.press
        chat = self._moved.get(destination.chat, destination.chat)
        with sending_the_answer(is_answer=destination.is_answer):
            is_sent = await self.ephemeral.send(chat, person, text, topic=topic, press=press)
        if is_sent:
            self._deliveries.note(destination.chat, destination.reply_to)
        return is_sent

    async def send_picture(self, destination: Destination, png: bytes, caption: RichText) -> bool:
        """Send a picture with a line under it; False when it could not be delivered."""

        async def call(attempt: Attempt) -> bool:
            with sending_the_answer(is_answer=destination.is_answer):
                await self._bot.send_photo(
                    attempt.chat,
                    png,
                    caption=caption.plain,
                    message_thread_id=attempt.topic,
                    reply_parameters=reply_parameters(attempt),
                )
            return True

        first = Attempt(destination.chat, destination.topic, destination.reply_to, destination.quote)
        return await self._in_turn(first, call) or False

    async def edit(self, sent: SentMessage, text: RichText, *, is_answer: bool = False) -> bool:
        """Replace what a message says; False when that was not possible.

        Args:
            sent: the message.
            text: what it is to say.
            is_answer: as of a `Destination`.
        """

        async def call(attempt: Attempt) -> bool:
            if attempt.chat != sent.chat or sent.message is None:
                return False  # the number means another message in the supergroup that the group became
            try:
                with sending_the_answer(is_answer=is_answer):
                    await self._bot.edit_message_text(
                        text.plain if attempt.as_plain else text.html,
                        chat_id=attempt.chat,
                        message_id=sent.message,
                        parse_mode=None if attempt.as_plain else ParseMode.HTML,
                        link_preview_options=_NO_PREVIEW,
                        reply_markup=self._markup(text, attempt),
                    )
            except BadRequest as error:
                if "not modified" not in error.message:
                    raise
            return True

        done = await self._in_turn(Attempt(sent.chat, repeatable=True), call) or False
        if done:
            self._deliveries.note(sent.chat, sent.reply_to)
        return done

    async def change_buttons(self, sent: SentMessage, markup: InlineKeyboardMarkup) -> None:
        """Show other buttons under a message: a nicety, so never waited for and never repeated."""
        if sent.message is None or self._turns.waiting(sent.chat):
            return
        try:
            await self._bot.edit_message_reply_markup(sent.chat, sent.message, reply_markup=markup)
        except TelegramError as error:
            _logger.debug("Buttons were not changed: %s", error)

    async def react(self, message: SentMessage, emoji: str) -> bool:
        """React to somebody's message; False: the server does not know how, or the chat does not allow it."""
        if message.message is None:
            return False
        try:
            return await self._bot.set_message_reaction(message.chat, message.message, emoji)
        except TelegramError as error:
            _logger.debug("A reaction was not shown: %s", error)
            return False

    def has_replied(self, chat: int, message: int) -> bool:
        """Whether an answer to a message was delivered, or may have been."""
        return self._deliveries.has_reply(chat, message)

    async def show_typing(self, destination: Destination) -> None:
        """Show for a few seconds that an answer is coming: a nicety, so never waited for and never repeated."""
        if self._turns.waiting(destination.chat):
            return  # a message is on its way, or must wait, and then so must this
        try:
            await self._bot.send_chat_action(
                destination.chat, ChatAction.TYPING, message_thread_id=destination.topic
            )
        except TelegramError as error:
            _logger.debug("Typing was not shown: %s", error)

    def moved(self, old: int, new: int) -> None:
        """Send to the supergroup that a group became; its messages are numbered anew."""
        if may_move(old, new):
            self._moved[old] = new

    async def answer_press(self, query: str, words: str = "", address: str = "") -> None:
        """Answer the press of a button, once: until then it looks busy. The words show for a moment, the address opens."""
        try:
            await self._bot.answer_callback_query(query, words or None, url=address or None)
        except TelegramError as error:
            _logger.info("A press was not answered: %s", error)

    async def _in_turn(self, first: Attempt, call: Callable[[Attempt], Awaitable[_Result]]) -> _Result | None:
        if self._turns.waiting(first.chat) >= _MOST_WAITING:
            _logger.warning(
                "%s already has %d messages waiting; one more is dropped", _kind(first.chat), _MOST_WAITING
            )
            return None
        async with self._turns.turn(first.chat):
            if self._closed_until.get(first.chat, 0.0) - self._clock() > _LONGEST_WAIT:
                _logger.info("%s is closed by flood control; a message is dropped", _kind(first.chat))
                return None
            return await self._persistently(first, call)

    async def _persistently(
        self, first: Attempt, call: Callable[[Attempt], Awaitable[_Result]]
    ) -> _Result | None:
        attempt: Attempt | None = replace(
            first.in_chat(self._moved.get(first.chat, first.chat)),
            has_old_buttons=not self._takes_newer_buttons,
        )
        waited = 0.0
        while attempt is not None:
            try:
                # A greeting does not wait behind the answers of a crowd.
                async with nullcontext() if is_urgent() else self._calls.one():
                    return await call(attempt)
            except TelegramError as error:
                wait = seconds_to_wait(error, attempt)
                waited += wait
                if wait > _LONGEST_WAIT:
                    self._close(attempt.chat, wait)
                    return None
                if waited > _LONGEST_WAIT:  # a server that says "a moment, please" for ever
                    _log_loss(first.chat, error)
                    return None
                attempt = self._after(error, first, attempt)
            if attempt is not None and wait:
                await self._sleep(wait)
        return None

    def _after(self, error: TelegramError, first: Attempt, attempt: Attempt) -> Attempt | None:
        """The attempt to make after an error, and what the error teaches for later messages."""
        if isinstance(error, ChatMigrated):
            self.moved(attempt.chat, error.new_chat_id)
        if attempt.chat != first.chat and is_out_of_reach(error):
            # Perhaps the group never moved; of one that did the server says so again.
            self._moved.pop(first.chat, None)
            if not attempt.just_moved:
                return first
        following = next_attempt(error, attempt)
        if _UNKNOWN_BUTTON in str(error).lower() and self._takes_newer_buttons:
            _logger.info("The server knows no buttons that copy or share; answers have none from now on.")
            self._takes_newer_buttons = False
        if following is None:
            if may_have_arrived(error):
                self._deliveries.note(first.chat, first.reply_to)
            _log_loss(first.chat, error)
        return following

    def _markup(self, text: RichText, attempt: Attempt) -> InlineKeyboardMarkup | None:
        if not text.keyboard:
            return None
        is_inline = bool(self._bot.supports_inline_queries)
        return markup(text.keyboard, takes_newer=not attempt.has_old_buttons, is_inline=is_inline)

    async def _send(self, attempt: Attempt, text: RichText) -> int | None:
        try:
            message = await self._bot.send_message(
                attempt.chat,
                text.plain if attempt.as_plain else text.html,
                parse_mode=None if attempt.as_plain else ParseMode.HTML,
                message_thread_id=attempt.topic,
                reply_parameters=reply_parameters(attempt),
                link_preview_options=_NO_PREVIEW,
                reply_markup=self._markup(text, attempt),
            )
        except UnreadableReplyError as error:
            if not error.is_done:
                raise
            return None
        return message.message_id

    def _close(self, chat: int, seconds: float) -> None:
        """Send nothing to a chat for some time: what is sent into a flood wait lengthens it."""
        now = self._clock()
        _logger.warning("%s is closed by flood control for %.0f seconds", _kind(chat), seconds)
        still = {held: until for held, until in self._closed_until.items() if until > now}
        self._closed_until = {**still, chat: now + seconds}


def _log_loss(chat: int, error: TelegramError) -> None:
    """Being blocked or thrown out is the user's right, anything else a loss worth a warning."""
    if isinstance(error, UnreadableReplyError):
        return  # the connection has said so
    level = logging.INFO if isinstance(error, Forbidden) else logging.WARNING
    # The library's text holds the numbers of the chats.
    reason = "the server says that it has moved" if isinstance(error, ChatMigrated) else error
    _logger.log(level, "%s did not get a message: %s", _kind(chat), reason)


def _kind(chat: int) -> str:
    """A chat as the log names it: the number of a private chat is that of a person."""
    return "A private chat" if chat > 0 else "A group"
