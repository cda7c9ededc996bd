"""Arguments that several commands take."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_index(parser: argparse.ArgumentParser) -> None:
    """Add --index."""
    parser.add_argument("--index", type=Path, metavar="DIR", help="folder of the index (default: index.path)")
