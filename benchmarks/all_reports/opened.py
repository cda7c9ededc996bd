"""What a process opens once, however many indexes it measures."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from bot.operations.garbage_collection import leave_alone_what_is_open
from embeddings import Encoders, EncoderSettings, open_encoders
from retrieval.engine import Engine, Words
from retrieval.language.contrasts import shipped_contrasts
from retrieval.language.glossary import shipped_glossary
from retrieval.learning.model import Model, read_model
from retrieval.search.opened_index import OpenedIndex
from retrieval.search.opened_index import open_index as open_state
from retrieval.store.index_store import IndexStore


@cache
def models(settings: EncoderSettings) -> Encoders:
    """The models."""
    return open_encoders(settings)


def open_index(index: Path, settings: EncoderSettings) -> Engine:
    """Open what answers questions; unlike the bot, an index that cannot be used is never built anew."""
    engine = engine_over(open_state(IndexStore(index), models(settings)), settings)
    leave_alone_what_is_open()
    return engine


def engine_over(
    opened: OpenedIndex, settings: EncoderSettings, model: Model | None = None, *, with_reader: bool = True
) -> Engine:
    """What answers questions about an opened index, with the shipped weights or others, and the reading model or not."""
    encoders = models(settings)
    if not with_reader:
        encoders = replace(encoders, reader=None)
    return Engine(opened, encoders, _words(), model or read_model())


@cache
def _words() -> Words:
    return Words(shipped_glossary(), shipped_contrasts())
