"""`yinju serve`: the Telegram bot."""

from __future__ import annotations

import argparse
import os
from contextlib import ExitStack
from functools import partial

from bot.commands.arguments import add_index
from bot.config import Settings
from bot.config.proxies import proxy_in_use
from bot.faces.telegram_app.bot_token import checked_token
from bot.operations.background_filling import BackgroundFilling
from bot.operations.garbage_collection import leave_alone_what_is_open
from bot.wiring import ServedIndex, ServedToChats, fill_behind, opened_uploads

NAME = "serve"
HELP = "run the Telegram bot; its token comes from TELEGRAM_BOT_TOKEN"
TOKEN_VARIABLE = "TELEGRAM_BOT_TOKEN"  # noqa: S105 - the variable's name, not a token


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    add_index(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Serve until interrupted."""
    # Only the bot speaks to Telegram: the other commands do not wait for its library.
    from bot.faces.telegram_app.application import run_bot  # noqa: PLC0415

    # What is wrong with the token or the proxy is said before anything is begun.
    token = checked_token(os.environ.get(TOKEN_VARIABLE, ""))
    proxy_in_use(settings.telegram.api_url, settings.telegram.proxy)
    source = ServedIndex(settings, arguments.index, when_opened=leave_alone_what_is_open)
    with ExitStack() as behind:
        uploads = behind.enter_context(opened_uploads(settings))
        # An index that was named may be somebody else's: nothing is written there.
        may_write = settings.index.fill_while_serving and arguments.index is None
        fill = partial(fill_behind, settings) if may_write else None
        behind.enter_context(BackgroundFilling(source.lacks_vectors, source.is_damaged, fill))
        run_bot(settings, token, ServedToChats(source, uploads), uploads)
    return 0
