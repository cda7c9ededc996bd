"""The bot's token as it comes from the environment: what it must look like, and what was pasted along with it."""

from __future__ import annotations

import re

from bot.errors import TokenError

_TOKEN = re.compile(r"[A-Za-z0-9_-]+:[A-Za-z0-9_-]+")
_QUOTES = "\"'`“”‘’「」"
_VARIABLE = "TELEGRAM_BOT_TOKEN"


def checked_token(text: str) -> str:
    """The token without white space around it.

    Raises:
        TokenError: it cannot be one; says what to cut where that can be told, and never repeats it.
    """
    token = text.strip()
    if not token:
        raise TokenError(f"The bot has no token: set {_VARIABLE} to the one @BotFather gave.")
    if surplus := _surplus(token):
        raise TokenError(f"{_VARIABLE} {surplus}, as in 123456:ABC-def.")
    if not _TOKEN.fullmatch(token):
        raise TokenError(f"{_VARIABLE} does not look like a token from @BotFather, such as 123456:ABC-def.")
    return token


def _surplus(token: str) -> str | None:
    """What stands around the token and has to go."""
    if token[0] in _QUOTES or token[-1] in _QUOTES:
        return "has quotes around the token: set it without them"
    if token.startswith(_VARIABLE):
        return "begins with the variable's own name: set it to what follows the equals sign"
    if re.match(r"(?:\S*/)?bot[0-9]+:", token, re.IGNORECASE):
        return "begins with a part of an address: cut everything up to and including 'bot'"
    if re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+/[A-Za-z]*", token):
        return "ends with a part of an address: cut everything from the slash on"
    return None
