"""`yinju chat`: the same conversation in the terminal, without a token."""

from __future__ import annotations

import argparse
import locale
import sys
from functools import partial

from rich.console import Console

from bot.commands.arguments import add_index
from bot.config import Settings
from bot.conversation.examples import working_examples
from bot.conversation.library import Library, title_of
from bot.faces.terminal.progress import shown_progress
from bot.faces.terminal.talk import Talk
from bot.messages import texts_in, user_language
from bot.presentation.rich_text import clipped
from bot.wiring import ServedIndex
from retrieval.types import PUBLIC, Language

NAME = "chat"
HELP = "talk in the terminal: follow-ups, citations that open by their number, history"
_LEAVE = frozenset({"exit", "quit", ":q", "/quit", "退出", "再见", "再見"})
_TITLES_SHOWN = 3
_TITLE_UNITS = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    add_index(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Answer until the person leaves."""
    with shown_progress() as progress:
        index = ServedIndex(settings, arguments.index, progress)
        engine = index.open()
    # Line ends are the terminal's business: what is piped into a file must not be wrapped.
    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    talk = Talk(engine, _language(), partial(index.status, scope=PUBLIC))
    console.print(_named(Library(engine.documents(scope=PUBLIC)), talk.language), style="bold", markup=False)
    (example, *_) = working_examples(engine, talk.language, PUBLIC, most=1)
    console.print(talk.texts.invitation.format(example=example), style="dim", markup=False)
    _edit_lines()
    while (line := _next_line(console)) is not None:
        if line.strip():
            console.print()
            console.print(talk.say(line), end="\n\n")
    return 0


def _named(library: Library, language: Language) -> str:
    """A few of the documents, and how many there are."""
    texts = texts_in(language)
    titles = [clipped(title_of(each), _TITLE_UNITS) for each in library.foremost[:_TITLES_SHOWN]]
    named, count = texts.listed(titles), len(library.documents)
    return texts.more_documents.format(titles=named, count=count) if count > _TITLES_SHOWN else named


def _language() -> Language:
    """Of the person at the terminal, as far as its locale tells; most read Chinese."""
    code = locale.getlocale(locale.LC_MESSAGES)[0] if hasattr(locale, "LC_MESSAGES") else None
    return user_language(code) if code and code not in {"C", "POSIX"} else Language.SIMPLIFIED


def _edit_lines() -> None:
    """Arrow keys move in the line and bring back earlier ones, where the platform has readline."""
    if sys.stdin.isatty():
        try:
            import readline  # noqa: F401, PLC0415 - importing it is what changes input()
        except ImportError:
            return


def _next_line(console: Console) -> str | None:
    try:
        text = console.input("[cyan]›[/cyan] ")
    except EOFError:
        return None
    return None if text.strip().lower() in _LEAVE else text
