"""Logs a failure with its trace and without its words: they may quote what somebody wrote, as `KeyError: '...'` does."""

from __future__ import annotations

import logging
import traceback

from bot.errors import BotError

_LED_TO = "\nwhich led to:\n"


def log_failure(logger: logging.Logger, sentence: str, error: BaseException | None) -> None:
    """Log a sentence and below it where an exception was raised, and those that led to it.

    Of each exception the places in the code and the name of its class are logged; only this program's own errors
    keep their words, which are made of facts.
    """
    traces: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        traces.append("".join(traceback.format_tb(error.__traceback__)) + _name(error))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    logger.error("%s\n%s", sentence, _LED_TO.join(reversed(traces)))


def _name(error: BaseException) -> str:
    name = type(error).__qualname__
    return f"{name}: {error}" if isinstance(error, BotError) else name
