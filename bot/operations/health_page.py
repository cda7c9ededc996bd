"""The health page: one line of JSON on this machine's own address, for whoever watches the bot.

The server is tornado's, as the webhook's.
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.errors import StartError
from bot.operations.health import HealthWatch

PATH = "/health"
_HOST = "127.0.0.1"
"""Nobody else's business: what counts questions is shown to no network."""
_MOST_BYTES = 16 * 1024


class _Page(RequestHandler):
    def initialize(self, watch: HealthWatch) -> None:
        self._watch = watch

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.set_header("Content-Type", "application/json")
        self.set_header("Cache-Control", "no-store")

    def compute_etag(self) -> None:
        """None: a page of this moment is never the same."""

    def get(self) -> None:
        health = self._watch.now()
        self.set_status(HTTPStatus.OK if health.is_healthy else HTTPStatus.SERVICE_UNAVAILABLE)
        self.finish(f"{health.to_json()}\n")

    def head(self) -> None:
        self.get()

    def data_received(self, chunk: bytes) -> None:
        """Never called: bodies are taken whole."""


@asynccontextmanager
async def health_page(port: int, watch: HealthWatch) -> AsyncIterator[None]:
    """Serve the page for the `async with` block.

    Raises:
        StartError: the port is taken, or not for this user.
    """
    # What other programs ask of this port is nothing the operator could mend.
    logging.getLogger("tornado").setLevel(logging.ERROR)
    application = Application([(PATH, _Page, {"watch": watch})], log_function=lambda _: None)
    server = HTTPServer(application, max_body_size=_MOST_BYTES, max_buffer_size=_MOST_BYTES)
    try:
        listener = socket.create_server((_HOST, port))
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else error.strerror
        raise StartError(f"The health page cannot listen on {_HOST}:{port}: {reason}.") from error
    listener.setblocking(False)
    server.add_socket(listener)
    try:
        yield
    finally:
        server.stop()
        await server.close_all_connections()
