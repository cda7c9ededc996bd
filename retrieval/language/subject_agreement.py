"""How far a text speaks of the subjects of a question that the glossary has names for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.language.glossary import Glossary

_RATIO = re.compile(r"人均|单位|每|万元|占")
"""Begins a name that divides by another."""
_BOTH = "城乡居民"
_SIDE = re.compile(r"(?:城镇|农村)\w*居民")
"""城乡居民收入分别增长7%和8% tells of both sides."""


def subject_agreement(asked: Sequence[str], text: str, glossary: Glossary) -> float:
    """Twice the share of the subjects that are named, less one; 0 where only more special ones are, or none was asked for.

    Args:
        asked: standard names of the glossary.
        text: of a sentence, in lower case.
        glossary: their other names.
    """
    if not asked:
        return 0.0
    meant = [glossary.entry(name) for name in asked]
    hopeful = [name for each in meant for name in each.names if name in text]
    if not hopeful:
        return 0.0 if _BOTH in text and any(_SIDE.match(each.standard) for each in meant) else -1.0
    mentions = glossary.mentions(text)
    named = {mention.entry for mention in mentions}
    if any(each in named for each in meant):
        return 2.0 * sum(each in named for each in meant) / len(meant) - 1.0
    # A name inside a longer name: 城镇居民人均可支配收入 is a 人均可支配收入, but 人均GDP is no GDP.
    within = [mention.name for mention in mentions if any(name in mention.name for name in hopeful)]
    return -1.0 if all(_RATIO.match(name) for name in within) else 0.0
