"""The command line: what can be typed, and how every failure ends.

argparse, because its options take several values (`--corpus one two`) as the contract asks; click's do not.
Exit status: 0 done, 1 failed with one sentence on stderr, 2 wrong usage. stdout carries results only.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.commands import (
    ask,
    backup,
    chat,
    check,
    compare,
    doctor,
    evaluate,
    facts,
    feedback,
    index,
    prepare_model,
    restore,
    serve,
    storage,
)
from bot.config import LoggingSettings, Settings, load_settings
from bot.errors import BotError
from bot.faces.terminal.streams import use_utf8
from bot.operations.log_lines import JsonLines, LogLines, tell
from embeddings import EmbeddingsError
from retrieval.errors import RetrievalError, in_one_line

INTERRUPTED = 130
"""What shells report for a program ended by Ctrl-C."""
_COMMANDS = (
    index,
    ask,
    compare,
    check,
    facts,
    chat,
    serve,
    evaluate,
    feedback,
    storage,
    backup,
    restore,
    prepare_model,
    doctor,
)

Command = Callable[[argparse.Namespace, Settings], int]


def run(arguments: Sequence[str]) -> int:
    """Run one command.

    Returns:
        The exit status.
    """
    use_utf8()
    try:
        parsed = _parser().parse_args(arguments)
    except SystemExit as usage:
        return int(usage.code or 0)
    try:
        settings = load_settings(parsed.config)
        _set_up_logging(settings.logging)
        command: Command = parsed.command
        return command(parsed, settings)
    except (BotError, RetrievalError, EmbeddingsError) as error:
        tell(f"yinju: {in_one_line(str(error))}", logging.ERROR)
        logging.getLogger(__name__).debug("The command failed.", exc_info=error)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has seen enough; Python must not complain about it while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="yinju",
        description="Ask long official Chinese documents; get the exact words and where they stand.",
    )
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--config", type=Path, metavar="FILE", help="configuration file (default: config.yaml)"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in _COMMANDS:
        own = commands.add_parser(
            module.NAME, help=module.HELP, description=module.HELP, parents=[shared], allow_abbrev=False
        )
        module.add_arguments(own)
        own.set_defaults(command=module.run)
    return parser


def _set_up_logging(logged: LoggingSettings) -> None:
    """Warnings are sentences for the person at the terminal; who asks for more wants to know when and where, too."""
    plain = logged.level in {"warning", "error"}
    shown = "yinju: %(message)s" if plain else "%(asctime)s %(levelname)s %(name)s: %(message)s"
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if logged.format == "json" else LogLines(shown))
    logging.basicConfig(handlers=[handler], level=logged.level.upper(), force=True)
