"""What the first document and the first question of a process cost beyond the others.

Patterns are compiled, tables read and names cut when they are first needed; the fork server needs them once for all its forks.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bot.faces.terminal.answer_lines import render_terminal
from embeddings import EncoderSettings, open_encoders
from retrieval.building import indexing
from retrieval.building.backfill import fill
from retrieval.engine import Engine, Words
from retrieval.language.contrasts import shipped_contrasts
from retrieval.language.glossary import shipped_glossary
from retrieval.learning.model import read_model
from retrieval.places.gazetteer import shipped_gazetteer
from retrieval.search.opened_index import open_index
from retrieval.store.index_store import IndexStore
from retrieval.types import PUBLIC
from tests.retrieval.lake import REPORT

_QUESTION = "2019年渔业产值是多少"


def index_and_ask() -> str:
    """The answer to a question about a document of twenty lines, from the real models."""
    encoders = open_encoders(EncoderSettings())
    with TemporaryDirectory() as folder:
        document = Path(folder) / "lake.txt"
        document.write_text(REPORT, encoding="utf-8")
        store = IndexStore(Path(folder) / "index")
        indexing.update(store, (document,), encoders)
        fill(store, encoders)
        words = Words(shipped_glossary(), shipped_gazetteer(), shipped_contrasts())
        engine = Engine(open_index(store, encoders), encoders, words, read_model())
        return render_terminal(engine.answer(_QUESTION, scope=PUBLIC), color=False)
