"""`yinju prepare-model`: turn a model into the form that answers without torch."""

from __future__ import annotations

import argparse

from bot.config import Settings
from bot.faces.terminal.progress import shown_progress
from embeddings import prepare_model

NAME = "prepare-model"
HELP = "prepare a sentence-transformers model for fast answers (default: embeddings.model)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("model", nargs="?", metavar="MODEL", help="bundled, a folder, or a name on the hub")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prepare, and print the folder of the result."""
    with shown_progress() as progress:
        model = arguments.model or settings.embeddings.model
        print(prepare_model(model, settings.embeddings.cache_folder, progress))
    return 0
