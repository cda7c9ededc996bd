"""Keeps the bot's token out of the log.

The token is part of every Bot API address, which httpx logs at INFO, and of an error of
python-telegram-bot. Both libraries are kept at WARNING, and what they still say passes a filter.
"""

from __future__ import annotations

import logging

_TALKATIVE = ("httpx", "httpcore", "telegram")
_HIDDEN = "<token>"


class TokenFilter(logging.Filter):
    """Replaces the token in messages and tracebacks."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, cleaned."""
        message = record.getMessage()
        if self._token in message:
            record.msg, record.args = message.replace(self._token, _HIDDEN), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = record.exc_text.replace(self._token, _HIDDEN)
        return True


def hide_token(token: str) -> None:
    """Quieten the libraries that write addresses and clean whatever the root's handlers write."""
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.level, logging.WARNING))
    # A server's HTML page instead of an answer comes as an error too; the library would log a trace for each.
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL)
    handlers = [*logging.getLogger().handlers, logging.lastResort]
    for handler in handlers:
        if handler is not None:
            handler.addFilter(TokenFilter(token))
