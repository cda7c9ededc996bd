"""What the first document and the first question of a process cost beyond the others.

Patterns are compiled, tables read and names cut when they are first needed; the fork server needs them once for all its forks.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bot.config import load_settings
from bot.faces.terminal.answer_lines import render_terminal
from bot.wiring import open_engine
from retrieval.types import PUBLIC
from tests.retrieval.lake import REPORT

_QUESTION = "2019年渔业产值是多少"


def index_and_ask() -> str:
    """The answer to a question about a document of twenty lines, from the real models."""
    with TemporaryDirectory() as folder:
        document = Path(folder) / "lake.txt"
        document.write_text(REPORT, encoding="utf-8")
        variables = {"YINJU_CORPUS__PATHS": str(document), "YINJU_INDEX__PATH": f"{folder}/index"}
        engine = open_engine(load_settings(None, variables))
        return render_terminal(engine.answer(_QUESTION, scope=PUBLIC), color=False)
