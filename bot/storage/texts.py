"""Makes any text storable: a message may hold characters that no database takes."""

from __future__ import annotations

import re
from collections.abc import Mapping

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""Half a surrogate pair has no UTF-8 form, and PostgreSQL takes no NUL."""
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def storable(text: str) -> str:
    r"""The text with U+FFFD in the place of each character that cannot be stored.

    >>> storable("问\ud800") == "问\N{REPLACEMENT CHARACTER}"
    True
    """
    return _UNSTORABLE.sub(_REPLACEMENT, text)


def storable_values(values: Mapping[str, object]) -> dict[str, object]:
    """Values of a statement, every text among them made storable."""
    return {name: storable(value) if isinstance(value, str) else value for name, value in values.items()}
