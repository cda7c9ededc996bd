"""Arguments that several commands take."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_index(parser: argparse.ArgumentParser) -> None:
    """Add --index, an index that is only read."""
    parser.add_argument(
        "--index",
        type=Path,
        metavar="DIR",
        help="folder of another index, which is read as it is (default: index.path, built first if it is missing)",
    )
