"""What to do after the Bot API refused a message or the network failed: pure decisions.

The classes are python-telegram-bot's error tree (https://docs.python-telegram-bot.org/en/v22.8/telegram.error.html).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.faces.telegram_app.server_replies import UnreadableReplyError

_MOST_NETWORK_FAILURES = 5
_FIRST_BACKOFF = 0.5
_FLOOD_SLACK = 0.2
"""Seconds after the end of a flood wait: the server's clock and ours differ."""
_FIRST_SUPERGROUP = -1_000_000_000_000
"""Supergroups and channels have numbers below it, basic groups those between it and zero, persons those above
(https://core.telegram.org/api/bots/ids)."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the message replied to, and where in it they stand, in UTF-16 units."""

    text: str
    position: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to deliver a message, with what earlier ones taught."""

    chat: int
    topic: int | None = None
    reply_to: int | None = None
    quote: Quote | None = None
    repeatable: bool = False
    """Doing it twice has the effect of doing it once, as with an edit."""
    as_plain: bool = False
    has_old_buttons: bool = False
    """Whether buttons that the server may not know are left out, or replaced by those that every server knows."""
    just_moved: bool = False
    """The server itself named this chat when the message was sent to another one."""
    network_failures: int = 0

    def in_chat(self, chat: int) -> Attempt:
        """The same message to a chat; another one numbers its messages and topics anew."""
        return self if chat == self.chat else replace(self, chat=chat, topic=None, reply_to=None, quote=None)


def seconds_to_wait(error: TelegramError, attempt: Attempt) -> float:
    """How long to wait before the next attempt."""
    if isinstance(error, RetryAfter):
        return flood_seconds(error) + _FLOOD_SLACK
    if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
        return _FIRST_BACKOFF * float(2**attempt.network_failures)
    return 0.0


def next_attempt(error: TelegramError, attempt: Attempt) -> Attempt | None:
    """The attempt to make after an error; None: give up."""
    match error:
        case RetryAfter():
            return attempt
        case ChatMigrated():
            new = error.new_chat_id
            return replace(attempt.in_chat(new), just_moved=True) if may_move(attempt.chat, new) else None
        case BadRequest():
            return _after_refusal(error.message.lower(), attempt)
        case NetworkError():
            failures = attempt.network_failures + 1
            if failures >= _MOST_NETWORK_FAILURES or (may_have_arrived(error) and not attempt.repeatable):
                return None
            return replace(attempt, network_failures=failures)
        case _:
            return None


def may_move(old: int, new: int) -> bool:
    """Whether a chat can have become another one: only a basic group does, and only a supergroup.

    So one move is never followed by a second, nor do moves form a circle, whatever a server says.
    """
    return _FIRST_SUPERGROUP < old < 0 and new < _FIRST_SUPERGROUP


def may_have_arrived(error: TelegramError) -> bool:
    """Whether the server may have acted on a request that timed out, or whose reply cannot be read.

    A connection that was never made carried nothing. One that broke is taken for lost: servers close idle
    connections just as they are used again, and an answer sent twice is better than none.
    """
    never_sent = isinstance(error.__cause__, (httpx.ConnectTimeout, httpx.PoolTimeout))
    return isinstance(error, UnreadableReplyError) or (isinstance(error, TimedOut) and not never_sent)


def is_out_of_reach(error: TelegramError) -> bool:
    """Whether the bot is not, or no longer, in the chat that it wrote to."""
    return isinstance(error, Forbidden) or (
        isinstance(error, BadRequest) and "chat not found" in error.message.lower()
    )


def flood_seconds(error: RetryAfter) -> float:
    """The wait a 429 asks for; the library gives a number or, as it will one day always, a timedelta."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, datetime.timedelta) else float(wait)


def _after_refusal(reason: str, attempt: Attempt) -> Attempt | None:
    """Send less of what the server did not like."""
    # Before the words, as what is said of a button may speak of parsing it.
    if "button" in reason and not attempt.has_old_buttons:
        return replace(attempt, has_old_buttons=True)
    if "parse" in reason and not attempt.as_plain:
        return replace(attempt, as_plain=True)
    if "quote" in reason and attempt.quote is not None:
        return replace(attempt, quote=None)
    if "thread" in reason and attempt.topic is not None:
        return replace(attempt, topic=None)
    if "repl" in reason and attempt.reply_to is not None:
        return replace(attempt, reply_to=None, quote=None)
    return None
