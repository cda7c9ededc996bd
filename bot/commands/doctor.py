"""`yinju doctor`: what is in place and what is missing, a line each."""

from __future__ import annotations

import argparse
import os
import platform
from importlib.metadata import version

from bot.commands.arguments import add_index
from bot.commands.serve import TOKEN_VARIABLE
from bot.config import Settings
from bot.wiring import encoder_settings
from embeddings import EmbeddingsError, open_encoders
from retrieval.building.corpus import find_files
from retrieval.building.damage import damage_in
from retrieval.building.index_status import IndexStatus, read_status
from retrieval.building.opening import require_finished
from retrieval.errors import RetrievalError, in_one_line
from retrieval.ingest.formats.text_recognition import INSTALL, engine
from retrieval.search.opened_index import open_index
from retrieval.store.index_store import IndexStore
from retrieval.types import EVERYBODY

NAME = "doctor"
HELP = "check the installation"
_MOST_UNREAD = 10
"""Files that are named one by one."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    add_index(parser)
    parser.add_argument(
        "--deep", action="store_true", help="compare every file of the index and the chats with its checksums"
    )


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print one line a check; the exit status is 1 if something needs doing before a question can be answered."""
    _say("ok", f"yinju {version('yinju')}, Python {platform.python_version()}, {platform.platform()}")
    corpus = find_files(settings.corpus.paths)
    files = corpus.paths
    _say(
        "ok" if files else "wrong",
        f"corpus: {len(files)} files in {', '.join(map(str, settings.corpus.paths))}",
    )
    for problem in (*corpus.left_out, *corpus.unread)[:_MOST_UNREAD]:
        _say("note", f"not read: {problem}")
    if (others := len(corpus.left_out) + len(corpus.unread) - _MOST_UNREAD) > 0:
        _say("note", f"not read: {others} other files; `yinju index` names them by kind")
    _say(*(("ok", f"scans: read by {engine()}") if engine() else ("note", f"scans: not read; {INSTALL}")))
    sound = bool(files) & _check_index(arguments, settings)
    if arguments.deep:
        sound &= _check_files(arguments, settings) & _check_chats(settings)
    present = bool(os.environ.get(TOKEN_VARIABLE))
    _say(
        "ok" if present else "note",
        f"{TOKEN_VARIABLE} is {'set' if present else 'not set; only the bot needs it'}",
    )
    return 0 if sound else 1


def _check_index(arguments: argparse.Namespace, settings: Settings) -> bool:
    store = IndexStore(arguments.index or settings.index.path)
    try:
        encoders = open_encoders(encoder_settings(settings))
        _say("ok", f"model {settings.embeddings.model}: {encoders.accurate.dimension} dimensions")
        if arguments.index is not None:
            require_finished(store)
        if store.is_empty:
            store.locks.refuse_if_busy()
            _say("note", f"index: none yet in {store.folder}; the first question builds it")
            return True
        collection = open_index(store, encoders).seen_by(EVERYBODY)
    except (EmbeddingsError, RetrievalError) as error:
        _say("wrong", str(error))
        return False
    _say(
        "ok",
        f"index: {len(collection.documents)} documents, {collection.sentences} sentences in {store.folder}",
    )
    _tell_vectors(read_status(store, collection))
    return True


def _check_files(arguments: argparse.Namespace, settings: Settings) -> bool:
    store = IndexStore(arguments.index or settings.index.path)
    if store.is_empty:
        return True
    try:
        found = damage_in(store, open_encoders(encoder_settings(settings)))
    except (EmbeddingsError, RetrievalError) as error:
        _say("wrong", str(error))
        return False
    for damage in found:
        _say("wrong", f"{damage} `yinju index` makes it anew.")
    if not found:
        _say("ok", f"files: all of {store.folder} are what was written")
    return not found


def _check_chats(settings: Settings) -> bool:
    file = settings.storage.path
    if settings.storage.url is not None or not file.is_file() or not file.stat().st_size:
        return True
    from bot.storage.sqlite_check import what_is_wrong  # noqa: PLC0415 - only here

    problem = what_is_wrong(file)
    _say("wrong" if problem else "ok", f"chats: {file} {problem or 'is whole'}")
    return problem is None


def _tell_vectors(status: IndexStatus) -> None:
    if status.is_whole:
        _say("ok", f"vectors: of all {status.sentences} sentences")
        return
    making = ", being made right now" if status.filling else "; `yinju index` or the bot makes the others"
    _say(
        "note", f"vectors: of {status.accurate} of {status.sentences} sentences ({status.fast} fast){making}"
    )


def _say(how: str, what: str) -> None:
    print(f"{how:5} {in_one_line(what)}")
