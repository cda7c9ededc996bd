"""What a question says itself, which its answer has as well, or contradicts: figures, sides of contrasts, suppositions."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from retrieval.language.changes import is_of_other_stretch, tells_change
from retrieval.language.contrasts import Contrasts
from retrieval.language.figures import figures, ordinals
from retrieval.language.time_words import timeless
from retrieval.types import Details, Supposition

_FILE = "data/opposites.tsv"
_ASKS_ORDINAL = "第几"


def details_in(text: str, contrasts: Contrasts) -> Details:
    """What a normalised text says.

    Args:
        text: a question.
        contrasts: the words that exclude one another.
    """
    return Details(
        figures=figures(timeless(text)),
        ordinals=ordinals(text),
        contrasts=contrasts.taken(text.lower()),
        suppositions=tuple(
            each for each in _opposites() if each.supposed in text and each.contrary not in text
        ),
        is_ordinal=_ASKS_ORDINAL in text,
        is_change=tells_change(text),
        is_other_stretch=is_of_other_stretch(text),
    )


@cache
def _opposites() -> tuple[Supposition, ...]:
    """What may be supposed, from a file that a person can edit."""
    lines = files("retrieval").joinpath(_FILE).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(Supposition(supposed, contrary) for supposed, contrary in rows)
