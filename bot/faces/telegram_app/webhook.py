"""The webhook: Telegram posts each update, and is told that it arrived when it is stored.

python-telegram-bot's own server confirms what is only in memory. This one is tornado's, as well.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import os
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from telegram import Bot
from telegram.error import BadRequest
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.config import TelegramSettings
from bot.errors import ConfigError, StartError, StorageError
from bot.faces.telegram_app.raw_updates import read_one
from bot.faces.telegram_app.received_updates import ReceivedUpdates
from bot.faces.telegram_app.receiving import updates_wanted
from bot.faces.telegram_app.retrying_client import RetryingClient

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
_MOST_BYTES = 8 * 1024 * 1024
"""An update has some kilobytes."""
_LOOK_SECONDS = 30.0
"""Between two looks at whether Telegram still knows where to post to."""
_logger = logging.getLogger(__name__)


class _UpdateHandler(RequestHandler):
    """Takes one update."""

    def initialize(self, received: ReceivedUpdates, path: str, secret: str) -> None:
        self._received = received
        self._path = path.encode()
        self._secret = secret.encode()

    def set_default_headers(self) -> None:
        self.clear_header("Server")

    async def post(self) -> None:
        self.set_status(await self._status())

    async def _status(self) -> HTTPStatus:
        if not hmac.compare_digest(self.request.path.strip("/").encode(), self._path):
            return HTTPStatus.NOT_FOUND
        if not hmac.compare_digest(self.request.headers.get(_SECRET_HEADER, "").encode(), self._secret):
            return HTTPStatus.FORBIDDEN
        if self.request.headers.get("Content-Type", "").partition(";")[0].strip() != "application/json":
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        if self._received.is_full:
            return HTTPStatus.SERVICE_UNAVAILABLE
        # One that cannot be read has arrived, too: sent again, it would be no better.
        batch = self._received.read([read_one(self.request.body.decode("utf-8", "replace"))])
        try:
            await self._received.keep(batch)
        except StorageError:
            return HTTPStatus.SERVICE_UNAVAILABLE
        return HTTPStatus.OK

    def write_error(self, status_code: int, **_: object) -> None:
        """Say nothing to whoever is no Telegram."""
        self.set_status(status_code)
        self.finish()

    def data_received(self, chunk: bytes) -> None:
        """Never called: bodies are taken whole."""


@asynccontextmanager
async def listening_webhook(
    bot: Bot, received: ReceivedUpdates, client: RetryingClient, settings: TelegramSettings
) -> AsyncIterator[str]:
    """Serve the webhook for the `async with` block, which is given the address that Telegram posts to.

    Raises:
        ConfigError: no address to be called at.
        StartError: the server refuses that address, or the port is taken.
    """
    if settings.webhook_url is None:
        raise ConfigError("telegram.webhook_url", "must be set when telegram.mode is webhook")
    # What strangers send is nothing the operator could mend.
    logging.getLogger("tornado").setLevel(logging.ERROR)
    path = hashlib.sha256(bot.token.encode()).hexdigest()[:32]
    address = f"{settings.webhook_url}/{path}"
    secret = settings.webhook_secret or secrets.token_urlsafe(32)
    routes = [("/.*", _UpdateHandler, {"received": received, "path": path, "secret": secret})]
    # Its log of requests would hold the path.
    application = Application(routes, log_function=lambda _: None)
    server = HTTPServer(application, max_body_size=_MOST_BYTES, max_buffer_size=_MOST_BYTES)
    try:
        _listen(server, settings)
        await client.call(lambda: _set_webhook(bot, address, secret, settings.api_url))
        yield address
    finally:
        server.stop()
        await server.close_all_connections()


async def watch_webhook(bot: Bot, address: str, received: ReceivedUpdates, client: RetryingClient) -> None:
    """Ask for ever whether Telegram still posts here: nobody may have written for hours.

    Args:
        bot: initialized.
        address: the one that Telegram was given.
        received: is told whenever it is so.
        client: repeats what fails.
    """
    is_ours = True
    while True:
        was_ours, is_ours = is_ours, (await client.call(bot.get_webhook_info)).url == address
        if is_ours:
            received.hear()
        elif was_ours:
            # Without the address: it holds what only Telegram should know.
            _logger.warning("Telegram no longer posts here: another program has set this bot's webhook.")
        await asyncio.sleep(_LOOK_SECONDS)


async def _set_webhook(bot: Bot, url: str, secret: str, server: str) -> None:
    try:
        await bot.set_webhook(url, secret_token=secret, allowed_updates=updates_wanted(bot))
    except BadRequest as error:
        raise StartError(f"{server} does not take the webhook: {error}") from error


def _listen(server: HTTPServer, settings: TelegramSettings) -> None:
    """Open the port, before Telegram is told to call it."""
    host, port = settings.webhook_listen, settings.webhook_port
    try:
        for family, *_, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            # Not tornado's own, which leaves a socket open when the port is taken.
            listener = socket.create_server(address[:2], family=family)
            listener.setblocking(False)
            server.add_socket(listener)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        raise StartError(f"The webhook cannot listen on {host}:{port}: {reason}.") from error
