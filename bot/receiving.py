"""How updates reach the bot: long polling or a webhook, through outages of the network.

python-telegram-bot's `Updater` would go on in silence when the token is revoked and writes traces when the
network is down as the bot stops; so polling is a loop of our own. The webhook server is the library's.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import secrets
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

from telegram import Bot, Update
from telegram.error import TelegramError
from telegram.ext import Updater

from bot.config import TelegramSettings
from bot.errors import ConfigError, StartError
from bot.retrying_client import RetryingClient

_UPDATES = ("message", "edited_message", "inline_query", "callback_query")
"""The kinds of updates asked for; channel posts are not."""
_GUEST_UPDATES = ("guest_message",)
"""Asked for only where the bot may be a guest: another server need not know them."""
_POLL_SECONDS = timedelta(seconds=25)
_FAREWELL_SECONDS = 2.0


def updates_wanted(bot: Bot) -> tuple[str, ...]:
    """The kinds of updates to ask for, of an initialized bot."""
    return _UPDATES + (_GUEST_UPDATES if bot.bot.supports_guest_queries else ())


async def poll(bot: Bot, updates: asyncio.Queue[object], client: RetryingClient) -> None:
    """Fetch updates for ever; when cancelled, tell the server which ones arrived."""
    await client.call(bot.delete_webhook)
    offset, wanted = 0, updates_wanted(bot)

    async def fetch() -> Sequence[Update]:
        return await bot.get_updates(offset=offset or None, timeout=_POLL_SECONDS, allowed_updates=wanted)

    try:
        while True:
            fetched = await client.call(fetch)
            for update in fetched:
                await updates.put(update)
                offset = update.update_id + 1
    finally:
        if offset:
            with suppress(TelegramError, TimeoutError):
                farewell = bot.get_updates(offset=offset, timeout=0, allowed_updates=wanted)
                await asyncio.wait_for(farewell, _FAREWELL_SECONDS)


@asynccontextmanager
async def listening_webhook(
    bot: Bot, updates: asyncio.Queue[object], settings: TelegramSettings
) -> AsyncIterator[None]:
    """Serve the webhook for the `async with` block.

    Raises:
        ConfigError: no address to be called at.
        StartError: the server refuses that address, or the port is taken.
    """
    if settings.webhook_url is None:
        raise ConfigError("telegram.webhook_url", "must be set when telegram.mode is webhook")
    # The library logs a trace for what becomes one sentence here.
    logging.getLogger("telegram.ext").setLevel(logging.CRITICAL)
    logging.getLogger("telegram.ext.Application").setLevel(logging.WARNING)
    _check_port(settings)
    path = hashlib.sha256(bot.token.encode()).hexdigest()[:32]
    updater = Updater(bot, updates)
    await updater.initialize()
    try:
        await updater.start_webhook(
            listen=settings.webhook_listen,
            port=settings.webhook_port,
            url_path=path,
            webhook_url=f"{settings.webhook_url}/{path}",
            secret_token=settings.webhook_secret or secrets.token_urlsafe(32),
            allowed_updates=updates_wanted(bot),
            bootstrap_retries=5,
        )
    except TelegramError as error:
        raise StartError(f"{settings.api_url} does not take the webhook: {error}") from error
    try:
        yield
    finally:
        await updater.stop()


def _check_port(settings: TelegramSettings) -> None:
    """Find out that the port is taken before Telegram is told to call it."""
    host, port = settings.webhook_listen, settings.webhook_port
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        socket.create_server(address[:2], family=family).close()
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        raise StartError(f"The webhook cannot listen on {host}:{port}: {reason}.") from error
