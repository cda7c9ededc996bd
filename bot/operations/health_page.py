"""The health page: one line of JSON on this machine's own address, for whoever watches the bot; beside it the metrics.

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
from tornado.routing import Rule, URLSpec
from tornado.web import Application, RequestHandler

from bot.errors import StartError
from bot.operations.health import HealthWatch
from bot.operations.metrics import CONTENT_TYPE, Metrics

PATH = "/health"
METRICS_PATH = "/metrics"
_HOST = "127.0.0.1"
"""Nobody else's business: what counts questions is shown to no network."""
_MOST_BYTES = 16 * 1024


class _Page(RequestHandler):
    content_type = "application/json"

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.set_header("Content-Type", self.content_type)
        self.set_header("Cache-Control", "no-store")

    def compute_etag(self) -> None:
        """None: a page of this moment is never the same."""

    def data_received(self, chunk: bytes) -> None:
        """Never called: bodies are taken whole."""


class _HealthPage(_Page):
    def initialize(self, watch: HealthWatch) -> None:
        self._watch = watch

    def get(self) -> None:
        health = self._watch.now()
        self.set_status(HTTPStatus.OK if health.is_healthy else HTTPStatus.SERVICE_UNAVAILABLE)
        self.finish(f"{health.to_json()}\n")

    def head(self) -> None:
        self.get()


class _MetricsPage(_Page):
    content_type = CONTENT_TYPE

    def initialize(self, metrics: Metrics, watch: HealthWatch) -> None:
        self._metrics = metrics
        self._watch = watch

    async def get(self) -> None:
        self.finish(await self._metrics.page(self._watch.now()))


@asynccontextmanager
async def health_page(port: int, watch: HealthWatch, metrics: Metrics | None = None) -> AsyncIterator[None]:
    """Serve the pages for the `async with` block.

    Args:
        port: on this machine's own address.
        watch: knows how the bot is.
        metrics: shown on a page of its own; None: they are not.

    Raises:
        StartError: the port is taken, or not for this user.
    """
    # What other programs ask of this port is nothing the operator could mend.
    logging.getLogger("tornado").setLevel(logging.ERROR)
    pages: list[Rule] = [URLSpec(PATH, _HealthPage, {"watch": watch})]
    if metrics is not None:
        pages.append(URLSpec(METRICS_PATH, _MetricsPage, {"metrics": metrics, "watch": watch}))
    application = Application(pages, log_function=lambda _: None)
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
