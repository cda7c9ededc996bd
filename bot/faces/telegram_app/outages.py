"""What is said when the Bot API cannot be used for a while: who does not do what, in words for the person at the terminal.

The library's errors (https://docs.python-telegram-bot.org/en/v22.8/telegram.error.html) hold httpx's, and those what the
operating system said. Which of them is the cause decides the words; their own texts name classes and hold bytes of pages.
"""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from http import HTTPStatus

import httpx
from telegram.error import Conflict, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.config.proxies import Proxy
from bot.faces.telegram_app.sending_retries import flood_seconds
from retrieval.errors import in_one_line

_LONGEST_QUOTE = 120
_UNREADABLE = "Invalid server response"
"""What the library calls a reply that is no JSON."""


class OutageKind(Enum):
    """Who is in the way."""

    FLOOD = auto()
    """The server, which asks to wait."""
    CONFLICT = auto()
    """Another program with the same token."""
    PROXY = auto()
    NETWORK = auto()
    SERVER = auto()
    """The server, which answers with an error."""
    STRANGER = auto()
    """Something that is not the Bot API answers in its place."""


@dataclass(frozen=True, slots=True)
class Outage:
    """One failed call, told."""

    kind: OutageKind
    sentence: str


def outage_of(error: TelegramError, server: str, proxy: Proxy | None) -> Outage:
    """Who is in the way, and the sentence that says so.

    Args:
        error: what a call ended with.
        server: the address of the Bot API's server.
        proxy: the one on the way to it; None: none.
    """
    if isinstance(error, RetryAfter):
        said = (
            f"Telegram asks to wait {flood_seconds(error):g} seconds ({server}); the bot goes on after that."
        )
        return Outage(OutageKind.FLOOD, said)
    if isinstance(error, Conflict):
        said = "Another program is using this bot's token; stop it, or this one gets no messages."
        return Outage(OutageKind.CONFLICT, said)
    if answers_like_a_stranger(error):
        return _stranger(error, server, proxy)
    causes = list(_causes(error))
    if isinstance(error, NetworkError) and len(causes) > 1 and not _is_unreadable(error):
        return _of_the_network(causes, server, proxy)
    reason = (_status(error) if _is_unreadable(error) else None) or _quoted(error)
    said = f"{server} does not answer ({reason}); trying again until it does."
    return Outage(OutageKind.SERVER, said)


def answers_like_a_stranger(error: TelegramError) -> bool:
    """Whether the reply was none of a Bot API, such as the page of a hotel's login.

    A page with a status of 500 and more is Telegram's own, of the server that stands in front.
    """
    status = _status_code(error)
    return _is_unreadable(error) and (status is None or status < HTTPStatus.INTERNAL_SERVER_ERROR)


def _is_unreadable(error: TelegramError) -> bool:
    return any(isinstance(each, TelegramError) and each.message == _UNREADABLE for each in _causes(error))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error, what it was raised from, and so on; of several at once, all."""
    yield error
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            yield from _causes(each)
    # httpx's layers drop what they raise from, but Python keeps it; the library's own errors name theirs.
    before = error.__cause__ or (None if isinstance(error, TelegramError) else error.__context__)
    if before is not None:
        yield from _causes(before)


def _stranger(error: TelegramError, server: str, proxy: Proxy | None) -> Outage:
    what = _status(error) or "a page instead of an answer"
    check = f"is the proxy {proxy} the right one" if proxy else "does this network ask for a login first"
    said = f"What answers at {server} is no Bot API ({what}), and is tried again until it is one: {check}?"
    return Outage(OutageKind.STRANGER, said)


def _of_the_network(causes: list[BaseException], server: str, proxy: Proxy | None) -> Outage:
    """No reply came."""
    if proxy is None:
        said = f"{server} {_reason(causes)}; trying again until it answers. telegram.proxy sets a proxy."
        return Outage(OutageKind.NETWORK, said)
    if reason := _proxy_reason(causes):
        return Outage(OutageKind.PROXY, f"The proxy {proxy} {reason}; trying again until it works.")
    said = f"{server} {_reason(causes)}, reached through the proxy {proxy}; trying again until it answers."
    return Outage(OutageKind.NETWORK, said)


def _proxy_reason(causes: list[BaseException]) -> str | None:
    """What the proxy does not do; None: it may be the server behind it."""
    for each in causes:
        match each:
            case ssl.SSLError():
                return None
            case httpx.ProxyError() if re.match(r"407|Invalid username|Requested", str(each)):
                return "asks for another user or password"
            case httpx.ProxyError():
                return "does not connect to the server"
            case httpx.ConnectTimeout():
                return "cannot be reached in time"
    if any(isinstance(each, OSError) for each in causes):
        connecting = any(isinstance(each, httpx.ConnectError) for each in causes)
        return _reason(causes) if connecting else None
    # Neither an error of httpx nor of the system: the library could make nothing of what it replied.
    return (
        None if any(isinstance(each, httpx.HTTPError) for each in causes) else "does not speak its protocol"
    )


_REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (socket.gaierror, "has a name that cannot be resolved"),
    (ssl.SSLCertVerificationError, "has a certificate that is not trusted"),
    (ssl.SSLError, "makes no encrypted connection"),
    (ConnectionRefusedError, "refuses the connection"),
    (httpx.ConnectTimeout, "cannot be reached in time"),
    (TimedOut, "takes too long to answer"),
    (httpx.ConnectError, "cannot be reached"),
)
"""The most telling first."""


def _reason(causes: list[BaseException]) -> str:
    """What a server or a proxy does instead of answering."""
    for kind, reason in _REASONS:
        if any(isinstance(each, kind) for each in causes):
            return reason
    return "breaks off the connection"


def _status_code(error: TelegramError) -> int | None:
    """The HTTP status of a page, which stands in the library's text only."""
    found = re.search(r"\(([1-5][0-9]{2})\)", " ".join(_messages(error)))
    return int(found[1]) if found else None


def _messages(error: TelegramError) -> Iterator[str]:
    return (each.message for each in _causes(error) if isinstance(each, TelegramError))


def _status(error: TelegramError) -> str | None:
    """The HTTP status of a page, in words."""
    status = _status_code(error)
    if status is None:
        return None
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"status {status}"


def _quoted(error: TelegramError) -> str:
    """The server's own words, in one line."""
    return in_one_line(" ".join(error.message.split()))[:_LONGEST_QUOTE]
