"""Long polling: updates are fetched, stored, and only then confirmed, through outages of the network.

python-telegram-bot's `Updater` would go on in silence when the token is revoked, writes traces when the network is down
as the bot stops, and confirms what is only in memory; so polling is a loop of our own.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from urllib.parse import urlencode

from telegram import Bot
from telegram.error import TelegramError

from bot.faces.telegram_app.raw_updates import number_of, read_batch
from bot.faces.telegram_app.received_updates import ReceivedUpdates
from bot.faces.telegram_app.retrying_client import RetryingClient

_UPDATES = ("message", "edited_message", "inline_query", "callback_query")
"""The kinds of updates asked for; channel posts are not."""
_GUEST_UPDATES = ("guest_message",)
"""Asked for only where the bot may be a guest: another server need not know them."""
_POLL_SECONDS = timedelta(seconds=25)
_ANSWER_SECONDS = timedelta(seconds=20)
"""Beyond the time that the server was asked to wait for updates."""
_FAREWELL_SECONDS = 2.0
_REPEATED_SECONDS = 1.0


def updates_wanted(bot: Bot) -> tuple[str, ...]:
    """The kinds of updates to ask for, of an initialized bot."""
    return _UPDATES + (_GUEST_UPDATES if bot.bot.supports_guest_queries else ())


async def poll(bot: Bot, received: ReceivedUpdates, client: RetryingClient) -> None:
    """Receive updates for ever; when cancelled, tell the server which ones are stored."""
    await client.call(bot.delete_webhook)
    received.hear()
    offset = 0

    async def fetch() -> Sequence[object]:
        return await _updates_from(bot, offset, _POLL_SECONDS)

    try:
        while True:
            await received.room()
            raws = await client.call(fetch)
            received.hear()
            await received.keep_at_last(received.read(raws))
            numbers = [number for raw in raws if (number := number_of(raw)) is not None]
            if numbers and max(numbers) < offset:
                # The server does not mind what was confirmed.
                await asyncio.sleep(_REPEATED_SECONDS)
            offset = max(numbers) + 1 if numbers else offset
    finally:
        if offset:
            with suppress(TelegramError, TimeoutError):
                farewell = _updates_from(bot, offset, timedelta(0))
                await asyncio.wait_for(farewell, _FAREWELL_SECONDS)


async def _updates_from(bot: Bot, offset: int, wait: timedelta) -> list[object]:
    """The updates from a number on; asking for them confirms those before.

    Raises:
        TelegramError: there are none to be had, or none that could ever be confirmed.
    """
    query = urlencode(
        {
            "timeout": int(wait.total_seconds()),
            "allowed_updates": json.dumps(updates_wanted(bot)),
            **({"offset": offset} if offset else {}),
        }
    )
    seconds = (wait + _ANSWER_SECONDS).total_seconds()
    try:
        # The body as it came: the library would read the updates in it all at once.
        answer = await bot.request.retrieve(f"{bot.base_url}/getUpdates?{query}", read_timeout=seconds)
        raws = read_batch(answer)
    except TelegramError:
        raise
    except Exception as error:
        raise TelegramError("what it sends cannot be read") from error
    if raws and all(number_of(raw) is None for raw in raws):
        raise TelegramError("what it sends are updates without numbers")
    return raws
