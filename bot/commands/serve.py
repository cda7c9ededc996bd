"""`yinju serve`: the Telegram bot."""

from __future__ import annotations

import argparse
import os

from bot.commands.arguments import add_index
from bot.config import Settings
from bot.wiring import open_engine

NAME = "serve"
HELP = "run the Telegram bot; its token comes from TELEGRAM_BOT_TOKEN"
TOKEN_VARIABLE = "TELEGRAM_BOT_TOKEN"  # noqa: S105 - the variable's name, not a token


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    add_index(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Serve until interrupted."""
    # Only the bot speaks to Telegram: the other commands do not wait for its library.
    from bot.application import run_bot  # noqa: PLC0415

    token = os.environ.get(TOKEN_VARIABLE, "")
    run_bot(settings, token, lambda: open_engine(settings, arguments.index))
    return 0
