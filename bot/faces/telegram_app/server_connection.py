"""The connection to the Bot API server: whatever the server sends comes back readable or as an error of the library.

It logs one line for each reply that cannot be read, with the method's name and nothing of the reply.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from functools import cache
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import httpx
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import HTTPXRequest, RequestData

from bot.faces.telegram_app.handling import receipt
from bot.faces.telegram_app.server_replies import UnreadableReplyError, readable, says_done

_logger = logging.getLogger(__name__)

_CONNECT_SECONDS = 10.0
_POOL_SECONDS = 60.0
"""Others that wait for a connection are served in the end; giving up would lose their answers."""
_LONGEST_CALL = 180.0
"""Seconds, with all waiting: a server that sends a byte now and then never runs into the other limits."""
_LONGEST_BODY = 64 * 1024 * 1024
"""Bytes; a hundred updates of the longest texts are a few millions."""
_FILES = "/file/bot"
"""In the addresses of files, which are no replies of a method."""
_REPEATED_UNTIL_ANSWERED = frozenset({"getMe", "getUpdates", "deleteWebhook", "setWebhook", "getWebhookInfo"})
"""Their caller says once that the server does not answer, and when it does again."""


class ServerConnection(HTTPXRequest):
    """HTTP to the Bot API server."""

    def __init__(
        self,
        connections: int,
        *,
        read_seconds: float,
        proxy: str | None,
        reads_environment: bool,
        called: Callable[[str, int], None] = lambda _method, _status: None,
    ) -> None:
        """Connect nothing yet.

        Args:
            connections: at once.
            read_seconds: to wait for a reply.
            proxy: on the way; None: none but the environment's.
            reads_environment: whether variables of the environment may name a proxy.
            called: told of each call its method and the HTTP status of the reply; 0: none came.
        """
        self._called = called
        super().__init__(
            connection_pool_size=connections,
            read_timeout=read_seconds,
            connect_timeout=_CONNECT_SECONDS,
            pool_timeout=_POOL_SECONDS,
            proxy=proxy,
            httpx_kwargs={
                "trust_env": reads_environment,
                "verify": _trusted(reads_environment=reads_environment),
                "event_hooks": {"response": [_watch_body]},
            },
        )

    async def do_request(  # type: ignore[override]
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        **timeouts: Any,  # noqa: ANN401 - the library's own, handed through
    ) -> tuple[int, bytes]:
        """The status and the body of the reply; the library calls this for every method of the Bot API."""
        path = urlsplit(url).path
        name = path.rsplit("/", 1)[-1]
        is_file = _FILES in path
        if is_file:
            name = "getFile"  # what a file is called is nobody's business
        try:
            async with asyncio.timeout(_LONGEST_CALL):
                status, body = await self._request(name, url, method, request_data, **timeouts)
            if is_file and status == HTTPStatus.OK:
                return status, body
            reply = readable(name, status, body)
        except TimeoutError as error:
            raise TimedOut from error
        except UnreadableReplyError as error:
            if name not in _REPEATED_UNTIL_ANSWERED:
                _logger.warning("The server's reply to %s cannot be read; %s.", name, _outcome(error))
            raise
        if reply.is_reduced:
            _logger.warning("The server's reply to %s cannot be read; the call counts as carried out.", name)
        return reply.status, reply.body

    async def _request(
        self,
        name: str,
        url: str,
        method: str,
        request_data: RequestData | None,
        **timeouts: Any,  # noqa: ANN401
    ) -> tuple[int, bytes]:
        status = 0
        try:
            status, body = await super().do_request(url, method, request_data, **timeouts)
        except NetworkError as error:
            if _something_came(error.__cause__):
                raise UnreadableReplyError(name) from None  # its cause quotes what came
            raise
        except TelegramError:
            raise
        except Exception:  # noqa: BLE001 - httpx raises what its parts do, say UnicodeEncodeError
            # Without the cause: what cannot be written is quoted in it.
            raise TelegramError(f"the request for {name} could not be written") from None
        finally:
            self._called(name, status)
        return status, body


@cache
def _trusted(*, reads_environment: bool) -> ssl.SSLContext:
    """The certificates that are trusted: reading them takes a while, and a client reads them anew for each of its proxies."""
    return httpx.create_ssl_context(trust_env=reads_environment)


class _BrokenBodyError(httpx.TransportError):
    """A reply began and did not come to its end, or to none in sight."""


class _Body(httpx.AsyncByteStream):
    """The body of a reply while it arrives."""

    def __init__(self, response: httpx.Response) -> None:
        assert isinstance(response.stream, httpx.AsyncByteStream)
        self._response = response
        self._stream = response.stream
        self._note_delivered = receipt() if response.is_success else None

    async def __aiter__(self) -> AsyncIterator[bytes]:
        length = 0
        parts: list[bytes] = []
        try:
            async for part in self._stream:
                length += len(part)
                if length > _LONGEST_BODY:
                    break
                if self._note_delivered is not None:
                    parts.append(part)
                yield part
            else:
                self._note(b"".join(parts))
                return
        except (httpx.NetworkError, httpx.RemoteProtocolError):
            pass
        # A failure is known by its status, whatever its page would have said.
        if self._response.is_success:
            raise _BrokenBodyError("the body has no end")

    async def aclose(self) -> None:
        await self._stream.aclose()

    def _note(self, content: bytes) -> None:
        """Note what was delivered, before the library and whoever waits for it take their time with the reply."""
        if self._note_delivered is None:
            return
        with suppress(httpx.DecodingError):
            # The parts are as they came, perhaps compressed.
            whole = httpx.Response(
                self._response.status_code, headers=self._response.headers, content=content
            )
            if says_done(whole.content):
                self._note_delivered()


async def _watch_body(response: httpx.Response) -> None:
    response.stream = _Body(response)


def _something_came(cause: BaseException | None) -> bool:
    """Whether the server had begun to answer, so that it may have carried out the call.

    A connection that ends without a word is most often an idle one that the server closed just as it was used again.
    """
    if isinstance(cause, httpx.RemoteProtocolError):
        return "without sending a response" not in str(cause)  # httpx has no class for it
    return isinstance(cause, (_BrokenBodyError, httpx.DecodingError))


def _outcome(error: UnreadableReplyError) -> str:
    return "the call was carried out" if error.is_done else "the call may have been carried out"
