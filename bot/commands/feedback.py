"""`yinju feedback export`: what people judged, as a question set."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from bot.commands.arguments import add_index
from bot.config import Settings
from bot.faces.terminal.progress import shown_progress
from bot.wiring import open_engine
from retrieval.types import PUBLIC

if TYPE_CHECKING:
    from bot.storage import JudgedAnswer

NAME = "feedback"
HELP = "write the answers people judged as a question set"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("action", choices=["export"], help="print one question a line")
    add_index(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the question set."""
    # Only the commands that open the storage wait for its libraries, here and below.
    from bot.operations.feedback_export import question_set  # noqa: PLC0415

    judged = asyncio.run(_judged(settings))
    with shown_progress() as progress:
        engine = open_engine(settings, arguments.index, progress)
    for row in question_set(judged, partial(engine.passage, scope=PUBLIC)):
        print(json.dumps(row, ensure_ascii=False), flush=True)
    print(f"Judged answers: {len(judged)}", file=sys.stderr)
    return 0


async def _judged(settings: Settings) -> list[JudgedAnswer]:
    from bot.storage import Database, Storage, chosen_place  # noqa: PLC0415

    with closing(
        Storage(Database(chosen_place(settings.storage, is_renewed=False)), settings.conversations)
    ) as storage:
        return await storage.judgements.all()
