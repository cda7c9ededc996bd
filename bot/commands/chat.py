"""`yinju chat`: the same conversation in the terminal, without a token."""

from __future__ import annotations

import argparse

from rich.console import Console

from bot.commands.arguments import add_index
from bot.config import Settings
from bot.progress import shown_progress
from bot.rendering.terminal import render_terminal
from bot.streams import is_terminal
from bot.wiring import open_engine
from retrieval.follow_up import to_remember
from retrieval.types import Question

NAME = "chat"
HELP = "talk in the terminal"
_LEAVE = frozenset({"exit", "quit", ":q", "退出", "再见", "再見"})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    add_index(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Answer until the person leaves."""
    with shown_progress() as progress:
        engine = open_engine(settings, arguments.index, progress)
    console = Console(highlight=False)
    console.print("、".join(document.title for document in engine.documents[:3]), style="bold")
    console.print("问一个问题，例如：2017年GDP增长目标是多少？  (exit / Ctrl-D 离开)", style="dim")
    previous: Question | None = None
    while (text := _next_line(console)) is not None:
        if text.strip():
            answer = engine.answer(text, previous)
            previous = to_remember(answer, previous)
            print(f"\n{render_terminal(answer, color=is_terminal())}\n", flush=True)
    return 0


def _next_line(console: Console) -> str | None:
    try:
        text = console.input("[cyan]›[/cyan] ")
    except EOFError:
        return None
    return None if text.strip().lower() in _LEAVE else text
